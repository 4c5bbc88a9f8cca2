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

#define SECOND ((uint64_t)HZ)	/* in ticks */
#define BURST 65536

/* A limiter without other processors. */
struct bucket {
	uint64_t parts;
	uint64_t leaked;
};

static bool is_open(struct bucket *bucket, uint64_t rate, uint32_t burst, uint64_t now)
{
	bucket->parts = p2p_bucket_leak(bucket->parts, rate, now - bucket->leaked);
	bucket->leaked = now;
	return bucket->parts < p2p_bucket_room(rate, burst);
}

static void take(struct bucket *bucket, uint32_t bytes)
{
	bucket->parts += (uint64_t)bytes * HZ;
}

/* Offer as many packets as pass in each tick. Return: bytes that passed */
static uint64_t passed(struct bucket *bucket, uint64_t rate, uint64_t from, uint64_t to, uint32_t size)
{
	uint64_t bytes = 0;

	for (uint64_t now = from; now < to; now++) {
		while (is_open(bucket, rate, BURST, now)) {
			take(bucket, size);
			bytes += size;
		}
	}
	return bytes;
}

static void an_empty_bucket_takes_a_burst(void **state)
{
	struct bucket bucket = { 0 };

	(void)state;
	assert_int_equal(passed(&bucket, 1, SECOND, SECOND + 1, 1000), 66000);
}

static void the_rate_is_kept_over_any_time(void **state)
{
	static const uint64_t rates[] = { 1, 999, 125000, 12500000, 1250000000 };
	static const uint32_t sizes[] = { 40, 1500, 65535 };

	(void)state;
	for (size_t r = 0; r < sizeof(rates) / sizeof(*rates); r++) {
		for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++) {
			struct bucket bucket = { 0 };
			uint64_t bytes;

			passed(&bucket, rates[r], SECOND, 2 * SECOND, sizes[s]);
			bytes = passed(&bucket, rates[r], 2 * SECOND, 32 * SECOND, sizes[s]);
			assert_true(bytes <= rates[r] * 30 + sizes[s]);
			assert_true(bytes + sizes[s] >= rates[r] * 30);
		}
	}
}

static void parts_of_a_byte_add_up(void **state)
{
	struct bucket bucket = { 0 };

	(void)state;
	passed(&bucket, 7, 1, 2, BURST);
	/* 7 bytes a second, for 1000 s */
	assert_in_range(passed(&bucket, 7, 2, 1000 * SECOND + 2, 1), 6999, 7000);
}

static void debt_is_paid_back(void **state)
{
	struct bucket bucket = { 0 };

	(void)state;
	assert_true(is_open(&bucket, 1000, 8, SECOND));
	take(&bucket, 5008);
	assert_false(is_open(&bucket, 1000, 8, 6 * SECOND));
	assert_true(is_open(&bucket, 1000, 8, 6 * SECOND + 1));
}

/* What leaks out in a tick goes through, however small the burst. */
static void a_small_burst_costs_no_rate(void **state)
{
	struct bucket bucket = { 0 };
	uint64_t bytes = 0;

	(void)state;
	for (uint64_t now = SECOND; now < 11 * SECOND; now++) {
		while (is_open(&bucket, 125000, 1, now)) {
			take(&bucket, 40);
			bytes += 40;
		}
	}
	assert_in_range(bytes, 125000 * 10 - 1000, 125000 * 10 + 1040);
}

static void long_pauses_and_high_rates_do_not_overflow(void **state)
{
	struct bucket bucket = { .leaked = 1 };

	(void)state;
	assert_true(is_open(&bucket, P2P_RATE_MAX, UINT32_MAX, 1));
	for (int i = 0; i < 100000; i++)
		take(&bucket, UINT32_MAX);
	assert_false(is_open(&bucket, 1, UINT32_MAX, SECOND));
	assert_true(is_open(&bucket, P2P_RATE_MAX, UINT32_MAX, UINT64_MAX));
	assert_int_equal(bucket.parts, 0);
}

static void a_clock_that_stands_gives_nothing(void **state)
{
	struct bucket bucket = { 0 };

	(void)state;
	assert_int_equal(passed(&bucket, 125000, SECOND, SECOND + 1, BURST), BURST);
	assert_false(is_open(&bucket, 125000, BURST, SECOND));
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
		cmocka_unit_test(an_empty_bucket_takes_a_burst),
		cmocka_unit_test(the_rate_is_kept_over_any_time),
		cmocka_unit_test(parts_of_a_byte_add_up),
		cmocka_unit_test(debt_is_paid_back),
		cmocka_unit_test(a_small_burst_costs_no_rate),
		cmocka_unit_test(long_pauses_and_high_rates_do_not_overflow),
		cmocka_unit_test(a_clock_that_stands_gives_nothing),
		cmocka_unit_test(the_burst_follows_from_the_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
