/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_PLAY_H
#define P2PFLOW_PLAY_H

#include "flow.h"
#include "packet.h"
#include "step.h"
#include "wire.h"

/* What the options say about all flows of a run. */
struct cast {
	struct wire wires[2];		/* by enum end */
	struct tuple at[2];		/* by enum end: addresses of the first flow */
	uint32_t initial_sequence[2];	/* by enum end */
	unsigned int flows;
	uint8_t protocol;
	bool learn;
	bool quiet;			/* no line per packet */
	long timeout_ms;
	struct shape shape;
};

/**
 * play() - play @script with @cast, and print what became of each packet
 * @script: steps in their order
 *
 * Stops at the first step whose expectation is not met, after saying so on stderr.
 *
 * Return: whether all expectations were met.
 */
bool play(const struct cast *cast, const struct script *script);

#endif
