// SPDX-License-Identifier: GPL-2.0
/* p2pnlfuzz - say to nf_p2p, as fast as it listens, what its specification allows and everything close to that. */
#include "damage.h"
#include "die.h"
#include "nf_p2p.h"
#include "ruleset.h"
#include "tally.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
"p2pnlfuzz [--seed N] [--messages N] [--sentences]\n"
"Sends random messages of the family nf_p2p, well-formed and damaged, through several sockets that share its\n"
"transaction, in network namespaces of its own. A ruleset that is loaded where it starts is what it uploads.\n"
"Prints what was accepted and refused of each command; --sentences: and how often each reason was given.\n"
"Exit: 0 done, 1 something was refused and nobody was told why, 2 misuse.\n";

#define WRITERS 4
#define PER_NAMESPACE 20000

static struct writer writers[WRITERS];
static struct dice dice;
static struct talker_family family;
static uint8_t *blob;

/* --- What is said --- */

/* Each transaction does without some of the commands: what one leaves undone can keep the others from a commit. */
static uint64_t left_out;

static bool is_left_out(uint8_t command)
{
	return left_out >> command % 64 & 1;
}

/* The ends of a transaction come seldom, and from end_of_batch(). */
static const struct command *some_command(void)
{
	const struct command *command = &grammar_commands[dice_below(&dice, grammar_command_count)];

	if (is_left_out(command->number) && !dice_one_in(&dice, 64))
		return some_command();
	switch (command->number) {
	case P2P_CMD_TRANSACTION_BEGIN:
	case P2P_CMD_TRANSACTION_COMMIT:
	case P2P_CMD_TRANSACTION_ABORT:
		return dice_one_in(&dice, 40) ? command : some_command();
	}
	return command->request_count > 1 || dice_one_in(&dice, 4) ? command : some_command();
}

static void make_message(struct draft *draft)
{
	const struct command *command = some_command();
	bool dump = command->can_dump && (!command->can_do || dice_one_in(&dice, 16)) ? !dice_one_in(&dice, 16) : false;
	unsigned int damages = dice_one_in(&dice, 2) ? 0 : 1 + dice_below(&dice, 3);

	if (!dice_one_in(&dice, 3) || !writer_recall(draft, &dice, command))
		build_message(draft, &dice, &hints, command, dump);
	else if (!damages)
		damages = dice_below(&dice, 3);
	while (damages--)
		damage(draft, &dice);
}

/* A whole ruleset, as a rule; sometimes a byte of it is another one, or a chunk is missing. */
static void add_ruleset(struct writer *writer, struct draft *draft)
{
	uint32_t offset, length, chunk = hints.blob_size / 8 + 1 + dice_below(&dice, hints.blob_size);
	bool spoilt = dice_one_in(&dice, 2);
	uint32_t victim = dice_below(&dice, hints.blob_size);
	uint8_t flip = spoilt ? 1 << dice_below(&dice, 8) : 0;

	chunk = chunk > P2P_CHUNK_MAX ? P2P_CHUNK_MAX : chunk;
	for (offset = 0; offset < hints.blob_size; offset += length) {
		length = hints.blob_size - offset < chunk ? hints.blob_size - offset : chunk;
		if (spoilt && victim >= offset && victim < offset + length && dice_one_in(&dice, 4))
			continue;
		blob[victim] ^= flip;
		build_chunk(draft, &hints, offset, length);
		blob[victim] ^= flip;
		writer_add(writer, draft);
	}
}

static void say(struct writer *writer, uint8_t number)
{
	static struct draft draft;
	unsigned int i;

	for (i = 0; i < grammar_command_count; i++) {
		if (grammar_commands[i].number != number)
			continue;
		build_message(&draft, &dice, &hints, &grammar_commands[i], false);
		writer_add(writer, &draft);
	}
}

/* The last message of a batch may pretend to be longer than what is sent. */
static void overstate(struct writer *writer)
{
	struct nlmsghdr *message = (struct nlmsghdr *)writer->batch, *last = message;
	int rest = (int)writer->length;

	for (; mnl_nlmsg_ok(message, rest); message = mnl_nlmsg_next(message, &rest))
		last = message;
	last->nlmsg_len += 1 + dice_below(&dice, 64);
}

/* --- Who says it, and when --- */

static void open_all(void)
{
	unsigned int i;

	for (i = 0; i < WRITERS; i++)
		writer_open(&writers[i]);
	talker_join(&writers[WRITERS - 1].talker, family.group, true);
	hints.cookie = 0;
}

/* What the sockets began is left to the kernel to clean up, with the namespace. */
static void move_on(void)
{
	unsigned int i;

	for (i = 0; i < WRITERS; i++)
		writer_close(&writers[i]);
	talker_new_namespace();
	open_all();
}

/* Return: messages */
static unsigned int begin_batch(struct writer *writer, struct draft *draft)
{
	if (hints.cookie)
		return 0;
	left_out = dice_roll(&dice);
	if (dice_one_in(&dice, 2)) {
		build_forced_abort(draft, &hints);
		writer_add(writer, draft);
	}
	say(writer, P2P_CMD_TRANSACTION_BEGIN);
	writer_send(writer);
	writer_read(writer, 16);
	return 2;
}

static void end_of_batch(struct writer *writer)
{
	switch (dice_below(&dice, 12)) {
	case 0:
	case 1:
	case 3:
		say(writer, P2P_CMD_TRANSACTION_COMMIT);
		hints.cookie = 0;
		break;
	case 2:
		say(writer, P2P_CMD_TRANSACTION_ABORT);
		hints.cookie = 0;
		break;
	}
}

/* Dumps are left in the middle, sockets closed with answers unread and a transaction open, groups joined and left. */
static void after_batch(struct writer *writer)
{
	writer_read(writer, dice_one_in(&dice, 8) ? dice_below(&dice, 4) : 100000);
	if (dice_one_in(&dice, 24)) {
		writer_close(writer);
		writer_open(writer);
		hints.cookie = 0;
	}
	if (dice_one_in(&dice, 16))
		talker_join(&writer->talker, dice_one_in(&dice, 4) ? dice_below(&dice, 64) : family.group,
			    dice_one_in(&dice, 2));
}

/* Return: messages */
static unsigned int one_batch(void)
{
	static struct draft draft;
	struct writer *writer = &writers[dice_below(&dice, WRITERS)];
	unsigned int begun = begin_batch(writer, &draft), wanted = 1 + dice_below(&dice, 200), n = 0;

	if (hints.blob_size && !is_left_out(P2P_CMD_RULESET_SET) && dice_one_in(&dice, 60))
		add_ruleset(writer, &draft);
	while (n < wanted) {
		make_message(&draft);
		if (!writer_add(writer, &draft))
			break;
		n++;
	}
	end_of_batch(writer);
	if (dice_one_in(&dice, 20))
		overstate(writer);
	writer_send(writer);
	after_batch(writer);
	return begun + n;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fuzz(uint64_t messages)
{
	uint64_t sent = 0, told = messages / 20, next = PER_NAMESPACE;
	double start = now();

	while (sent < messages) {
		sent += one_batch();
		if (sent >= next) {
			move_on();
			next = sent + PER_NAMESPACE;
		}
		if (sent >= told && sent < messages) {
			printf("# at message %llu\n", (unsigned long long)sent);
			fflush(stdout);
			told += messages / 20;
		}
	}
	tally_print(sent, now() - start);
}

int main(int argc, char **argv)
{
	uint64_t seed = (uint64_t)time(NULL), messages = 100000;
	bool sentences = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--seed") && argv[i + 1])
			seed = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--messages") && argv[i + 1])
			messages = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--sentences"))
			sentences = true;
		else
			die("unknown argument '%s'\n%s", argv[i], usage);
	}
	printf("# p2pnlfuzz --seed %llu --messages %llu\n", (unsigned long long)seed, (unsigned long long)messages);
	fflush(stdout);
	dice_seed(&dice, seed, 0);
	talker_open(&writers[0].talker);
	talker_find_family(&writers[0].talker, grammar_family, &family);
	hints.family = family.id;
	blob = ruleset_read(&writers[0].talker, family.id, &hints.blob_size);
	hints.blob = blob;
	talker_close(&writers[0].talker);
	talker_new_namespace();
	open_all();
	fuzz(messages);
	if (sentences)
		tally_print_sentences();
	return tally_silent() > 0;
}
