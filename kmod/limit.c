// SPDX-License-Identifier: GPL-2.0-only
/* The rates of the subscribers at both ends. Policing: what goes beyond is dropped, nothing is queued. */
#include "limit.h"

int p2p_limit(struct p2p_subscriber *const ends[2], u8 limits, u32 bytes, u64 now_ns)
{
	struct p2p_limiter *limiters[2] = {};
	unsigned int end;

	for (end = 0; end < 2; end++) {
		const struct p2p_order *order;

		if (!(limits >> end & 1))
			continue;
		order = p2p_subscriber_order(ends[end]);
		limiters[end] = p2p_account_limiter(&ends[end]->account, end);
		if (!limiters[end])
			return -ENOMEM;
		if (!p2p_limiter_open(limiters[end], order->rate, order->burst, now_ns))
			return end;
	}
	for (end = 0; end < 2; end++)
		if (limiters[end])
			p2p_limiter_take(limiters[end], bytes);
	return P2P_LIMIT_NONE;
}
