// SPDX-License-Identifier: GPL-2.0
#include "tally.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <string.h>

#define COMMANDS 256
#define ERRORS 256
#define SENTENCES 512

static struct count {
	uint64_t sent;
	uint64_t accepted;
	uint64_t refused;
} counts[COMMANDS], others;

static uint64_t errors[ERRORS], lost, silent;

static struct sentence {
	char text[160];
	uint64_t times;
} sentences[SENTENCES];
static unsigned int sentence_count;

static struct count *count_of(const struct record *record)
{
	return record->command ? &counts[record->command->number] : &others;
}

void tally_sent(const struct record *record)
{
	count_of(record)->sent++;
}

void tally_accepted(const struct record *record)
{
	count_of(record)->accepted++;
}

void tally_lost(void)
{
	lost++;
}

static void note_sentence(const char *text)
{
	unsigned int i;

	for (i = 0; i < sentence_count; i++) {
		if (!strncmp(sentences[i].text, text, sizeof(sentences[i].text) - 1)) {
			sentences[i].times++;
			return;
		}
	}
	if (sentence_count == SENTENCES)
		return;
	snprintf(sentences[i].text, sizeof(sentences[i].text), "%s", text);
	sentences[sentence_count++].times = 1;
}

/* Generic netlink itself refuses, in silence: a header cut short, a command that does not exist or not in this form,
 * and a dump while another one runs.
 */
static bool refused_by_module(const struct record *record, int error)
{
	const struct nlmsghdr *message = record->message;
	bool dump;

	if (!message || !record->command || message->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
		return false;
	dump = (message->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	if (dump ? !record->command->can_dump || error == EBUSY : !record->command->can_do)
		return false;
	return true;
}

bool tally_refused(const struct record *record, int error, const char *sentence)
{
	count_of(record)->refused++;
	errors[error > 0 && error < ERRORS ? error : 0]++;
	if (sentence) {
		note_sentence(sentence);
		return true;
	}
	if (!refused_by_module(record, error))
		return true;
	silent++;
	return false;
}

uint64_t tally_silent(void)
{
	return silent;
}

static void print_count(const char *name, const struct count *count)
{
	printf("#   %-28s %9llu sent %9llu accepted %9llu refused\n", name, (unsigned long long)count->sent,
	       (unsigned long long)count->accepted, (unsigned long long)count->refused);
}

void tally_print(uint64_t messages, double seconds)
{
	unsigned int i;

	for (i = 0; i < grammar_command_count; i++)
		print_count(grammar_commands[i].name, &counts[grammar_commands[i].number]);
	print_count("none that there is", &others);
	printf("# refused:");
	for (i = 0; i < ERRORS; i++)
		if (errors[i])
			printf(" %s %llu", strerrorname_np((int)i) ?: "?", (unsigned long long)errors[i]);
	printf("\n# sentences: %u different ones; refusals of the module without one: %llu; answers lost %llu times\n",
	       sentence_count, (unsigned long long)silent, (unsigned long long)lost);
	printf("# %llu messages in %.1f s, %.0f a second\n", (unsigned long long)messages, seconds,
	       seconds > 0 ? (double)messages / seconds : 0);
}

void tally_print_sentences(void)
{
	unsigned int i;

	for (i = 0; i < sentence_count; i++)
		printf("# %9llu %s\n", (unsigned long long)sentences[i].times, sentences[i].text);
}
