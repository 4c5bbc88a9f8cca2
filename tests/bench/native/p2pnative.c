// SPDX-License-Identifier: GPL-2.0-or-later
/* p2pnative [--repeat N] SIGNATURES CAPTURE...: the kernel's matcher beside nDPI and Vectorscan, on the same packets and in
 * one process. JSON to standard output, a table to stderr.
 *
 * Fails when what was found is not what it should be: then the figures would mean nothing. Whether a bar is met is a
 * figure like the others.
 */
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "inspector.h"
#include "matcher.h"
#include "opening.h"
#include "report.h"
#include "scanner.h"
#include "synthetic.h"

#define REPETITIONS	9
#define REPETITIONS_MAX	1000

/* What nf_p2p is to be, times the rate of a peer. */
#define BAR_NDPI	20
#define BAR_VECTORSCAN	1

#define OPENING_BYTES	256
#define STREAMS		256

struct bench {
	struct rules rules;
	struct translation translation;
	struct recording recording;
	struct traffic traffic;
	struct report report;
	unsigned int repetitions;
	bool failed;
};

static void check(struct bench *bench, const struct contest *contest, const struct entrant *entrant, bool must_find)
{
	const struct tally *tally = &entrant->tally;

	if (must_find && !tally->found)
		fprintf(stderr, "p2pnative: %s: %s found nothing\n", contest->name, entrant->contestant.name);
	else if (tally->wrong)
		fprintf(stderr, "p2pnative: %s: %s finds %llu flows otherwise than p2pctl classify\n", contest->name,
			entrant->contestant.name, (unsigned long long)tally->wrong);
	else
		return;
	bench->failed = true;
}

static void hold(struct bench *bench, struct contest *contest, bool must_find)
{
	contest_run(contest, bench->repetitions);
	report_contest(&bench->report, contest);
	for (size_t i = 0; i < contest->count; i++)
		check(bench, contest, &contest->entrants[i], must_find);
}

static void enter(struct contest *contest, struct contestant contestant, double bar)
{
	contestant.bar = bar;
	contest_enter(contest, &contestant);
}

/* --- nDPI --- */

static void flows_contest(struct bench *bench)
{
	struct contest contest = { .name = "flows", .traffic = bench->traffic,
				   .what = "all packets of each flow, until the contestant is done with it" };
	struct inspector inspectors[6];
	struct matcher matchers[2];

	for (int prepared = 0; prepared < 2; prepared++) {
		struct inspector *inspector = &inspectors[prepared * 3];

		enter(&contest, matcher_contestant(&matchers[prepared], &bench->rules.blob, prepared), 0);
		enter(&contest, inspector_contestant(&inspector[0], INSPECTOR_ALL, prepared), BAR_NDPI);
		enter(&contest, inspector_contestant(&inspector[1], INSPECTOR_P2P, prepared), 0);
		enter(&contest, inspector_contestant(&inspector[2], INSPECTOR_DETAILS, prepared), 0);
	}
	hold(bench, &contest, true);
	contest.traffic = (struct traffic){ 0 };
	contest_free(&contest);
}

/* --- Vectorscan --- */

/* The traffic was added to the contest. Return: 0, or -1 when the scanner cannot be made */
static int scan_contest(struct bench *bench, struct contest *contest, double bar)
{
	struct scanner scanners[2] = { 0 };
	struct matcher matchers[2];
	int result = 0;

	traffic_judge(&contest->traffic, &bench->rules.blob);
	traffic_settle(&contest->traffic);
	for (int prepared = 0; prepared < 2 && !result; prepared++) {
		result = scanner_create(&scanners[prepared], &bench->translation, prepared);
		enter(contest, matcher_contestant(&matchers[prepared], &bench->rules.blob, prepared), 0);
		enter(contest, scanner_contestant(&scanners[prepared]), bar);
	}
	if (!result)
		hold(bench, contest, bar);
	for (int prepared = 0; prepared < 2; prepared++)
		scanner_destroy(&scanners[prepared]);
	contest_free(contest);
	return result;
}

static int openings_contest(struct bench *bench)
{
	struct contest contest = { .name = "openings", .what = "the first 256 bytes of each side of each flow" };

	opening_cut(&contest.traffic, &bench->traffic, OPENING_BYTES);
	return scan_contest(bench, &contest, BAR_VECTORSCAN);
}

static int deep_contest(struct bench *bench)
{
	struct contest contest = { .name = "deep", .what = "made up: the longest way through the anchored automaton" };

	synthetic_add_deep(&contest.traffic, &bench->rules.blob, STREAMS);
	contest.looked_at = synthetic_looked_at(&contest.traffic, &bench->rules.blob);
	return scan_contest(bench, &contest, 0);
}

static int searched_contest(struct bench *bench)
{
	struct contest contest = { .name = "searched", .what = "made up: GET requests, searched for a tracker's to the end" };

	synthetic_add_searched(&contest.traffic, STREAMS, P2P_SEARCH_WINDOW);
	contest.looked_at = synthetic_looked_at(&contest.traffic, &bench->rules.blob);
	return scan_contest(bench, &contest, 0);
}

static int random_contest(struct bench *bench, const char *name, uint32_t bytes)
{
	struct contest contest = { .name = name, .what = "made up: random bytes" };

	synthetic_add_random(&contest.traffic, STREAMS, bytes);
	contest.looked_at = synthetic_looked_at(&contest.traffic, &bench->rules.blob);
	return scan_contest(bench, &contest, 0);
}

/* --- The run --- */

/* Where it is already: that processor has its caches warm. */
static int pin(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set) ? -1 : cpu;
}

static int run_all(struct bench *bench, char **captures)
{
	report_begin(&bench->report, bench->repetitions, pin());
	for (; *captures; captures++)
		if (recording_read(&bench->recording, *captures, &bench->rules.blob, &bench->traffic))
			return -1;
	traffic_settle(&bench->traffic);
	translation_make(&bench->translation, bench->rules.set);
	report_input(&bench->report, &bench->recording, &bench->traffic);
	report_signatures(&bench->report, &bench->rules, &bench->translation);
	flows_contest(bench);
	if (openings_contest(bench) || deep_contest(bench) || searched_contest(bench) ||
	    random_contest(bench, "random-256", OPENING_BYTES) ||
	    random_contest(bench, "random-1400", P2P_SEARCH_WINDOW))
		return -1;
	return report_end(&bench->report);
}

static int usage(void)
{
	fputs("usage: p2pnative [--repeat N] SIGNATURES CAPTURE...\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct bench bench = { .repetitions = REPETITIONS };
	int result;

	if (argc > 2 && !strcmp(argv[1], "--repeat")) {
		bench.repetitions = strtoul(argv[2], NULL, 10);
		argv += 2;
		argc -= 2;
	}
	if (argc < 3 || !bench.repetitions || bench.repetitions > REPETITIONS_MAX)
		return usage();
	result = rules_read(&bench.rules, argv[1]) || run_all(&bench, argv + 2) || bench.failed;
	translation_free(&bench.translation);
	traffic_free(&bench.traffic);
	rules_free(&bench.rules);
	return result;
}
