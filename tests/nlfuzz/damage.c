// SPDX-License-Identifier: GPL-2.0
#include "damage.h"

#include <linux/genetlink.h>
#include <string.h>

static struct nlattr *attr_at(struct draft *draft, const struct place *place)
{
	return (struct nlattr *)(draft->bytes + place->offset);
}

/* Return: one of the attributes, NULL when there is none */
static const struct place *some_place(struct draft *draft, struct dice *dice)
{
	return draft->place_count ? &draft->places[dice_below(dice, draft->place_count)] : NULL;
}

static void wrong_length(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);
	static const int steps[] = { -8, -4, -3, -1, 1, 3, 4, 8 };

	if (!place)
		return;
	if (dice_one_in(dice, 3))
		attr_at(draft, place)->nla_len = (uint16_t)dice_roll(dice);
	else
		attr_at(draft, place)->nla_len += steps[dice_below(dice, 8)];
}

static void wrong_type(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);

	if (!place)
		return;
	switch (dice_below(dice, 4)) {
	case 0:
		attr_at(draft, place)->nla_type ^= NLA_F_NESTED;
		break;
	case 1:
		attr_at(draft, place)->nla_type ^= NLA_F_NET_BYTEORDER;
		break;
	case 2:
		attr_at(draft, place)->nla_type = (uint16_t)dice_roll(dice);
		break;
	default:
		attr_at(draft, place)->nla_type += dice_one_in(dice, 2) ? 1 : -1;
	}
}

/* Put bytes of the message into it once more, or take some out. The lengths of nests around them stay what they were,
 * unless the attribute stands at the end of all of them or outside.
 */
static void move(struct draft *draft, uint32_t at, int by)
{
	uint32_t end = draft->header.nlmsg_len, from = by < 0 ? at - by : at;

	if (from > end || end + by > MESSAGE_MAX)
		return;
	memmove(draft->bytes + from + by, draft->bytes + from, end - from);
	draft->header.nlmsg_len = end + by;
}

/* The nests that hold an attribute become longer or shorter with it. */
static void stretch_nests(struct draft *draft, const struct place *inner, int by)
{
	unsigned int i;

	for (i = 0; i < draft->place_count && &draft->places[i] < inner; i++) {
		struct nlattr *outer = attr_at(draft, &draft->places[i]);

		if (draft->places[i].attribute && draft->places[i].attribute->kind == KIND_NEST &&
		    draft->places[i].offset + outer->nla_len > inner->offset)
			outer->nla_len += by;
	}
}

static void leave_out(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);
	int size;

	if (!place)
		return;
	size = NLA_ALIGN(attr_at(draft, place)->nla_len);
	if (!dice_one_in(dice, 8))
		stretch_nests(draft, place, -size);
	move(draft, place->offset, -size);
}

static void repeat(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);
	int size;

	if (!place)
		return;
	size = NLA_ALIGN(attr_at(draft, place)->nla_len);
	if (draft->header.nlmsg_len + size > MESSAGE_MAX)
		return;
	if (!dice_one_in(dice, 8))
		stretch_nests(draft, place, size);
	move(draft, place->offset, size);
	memcpy(draft->bytes + place->offset, draft->bytes + place->offset + size, size);
}

/* An attribute of which the inside is another message's part, or itself. */
static void nest_deeper(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);
	struct nlattr *attr;
	uint16_t length;

	if (!place || draft->header.nlmsg_len + NLA_HDRLEN > MESSAGE_MAX)
		return;
	length = attr_at(draft, place)->nla_len + NLA_HDRLEN;
	stretch_nests(draft, place, NLA_HDRLEN);
	move(draft, place->offset, NLA_HDRLEN);
	attr = attr_at(draft, place);
	attr->nla_type = attr[1].nla_type;
	attr->nla_len = length;
}

static void other_value(struct draft *draft, struct dice *dice)
{
	const struct place *place = some_place(draft, dice);
	uint8_t value[512];
	struct nlattr *attr;
	unsigned int length;

	if (!place || !place->attribute || place->attribute->kind == KIND_NEST)
		return;
	attr = attr_at(draft, place);
	length = build_value(value, sizeof(value), dice, place->attribute);
	if (attr->nla_len >= NLA_HDRLEN && length > (unsigned int)attr->nla_len - NLA_HDRLEN)
		length = attr->nla_len - NLA_HDRLEN;
	if (attr->nla_len >= NLA_HDRLEN)
		memcpy(attr + 1, value, length);
}

static void cut_short(struct draft *draft, struct dice *dice)
{
	uint32_t length = draft->header.nlmsg_len;

	draft->header.nlmsg_len = NLMSG_HDRLEN + dice_below(dice, length - NLMSG_HDRLEN + 1);
}

static void random_bytes(struct draft *draft, struct dice *dice)
{
	uint32_t body = draft->header.nlmsg_len - NLMSG_HDRLEN;
	unsigned int n;

	if (!body)
		return;
	for (n = 1 + dice_below(dice, 4); n; n--)
		draft->bytes[NLMSG_HDRLEN + dice_below(dice, body)] = (uint8_t)dice_roll(dice);
}

static void random_tail(struct draft *draft, struct dice *dice)
{
	uint32_t length = draft->header.nlmsg_len, more = dice_below(dice, 64);

	if (length + more > MESSAGE_MAX)
		return;
	dice_fill(dice, draft->bytes + length, more);
	draft->header.nlmsg_len += more;
}

static void wrong_header(struct draft *draft, struct dice *dice)
{
	struct genlmsghdr *header = (struct genlmsghdr *)(draft->bytes + NLMSG_HDRLEN);

	switch (dice_below(dice, 5)) {
	case 0:
		header->version = (uint8_t)dice_roll(dice);
		break;
	case 1:
		header->reserved = (uint16_t)dice_roll(dice);
		break;
	case 2:
		header->cmd = (uint8_t)dice_roll(dice);
		break;
	case 3:
		/* NLM_F_DUMP is two of these bits; without NLM_F_REQUEST nothing happens. */
		draft->header.nlmsg_flags |= (uint16_t)dice_roll(dice);
		break;
	default:
		/* The first numbers mean control messages, which have no effect. Those of other families are theirs. */
		draft->header.nlmsg_type = dice_below(dice, NLMSG_MIN_TYPE);
	}
}

void damage(struct draft *draft, struct dice *dice)
{
	static void (*const ways[])(struct draft *draft, struct dice *dice) = {
		other_value, other_value, other_value, leave_out, leave_out, repeat, repeat, wrong_length, wrong_length,
		wrong_type, wrong_type, nest_deeper, random_bytes, random_bytes, cut_short, random_tail, wrong_header,
	};

	ways[dice_below(dice, sizeof(ways) / sizeof(*ways))](draft, dice);
	build_find_places(draft);
}
