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
	bool held = p2p_filter_holds(filter, one->family, one->address, other->address);

	/* The glance says no of nobody that it holds. */
	assert_true(!held || p2p_filter_may_hold(filter, one->family, one->address, other->address));
	return held;
}

static void all_that_was_put_is_held(void **state)
{
	struct p2p_filter filter = {};
	struct p2p_prefix_key inside, stranger;
	unsigned int i, number;

	(void)state;
	for (i = 0; i < sizeof(plans) / sizeof(*plans); i++) {
		fill(&filter, &plans[i]);
		for (number = 0; number < PREFIXES; number++) {
			inside = prefix_at(&plans[i], number, random_bits());
			stranger = prefix_at(&plans[i], PREFIXES + random_bits() % 1000000, 0);
			assert_true(holds(&filter, &inside, &stranger) && holds(&filter, &stranger, &inside));
		}
	}
	p2p_filter_exit(&filter);
}

/* Neighbours, as the rest of the provider's customers are, and anybody. */
static void few_strangers_are_held(void **state)
{
	struct p2p_filter filter = {};
	struct p2p_prefix_key one, other;
	unsigned int i, count, wrong, glanced;

	(void)state;
	for (i = 0; i < sizeof(plans) / sizeof(*plans); i++) {
		fill(&filter, &plans[i]);
		wrong = glanced = 0;
		for (count = 0; count < STRANGERS; count++) {
			one = prefix_at(&plans[i], PREFIXES + count, random_bits());
			other = prefix_at(&plans[i], PREFIXES + random_bits() % 10000000, random_bits());
			wrong += holds(&filter, &one, &other);
			glanced += p2p_filter_may_hold(&filter, one.family, one.address, other.address);
		}
		print_message("%s: %.1f of 100 pairs are held, %.1f at a glance\n", plans[i].name, 100. * wrong / STRANGERS,
			      100. * glanced / STRANGERS);
		assert_true(wrong < STRANGERS / 16 && glanced < STRANGERS / 4);
	}
	p2p_filter_exit(&filter);
}

static void prefix_of_all_addresses_holds_all(void **state)
{
	const u8 families[] = { NFPROTO_IPV4, NFPROTO_IPV6 };
	struct p2p_filter filter = { .live = 1 };
	struct p2p_filter_table *table;
	u64 one, other;
	unsigned int i, count;

	(void)state;
	for (i = 0; i < sizeof(families); i++) {
		table = p2p_filter_alloc(&filter, 0);
		p2p_filter_put(table, &(struct p2p_prefix_key) { .family = families[i] });
		p2p_filter_publish(&filter, table);
		for (count = 0; count < 1000; count++) {
			one = random_bits();
			other = random_bits();
			assert_true(p2p_filter_holds(&filter, families[i], &one, &other) &&
				    p2p_filter_may_hold(&filter, families[i], &one, &other));
		}
		assert_false(p2p_filter_holds(&filter, families[!i], &one, &other));
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
	do
		prefix = prefix_at(&plans[0], number++, 0);
	while (p2p_filter_add(&filter, &prefix));
	assert_true(number > 2 * PREFIXES);
	prefix = prefix_at(&plans[0], number - 2, 0);
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
		cmocka_unit_test(few_strangers_are_held),
		cmocka_unit_test(prefix_of_all_addresses_holds_all),
		cmocka_unit_test(prefixes_are_added_while_there_is_room),
	};

	srand(1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
