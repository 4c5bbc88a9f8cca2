// SPDX-License-Identifier: GPL-2.0-or-later
/* However a stream is cut, shuffled and repeated, the window holds its first bytes, and says no more than has come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream.h"

#define LENGTH (P2P_STREAM_WINDOW + 70)

static uint8_t text[LENGTH];

static int setup(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH; i++)
		text[i] = i * 7 + 3;
	return 0;
}

static void whole_segment_fills_the_window(void **state)
{
	struct p2p_stream stream = { 0 };

	(void)state;
	assert_true(p2p_stream_add(&stream, 0, text, LENGTH));
	assert_int_equal(stream.size, P2P_STREAM_WINDOW);
	assert_memory_equal(stream.data, text, P2P_STREAM_WINDOW);
}

static void single_bytes_in_reverse(void **state)
{
	struct p2p_stream stream = { 0 };
	int i;

	(void)state;
	for (i = LENGTH - 1; i > 0; i--) {
		assert_false(p2p_stream_add(&stream, i, text + i, 1));
		assert_int_equal(stream.size, 0);
	}
	assert_true(p2p_stream_add(&stream, 0, text, 1));
	assert_int_equal(stream.size, P2P_STREAM_WINDOW);
	assert_memory_equal(stream.data, text, P2P_STREAM_WINDOW);
}

static void a_hole_ends_what_is_known(void **state)
{
	struct p2p_stream stream = { 0 };

	(void)state;
	p2p_stream_add(&stream, 0, text, 10);
	p2p_stream_add(&stream, 11, text + 11, 20);
	assert_int_equal(stream.size, 10);
	assert_true(p2p_stream_add(&stream, 10, text + 10, 1));
	assert_int_equal(stream.size, 31);
}

static void the_first_copy_counts(void **state)
{
	struct p2p_stream stream = { 0 };
	const uint8_t lie[20] = { 0 };

	(void)state;
	p2p_stream_add(&stream, 0, text, 10);
	assert_true(p2p_stream_add(&stream, 5, lie, sizeof(lie)));
	assert_memory_equal(stream.data, text, 10);
	assert_memory_equal(stream.data + 10, lie, 15);
	assert_false(p2p_stream_add(&stream, 0, lie, 10));
	assert_memory_equal(stream.data, text, 10);
}

static void bytes_before_the_start_are_cut_off(void **state)
{
	struct p2p_stream stream = { 0 };
	uint8_t probe[11];

	(void)state;
	probe[0] = 0xee;
	memcpy(probe + 1, text, 10);
	assert_true(p2p_stream_add(&stream, -1, probe, sizeof(probe)));
	assert_int_equal(stream.size, 10);
	assert_memory_equal(stream.data, text, 10);
	assert_false(p2p_stream_add(&stream, -20, probe, sizeof(probe)));
	assert_false(p2p_stream_add(&stream, INT32_MIN, probe, sizeof(probe)));
	assert_int_equal(stream.size, 10);
}

static void bytes_beyond_the_window_are_left_out(void **state)
{
	struct p2p_stream stream = { 0 };

	(void)state;
	assert_false(p2p_stream_add(&stream, P2P_STREAM_WINDOW, text, LENGTH));
	assert_false(p2p_stream_add(&stream, INT32_MAX, text, LENGTH));
	p2p_stream_add(&stream, P2P_STREAM_WINDOW - 1, text + P2P_STREAM_WINDOW - 1, 50);
	p2p_stream_add(&stream, 0, text, P2P_STREAM_WINDOW - 1);
	assert_int_equal(stream.size, P2P_STREAM_WINDOW);
	assert_memory_equal(stream.data, text, P2P_STREAM_WINDOW);
}

static void any_order_of_any_cuts(void **state)
{
	unsigned int seed, i;

	(void)state;
	for (seed = 1; seed <= 500; seed++) {
		struct p2p_stream stream = { 0 };

		srand(seed);
		for (i = 0; i < 5000 && stream.size < P2P_STREAM_WINDOW; i++) {
			int at = rand() % LENGTH;
			int size = 1 + rand() % 40;

			p2p_stream_add(&stream, at, text + at, at + size > LENGTH ? LENGTH - at : size);
			if (memcmp(stream.data, text, stream.size))
				fail_msg("seed %u, step %u", seed, i);
		}
		assert_int_equal(stream.size, P2P_STREAM_WINDOW);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_segment_fills_the_window),
		cmocka_unit_test(single_bytes_in_reverse),
		cmocka_unit_test(a_hole_ends_what_is_known),
		cmocka_unit_test(the_first_copy_counts),
		cmocka_unit_test(bytes_before_the_start_are_cut_off),
		cmocka_unit_test(bytes_beyond_the_window_are_left_out),
		cmocka_unit_test(any_order_of_any_cuts),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
