// SPDX-License-Identifier: GPL-2.0-or-later
/* The index of subscribers against a list that says the same: random changes, hashes that collide, and no memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../kmod/index.c"

#define ENTRIES 4096
#define STEPS 200000

bool no_memory;

struct entry {
	u32 hash;
	u64 value;
	bool in;
};

static struct entry entries[ENTRIES];

static u32 random_below(u32 bound)
{
	return (u32)rand() % bound;
}

static bool holds(const struct p2p_index *index, const struct entry *entry)
{
	struct p2p_index_cursor cursor;
	unsigned int found = 0;
	u64 value;

	for (value = p2p_index_find(index, entry->hash, &cursor); value; value = p2p_index_find_next(&cursor)) {
		assert_true(p2p_index_id(value));
		found += value == entry->value;
	}
	assert_true(found <= 1);
	return found;
}

static void fill_model(unsigned int hashes)
{
	unsigned int i;

	for (i = 0; i < ENTRIES; i++)
		entries[i] = (struct entry) {
			.hash = hashes ? random_below(hashes) * 0x9e3779b1u : (u32)rand() << 1,
			.value = p2p_index_value(1 + i, random_below(1 << P2P_INDEX_PLACE_BITS)),
		};
}

static u32 filled_slots(const struct p2p_index_table *table)
{
	u32 i, filled = 0;

	for (i = 0; i < table->size; i++)
		filled += table->slots[i] != EMPTY;
	return filled;
}

static void compare(const struct p2p_index *index, u32 live)
{
	unsigned int i;

	assert_int_equal(index->live, live);
	assert_int_equal(index->filled, filled_slots(index->table));
	for (i = 0; i < ENTRIES; i++)
		assert_int_equal(holds(index, &entries[i]), entries[i].in);
}

/* First it grows, then it shrinks. */
static void change_at_random(struct p2p_index *index, u32 *live, unsigned int share_of_insertions)
{
	struct entry *entry = &entries[random_below(ENTRIES)];

	if (entry->in == (random_below(100) < share_of_insertions))
		return;
	if (entry->in)
		p2p_index_remove(index, entry->hash, entry->value);
	else
		assert_int_equal(p2p_index_insert(index, entry->hash, entry->value), 0);
	entry->in = !entry->in;
	*live += entry->in ? 1 : -1;
}

static void follow_the_model(unsigned int hashes)
{
	struct p2p_index index;
	unsigned int step;
	u32 live = 0;

	fill_model(hashes);
	assert_int_equal(p2p_index_init(&index), 0);
	for (step = 0; step < STEPS; step++) {
		change_at_random(&index, &live, step < STEPS / 2 ? 80 : 10);
		if (!(step % 997))
			p2p_index_shrink(&index);
		if (!(step % (STEPS / 20)))
			compare(&index, live);
	}
	compare(&index, live);
	p2p_index_exit(&index);
}

static void says_what_the_model_says(void **state)
{
	unsigned int seed = getenv("SEED") ? strtoul(getenv("SEED"), NULL, 0) : 1;

	(void)state;
	printf("# SEED=%u\n", seed);
	srand(seed);
	follow_the_model(0);
	follow_the_model(16);	/* 256 values to a hash */
}

static void takes_nine_to_twelve_bytes_a_value(void **state)
{
	struct p2p_index index;
	u32 i, size;

	(void)state;
	assert_int_equal(p2p_index_init(&index), 0);
	for (i = 1; i <= 1000000; i++) {
		assert_int_equal(p2p_index_insert(&index, i * 0x9e3779b1u, p2p_index_value(i, 0)), 0);
		size = index.table->size;
		assert_true(i < 1000 || (size * 8 >= i * 88ull / 10 && size * 8 <= i * 121ull / 10));
	}
	p2p_index_shrink(&index);
	assert_in_range(index.table->size * 8, 1000000 * 8, 1000000 * 98ull / 10);
	for (i = 1; i <= 1000000; i++)
		p2p_index_remove(&index, i * 0x9e3779b1u, p2p_index_value(i, 0));
	p2p_index_shrink(&index);
	assert_int_equal(index.table->size, SIZE_MIN);
	p2p_index_exit(&index);
}

static void loses_nothing_without_memory(void **state)
{
	struct p2p_index index;
	u32 i, count = 0;

	(void)state;
	fill_model(0);
	assert_int_equal(p2p_index_init(&index), 0);
	no_memory = true;
	for (i = 0; i < ENTRIES; i++) {
		entries[i].in = !p2p_index_insert(&index, entries[i].hash, entries[i].value);
		count += entries[i].in;
	}
	assert_in_range(count, 1, SIZE_MIN);
	compare(&index, count);
	p2p_index_shrink(&index);
	no_memory = false;
	compare(&index, count);
	p2p_index_exit(&index);
}

static int insert_next(struct p2p_index *index, u32 *last)
{
	++*last;
	return p2p_index_insert(index, *last * 0x9e3779b1u, p2p_index_value(*last, 0));
}

/* Between nine tenths and fifteen sixteenths a larger table is not needed, and memory that is short is asked for seldom. */
static void tries_seldom_for_memory_that_is_short(void **state)
{
	struct p2p_index index;
	u32 i = 0;

	(void)state;
	assert_int_equal(p2p_index_init(&index), 0);
	while (i < 100000 || !full(&index))
		assert_int_equal(insert_next(&index, &i), 0);
	no_memory = true;
	refused = 0;
	while (!crammed(&index))
		assert_int_equal(insert_next(&index, &i), 0);
	assert_in_range(refused, 5, 20);
	assert_int_not_equal(insert_next(&index, &i), 0);
	no_memory = false;
	assert_int_equal(p2p_index_insert(&index, i * 0x9e3779b1u, p2p_index_value(i, 0)), 0);
	assert_true(index.table->size > index.live + index.live / 4);
	p2p_index_exit(&index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_the_model_says),
		cmocka_unit_test(takes_nine_to_twelve_bytes_a_value),
		cmocka_unit_test(loses_nothing_without_memory),
		cmocka_unit_test(tries_seldom_for_memory_that_is_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
