// SPDX-License-Identifier: GPL-2.0
/* p2pnlmodel - do random things to the configuration of nf_p2p, and to a model of it that knows nothing but the
 * promises of nf_p2p.h. Each answer must be the predicted one, and what the module shows must be what the model holds.
 *
 * The steps are dealt out to episodes, each in a network namespace of its own. What a step does depends on the seed,
 * its episode and its number alone, so that steps can be left out to find those that matter.
 */
#include "agree.h"
#include "die.h"
#include "netns.h"
#include "nf_p2p.h"
#include "ruleset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
"p2pnlmodel [--seed N] [--steps N] [--episode N] NETNS NETNS\n"
"What is loaded in those two network namespaces is loaded again in others. --episode: that one only, of all that\n"
"the steps make.\n"
"Exit: 0 all agreed, 1 something differed: what is printed then is the shortest sequence of steps that was found,\n"
"2 misuse.\n";

#define EPISODE 400
#define SHRINK_SECONDS 120

static struct speaker speaker;
static const struct p2p_blob_header *rulesets[RULESETS];
static uint64_t seed;
static uint64_t epoch;			/* when the episode began */
static unsigned long long accepted, refused, commits;

/* In some episodes there are more content lists than the module takes. */
static unsigned int names_in(uint64_t episode)
{
	return episode % 8 == 7 ? LISTS : 5;
}

static void roll(struct operation *operation, uint64_t episode, unsigned int step)
{
	struct dice dice;

	dice_seed(&dice, seed, episode * EPISODE + step);
	operation_roll(operation, &dice, epoch, names_in(episode));
	/* So many lists come together only when nothing else is done. */
	if (episode % 8 == 7 && step % 4 && operation->kind != OPERATION_CONTENT_BEGIN && step > 1) {
		operation->kind = OPERATION_CONTENT_BEGIN;
		operation->number = step % LISTS;
		operation->list.count20 = operation->list.count16 = 0;
		operation->ids = 0;
	}
}

static bool one_step(struct model *model, uint64_t episode, unsigned int step)
{
	struct model before = *model;
	struct operation operation;
	struct details details;
	struct answer answer;
	int expected;

	roll(&operation, episode, step);
	/* As a rule it is the list that was begun. */
	if (operation.kind == OPERATION_CONTENT_GO_ON && model->loading && operation.number % 4)
		operation.number = model->loading_name;
	model_resolve(model, &operation, &details);
	expected = model_predict(model, &operation, &details);
	speak(&speaker, &operation, &details, &answer);
	if (expected)
		refused++;
	else
		accepted++;
	commits += !expected && operation.kind == OPERATION_COMMIT;
	return agree_answer(&before, &speaker, &operation, expected, &answer) && agree_in_full(model, &speaker);
}

/* Return: the step after which they differ, -1 when they agree to the end */
static int run_episode(uint64_t episode, unsigned int steps, const bool *without)
{
	static struct model model;
	unsigned int step;
	int differs = -1;

	talker_new_namespace();
	speak_open(&speaker);
	model_init(&model, rulesets);
	epoch = (uint64_t)time(NULL);
	for (step = 0; step < steps && differs < 0; step++)
		if (!without[step] && !one_step(&model, episode, step))
			differs = (int)step;
	speak_close(&speaker);
	return differs;
}

static void print_steps(uint64_t episode, unsigned int last, const bool *without)
{
	struct operation operation;
	unsigned int step;

	for (step = 0; step <= last; step++) {
		if (without[step])
			continue;
		roll(&operation, episode, step);
		printf("#   step %u: ", step);
		operation_print(&operation);
	}
}

/* Leave out ever smaller parts, as long as something still differs. */
static unsigned int shrink(uint64_t episode, unsigned int last, bool *without)
{
	time_t until = time(NULL) + SHRINK_SECONDS;
	unsigned int size, from, i;
	bool tried[EPISODE];

	for (size = last / 2 + 1; size; size /= 2) {
		for (from = 0; from <= last && time(NULL) < until; from += size) {
			int differs;

			memcpy(tried, without, sizeof(tried));
			for (i = from; i < from + size && i <= last; i++)
				tried[i] = true;
			differs = run_episode(episode, last + 1, tried);
			if (differs < 0)
				continue;
			memcpy(without, tried, sizeof(tried));
			last = (unsigned int)differs;
		}
	}
	return last;
}

static void explain(uint64_t episode, unsigned int last, unsigned int steps)
{
	bool without[EPISODE] = {};

	printf("# episode %llu, step %u: to try it again: p2pnlmodel --seed %llu --steps %u --episode %llu\n",
	       (unsigned long long)episode, last, (unsigned long long)seed, steps, (unsigned long long)episode);
	printf("# shrinking, which repeats it many times\n");
	fflush(stdout);
	agree_quietly = true;
	last = shrink(episode, last, without);
	agree_quietly = false;
	printf("# these steps are enough:\n");
	print_steps(episode, last, without);
	printf("# and end with:\n");
	fflush(stdout);
	run_episode(episode, last + 1, without);
}

static int run_all(unsigned int steps, long long only)
{
	static const bool nothing[EPISODE];
	unsigned int done, number;

	for (done = 0; done < steps; done += EPISODE) {
		uint64_t episode = done / EPISODE;
		int differs;

		if (only >= 0 && episode != (uint64_t)only)
			continue;
		number = steps - done < EPISODE ? steps - done : EPISODE;
		differs = run_episode(episode, number, nothing);
		if (differs >= 0) {
			explain(episode, (unsigned int)differs, steps);
			return 1;
		}
		if (episode % 10 == 9)
			printf("# at step %u\n", done + number);
		fflush(stdout);
	}
	return 0;
}

static const struct p2p_blob_header *ruleset_of(const char *netns)
{
	int own = netns_enter(netns);
	uint32_t size;
	uint8_t *blob;

	speak_open(&speaker);
	talker_find_family(&speaker.sockets[0], P2P_GENL_NAME, &speaker.family);
	blob = ruleset_read(&speaker.sockets[0], speaker.family.id, &size);
	if (!size)
		die("no ruleset is loaded in %s", netns);
	speak_close(&speaker);
	netns_leave(own);
	return (const struct p2p_blob_header *)blob;
}

int main(int argc, char **argv)
{
	unsigned int steps = 2000, number = 0;
	long long only = -1;
	struct timespec start, end;
	double seconds;
	int i, status;

	seed = (uint64_t)time(NULL);
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--seed") && argv[i + 1])
			seed = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--steps") && argv[i + 1])
			steps = (unsigned int)strtoul(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--episode") && argv[i + 1])
			only = strtoll(argv[++i], NULL, 0);
		else if (argv[i][0] != '-' && number < RULESETS)
			rulesets[number++] = ruleset_of(argv[i]);
		else
			die("unknown argument '%s'\n%s", argv[i], usage);
	}
	if (number < RULESETS)
		die("two namespaces are to be named\n%s", usage);
	printf("# p2pnlmodel --seed %llu --steps %u\n", (unsigned long long)seed, steps);
	clock_gettime(CLOCK_MONOTONIC, &start);
	status = run_all(steps, only);
	clock_gettime(CLOCK_MONOTONIC, &end);
	seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
	printf("# accepted %llu, refused as predicted %llu, commits %llu, %.1f s\n", accepted,
	       refused, commits, seconds);
	return status;
}
