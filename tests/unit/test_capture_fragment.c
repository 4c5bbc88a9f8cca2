// SPDX-License-Identifier: GPL-2.0-or-later
/* Fragments give the packet that they were cut from, in any order; what overlaps or never ends gives none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "capture/fragment.h"
#include "frames.h"

#define SECOND	INT64_C(1000000)
#define TEXT	30000

static uint8_t text[TEXT];
static struct fragments *fragments;

static int setup(void **state)
{
	(void)state;
	for (size_t i = 0; i < TEXT; i++)
		text[i] = i * 7 + i / 256;
	fragments = fragments_create();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	fragments_destroy(fragments);
	return 0;
}

static struct ip_packet part(uint8_t family, uint32_t id, uint32_t from, uint32_t to, uint32_t end)
{
	return (struct ip_packet){
		.family = family,
		.protocol = IPPROTO_UDP,
		.payload = { .data = text + from, .size = to - from, .length = to - from },
		.header_length = family == AF_INET ? 20 : 40,
		.fragment = true,
		.more = to < end,
		.fragment_at = from,
		.id = id,
	};
}

static enum fragment_state add(uint8_t family, uint32_t id, uint32_t from, uint32_t to, uint32_t end)
{
	struct ip_packet packet = part(family, id, from, to, end);

	return fragments_add(fragments, &packet, 0);
}

static void expect_whole(const struct ip_packet *packet, uint32_t end)
{
	uint32_t kept = end < FRAGMENT_KEPT ? end : FRAGMENT_KEPT;

	assert_false(packet->fragment);
	assert_int_equal(packet->payload.length, end);
	assert_int_equal(packet->payload.size, kept);
	assert_memory_equal(packet->payload.data, text, kept);
}

static void any_order(void **state)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	static const uint32_t ends[] = { 29, 20001 };

	(void)state;
	for (size_t i = 0; i < 6 * 4; i++) {
		uint32_t end = ends[i & 1], cut = end / 3 / 8 * 8;
		uint8_t family = i & 2 ? AF_INET6 : AF_INET;
		const int *order = orders[i / 4];

		for (int j = 0; j < 3; j++) {
			struct ip_packet packet = part(family, i, order[j] * cut, order[j] == 2 ? end : (order[j] + 1) * cut, end);
			enum fragment_state wanted = j < 2 ? FRAGMENT_WAITS : FRAGMENT_WHOLE;

			assert_int_equal(fragments_add(fragments, &packet, 0), wanted);
			if (wanted == FRAGMENT_WHOLE)
				expect_whole(&packet, end);
		}
	}
}

static void a_part_sent_twice_counts_once(void **state)
{
	(void)state;
	assert_int_equal(add(AF_INET, 1, 0, 16, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 0, 16, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 8, 16, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 16, 32, 32), FRAGMENT_WHOLE);
}

static void an_overlap_forgets_all_parts(void **state)
{
	(void)state;
	assert_int_equal(add(AF_INET, 1, 0, 16, 40), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 8, 24, 40), FRAGMENT_REFUSED);
	assert_int_equal(add(AF_INET, 1, 16, 40, 40), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 0, 16, 40), FRAGMENT_WHOLE);
}

static void senseless_parts_are_refused(void **state)
{
	struct ip_packet packet;

	(void)state;
	assert_int_equal(add(AF_INET, 1, 16, 32, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 0, 40, 40), FRAGMENT_REFUSED);		/* another end */
	assert_int_equal(add(AF_INET, 1, 32, 48, 64), FRAGMENT_REFUSED);	/* behind the end */
	assert_int_equal(add(AF_INET, 2, 64, 128, 256), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 2, 0, 64, 64), FRAGMENT_REFUSED);		/* ends before what has come */
	assert_int_equal(add(AF_INET6, 3, 0, 15, 40), FRAGMENT_REFUSED);	/* no multiple of 8 */
	assert_int_equal(add(AF_INET, 4, 8, 8, 16), FRAGMENT_REFUSED);		/* empty */
	packet = part(AF_INET, 5, 0, 64, 64);
	packet.fragment_at = 65528;
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_REFUSED);
}

static void packets_are_told_apart(void **state)
{
	struct ip_packet packet;

	(void)state;
	assert_int_equal(add(AF_INET, 1, 0, 16, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 2, 16, 32, 32), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET6, 1, 16, 32, 32), FRAGMENT_WAITS);
	packet = part(AF_INET, 1, 16, 32, 32);
	packet.source[0] = 1;
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_WAITS);
	packet = part(AF_INET, 1, 16, 32, 32);
	packet.protocol = IPPROTO_TCP;
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_WAITS);
	assert_int_equal(add(AF_INET, 1, 16, 32, 32), FRAGMENT_WHOLE);
}

static void parts_are_forgotten_in_time(void **state)
{
	struct ip_packet packet = part(AF_INET, 1, 0, 16, 32);

	(void)state;
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_WAITS);
	packet = part(AF_INET, 1, 16, 32, 32);
	assert_int_equal(fragments_add(fragments, &packet, 31 * SECOND), FRAGMENT_WAITS);
	packet = part(AF_INET, 1, 0, 16, 32);
	assert_int_equal(fragments_add(fragments, &packet, 32 * SECOND), FRAGMENT_WHOLE);
}

/* A flood of first parts costs no memory; the oldest packet loses. */
static void what_never_ends_makes_room(void **state)
{
	struct ip_packet packet;

	(void)state;
	for (uint32_t id = 0; id <= FRAGMENT_PACKETS; id++) {
		packet = part(AF_INET, id, 0, 16, 32);
		assert_int_equal(fragments_add(fragments, &packet, id), FRAGMENT_WAITS);
	}
	packet = part(AF_INET, 1, 16, 32, 32);
	assert_int_equal(fragments_add(fragments, &packet, 1000), FRAGMENT_WHOLE);
	packet = part(AF_INET, 0, 16, 32, 32);
	assert_int_equal(fragments_add(fragments, &packet, 1000), FRAGMENT_WAITS);
}

static void what_the_capture_left_out_is_not_made_up(void **state)
{
	struct ip_packet packet = part(AF_INET, 1, 0, 800, 1600);

	(void)state;
	packet.payload.size = 100;
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_WAITS);
	packet = part(AF_INET, 1, 800, 1600, 1600);
	assert_int_equal(fragments_add(fragments, &packet, 0), FRAGMENT_WHOLE);
	assert_int_equal(packet.payload.length, 1600);
	assert_int_equal(packet.payload.size, 100);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(any_order),
		TEST(a_part_sent_twice_counts_once),
		TEST(an_overlap_forgets_all_parts),
		TEST(senseless_parts_are_refused),
		TEST(packets_are_told_apart),
		TEST(parts_are_forgotten_in_time),
		TEST(what_never_ends_makes_room),
		TEST(what_the_capture_left_out_is_not_made_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
