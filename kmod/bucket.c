// SPDX-License-Identifier: GPL-2.0-only
#include "bucket.h"

u32 p2p_bucket_burst(u64 rate)
{
	return min_t(u64, max_t(u64, div64_u64(rate, 10), P2P_BURST_MIN), U32_MAX);
}
