/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One who reads traffic against the clock. */
#ifndef BENCH_CONTESTANT_H
#define BENCH_CONTESTANT_H

#include "traffic.h"

/* Of one time over the traffic. */
struct tally {
	uint64_t packets;		/* that were read until nothing more was wanted of the flow */
	uint64_t bytes;			/* of their payload */
	uint64_t found;			/* flows of file sharing; for one who knows no protocols, flows with a match */
	uint64_t matches;		/* of patterns; for those who tell */
	uint64_t wrong;			/* flows that should have come out otherwise */
};

struct contestant {
	const char *name;
	const char *what;		/* that is timed */
	bool prepared;			/* no allocation of a flow is timed */
	bool ours;			/* nf_p2p, with which the others are compared */
	double bar;			/* nf_p2p shall be so many times as fast; 0: nothing was promised */
	void *self;
	/* Each of these gets the same traffic. Only run is timed. */
	void (*prepare)(void *self, const struct traffic *traffic);
	void (*run)(void *self, const struct traffic *traffic, struct tally *tally);
	void (*tidy)(void *self, const struct traffic *traffic, struct tally *tally);
};

#endif
