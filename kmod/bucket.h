/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_BUCKET_H
#define P2P_BUCKET_H

#include "pure.h"

#define P2P_BURST_MIN	65536

/**
 * struct p2p_bucket - what may still pass of a rate
 * @tokens: bytes; below zero after a packet that took more than there was
 * @filled_ns: when they were counted; 0 for a bucket that was never used, which is full
 */
struct p2p_bucket {
	s64 tokens;
	u64 filled_ns;
};

/* The burst of a rate for which none was ordered: 100 ms of it, or one aggregated packet. */
u32 p2p_bucket_burst(u64 rate);

/**
 * p2p_bucket_open - may a packet pass
 * @rate: bytes per second, 1 to P2P_RATE_MAX
 * @burst: bytes that it holds when it is full, not 0
 * @now_ns: of a clock that never goes back
 *
 * A deficit bucket: whatever its size, a packet passes while there is a token, and is paid for by p2p_bucket_take().
 */
bool p2p_bucket_open(struct p2p_bucket *bucket, u64 rate, u32 burst, u64 now_ns);
void p2p_bucket_take(struct p2p_bucket *bucket, u32 bytes);

#endif
