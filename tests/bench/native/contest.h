/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Contestants in turn over the same traffic, again and again. */
#ifndef BENCH_CONTEST_H
#define BENCH_CONTEST_H

#include "contestant.h"

#define CONTESTANTS_MAX	8

struct entrant {
	struct contestant contestant;
	struct tally tally;		/* of one time over the traffic */
	unsigned int rounds;		/* times over the traffic that make one measurement */
	double *ns;			/* owned; by repetition: processor time for once over the traffic */
};

struct contest {
	const char *name;
	const char *what;		/* is read */
	struct traffic traffic;		/* owned */
	double looked_at;		/* first bytes of a flow that nf_p2p looks at, on average; 0: not asked */
	struct entrant entrants[CONTESTANTS_MAX];
	size_t count;
	unsigned int repetitions;
};

void contest_enter(struct contest *contest, const struct contestant *contestant);
void contest_run(struct contest *contest, unsigned int repetitions);

/* The entrant of ours that an entrant is compared with; NULL when it is ours itself. */
const struct entrant *contest_counterpart(const struct contest *contest, const struct entrant *entrant);

void contest_free(struct contest *contest);

#endif
