/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_LIMIT_H
#define P2P_LIMIT_H

#include "subscriber.h"

#define P2P_LIMIT_NONE -1

/* Pour a packet of one who has an account into his bucket. Return: false when that is full */
static inline bool p2p_limit_pass(struct p2p_subscriber *subscriber, bool to, u32 bytes)
{
	struct p2p_limiter *limiter = &READ_ONCE(subscriber->account)->limiters[to];
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	if (!p2p_limiter_open(limiter, order->rate, order->burst))
		return false;
	p2p_limiter_take(limiter, bytes);
	return true;
}

/**
 * p2p_limit - charge a packet to the limits that it falls under, if all of them let it pass
 * @source: subscriber there
 * @destination: likewise
 * @limits: bits of those whose limit applies, 1 for the source; not 0
 * @bytes: of the packet, of all of its segments
 *
 * Return: which end's rate it goes beyond, P2P_LIMIT_NONE when it passes, -ENOMEM when it passes for want of memory
 */
int p2p_limit(struct p2p_subscriber *source, struct p2p_subscriber *destination, u8 limits, u32 bytes);

#endif
