/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages as the module makes them, one of each sort, for what stands in the kernel's place: unit tests, the fuzzer of
 * replies, and the fake kernel of the command line's tests.
 */
#ifndef TESTS_UNIT_MESSAGES_H
#define TESTS_UNIT_MESSAGES_H

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

#include "../../kmod/uapi/nf_p2p.h"

#define FAMILY		33
#define MESSAGE_MAX	4096

struct sample {
	union {
		char bytes[MESSAGE_MAX];
		struct nlmsghdr header;
	};
};

static struct nlmsghdr *sample_begin(struct sample *sample, uint8_t command)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(sample->bytes);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	message->nlmsg_type = FAMILY;
	message->nlmsg_seq = 1;
	header->cmd = command;
	return message;
}

static void put_prefix(struct nlmsghdr *message, size_t size)
{
	static const uint8_t address[16] = { 10, 1 };
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_PREFIX);

	mnl_attr_put(message, P2P_PREFIX_A_ADDRESS, size, address);
	mnl_attr_put_u8(message, P2P_PREFIX_A_LENGTH, 24);
	mnl_attr_put_u16(message, P2P_PREFIX_A_ZONE, 7);
	mnl_attr_nest_end(message, nest);
}

static void put_tuple(struct nlmsghdr *message, uint16_t type, size_t size)
{
	static const uint8_t address[16] = { 192, 0, 2, 1 };
	struct nlattr *nest = mnl_attr_nest_start(message, type);

	mnl_attr_put(message, P2P_TUPLE_A_SRC, size, address);
	mnl_attr_put(message, P2P_TUPLE_A_DST, size, address);
	mnl_attr_put_u16(message, P2P_TUPLE_A_SPORT, 6881);
	mnl_attr_put_u16(message, P2P_TUPLE_A_DPORT, 51413);
	mnl_attr_put_u8(message, P2P_TUPLE_A_PROTOCOL, IPPROTO_TCP);
	mnl_attr_nest_end(message, nest);
}

static void put_event(struct nlmsghdr *message, uint16_t type)
{
	struct nlattr *nest = mnl_attr_nest_start(message, type);

	mnl_attr_put_u8(message, P2P_EVENT_A_KIND, P2P_EVENT_DECIDED);
	mnl_attr_put_u64(message, P2P_EVENT_A_TIME_MS, 1700000000123);
	mnl_attr_put(message, P2P_EVENT_A_KEY, 3, "bob");
	put_tuple(message, P2P_EVENT_A_ORIG, 4);
	put_tuple(message, P2P_EVENT_A_REPLY, 16);
	mnl_attr_put_strz(message, P2P_EVENT_A_SIGNATURE, "bt-handshake");
	mnl_attr_put_u32(message, P2P_EVENT_A_OFFSET, 20);
	mnl_attr_put(message, P2P_EVENT_A_CONTENT_ID, 20, "01234567890123456789");
	mnl_attr_nest_end(message, nest);
}

static void put_subscriber(struct nlmsghdr *message)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SUBSCRIBER), *inner;

	mnl_attr_put(message, P2P_SUBSCRIBER_A_KEY, 3, "bob");
	put_prefix(message, 4);
	put_prefix(message, 16);
	put_prefix(message, 4);
	inner = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_SANCTION);
	mnl_attr_put_u8(message, P2P_SANCTION_A_SCOPE, P2P_SCOPE_P2P);
	mnl_attr_put_u8(message, P2P_SANCTION_A_ACTION, P2P_ACTION_DROP);
	mnl_attr_put_u64(message, P2P_SANCTION_A_END, 1900000000);
	mnl_attr_put_u64(message, P2P_SANCTION_A_LEFT_S, 12);
	mnl_attr_nest_end(message, inner);
	inner = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_COUNTERS);
	for (int i = P2P_COUNTERS_A_PAD + 1; i <= P2P_COUNTERS_A_MAX; i++)
		mnl_attr_put_u64(message, i, 1000 + i);
	mnl_attr_nest_end(message, inner);
	put_event(message, P2P_SUBSCRIBER_A_HISTORY);
	put_event(message, P2P_SUBSCRIBER_A_HISTORY);
	mnl_attr_nest_end(message, nest);
}

static void make_subscriber(struct sample *sample)
{
	put_subscriber(sample_begin(sample, P2P_CMD_SUBSCRIBER_GET));
}

static void make_conflict(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_CONFLICT);

	mnl_attr_put_u32(message, P2P_A_HOLDER, 4711);
	put_subscriber(message);
}

static void make_event(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_EVENT);

	mnl_attr_put_u64(message, P2P_A_LOST, 3);
	put_event(message, P2P_A_EVENT);
	put_event(message, P2P_A_EVENT);
}

static void make_status(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_STATUS_GET);
	struct nlattr *nest;

	mnl_attr_put_u64(message, P2P_A_GENERATION, 12);
	nest = mnl_attr_nest_start(message, P2P_A_STATUS);
	mnl_attr_put_strz(message, P2P_STATUS_A_VERSION, "0.1.0");
	for (int i = P2P_STATUS_A_BYPASS; i <= P2P_STATUS_A_CLOCK_HELD; i++)
		mnl_attr_put_u8(message, i, 1);
	for (int i = P2P_STATUS_A_SIGNATURES; i <= P2P_STATUS_A_MAX; i++)
		mnl_attr_put_u32(message, i, i);
	mnl_attr_nest_end(message, nest);
	nest = mnl_attr_nest_start(message, P2P_A_SETTINGS);
	mnl_attr_put_u32(message, P2P_SETTINGS_A_MARK_MASK, 0xff000000);
	mnl_attr_put_u8(message, P2P_SETTINGS_A_ENFORCE, 1);
	mnl_attr_nest_end(message, nest);
}

static void make_stats(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_STATS_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_STATS);

	for (int i = P2P_STATS_A_PAD + 1; i <= P2P_STATS_A_MAX; i++)
		mnl_attr_put_u64(message, i, i);
	mnl_attr_nest_end(message, nest);
}

static void make_signature(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_SIGNATURE_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SIGNATURE);

	mnl_attr_put_strz(message, P2P_SIGNATURE_A_NAME, "bt-handshake");
	mnl_attr_put_u8(message, P2P_SIGNATURE_A_CLASS, P2P_CLASS_BITTORRENT);
	mnl_attr_put_u64(message, P2P_SIGNATURE_A_MATCHES, 5);
	mnl_attr_nest_end(message, nest);
}

static void put_entry(struct nlmsghdr *message, uint8_t length, uint16_t port_min, uint16_t port_max)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_GARDEN);

	mnl_attr_put(message, P2P_GARDEN_A_ADDRESS, 4, "\x0a\x00\x00\x00");
	mnl_attr_put_u8(message, P2P_GARDEN_A_LENGTH, length);
	mnl_attr_put_u8(message, P2P_GARDEN_A_PROTOCOL, IPPROTO_TCP);
	mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MIN, port_min);
	mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MAX, port_max);
	mnl_attr_nest_end(message, nest);
}

static void make_garden(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_GARDEN_GET);

	put_entry(message, 24, 80, 443);
	put_entry(message, 8, 25, 25);
}

static void make_ruleset(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_RULESET_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_RULESET);

	mnl_attr_put_u32(message, P2P_RULESET_A_SIZE, 100);
	mnl_attr_put_u32(message, P2P_RULESET_A_OFFSET, 0);
	mnl_attr_put(message, P2P_RULESET_A_DATA, 60, (char [60]){ "P2PB" });
	mnl_attr_nest_end(message, nest);
}

static void make_content(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_CONTENT_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_CONTENT);

	mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, "films");
	mnl_attr_put(message, P2P_CONTENT_A_EXCEPT, 0, NULL);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT20, 2);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT16, 1);
	mnl_attr_put(message, P2P_CONTENT_A_IDS, 40, (char [40]){ 1 });
	mnl_attr_nest_end(message, nest);
}

static void make_refusal(struct sample *sample)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(sample->bytes);
	struct nlmsgerr *error = mnl_nlmsg_put_extra_header(message, sizeof(*error));

	message->nlmsg_type = NLMSG_ERROR;
	message->nlmsg_flags = NLM_F_CAPPED | NLM_F_ACK_TLVS;
	message->nlmsg_seq = 1;
	error->error = -17;
	error->msg.nlmsg_len = 40;
	mnl_attr_put_strz(message, NLMSGERR_ATTR_MSG, "prefix belongs to another subscriber");
	mnl_attr_put_u32(message, NLMSGERR_ATTR_OFFS, 36);
}

static const struct {
	const char *name;
	void (*make)(struct sample *sample);
} samples[] = {
	{ "subscriber", make_subscriber }, { "conflict", make_conflict }, { "event", make_event },
	{ "status", make_status }, { "stats", make_stats }, { "signature", make_signature },
	{ "garden", make_garden }, { "ruleset", make_ruleset }, { "content", make_content },
	{ "refusal", make_refusal },
};

#endif
