// SPDX-License-Identifier: GPL-2.0-or-later
/* Whatever comes out of the socket, p2pctl neither crashes nor reads beyond it. Messages as the kernel makes them are
 * cut and changed at random, always with the same seed; the sanitizers watch.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "client_event.h"
#include "client_message.h"
#include "content.h"
#include "garden.h"

#define FAMILY		33
#define ROUNDS		20000
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

static void ignore_event(const struct event *event, void *data)
{
	(void)event;
	(void)data;
}

static void ignore_lost(uint64_t lost, void *data)
{
	(void)lost;
	(void)data;
}

/* Everything is decoded as everything: a kernel may answer another question than was asked. */
static int decode_all(const struct nlmsghdr *message, void *data)
{
	struct event_visitor visitor = { .event = ignore_event, .lost = ignore_lost };
	struct subscriber subscriber = { 0 };
	struct ruleset_chunks chunks = { 0 };
	struct content_list list = { 0 };
	struct content_parts parts = { .list = &list };
	struct content_heads heads = { 0 };
	struct conflict conflict = { 0 };
	struct signature_counters signature = { 0 };
	struct status status = { 0 };
	struct garden garden = { 0 };
	struct stats stats = { 0 };
	struct begun begun = { 0 };
	uint64_t generation = 0;

	(void)data;
	(void)(client_decode_status(message, &status) | client_decode_stats(message, &stats) |
	       client_decode_signature(message, &signature) | client_decode_begin(message, &begun) |
	       client_decode_generation(message, &generation) | client_decode_events(message, &visitor) |
	       client_decode_subscriber(message, &subscriber) | client_decode_conflict(message, &conflict) |
	       client_decode_garden(message, &garden) |
	       client_decode_ruleset(message, &chunks) | client_decode_ruleset(message, &chunks) |
	       client_decode_content_head(message, &heads) | client_decode_content_ids(message, &parts) |
	       client_decode_content_ids(message, &parts));
	assert_true(subscriber.key_length <= P2P_KEY_MAX);
	assert_true(chunks.filled <= chunks.size);
	assert_true(strlen(signature.name) <= P2P_NAME_MAX);
	assert_true(heads.count <= 1 && strlen(heads.items[0].name) <= P2P_NAME_MAX);
	content_free(&list);
	subscriber_free(&subscriber);
	subscriber_free(&conflict.subscriber);
	subscriber_free(&conflict.around);
	garden_free(&garden);
	free(chunks.data);
	return 0;
}

/* A copy of exactly that size: the sanitizer sees the first byte that is read beyond it. */
static void decode_copy(const void *bytes, size_t size)
{
	struct answer answer = { .handler = decode_all };
	void *copy = malloc(size ? size : 1);

	memcpy(copy, bytes, size);
	(void)nlsock_decode(copy, size, FAMILY, 1, 1, &answer);
	assert_true(strlen(answer.refusal.sentence) < sizeof(answer.refusal.sentence));
	free(copy);
}

static void mutate(struct sample *sample, size_t size)
{
	int changes = 1 + rand() % 4;

	while (changes--) {
		size_t at = rand() % size;

		switch (rand() % 3) {
		case 0:
			sample->bytes[at] ^= 1 << rand() % 8;
			break;
		case 1:
			sample->bytes[at] = rand();
			break;
		default:
			sample->bytes[at] = rand() % 2 ? 0xff : 0;
		}
	}
}

static void survive(void (*make)(struct sample *sample))
{
	struct sample whole = { 0 };
	size_t size;

	make(&whole);
	size = whole.header.nlmsg_len;
	for (size_t cut = 0; cut <= size; cut++)
		decode_copy(whole.bytes, cut);
	srand(1);
	for (int i = 0; i < ROUNDS; i++) {
		struct sample changed = whole;

		mutate(&changed, size);
		if (rand() % 2)
			changed.header.nlmsg_len = size;
		decode_copy(changed.bytes, size);
	}
}

#define GARBAGE(name) static void survives_garbage_##name(void **state) { (void)state; survive(make_##name); }
GARBAGE(subscriber)
GARBAGE(conflict)
GARBAGE(event)
GARBAGE(status)
GARBAGE(stats)
GARBAGE(signature)
GARBAGE(ruleset)
GARBAGE(garden)
GARBAGE(content)
GARBAGE(refusal)

static void reads_what_the_kernel_says(void **state)
{
	struct subscriber subscriber = { 0 };
	struct sample sample = { 0 };

	(void)state;
	make_subscriber(&sample);
	assert_int_equal(client_decode_subscriber(&sample.header, &subscriber), 0);
	assert_int_equal(subscriber.key_length, 3);
	assert_int_equal(subscriber.prefix_count, 3);
	assert_int_equal(subscriber.prefixes[0].length, 24);
	assert_int_equal(subscriber.prefixes[0].zone, 7);
	assert_int_equal(subscriber.sanction.action, P2P_ACTION_DROP);
	assert_int_equal(subscriber.sanction.left_s, 12);
	assert_int_equal(subscriber.counters.value[P2P_COUNTERS_A_MAX], 1000 + P2P_COUNTERS_A_MAX);
	subscriber_free(&subscriber);
}

static void reads_a_content_list_in_parts(void **state)
{
	struct content_list list = { .name = "films" };
	struct content_parts parts = { .list = &list };
	struct sample sample = { 0 };

	(void)state;
	make_content(&sample);
	assert_int_equal(client_decode_content_ids(&sample.header, &parts), 0);
	assert_true(list.except);
	assert_int_equal(list.ids[CONTENT_INFO_HASH].count, 2);
	assert_int_equal(list.ids[CONTENT_INFO_HASH].bytes[0], 1);
	/* What comes now is an id of 16 bytes, and not two of 20. */
	assert_int_equal(client_decode_content_ids(&sample.header, &parts), -1);
	assert_int_equal(list.ids[CONTENT_ED2K].count, 0);
	/* Nor are there more than were announced. */
	list.ids[CONTENT_INFO_HASH].count = 1;
	assert_int_equal(client_decode_content_ids(&sample.header, &parts), -1);
	content_free(&list);
}

static void refuses_a_prefix_longer_than_its_address(void **state)
{
	struct sample sample = { 0 };
	struct nlmsghdr *message = sample_begin(&sample, P2P_CMD_SUBSCRIBER_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SUBSCRIBER), *inner;
	struct subscriber subscriber = { 0 };

	(void)state;
	mnl_attr_put(message, P2P_SUBSCRIBER_A_KEY, 3, "bob");
	inner = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_PREFIX);
	mnl_attr_put(message, P2P_PREFIX_A_ADDRESS, 4, "\x0a\x00\x00\x00");
	mnl_attr_put_u8(message, P2P_PREFIX_A_LENGTH, 33);
	mnl_attr_nest_end(message, inner);
	mnl_attr_nest_end(message, nest);
	assert_int_equal(client_decode_subscriber(message, &subscriber), -1);
	subscriber_free(&subscriber);
}

static void refuses_a_garden_that_makes_no_sense(void **state)
{
	static const struct {
		uint8_t length;
		uint16_t port_min, port_max;
		int result;
	} rows[] = {
		{ 32, 80, 80, 0 }, { 33, 80, 80, -1 }, { 32, 80, 79, -1 }, { 32, 0, 80, -1 }, { 32, 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sample sample = { 0 };
		struct nlmsghdr *message = sample_begin(&sample, P2P_CMD_GARDEN_GET);
		struct garden garden = { 0 };

		put_entry(message, rows[i].length, rows[i].port_min, rows[i].port_max);
		assert_int_equal(client_decode_garden(message, &garden), rows[i].result);
		garden_free(&garden);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(survives_garbage_subscriber),
		cmocka_unit_test(survives_garbage_conflict),
		cmocka_unit_test(survives_garbage_event),
		cmocka_unit_test(survives_garbage_status),
		cmocka_unit_test(survives_garbage_stats),
		cmocka_unit_test(survives_garbage_signature),
		cmocka_unit_test(survives_garbage_ruleset),
		cmocka_unit_test(survives_garbage_garden),
		cmocka_unit_test(survives_garbage_content),
		cmocka_unit_test(survives_garbage_refusal),
		cmocka_unit_test(reads_a_content_list_in_parts),
		cmocka_unit_test(reads_what_the_kernel_says),
		cmocka_unit_test(refuses_a_prefix_longer_than_its_address),
		cmocka_unit_test(refuses_a_garden_that_makes_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
