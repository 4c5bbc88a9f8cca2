// SPDX-License-Identifier: GPL-2.0-or-later
/* Nested prefixes are found as by comparing each with each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "nesting.h"
#include "prefix.h"

#define SUBSCRIBERS	4
#define PREFIXES	3

struct world {
	struct subscriber subscribers[SUBSCRIBERS];
	struct prefix prefixes[SUBSCRIBERS][PREFIXES];
	struct configuration configuration;
};

/* Few addresses and lengths, so that many worlds have nesting and many have none. */
static void make_prefix(struct prefix *prefix)
{
	*prefix = (struct prefix){ .family = rand() % 4 ? AF_INET : AF_INET6, .length = 24 + rand() % 9, .zone = rand() % 2 };
	prefix->address[0] = rand() % 12;
	prefix->address[3] = rand() & (0xff << (32 - prefix->length));
	prefix->at.first_line = 1 + rand() % 1000;
}

static void make(struct world *world)
{
	memset(world, 0, sizeof(*world));
	for (int i = 0; i < SUBSCRIBERS; i++) {
		world->subscribers[i].key[0] = 'a' + i;
		world->subscribers[i].key_length = 1;
		world->subscribers[i].prefixes = world->prefixes[i];
		world->subscribers[i].prefix_count = 1 + rand() % PREFIXES;
		for (int j = 0; j < PREFIXES; j++)
			make_prefix(&world->prefixes[i][j]);
	}
	world->configuration.subscribers = world->subscribers;
	world->configuration.subscriber_count = SUBSCRIBERS;
}

static bool lies_within(const struct prefix *inner, const struct prefix *outer)
{
	return inner->family == outer->family && inner->zone == outer->zone && inner->length > outer->length &&
	       prefix_holds(outer, inner->address);
}

static bool same(const struct prefix *a, const struct prefix *b) { return !prefix_compare(a, b); }

/* Is there a pair of prefixes of two subscribers of which that is true? */
static bool any(const struct world *world, bool (*is)(const struct prefix *a, const struct prefix *b))
{
	for (int i = 0; i < SUBSCRIBERS * PREFIXES; i++) {
		for (int j = 0; j < SUBSCRIBERS * PREFIXES; j++) {
			const struct subscriber *a = &world->subscribers[i / PREFIXES], *b = &world->subscribers[j / PREFIXES];

			if (a != b && i % PREFIXES < (int)a->prefix_count && j % PREFIXES < (int)b->prefix_count &&
			    is(&a->prefixes[i % PREFIXES], &b->prefixes[j % PREFIXES]))
				return true;
		}
	}
	return false;
}

static void nesting_is_found_as_by_comparing_all(void **state)
{
	unsigned int nested = 0, rounds = 20000;

	(void)state;
	srand(1);
	for (unsigned int i = 0; i < rounds; i++) {
		struct failure failure = { 0 };
		struct world world;
		bool expected;

		do
			make(&world);
		while (any(&world, same));	/* the language refuses it before */
		expected = any(&world, lies_within);
		assert_int_equal(nesting_check(&world.configuration, &failure) != 0, expected);
		assert_int_equal(failure.at.first_line != 0, expected);
		nested += expected;
	}
	assert_in_range(nested, rounds / 8, rounds * 7 / 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nesting_is_found_as_by_comparing_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
