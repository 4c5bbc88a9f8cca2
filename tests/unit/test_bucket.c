// SPDX-License-Identifier: GPL-2.0-or-later
/* The bucket of a limit: what passes in a time, whatever the sizes of packets and the pauses between them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bucket.h"

#define SECOND 1000000000ull
#define BURST 65536

static uint64_t random_below(uint64_t bound)
{
	return ((uint64_t)rand() << 31 | (uint64_t)rand()) % bound;
}

/* Offer packets without end. Return: bytes that passed */
static uint64_t passed(struct p2p_bucket *bucket, uint64_t rate, uint64_t from, uint64_t to, uint64_t gap, uint32_t size)
{
	uint64_t bytes = 0;

	for (uint64_t now = from; now < to; now += 1 + random_below(gap)) {
		if (!p2p_bucket_open(bucket, rate, BURST, now))
			continue;
		p2p_bucket_take(bucket, size);
		bytes += size;
	}
	return bytes;
}

static void a_full_bucket_is_a_burst(void **state)
{
	struct p2p_bucket bucket = { 0 };

	(void)state;
	assert_int_equal(passed(&bucket, 1, 1, 1000, 1, 1000), 66000);
}

static void the_rate_is_kept_over_any_time(void **state)
{
	static const uint64_t rates[] = { 1, 999, 125000, 12500000 };
	static const uint32_t sizes[] = { 40, 1500, 65535 };

	(void)state;
	for (size_t r = 0; r < 4; r++) {
		for (size_t s = 0; s < 3; s++) {
			struct p2p_bucket bucket = { 0 };
			uint64_t bytes, most = rates[r] * 30 + BURST + sizes[s];

			passed(&bucket, rates[r], SECOND, 2 * SECOND, 100000, sizes[s]);
			bytes = passed(&bucket, rates[r], 2 * SECOND, 32 * SECOND, 100000, sizes[s]);
			assert_true(bytes <= most);
			if (rates[r] >= 125000 && (uint64_t)sizes[s] * SECOND / 50000 > rates[r])
				assert_true(bytes * 100 >= rates[r] * 30 * 98);
		}
	}
}

static void parts_of_a_byte_add_up(void **state)
{
	struct p2p_bucket bucket = { 0 };
	uint64_t bytes;

	(void)state;
	passed(&bucket, 7, 1, 2, 1, BURST);
	/* 7 bytes a second, asked each millisecond, for 1000 s */
	bytes = passed(&bucket, 7, 2, 1000 * SECOND, 1000000, 1);
	assert_in_range(bytes, 6990, 7000);
}

static void debt_is_paid_back(void **state)
{
	struct p2p_bucket bucket = { 0 };

	(void)state;
	assert_true(p2p_bucket_open(&bucket, 1000, 1, SECOND));
	p2p_bucket_take(&bucket, 5001);
	assert_false(p2p_bucket_open(&bucket, 1000, 1, 6 * SECOND));
	assert_true(p2p_bucket_open(&bucket, 1000, 1, 6 * SECOND + 2000000));
}

static void long_pauses_and_high_rates_do_not_overflow(void **state)
{
	struct p2p_bucket bucket = { 0 };

	(void)state;
	assert_true(p2p_bucket_open(&bucket, P2P_RATE_MAX, UINT32_MAX, 1));
	for (int i = 0; i < 100000; i++)
		p2p_bucket_take(&bucket, UINT32_MAX);
	assert_false(p2p_bucket_open(&bucket, 1, UINT32_MAX, SECOND));
	assert_true(p2p_bucket_open(&bucket, P2P_RATE_MAX, UINT32_MAX, UINT64_MAX));
	assert_int_equal(bucket.tokens, UINT32_MAX);
	assert_int_equal(bucket.filled_ns, UINT64_MAX);
}

static void a_clock_that_stands_gives_nothing(void **state)
{
	struct p2p_bucket bucket = { 0 };

	(void)state;
	assert_int_equal(passed(&bucket, P2P_RATE_MAX, SECOND, SECOND + 1, 1, BURST), BURST);
	assert_false(p2p_bucket_open(&bucket, P2P_RATE_MAX, BURST, SECOND));
	assert_false(p2p_bucket_open(&bucket, P2P_RATE_MAX, BURST, SECOND - 1));
}

static void the_burst_follows_from_the_rate(void **state)
{
	(void)state;
	assert_int_equal(p2p_bucket_burst(1), P2P_BURST_MIN);
	assert_int_equal(p2p_bucket_burst(12500000), 1250000);
	assert_int_equal(p2p_bucket_burst(P2P_RATE_MAX), UINT32_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_bucket_is_a_burst),
		cmocka_unit_test(the_rate_is_kept_over_any_time),
		cmocka_unit_test(parts_of_a_byte_add_up),
		cmocka_unit_test(debt_is_paid_back),
		cmocka_unit_test(long_pauses_and_high_rates_do_not_overflow),
		cmocka_unit_test(a_clock_that_stands_gives_nothing),
		cmocka_unit_test(the_burst_follows_from_the_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
