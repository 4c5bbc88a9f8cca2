// SPDX-License-Identifier: GPL-2.0-or-later
#include "contest.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A measurement takes at least so long; a tick of anything else is small beside it. */
#define MEASUREMENT_NS	20e6
#define ROUNDS_MAX	10000

void contest_enter(struct contest *contest, const struct contestant *contestant)
{
	contest->entrants[contest->count++] = (struct entrant){ .contestant = *contestant };
}

/* Of this thread only: what else the machine does is not counted, though it takes from the caches. */
static double now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

static double run_once(struct entrant *entrant, const struct traffic *traffic)
{
	const struct contestant *contestant = &entrant->contestant;
	double begin, end;

	memset(&entrant->tally, 0, sizeof(entrant->tally));
	contestant->prepare(contestant->self, traffic);
	begin = now_ns();
	contestant->run(contestant->self, traffic, &entrant->tally);
	end = now_ns();
	contestant->tidy(contestant->self, traffic, &entrant->tally);
	return end - begin;
}

static double run_rounds(struct entrant *entrant, const struct traffic *traffic)
{
	double sum = 0;

	for (unsigned int i = 0; i < entrant->rounds; i++)
		sum += run_once(entrant, traffic);
	return sum / entrant->rounds;
}

/* The first time is for the caches, the second one tells how many rounds it takes. */
static void warm_up(struct entrant *entrant, const struct traffic *traffic)
{
	double rounds;

	run_once(entrant, traffic);
	rounds = MEASUREMENT_NS / run_once(entrant, traffic) + 1;
	entrant->rounds = rounds < ROUNDS_MAX ? rounds : ROUNDS_MAX;
}

void contest_run(struct contest *contest, unsigned int repetitions)
{
	contest->repetitions = repetitions;
	for (size_t i = 0; i < contest->count; i++) {
		contest->entrants[i].ns = memory_alloc(repetitions * sizeof(double));
		warm_up(&contest->entrants[i], &contest->traffic);
	}
	for (unsigned int k = 0; k < repetitions; k++)
		for (size_t i = 0; i < contest->count; i++)
			contest->entrants[i].ns[k] = run_rounds(&contest->entrants[i], &contest->traffic);
}

const struct entrant *contest_counterpart(const struct contest *contest, const struct entrant *entrant)
{
	if (entrant->contestant.ours)
		return NULL;
	for (size_t i = 0; i < contest->count; i++)
		if (contest->entrants[i].contestant.ours &&
		    contest->entrants[i].contestant.prepared == entrant->contestant.prepared)
			return &contest->entrants[i];
	return NULL;
}

void contest_free(struct contest *contest)
{
	for (size_t i = 0; i < contest->count; i++)
		free(contest->entrants[i].ns);
	traffic_free(&contest->traffic);
}
