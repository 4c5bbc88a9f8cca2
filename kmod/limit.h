/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_LIMIT_H
#define P2P_LIMIT_H

#include "subscriber.h"

#define P2P_LIMIT_NONE -1

/* Is a bucket of the subscriber's open by the rate that was ordered for him? */
static inline bool p2p_limit_open(const struct p2p_subscriber *subscriber, struct p2p_limiter *limiter)
{
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	return p2p_limiter_open(limiter, order->rate, order->burst);
}

/* Pour a packet in. Return: false when it is full */
static inline bool p2p_limit_pass(const struct p2p_subscriber *subscriber, struct p2p_limiter *limiter, u32 bytes)
{
	if (!p2p_limit_open(subscriber, limiter))
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
