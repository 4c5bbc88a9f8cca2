// SPDX-License-Identifier: GPL-2.0
#include "build.h"

#include "nf_p2p.h"

#include <linux/genetlink.h>
#include <stddef.h>
#include <string.h>

/* What became of the messages of a command that had the attribute, or had it not. */
#define EXPERIENCES 4096
#define EXPERIENCED 40

static struct experience {
	const struct attribute *attribute;
	uint8_t command;
	uint32_t sent;
	uint32_t blamed;
	uint32_t missed;
} experiences[EXPERIENCES];

static struct experience *experience_of(const struct attribute *attribute, uint8_t command)
{
	size_t slot = ((uintptr_t)attribute / 8 * 31 + command * 257u) % EXPERIENCES;

	while (experiences[slot].attribute &&
	       (experiences[slot].attribute != attribute || experiences[slot].command != command))
		slot = (slot + 1) % EXPERIENCES;
	experiences[slot].attribute = attribute;
	experiences[slot].command = command;
	return &experiences[slot];
}

static uint8_t command_of(const struct draft *draft)
{
	return draft->bytes[NLMSG_HDRLEN];
}

void build_learn(const struct draft *draft, uint32_t blamed)
{
	unsigned int i;

	for (i = 0; i < draft->place_count; i++) {
		struct experience *seen;

		if (!draft->places[i].attribute)
			continue;
		seen = experience_of(draft->places[i].attribute, command_of(draft));
		seen->sent++;
		seen->blamed += draft->places[i].offset == blamed;
	}
}

void build_learn_missing(const struct draft *draft, unsigned int number, uint32_t nest)
{
	const struct set *set = grammar_main;
	const struct attribute *attribute;
	unsigned int i;

	for (i = 0; nest && i < draft->place_count; i++)
		if (draft->places[i].offset == nest && draft->places[i].attribute)
			set = draft->places[i].attribute->nest;
	attribute = grammar_attribute(set, number);
	if (attribute)
		experience_of(attribute, command_of(draft))->missed++;
}

/* --- Values --- */

static uint64_t bounded(struct dice *dice, const struct attribute *attribute)
{
	uint64_t small = dice_below(dice, 33);

	if (attribute->values)
		return attribute->values[dice_below(dice, attribute->value_count)];
	/* What is a size may cost the kernel as much memory. */
	if (attribute->max > UINT16_MAX && dice_one_in(dice, 100))
		return attribute->max - dice_below(dice, 2);
	if (dice_one_in(dice, 4))
		return dice_one_in(dice, 2) || attribute->max > UINT16_MAX ? attribute->min : attribute->max;
	if (dice_one_in(dice, 4))
		small = 1ull << small / 2;
	if (dice_one_in(dice, 2))
		small &= ~7ull;
	if (small > attribute->max)
		return attribute->max;
	return small < attribute->min ? attribute->min : small;
}

static uint64_t unbounded(struct dice *dice, const struct attribute *attribute)
{
	switch (dice_below(dice, 5)) {
	case 0:
		return attribute->min - 1;
	case 1:
		return attribute->max + 1;
	case 2:
		return (1ull << dice_below(dice, 64)) - dice_below(dice, 2);
	case 3:
		return 0;
	default:
		return dice_roll(dice);
	}
}

static unsigned int put_integer(uint8_t *value, struct dice *dice, const struct attribute *attribute)
{
	uint64_t number = dice_one_in(dice, 12) ? unbounded(dice, attribute) : bounded(dice, attribute);
	static const uint8_t sizes[] = { [KIND_U8] = 1, [KIND_U16] = 2, [KIND_U32] = 4, [KIND_U64] = 8 };
	uint8_t narrow = (uint8_t)number;
	uint16_t half = (uint16_t)number;
	uint32_t word = (uint32_t)number;
	const void *from = attribute->kind == KIND_U8 ? (void *)&narrow : attribute->kind == KIND_U16 ? (void *)&half :
			   attribute->kind == KIND_U32 ? (void *)&word : (void *)&number;

	memcpy(value, from, sizes[attribute->kind]);
	return sizes[attribute->kind];
}

static unsigned int length_of(struct dice *dice, const struct attribute *attribute)
{
	unsigned int min = attribute->min_length, max = attribute->max_length, spread = max - min;

	switch (dice_below(dice, 24)) {
	case 0:
		return max + 1 + dice_below(dice, 3);
	case 1:
		return min ? min - 1 : 0;
	case 2:
		return min + dice_below(dice, spread + 1);
	case 3:
	case 4:
		return max > 1024 ? 20 * dice_below(dice, 50) : max;
	case 5:
	case 6:
	case 7:
		return max >= 20 ? 20 : max;
	case 8:
	case 9:
	case 10:
		return max >= 16 ? 16 : max;
	default:
		return min ?: 1;
	}
}

/* Few different ones, so that they meet again: zeros behind a small start, or letters. */
static void fill_binary(uint8_t *value, unsigned int length, struct dice *dice)
{
	unsigned int i;

	switch (dice_below(dice, 8)) {
	case 0:
		dice_fill(dice, value, length);
		break;
	case 1:
	case 2:
		for (i = 0; i < length; i++)
			value[i] = 'a' + dice_below(dice, 4);
		break;
	default:
		memset(value, 0, length);
		for (i = 0; i < 2 && i < length; i++)
			value[i] = dice_below(dice, 4);
	}
}

static unsigned int put_string(uint8_t *value, unsigned int length, struct dice *dice)
{
	unsigned int i;

	for (i = 0; i < length; i++)
		value[i] = length < 8 ? 'a' + dice_below(dice, 3) : ' ' + dice_below(dice, 95);
	if (length && dice_one_in(dice, 8))
		value[dice_below(dice, length)] = (uint8_t)dice_roll(dice);
	if (length >= 2 && dice_one_in(dice, 8))
		memcpy(value, "\xc3\xa4", 2);
	if (!dice_one_in(dice, 3))
		value[length++] = 0;
	return length;
}

unsigned int build_value(uint8_t *value, unsigned int room, struct dice *dice, const struct attribute *attribute)
{
	unsigned int length;

	switch (attribute->kind) {
	case KIND_U8:
	case KIND_U16:
	case KIND_U32:
	case KIND_U64:
		return room < 8 ? 0 : put_integer(value, dice, attribute);
	case KIND_STRING:
	case KIND_BINARY:
		length = length_of(dice, attribute);
		if (length + 1 > room)
			length = room ? room - 1 : 0;
		if (attribute->kind == KIND_STRING)
			return put_string(value, length, dice);
		fill_binary(value, length, dice);
		return length;
	default:
		length = dice_one_in(dice, 16) ? dice_below(dice, 9) : 0;
		length = length > room ? room : length;
		dice_fill(dice, value, length);
		return length;
	}
}

/* --- Messages --- */

static unsigned int room_in(const struct draft *draft)
{
	return draft->header.nlmsg_len + 64 > MESSAGE_MAX ? 0 : MESSAGE_MAX - draft->header.nlmsg_len - 64;
}

static void put_set(struct draft *draft, struct dice *dice, const struct set *set);

static void put_attribute(struct draft *draft, struct dice *dice, const struct attribute *attribute)
{
	static uint8_t value[65536];
	struct nlattr *nest;

	if (room_in(draft) < 64)
		return;
	if (attribute->kind != KIND_NEST) {
		mnl_attr_put(&draft->header, attribute->number,
			     build_value(value, room_in(draft) - 16, dice, attribute), value);
		return;
	}
	nest = mnl_attr_nest_start(&draft->header, attribute->number);
	if (dice_one_in(dice, 64))
		nest->nla_type &= ~NLA_F_NESTED;
	put_set(draft, dice, attribute->nest);
	mnl_attr_nest_end(&draft->header, nest);
}

/* How many of one: a set that may hold many is filled beyond its bound now and then. */
static unsigned int copies(struct dice *dice, const struct attribute *attribute)
{
	if (!attribute->repeated)
		return dice_one_in(dice, 32) ? 2 : 1;
	if (dice_one_in(dice, 512))
		return 1000 + dice_below(dice, 50);
	return 1 + dice_below(dice, dice_one_in(dice, 8) ? 12 : 3);
}

/* What was missed more often than blamed is hardly ever left out; what is always blamed comes seldom. */
static bool wanted(const struct draft *draft, struct dice *dice, const struct attribute *attribute,
		   unsigned int of_eight)
{
	const struct experience *seen = experience_of(attribute, command_of(draft));

	if (dice_one_in(dice, 16))
		return dice_one_in(dice, 2);
	if (seen->missed > EXPERIENCED && dice_below(dice, seen->missed + seen->blamed) < seen->missed)
		return true;
	if (seen->sent > EXPERIENCED && dice_below(dice, seen->sent) < seen->blamed)
		return false;
	return dice_below(dice, 8) < of_eight;
}

static void put_set(struct draft *draft, struct dice *dice, const struct set *set)
{
	unsigned int i, n, of_eight = 1 + dice_below(dice, set->count > 6 ? 3 : 7);

	for (i = 0; i < set->count; i++) {
		if (!wanted(draft, dice, &set->attributes[i], of_eight))
			continue;
		for (n = copies(dice, &set->attributes[i]); n; n--)
			put_attribute(draft, dice, &set->attributes[i]);
	}
	if (dice_one_in(dice, 64) && room_in(draft) >= 64)
		mnl_attr_put_u32(&draft->header, dice_below(dice, 1 << 14), (uint32_t)dice_roll(dice));
}

static void put_cookie(struct draft *draft, struct dice *dice, const struct hints *hints)
{
	uint64_t cookie = dice_one_in(dice, 24) ? dice_roll(dice) & -(uint64_t)dice_below(dice, 2) : hints->cookie;

	if (!dice_one_in(dice, 40))
		mnl_attr_put_u64(&draft->header, P2P_A_COOKIE, cookie);
}

static void begin(struct draft *draft, const struct hints *hints, uint8_t command, unsigned int flags)
{
	struct genlmsghdr *header;

	mnl_nlmsg_put_header(draft->bytes);
	draft->header.nlmsg_type = hints->family;
	draft->header.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
	header = mnl_nlmsg_put_extra_header(&draft->header, sizeof(*header));
	header->cmd = command;
	header->version = grammar_version;
}

void build_message(struct draft *draft, struct dice *dice, const struct hints *hints, const struct command *command,
		   bool dump)
{
	unsigned int i, n;

	begin(draft, hints, command->number, dump ? NLM_F_DUMP : 0);
	for (i = 0; i < command->request_count; i++) {
		const struct attribute *attribute = command->request[i];

		if (attribute->number == P2P_A_COOKIE) {
			put_cookie(draft, dice, hints);
			continue;
		}
		if (!wanted(draft, dice, attribute, command->request_count > 2 ? 3 : 7))
			continue;
		for (n = copies(dice, attribute); n; n--)
			put_attribute(draft, dice, attribute);
	}
	if (dice_one_in(dice, 32))
		put_attribute(draft, dice, &grammar_main->attributes[dice_below(dice, grammar_main->count)]);
	build_find_places(draft);
}

void build_forced_abort(struct draft *draft, const struct hints *hints)
{
	begin(draft, hints, P2P_CMD_TRANSACTION_ABORT, 0);
	mnl_attr_put(&draft->header, P2P_A_FORCE, 0, NULL);
	build_find_places(draft);
}

void build_chunk(struct draft *draft, const struct hints *hints, uint32_t offset, uint32_t length)
{
	struct nlattr *nest;

	begin(draft, hints, P2P_CMD_RULESET_SET, 0);
	mnl_attr_put_u64(&draft->header, P2P_A_COOKIE, hints->cookie);
	nest = mnl_attr_nest_start(&draft->header, P2P_A_RULESET);
	mnl_attr_put_u32(&draft->header, P2P_RULESET_A_SIZE, hints->blob_size);
	mnl_attr_put_u32(&draft->header, P2P_RULESET_A_OFFSET, offset);
	mnl_attr_put(&draft->header, P2P_RULESET_A_DATA, length, hints->blob + offset);
	mnl_attr_nest_end(&draft->header, nest);
	build_find_places(draft);
}

static void find_places(struct draft *draft, const struct set *set, uint32_t from, uint32_t to)
{
	while (from + NLA_HDRLEN <= to && draft->place_count < PLACES_MAX) {
		const struct nlattr *attr = (struct nlattr *)(draft->bytes + from);
		const struct attribute *attribute = grammar_attribute(set, attr->nla_type & NLA_TYPE_MASK);

		if (attr->nla_len < NLA_HDRLEN || attr->nla_len > to - from)
			return;
		draft->places[draft->place_count++] = (struct place) { from, attribute };
		if (attribute && attribute->kind == KIND_NEST)
			find_places(draft, attribute->nest, from + NLA_HDRLEN, from + attr->nla_len);
		from += NLA_ALIGN(attr->nla_len);
	}
}

void build_find_places(struct draft *draft)
{
	draft->place_count = 0;
	find_places(draft, grammar_main, NLMSG_HDRLEN + GENL_HDRLEN, draft->header.nlmsg_len);
}

void build_renew_cookie(struct draft *draft, const struct hints *hints)
{
	unsigned int i;

	for (i = 0; i < draft->place_count; i++) {
		struct nlattr *attr = (struct nlattr *)(draft->bytes + draft->places[i].offset);
		const struct attribute *attribute = draft->places[i].attribute;

		if (attribute && grammar_attribute(grammar_main, P2P_A_COOKIE) == attribute &&
		    attr->nla_len == NLA_HDRLEN + sizeof(hints->cookie))
			memcpy(attr + 1, &hints->cookie, sizeof(hints->cookie));
	}
}
