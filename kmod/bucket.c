// SPDX-License-Identifier: GPL-2.0-only
/* Policing at a rate. Pure: what time it is comes in. */
#include "bucket.h"

#define SECOND_NS 1000000000ull

u32 p2p_bucket_burst(u64 rate)
{
	return min_t(u64, max_t(u64, div64_u64(rate, 10), P2P_BURST_MIN), U32_MAX);
}

/* What is missing is less than 2^33 bytes, and so no product here needs more than 63 bits. */
static void fill(struct p2p_bucket *bucket, u64 rate, u32 burst, u64 elapsed_ns)
{
	u64 missing = burst - bucket->tokens;
	u64 gained;

	if (elapsed_ns >= div64_u64(missing * SECOND_NS, rate) + 1) {
		bucket->tokens = burst;
		bucket->filled_ns += elapsed_ns;
		return;
	}
	/* The time of a part of a byte is not lost. */
	gained = div64_u64(elapsed_ns * rate, SECOND_NS);
	bucket->tokens += gained;
	bucket->filled_ns += div64_u64(gained * SECOND_NS, rate);
}

bool p2p_bucket_open(struct p2p_bucket *bucket, u64 rate, u32 burst, u64 now_ns)
{
	if (!bucket->filled_ns || bucket->tokens > burst) {
		bucket->tokens = burst;
		bucket->filled_ns = now_ns;
	} else if (now_ns > bucket->filled_ns && bucket->tokens < burst) {
		fill(bucket, rate, burst, now_ns - bucket->filled_ns);
	} else if (now_ns > bucket->filled_ns) {
		bucket->filled_ns = now_ns;
	}
	return bucket->tokens > 0;
}

void p2p_bucket_take(struct p2p_bucket *bucket, u32 bytes)
{
	/* Several CPUs may have seen it open: more debt than this is forgiven. */
	bucket->tokens = max_t(s64, bucket->tokens - bytes, -(s64)U32_MAX);
}
