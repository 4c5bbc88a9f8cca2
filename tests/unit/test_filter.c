// SPDX-License-Identifier: GPL-2.0-or-later
/* The filter in front of the prefixes: its "no" is true, and its "yes" seldom wrong, where addresses lie as providers lay them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <linux/kernel.h>
#include <linux/mm.h>

#include "../../kmod/filter.c"

#define PREFIXES 20000
#define STRANGERS 200000
#define PLANS (sizeof(plans) / sizeof(*plans))

bool no_memory;

/* How the prefixes of a provider lie, one behind the other: the number of one stands in front of what is behind its length. */
struct plan {
	const char *name;
	u8 family;
	u8 length;
	u64 base;
};

static const struct plan plans[] = {
	{ "IPv4, one address each", NFPROTO_IPV4, 32, 0x64400000 },
	{ "IPv4, /29", NFPROTO_IPV4, 29, 0x64400000 },
	{ "IPv4, /24", NFPROTO_IPV4, 24, 0x64000000 },
	{ "IPv6, /64", NFPROTO_IPV6, 64, 0x20010db800000000 },
	{ "IPv6, /56", NFPROTO_IPV6, 56, 0x20010db800000000 },
	{ "IPv6, /48", NFPROTO_IPV6, 48, 0x20010db800000000 },
	{ "IPv6, /32", NFPROTO_IPV6, 32, 0x2001000000000000 },
};

/* Of that number in the plan, with the bits of @host behind it. */
static struct p2p_prefix_key prefix_at(const struct plan *plan, u64 number, u64 host)
{
	bool six = plan->family == NFPROTO_IPV6;
	u8 behind = (six ? 64 : 32) - plan->length;
	u64 address = (plan->base + (number << behind)) | (behind ? host & ((1ull << behind) - 1) : 0);
	struct p2p_prefix_key prefix = { .family = plan->family, .length = plan->length };
	u32 four = htobe32((u32)address);

	address = htobe64(address);
	memcpy(prefix.address, six ? (void *)&address : &four, six ? sizeof(address) : sizeof(four));
	return prefix;
}

static u64 random_bits(void)
{
	return (u64)rand() << 42 ^ (u64)rand() << 21 ^ (u64)rand();
}

static void fill(struct p2p_filter *filter, const struct plan *plan)
{
	struct p2p_filter_table *table;
	struct p2p_prefix_key prefix;
	u32 i;

	filter->live = PREFIXES;
	table = p2p_filter_alloc(filter, 0);
	assert_non_null(table);
	for (i = 0; i < PREFIXES; i++) {
		prefix = prefix_at(plan, i, 0);
		p2p_filter_put(table, &prefix);
	}
	p2p_filter_publish(filter, table);
}

static bool holds(const struct p2p_filter *filter, const struct p2p_prefix_key *one, const struct p2p_prefix_key *other)
{
	return p2p_filter_may_hold(filter, one->family, one->address, other->address);
}

static void all_that_was_put_is_held(void **state)
{
	struct p2p_filter filter = {};
	struct p2p_prefix_key inside, stranger;
	unsigned int i, number;

	(void)state;
	for (i = 0; i < PLANS; i++) {
		fill(&filter, &plans[i]);
		for (number = 0; number < PREFIXES; number++) {
			inside = prefix_at(&plans[i], number, random_bits());
			stranger = prefix_at(&plans[i], PREFIXES + random_bits() % 1000000, 0);
			assert_true(holds(&filter, &inside, &stranger) && holds(&filter, &stranger, &inside));
		}
	}
	p2p_filter_exit(&filter);
}

static struct p2p_prefix_key random_prefix(u8 family, u8 length)
{
	struct p2p_prefix_key prefix = { .family = family, .length = length };
	unsigned int i;

	for (i = 0; i < length; i++)
		prefix.address[i / 8] |= rand() % 2 << (7 - i % 8);
	return prefix;
}

/* Of each length one, in any order; of all lengths beyond 64 together, as far as the filter knows. */
static void every_length_is_held(void **state)
{
	const u8 families[] = { NFPROTO_IPV4, NFPROTO_IPV6 };
	struct p2p_filter filter = { .live = P2P_PREFIX_LENGTHS };
	struct p2p_prefix_key prefixes[P2P_PREFIX_LENGTHS];
	struct p2p_filter_table *table;
	unsigned int i, length, most;

	(void)state;
	for (i = 0; i < 2; i++) {
		most = families[i] == NFPROTO_IPV4 ? 32 : 128;
		table = p2p_filter_alloc(&filter, 0);
		for (length = 0; length <= most; length++) {
			/* 37 goes through all of 33 and of 129 numbers. */
			prefixes[length] = random_prefix(families[i], length * 37 % (most + 1));
			p2p_filter_put(table, &prefixes[length]);
		}
		p2p_filter_publish(&filter, table);
		for (length = 0; length <= most; length++)
			assert_true(holds(&filter, &prefixes[length], &prefixes[length]));
		for (length = 0; table->lengths[i][length].mask; length++)
			assert_true(hweight64(table->lengths[i][length].mask) == (most < 64 ? most : 64) - length);
		assert_true(length == (most < 64 ? most : 64));
	}
	p2p_filter_exit(&filter);
}

static unsigned int count_held(const struct p2p_filter *filter, const struct plan *plan, u64 first)
{
	struct p2p_prefix_key stranger;
	unsigned int count, held = 0;

	for (count = 0; count < STRANGERS; count++) {
		stranger = prefix_at(plan, first + count, random_bits());
		held += holds(filter, &stranger, &stranger);
	}
	return held;
}

/* Neighbours, as the rest of the provider's customers are; at first, and when it is full. */
static void few_strangers_are_held(void **state)
{
	struct p2p_filter filter = {};
	struct p2p_prefix_key prefix;
	unsigned int i, before, full;
	u64 number;

	(void)state;
	for (i = 0; i < PLANS; i++) {
		fill(&filter, &plans[i]);
		before = count_held(&filter, &plans[i], PREFIXES);
		number = PREFIXES;
		do
			prefix = prefix_at(&plans[i], number++, 0);
		while (p2p_filter_add(&filter, &prefix));
		full = count_held(&filter, &plans[i], number);
		print_message("%s: %.2f of 100 strangers are held, %.2f when it is full\n", plans[i].name,
			      100. * before / STRANGERS, 100. * full / STRANGERS);
		assert_true(before < STRANGERS / 50 && full < STRANGERS / 16);
	}
	p2p_filter_exit(&filter);
}

/* The first /56 of a /48 is not taken for the /48 where others have one, nor is it with IPv4. */
static void no_prefix_is_taken_for_a_shorter_one(void **state)
{
	const struct plan *pairs[][2] = { { &plans[4], &plans[5] }, { &plans[0], &plans[2] } };
	struct p2p_filter filter = { .live = 2 };
	struct p2p_prefix_key longer, shorter, stranger;
	struct p2p_filter_table *table;
	unsigned int i, number, held;

	(void)state;
	for (i = 0; i < 2; i++) {
		longer = prefix_at(pairs[i][0], 0, 0);
		shorter = prefix_at(pairs[i][1], 1000, 0);
		table = p2p_filter_alloc(&filter, 0);
		p2p_filter_put(table, &longer);
		p2p_filter_put(table, &shorter);
		p2p_filter_publish(&filter, table);
		for (number = 1, held = 0; number < 256; number++) {
			stranger = prefix_at(pairs[i][0], number, 0);
			held += holds(&filter, &stranger, &stranger);
		}
		assert_true(held < 16);
	}
	p2p_filter_exit(&filter);
}

static void prefix_of_all_addresses_holds_all(void **state)
{
	const u8 families[] = { NFPROTO_IPV4, NFPROTO_IPV6 };
	struct p2p_filter filter = { .live = 1 };
	struct p2p_filter_table *table;
	unsigned int i, count;
	u64 address;

	(void)state;
	for (i = 0; i < 2; i++) {
		table = p2p_filter_alloc(&filter, 0);
		p2p_filter_put(table, &(struct p2p_prefix_key) { .family = families[i] });
		p2p_filter_publish(&filter, table);
		for (count = 0; count < 1000; count++) {
			address = random_bits();
			assert_true(p2p_filter_may_hold(&filter, families[i], &address, &address));
		}
		assert_false(p2p_filter_may_hold(&filter, families[!i], &address, &address));
	}
	p2p_filter_exit(&filter);
}

/* Room for twice what is live: then, or for a length that the table does not have, another one is needed. */
static void prefixes_are_added_while_there_is_room(void **state)
{
	struct p2p_filter filter = {};
	struct p2p_prefix_key prefix;
	u32 number = PREFIXES;

	(void)state;
	prefix = prefix_at(&plans[0], number, 0);
	assert_false(p2p_filter_add(&filter, &prefix));
	fill(&filter, &plans[0]);
	while (p2p_filter_add(&filter, &prefix))
		prefix = prefix_at(&plans[0], ++number, 0);
	assert_true(number >= 2 * PREFIXES);
	prefix = prefix_at(&plans[0], number - 1, 0);
	assert_true(holds(&filter, &prefix, &prefix));
	fill(&filter, &plans[0]);
	prefix = prefix_at(&plans[1], 0, 0);
	assert_false(p2p_filter_add(&filter, &prefix));
	p2p_filter_exit(&filter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_that_was_put_is_held),
		cmocka_unit_test(every_length_is_held),
		cmocka_unit_test(few_strangers_are_held),
		cmocka_unit_test(no_prefix_is_taken_for_a_shorter_one),
		cmocka_unit_test(prefix_of_all_addresses_holds_all),
		cmocka_unit_test(prefixes_are_added_while_there_is_room),
	};

	srand(1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
