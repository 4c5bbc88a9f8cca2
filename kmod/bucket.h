/* SPDX-License-Identifier: GPL-2.0-only */
/* Policing at a rate: a leaky bucket. What passes is poured in, and leaks out at the rate; a packet of any size passes while the
 * bucket is not full. (ITU-T I.371, the continuous-state leaky bucket)
 *
 * It holds parts of a byte, HZ to a byte, and time goes by ticks: so what leaks out in a tick is whole, and nothing is to be
 * reckoned for most packets.
 */
#ifndef P2P_BUCKET_H
#define P2P_BUCKET_H

#include "pure.h"

#define P2P_BURST_MIN	65536

/* The burst of a rate for which none was ordered: 100 ms of it, or one aggregated packet. */
static inline u32 p2p_bucket_burst(u64 rate)
{
	return min_t(u64, max_t(u64, div64_u64(rate, 10), P2P_BURST_MIN), U32_MAX);
}

/**
 * p2p_bucket_leak - what is left in a bucket
 * @parts: that were in it
 * @rate: bytes per second, 1 to P2P_RATE_MAX
 * @ticks: that have gone by since
 */
static inline u64 p2p_bucket_leak(u64 parts, u64 rate, u64 ticks)
{
	return ticks > div64_u64(parts, rate) ? 0 : parts - ticks * rate;
}

/* Parts that it holds. Less than what leaks out in two ticks would waste a part of the rate.
 * @burst: bytes
 */
static inline u64 p2p_bucket_room(u64 rate, u32 burst)
{
	return max_t(u64, (u64)burst * HZ, 2 * rate);
}

#endif
