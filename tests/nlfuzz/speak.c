// SPDX-License-Identifier: GPL-2.0
#include "speak.h"

#include "nf_p2p.h"

#include <linux/genetlink.h>
#include <stdio.h>
#include <string.h>

void speak_open(struct speaker *speaker)
{
	unsigned int i;

	for (i = 0; i < SOCKETS; i++)
		talker_open(&speaker->sockets[i]);
	speaker->cookie = 1;
}

void speak_close(struct speaker *speaker)
{
	unsigned int i;

	for (i = 0; i < SOCKETS; i++)
		talker_close(&speaker->sockets[i]);
}

struct nlmsghdr *speak_begin(const struct speaker *speaker, uint8_t command, uint16_t flags)
{
	static char buffer[65536];
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	message->nlmsg_type = speaker->family.id;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = command;
	header->version = P2P_GENL_VERSION;
	return message;
}

/* --- telling --- */

static void put_prefix(struct nlmsghdr *message, const struct prefix *prefix)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_PREFIX);

	mnl_attr_put(message, P2P_PREFIX_A_ADDRESS, address_size(prefix), prefix->address);
	mnl_attr_put_u8(message, P2P_PREFIX_A_LENGTH, prefix->length);
	if (prefix->zone)
		mnl_attr_put_u16(message, P2P_PREFIX_A_ZONE, prefix->zone);
	mnl_attr_nest_end(message, nest);
}

static void put_sanction(struct nlmsghdr *message, const struct sanction *sanction)
{
	struct nlattr *nest;

	if (!sanction->action)
		return;
	nest = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_SANCTION);
	mnl_attr_put_u8(message, P2P_SANCTION_A_SCOPE, sanction->scope);
	mnl_attr_put_u8(message, P2P_SANCTION_A_ACTION, sanction->action);
	if (sanction->mark_mask) {
		mnl_attr_put_u32(message, P2P_SANCTION_A_MARK_VALUE, sanction->mark_value);
		mnl_attr_put_u32(message, P2P_SANCTION_A_MARK_MASK, sanction->mark_mask);
	}
	if (sanction->rate)
		mnl_attr_put_u64(message, P2P_SANCTION_A_RATE, sanction->rate);
	if (sanction->burst)
		mnl_attr_put_u32(message, P2P_SANCTION_A_BURST, sanction->burst);
	if (sanction->start)
		mnl_attr_put_u64(message, P2P_SANCTION_A_START, sanction->start);
	if (sanction->end)
		mnl_attr_put_u64(message, P2P_SANCTION_A_END, sanction->end);
	if (sanction->reason[0])
		mnl_attr_put_strz(message, P2P_SANCTION_A_REASON, sanction->reason);
	mnl_attr_nest_end(message, nest);
}

static void put_subscriber(struct nlmsghdr *message, const struct operation *operation, bool fallback, bool whole)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SUBSCRIBER);
	uint8_t key[64];
	unsigned int i;

	if (fallback)
		mnl_attr_put(message, P2P_SUBSCRIBER_A_DEFAULT, 0, NULL);
	else
		mnl_attr_put(message, P2P_SUBSCRIBER_A_KEY, key_of(operation->number, key), key);
	for (i = 0; whole && i < operation->subscriber.count; i++)
		put_prefix(message, &operation->subscriber.prefixes[i]);
	if (whole)
		put_sanction(message, &operation->subscriber.sanction);
	mnl_attr_nest_end(message, nest);
}

static void put_settings(struct nlmsghdr *message, const struct operation *operation)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SETTINGS);

	if (operation->settings & SETTING_MASK)
		mnl_attr_put_u32(message, P2P_SETTINGS_A_MARK_MASK, operation->mark_mask);
	if (operation->settings & SETTING_ENFORCE)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_ENFORCE, operation->enforce);
	if (operation->settings & SETTING_CAPTURE)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_CAPTURE, operation->capture);
	if (operation->settings & SETTING_NESTED)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_NESTED, operation->nested);
	mnl_attr_nest_end(message, nest);
}

static void put_place(struct nlmsghdr *message, const struct place *place)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_GARDEN);

	mnl_attr_put(message, P2P_GARDEN_A_ADDRESS, address_size(&place->prefix), place->prefix.address);
	mnl_attr_put_u8(message, P2P_GARDEN_A_LENGTH, place->prefix.length);
	if (place->protocol)
		mnl_attr_put_u8(message, P2P_GARDEN_A_PROTOCOL, place->protocol);
	if (place->port_min) {
		mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MIN, place->port_min);
		mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MAX, place->port_max);
	}
	mnl_attr_nest_end(message, nest);
}

static void put_content(struct nlmsghdr *message, const struct operation *operation, const struct details *details)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_CONTENT);
	char name[64];

	name_of(operation->number, name);
	mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, name);
	if (operation->kind == OPERATION_CONTENT_BEGIN) {
		if (operation->list.except)
			mnl_attr_put(message, P2P_CONTENT_A_EXCEPT, 0, NULL);
		mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT20, operation->list.count20);
		mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT16, operation->list.count16);
	}
	if (operation->kind != OPERATION_CONTENT_DEL && details->ids_length)
		mnl_attr_put(message, P2P_CONTENT_A_IDS, details->ids_length, details->ids);
	mnl_attr_nest_end(message, nest);
}

/* Without one, that of before is removed. */
static void put_ruleset(struct nlmsghdr *message, const struct details *details)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_RULESET);
	uint32_t size = details->ruleset ? details->ruleset->size : 0;
	uint32_t from = details->chunk_offset + details->chunk_length <= size ? details->chunk_offset : 0;

	mnl_attr_put_u32(message, P2P_RULESET_A_SIZE, size);
	if (size) {
		mnl_attr_put_u32(message, P2P_RULESET_A_OFFSET, details->chunk_offset);
		mnl_attr_put(message, P2P_RULESET_A_DATA, details->chunk_length,
			     (const uint8_t *)details->ruleset + from);
	}
	mnl_attr_nest_end(message, nest);
}

static void put_address(struct nlmsghdr *message, const struct prefix *address)
{
	mnl_attr_put(message, P2P_A_ADDRESS, address_size(address), address->address);
	if (address->zone)
		mnl_attr_put_u16(message, P2P_A_ZONE, address->zone);
}

static void put_garden(struct nlmsghdr *message, const struct operation *operation)
{
	unsigned int i;

	for (i = 0; i < operation->places; i++)
		put_place(message, &operation->garden[i]);
}

static const uint8_t commands[] = {
	[OPERATION_BEGIN] = P2P_CMD_TRANSACTION_BEGIN,
	[OPERATION_COMMIT] = P2P_CMD_TRANSACTION_COMMIT,
	[OPERATION_ABORT] = P2P_CMD_TRANSACTION_ABORT,
	[OPERATION_FORCE] = P2P_CMD_TRANSACTION_ABORT,
	[OPERATION_BYPASS] = P2P_CMD_BYPASS_SET,
	[OPERATION_SETTINGS] = P2P_CMD_SETTINGS_SET,
	[OPERATION_SUBSCRIBER_SET] = P2P_CMD_SUBSCRIBER_SET,
	[OPERATION_SUBSCRIBER_DEL] = P2P_CMD_SUBSCRIBER_DEL,
	[OPERATION_FALLBACK_SET] = P2P_CMD_SUBSCRIBER_SET,
	[OPERATION_FALLBACK_DEL] = P2P_CMD_SUBSCRIBER_DEL,
	[OPERATION_SUBSCRIBER_FLUSH] = P2P_CMD_SUBSCRIBER_FLUSH,
	[OPERATION_GARDEN] = P2P_CMD_GARDEN_SET,
	[OPERATION_CONTENT_BEGIN] = P2P_CMD_CONTENT_SET,
	[OPERATION_CONTENT_GO_ON] = P2P_CMD_CONTENT_SET,
	[OPERATION_CONTENT_DEL] = P2P_CMD_CONTENT_DEL,
	[OPERATION_CONTENT_FLUSH] = P2P_CMD_CONTENT_FLUSH,
	[OPERATION_RULESET] = P2P_CMD_RULESET_SET,
	[OPERATION_RULESET_REMOVE] = P2P_CMD_RULESET_SET,
	[OPERATION_GET] = P2P_CMD_SUBSCRIBER_GET,
	[OPERATION_WHOSE] = P2P_CMD_SUBSCRIBER_GET,
};

static bool takes_cookie(enum operation_kind kind)
{
	return kind != OPERATION_BEGIN && kind != OPERATION_FORCE && kind != OPERATION_BYPASS &&
	       kind != OPERATION_GET && kind != OPERATION_WHOSE;
}

static void put_body(struct nlmsghdr *message, const struct operation *operation, const struct details *details)
{
	switch (operation->kind) {
	case OPERATION_FORCE:
		mnl_attr_put(message, P2P_A_FORCE, 0, NULL);
		break;
	case OPERATION_BYPASS:
		mnl_attr_put_u8(message, P2P_A_BYPASS, (uint8_t)operation->number);
		break;
	case OPERATION_SETTINGS:
		put_settings(message, operation);
		break;
	case OPERATION_SUBSCRIBER_SET:
	case OPERATION_FALLBACK_SET:
		put_subscriber(message, operation, operation->kind == OPERATION_FALLBACK_SET, true);
		break;
	case OPERATION_SUBSCRIBER_DEL:
	case OPERATION_FALLBACK_DEL:
	case OPERATION_GET:
		put_subscriber(message, operation, operation->kind == OPERATION_FALLBACK_DEL, false);
		break;
	case OPERATION_GARDEN:
		put_garden(message, operation);
		break;
	case OPERATION_CONTENT_BEGIN:
	case OPERATION_CONTENT_GO_ON:
	case OPERATION_CONTENT_DEL:
		put_content(message, operation, details);
		break;
	case OPERATION_RULESET:
	case OPERATION_RULESET_REMOVE:
		put_ruleset(message, details);
		break;
	case OPERATION_WHOSE:
		put_address(message, &operation->address);
		break;
	default:
		break;
	}
}

/* --- being told --- */

static bool read_prefix(struct prefix *prefix, const struct nlattr *nest)
{
	const struct nlattr *attr;
	unsigned int seen = 0;

	memset(prefix, 0, sizeof(*prefix));
	mnl_attr_for_each_nested(attr, nest) {
		seen |= 1u << mnl_attr_get_type(attr);
		if (mnl_attr_get_type(attr) == P2P_PREFIX_A_ADDRESS) {
			prefix->family = mnl_attr_get_payload_len(attr) == 16 ? 6 : 4;
			memcpy(prefix->address, mnl_attr_get_payload(attr), address_size(prefix));
		} else if (mnl_attr_get_type(attr) == P2P_PREFIX_A_LENGTH) {
			prefix->length = mnl_attr_get_u8(attr);
		} else if (mnl_attr_get_type(attr) == P2P_PREFIX_A_ZONE) {
			prefix->zone = mnl_attr_get_u16(attr);
		}
	}
	return seen >> P2P_PREFIX_A_ADDRESS & 1 && seen >> P2P_PREFIX_A_LENGTH & 1;
}

static void read_sanction(struct shown *shown, const struct nlattr *nest)
{
	struct sanction *sanction = &shown->subscriber.sanction;
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		switch (mnl_attr_get_type(attr)) {
		case P2P_SANCTION_A_SCOPE:
			sanction->scope = mnl_attr_get_u8(attr);
			break;
		case P2P_SANCTION_A_ACTION:
			sanction->action = mnl_attr_get_u8(attr);
			break;
		case P2P_SANCTION_A_MARK_VALUE:
			sanction->mark_value = mnl_attr_get_u32(attr);
			break;
		case P2P_SANCTION_A_MARK_MASK:
			sanction->mark_mask = mnl_attr_get_u32(attr);
			break;
		case P2P_SANCTION_A_RATE:
			sanction->rate = mnl_attr_get_u64(attr);
			break;
		case P2P_SANCTION_A_BURST:
			sanction->burst = mnl_attr_get_u32(attr);
			break;
		case P2P_SANCTION_A_START:
			sanction->start = mnl_attr_get_u64(attr);
			break;
		case P2P_SANCTION_A_END:
			sanction->end = mnl_attr_get_u64(attr);
			break;
		case P2P_SANCTION_A_STATE:
			shown->state = mnl_attr_get_u8(attr);
			break;
		case P2P_SANCTION_A_LEFT_S:
			shown->has_left = true;
			shown->left_s = mnl_attr_get_u64(attr);
			break;
		case P2P_SANCTION_A_WAIT_S:
			shown->has_wait = true;
			shown->wait_s = mnl_attr_get_u64(attr);
			break;
		case P2P_SANCTION_A_REASON:
			snprintf(sanction->reason, sizeof(sanction->reason), "%s", mnl_attr_get_str(attr));
			break;
		}
	}
}

void speak_read_subscriber(struct shown *shown, const struct nlattr *nest)
{
	struct subscriber *subscriber = &shown->subscriber;
	const struct nlattr *attr;

	memset(shown, 0, sizeof(*shown));
	shown->complete = true;
	shown->key = KEYS;
	subscriber->present = true;
	mnl_attr_for_each_nested(attr, nest) {
		if (mnl_attr_get_type(attr) == P2P_SUBSCRIBER_A_KEY)
			shown->key = key_number(mnl_attr_get_payload(attr), mnl_attr_get_payload_len(attr));
		else if (mnl_attr_get_type(attr) == P2P_SUBSCRIBER_A_DEFAULT)
			shown->fallback = true;
		else if (mnl_attr_get_type(attr) == P2P_SUBSCRIBER_A_SANCTION)
			read_sanction(shown, attr);
		else if (mnl_attr_get_type(attr) != P2P_SUBSCRIBER_A_PREFIX)
			continue;
		else if (subscriber->count == PREFIXES ||
			 !read_prefix(&subscriber->prefixes[subscriber->count++], attr))
			shown->complete = false;
	}
}

static void read_reply(struct answer *answer, const struct nlmsghdr *message)
{
	const struct nlattr *attr;

	mnl_attr_for_each(attr, message, GENL_HDRLEN) {
		if (mnl_attr_get_type(attr) == P2P_A_COOKIE)
			answer->cookie = mnl_attr_get_u64(attr);
		else if (mnl_attr_get_type(attr) == P2P_A_GENERATION)
			answer->generation = mnl_attr_get_u64(attr);
		else if (mnl_attr_get_type(attr) == P2P_A_HOLDER)
			answer->holder = mnl_attr_get_u32(attr);
		else if (mnl_attr_get_type(attr) == P2P_A_SUBSCRIBER && answer->count < 2)
			speak_read_subscriber(&answer->shown[answer->count++], attr);
	}
}

static void read_verdict(struct answer *answer, const struct nlmsghdr *message)
{
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(message);
	const struct nlattr *attr = (const struct nlattr *)(error + 1);
	int length = (int)message->nlmsg_len - NLMSG_HDRLEN - (int)sizeof(*error);

	answer->error = -error->error;
	if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	for (; mnl_attr_ok(attr, length); length -= NLA_ALIGN(attr->nla_len), attr = mnl_attr_next(attr))
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG)
			snprintf(answer->sentence, sizeof(answer->sentence), "%s", mnl_attr_get_str(attr));
}

static void hear(struct talker *talker, struct answer *answer)
{
	for (;;) {
		int length = (int)talker_receive(talker, true);
		const struct nlmsghdr *message = (struct nlmsghdr *)talker->answer;

		for (; mnl_nlmsg_ok(message, length); message = mnl_nlmsg_next(message, &length)) {
			if (message->nlmsg_type == NLMSG_ERROR) {
				read_verdict(answer, message);
				return;
			}
			read_reply(answer, message);
		}
	}
}

void speak(struct speaker *speaker, const struct operation *operation, const struct details *details,
	   struct answer *answer)
{
	struct talker *talker = &speaker->sockets[operation->who];
	struct nlmsghdr *message;

	memset(answer, 0, sizeof(*answer));
	if (operation->kind == OPERATION_CLOSE) {
		talker_close(talker);
		talker_open(talker);
		return;
	}
	message = speak_begin(speaker, commands[operation->kind], NLM_F_ACK);
	if (takes_cookie(operation->kind) && operation->cookie != COOKIE_NONE)
		mnl_attr_put_u64(message, P2P_A_COOKIE, speaker->cookie + (operation->cookie == COOKIE_WRONG));
	put_body(message, operation, details);
	talker_send(talker, message, message->nlmsg_len);
	hear(talker, answer);
	if (answer->cookie)
		speaker->cookie = answer->cookie;
}
