// SPDX-License-Identifier: GPL-2.0-or-later
/* Whatever comes out of the socket, p2pctl neither crashes nor reads beyond it. Messages as the kernel makes them are
 * cut and changed at random, always with the same seed; the sanitizers watch.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "messages.h"

#define ROUNDS		20000

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
		decode_copy(whole.bytes, cut, FAMILY);
	srand(1);
	for (int i = 0; i < ROUNDS; i++) {
		struct sample changed = whole;

		mutate(&changed, size);
		if (rand() % 2)
			changed.header.nlmsg_len = size;
		decode_copy(changed.bytes, size, FAMILY);
	}
}

static void survives_garbage(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		survive(samples[i].make);
}

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
		cmocka_unit_test(survives_garbage),
		cmocka_unit_test(reads_a_content_list_in_parts),
		cmocka_unit_test(reads_what_the_kernel_says),
		cmocka_unit_test(refuses_a_prefix_longer_than_its_address),
		cmocka_unit_test(refuses_a_garden_that_makes_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
