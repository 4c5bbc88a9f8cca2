// SPDX-License-Identifier: GPL-2.0
#include "writer.h"
#include "die.h"
#include "nf_p2p.h"
#include "tally.h"

#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS 65536
#define HARVEST 24
#define HARVEST_SIZE 2048
#define SILENT_SHOWN 10

struct hints hints;

static struct record records[RECORDS];
static uint32_t last_sequence;

/* Messages that were accepted, by command: variations of them get further than what is made up anew. */
static struct harvest {
	unsigned int count;
	uint32_t turn;
	struct {
		uint32_t length;
		uint8_t bytes[HARVEST_SIZE];
	} kept[HARVEST];
} harvests[UINT8_MAX + 1];

void writer_open(struct writer *writer)
{
	talker_open(&writer->talker);
	if (!writer->batch)
		writer->batch = malloc(BATCH_MAX);
	if (!writer->batch)
		die("no memory");
	writer->length = 0;
	writer->sent = false;
}

/* The bytes of what was sent are about to be overwritten. */
static void forget_batch(struct writer *writer)
{
	uint32_t sequence;

	for (sequence = writer->first; writer->length && sequence <= last_sequence; sequence++) {
		const uint8_t *bytes = (const uint8_t *)records[sequence % RECORDS].message;

		if (bytes < writer->batch || bytes >= writer->batch + writer->length)
			break;
		records[sequence % RECORDS].message = NULL;
	}
	writer->length = 0;
	writer->sent = false;
}

void writer_close(struct writer *writer)
{
	forget_batch(writer);
	talker_close(&writer->talker);
}

static const struct command *command_of(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	unsigned int i;

	if (message->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN || message->nlmsg_type != hints.family)
		return NULL;
	for (i = 0; i < grammar_command_count; i++)
		if (grammar_commands[i].number == header->cmd)
			return &grammar_commands[i];
	return NULL;
}

bool writer_add(struct writer *writer, struct draft *draft)
{
	uint32_t length = draft->header.nlmsg_len;
	struct record *record;

	if (writer->sent)
		forget_batch(writer);
	if (writer->length + NLMSG_ALIGN(length) > BATCH_MAX)
		return false;
	record = &records[++last_sequence % RECORDS];
	if (!writer->length)
		writer->first = last_sequence;
	draft->header.nlmsg_seq = last_sequence;
	memcpy(writer->batch + writer->length, draft->bytes, length);
	memset(writer->batch + writer->length + length, 0, NLMSG_ALIGN(length) - length);
	record->sequence = last_sequence;
	record->message = (struct nlmsghdr *)(writer->batch + writer->length);
	record->command = command_of(record->message);
	writer->length += NLMSG_ALIGN(length);
	tally_sent(record);
	return true;
}

void writer_send(struct writer *writer)
{
	if (writer->length)
		talker_send(&writer->talker, writer->batch, writer->length);
	writer->sent = true;
}

/* --- Answers --- */

static struct draft *draft_of(const struct record *record)
{
	static struct draft draft;

	if (!record->message || record->message->nlmsg_len > MESSAGE_MAX)
		return NULL;
	memcpy(draft.bytes, record->message, record->message->nlmsg_len);
	build_find_places(&draft);
	return &draft;
}

static void keep(const struct record *record)
{
	struct harvest *harvest;
	unsigned int place;

	if (record->message->nlmsg_len > HARVEST_SIZE || !record->command)
		return;
	harvest = &harvests[record->command->number];
	place = harvest->count < HARVEST ? harvest->count++ : (harvest->turn += 7) % HARVEST;
	harvest->kept[place].length = record->message->nlmsg_len;
	memcpy(harvest->kept[place].bytes, record->message, record->message->nlmsg_len);
}

bool writer_recall(struct draft *draft, struct dice *dice, const struct command *command)
{
	const struct harvest *harvest = &harvests[command->number];
	unsigned int place = dice_below(dice, harvest->count);

	if (!harvest->count)
		return false;
	memcpy(draft->bytes, harvest->kept[place].bytes, harvest->kept[place].length);
	build_find_places(draft);
	build_renew_cookie(draft, &hints);
	return true;
}

static void accepted(const struct record *record)
{
	struct draft *draft = draft_of(record);

	tally_accepted(record);
	if (!draft)
		return;
	build_learn(draft, 0);
	keep(record);
}

static void show_silent(const struct record *record, int error)
{
	uint32_t i;

	if (tally_silent() > SILENT_SHOWN)
		return;
	printf("# refused with error %d and without a sentence: %s", error, record->command->name);
	for (i = 0; i < record->message->nlmsg_len && i < 256; i++)
		printf("%s%02x", i % 4 ? "" : " ", ((const uint8_t *)record->message)[i]);
	printf("\n");
}

static void refused(const struct record *record, int error, const struct nlattr *attr, int length)
{
	const char *sentence = NULL;
	struct draft *draft = draft_of(record);
	uint32_t blamed = 0, missing = 0, nest = 0;

	for (; mnl_attr_ok(attr, length); length -= NLA_ALIGN(attr->nla_len), attr = mnl_attr_next(attr)) {
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG)
			sentence = mnl_attr_get_str(attr);
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_OFFS)
			blamed = mnl_attr_get_u32(attr);
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MISS_TYPE)
			missing = mnl_attr_get_u32(attr);
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MISS_NEST)
			nest = mnl_attr_get_u32(attr);
	}
	if (!tally_refused(record, error, sentence))
		show_silent(record, error);
	if (draft && blamed)
		build_learn(draft, blamed);
	if (draft && missing)
		build_learn_missing(draft, missing, nest);
}

/* The error, and behind it what explains it: at the end of a dump, or behind the header that it is about. */
static void read_verdict(const struct nlmsghdr *answer, struct record *record)
{
	const int *error = mnl_nlmsg_get_payload(answer);
	size_t skip = answer->nlmsg_type == NLMSG_DONE ? sizeof(*error) : sizeof(struct nlmsgerr);
	int length = (int)answer->nlmsg_len - NLMSG_HDRLEN - (int)NLMSG_ALIGN(skip);

	if (answer->nlmsg_len < NLMSG_HDRLEN + sizeof(*error))
		return;
	if (!*error)
		accepted(record);
	else
		refused(record, -*error, (struct nlattr *)((uint8_t *)error + NLMSG_ALIGN(skip)),
			answer->nlmsg_flags & NLM_F_ACK_TLVS ? length : 0);
}

static void read_cookie(const struct nlmsghdr *answer)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(answer);
	const struct nlattr *attr;

	if (header->cmd != P2P_CMD_TRANSACTION_BEGIN)
		return;
	mnl_attr_for_each(attr, answer, sizeof(*header))
		if (mnl_attr_get_type(attr) == P2P_A_COOKIE)
			hints.cookie = mnl_attr_get_u64(attr);
}

static void read_answer(const struct nlmsghdr *answer)
{
	struct record *record = &records[answer->nlmsg_seq % RECORDS];

	if (answer->nlmsg_type == hints.family)
		read_cookie(answer);
	else if ((answer->nlmsg_type == NLMSG_ERROR || answer->nlmsg_type == NLMSG_DONE) &&
		 record->sequence == answer->nlmsg_seq)
		read_verdict(answer, record);
}

void writer_read(struct writer *writer, unsigned int datagrams)
{
	while (datagrams--) {
		ssize_t length = talker_receive(&writer->talker, false);
		const struct nlmsghdr *answer = (struct nlmsghdr *)writer->talker.answer;
		int rest = (int)length;

		if (!length)
			return;
		if (length < 0)
			tally_lost();
		for (; mnl_nlmsg_ok(answer, rest); answer = mnl_nlmsg_next(answer, &rest))
			read_answer(answer);
	}
}
