/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PLOAD_METER_H
#define P2PLOAD_METER_H

#include <stdint.h>

#define METER_HOOKS	3		/* as in p2pprobe */

/* All that is counted, at one moment. */
struct meter {
	uint64_t instructions;
	uint64_t arrived;		/* packets, at both ends */
	struct {
		uint64_t packets;
		uint64_t instructions;
		uint64_t least;
	} probe[METER_HOOKS];		/* zero without p2pprobe */
};

/* Of the namespaces sub1 and inet. The instructions come last, so that reading the rest is not counted. */
struct meter meter_begin(void);

/* The instructions come first. */
struct meter meter_end(void);

/* One line to stdout: what happened between the two. */
void meter_print(const struct meter *before, const struct meter *after, unsigned long repetitions, unsigned long sent);

#endif
