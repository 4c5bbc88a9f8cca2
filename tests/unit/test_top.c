// SPDX-License-Identifier: GPL-2.0-or-later
/* The busiest comes first, by what was counted between two moments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "top.h"

#define SECOND_NS	1000000000ull

static void put(struct sample *sample, const char *key, uint64_t p2p_packets, uint64_t p2p_bytes, uint64_t drop_packets,
		uint64_t drop_bytes)
{
	struct subscriber subscriber = { .key_length = strlen(key) };

	memcpy(subscriber.key, key, subscriber.key_length);
	subscriber.counters.value[P2P_COUNTERS_A_P2P_PACKETS] = p2p_packets;
	subscriber.counters.value[P2P_COUNTERS_A_P2P_BYTES] = p2p_bytes;
	subscriber.counters.value[P2P_COUNTERS_A_DROP_PACKETS] = drop_packets;
	subscriber.counters.value[P2P_COUNTERS_A_DROP_BYTES] = drop_bytes;
	sample_add(sample, &subscriber);
}

static void make(struct top *top, struct sample *before, struct sample *now)
{
	before->time_ns = 5 * SECOND_NS;
	now->time_ns = 7 * SECOND_NS;
	sample_sort(before);
	sample_sort(now);
	top_make(top, before, now);
}

static void expect_who(const struct top *top, size_t place, const char *key)
{
	assert_true(place < top->count);
	assert_int_equal(top->subscribers[place].who->key_length, strlen(key));
	assert_memory_equal(top->subscribers[place].who->key, key, strlen(key));
}

static void release(struct top *top, struct sample *before, struct sample *now)
{
	top_free(top);
	sample_free(before);
	sample_free(now);
}

static void the_busiest_is_first_and_the_idle_are_left_out(void **state)
{
	struct sample before = { 0 }, now = { 0 };
	struct top top;

	(void)state;
	put(&before, "much", 1000, 1000000, 0, 0);
	put(&before, "idle", 500, 500000, 3, 300);
	put(&before, "dropped", 0, 0, 10, 1000);
	put(&now, "idle", 500, 500000, 3, 300);
	put(&now, "much", 1004, 1000400, 0, 0);
	put(&now, "new", 8, 600, 0, 0);
	put(&now, "dropped", 0, 0, 110, 101000);
	make(&top, &before, &now);
	assert_int_equal(top.count, 3);
	expect_who(&top, 0, "dropped");
	expect_who(&top, 1, "new");
	expect_who(&top, 2, "much");
	assert_float_equal(top.seconds, 2, 0.001);
	assert_float_equal(top.subscribers[0].hit.packets, 50, 0.001);
	assert_float_equal(top.subscribers[0].hit.bytes, 50000, 0.001);
	assert_float_equal(top.subscribers[1].p2p.bytes, 300, 0.001);
	assert_float_equal(top.subscribers[2].p2p.packets, 2, 0.001);
	assert_float_equal(top.actions[P2P_ACTION_DROP].bytes, 50000, 0.001);
	assert_float_equal(top.actions[P2P_ACTION_COUNT].packets, 0, 0.001);
	release(&top, &before, &now);
}

/* A subscriber who was removed and came back has counters from 0. */
static void counters_that_began_anew_never_go_below_zero(void **state)
{
	struct sample before = { 0 }, now = { 0 };
	struct top top;

	(void)state;
	put(&before, "bob", 1000, 100000, 0, 0);
	put(&now, "bob", 6, 600, 0, 0);
	make(&top, &before, &now);
	assert_float_equal(top.subscribers[0].p2p.bytes, 300, 0.001);
	release(&top, &before, &now);
}

/* What is dropped of a P2P flow stands in both counters: it is no more traffic than what passes. */
static void what_is_counted_twice_weighs_once(void **state)
{
	struct sample before = { 0 }, now = { 0 };
	struct top top;

	(void)state;
	put(&now, "both", 10, 1000, 10, 1000);
	put(&now, "more", 15, 1500, 0, 0);
	make(&top, &before, &now);
	expect_who(&top, 0, "more");
	release(&top, &before, &now);
}

static void equals_stand_by_packets_and_key(void **state)
{
	struct sample before = { 0 }, now = { 0 };
	struct top top;

	(void)state;
	put(&now, "c", 10, 1000, 0, 0);
	put(&now, "a", 10, 1000, 0, 0);
	put(&now, "b", 20, 1000, 0, 0);
	make(&top, &before, &now);
	expect_who(&top, 0, "b");
	expect_who(&top, 1, "a");
	expect_who(&top, 2, "c");
	release(&top, &before, &now);
}

static void classes_come_from_the_counters_of_the_namespace(void **state)
{
	struct sample before = { 0 }, now = { 0 };
	struct top top;

	(void)state;
	before.stats.value[P2P_STATS_A_ARES_PACKETS] = 10;
	now.stats.value[P2P_STATS_A_ARES_PACKETS] = 14;
	now.stats.value[P2P_STATS_A_ARES_BYTES] = 800;
	now.stats.value[P2P_STATS_A_BITTORRENT_BYTES] = 20;
	make(&top, &before, &now);
	assert_int_equal(top.count, 0);
	assert_float_equal(top.classes[P2P_CLASS_ARES - P2P_CLASS_BITTORRENT].packets, 2, 0.001);
	assert_float_equal(top.classes[P2P_CLASS_ARES - P2P_CLASS_BITTORRENT].bytes, 400, 0.001);
	assert_float_equal(top.classes[0].bytes, 10, 0.001);
	release(&top, &before, &now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_busiest_is_first_and_the_idle_are_left_out),
		cmocka_unit_test(counters_that_began_anew_never_go_below_zero),
		cmocka_unit_test(what_is_counted_twice_weighs_once),
		cmocka_unit_test(equals_stand_by_packets_and_key),
		cmocka_unit_test(classes_come_from_the_counters_of_the_namespace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
