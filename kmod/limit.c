// SPDX-License-Identifier: GPL-2.0-only
/* The rates of the subscribers at both ends. Policing: what goes beyond is dropped, nothing is queued. */
#include "limit.h"

static struct p2p_limiter *limiter_of(struct p2p_subscriber *subscriber, bool to)
{
	return p2p_account_limiter(&subscriber->account, to);
}

static bool open(struct p2p_limiter *limiter, const struct p2p_subscriber *subscriber)
{
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	return p2p_limiter_open(limiter, order->rate, order->burst);
}

static int limit_one(struct p2p_subscriber *subscriber, bool to, u32 bytes)
{
	if (!limiter_of(subscriber, to))
		return -ENOMEM;
	return p2p_limit_pass(subscriber, to, bytes) ? P2P_LIMIT_NONE : to;
}

/* Nothing is taken from one when the other refuses. */
static int limit_both(struct p2p_subscriber *source, struct p2p_subscriber *destination, u32 bytes)
{
	struct p2p_limiter *from = limiter_of(source, false), *to = limiter_of(destination, true);

	if (!from || !to)
		return -ENOMEM;
	if (!open(from, source))
		return 0;
	if (!open(to, destination))
		return 1;
	p2p_limiter_take(from, bytes);
	p2p_limiter_take(to, bytes);
	return P2P_LIMIT_NONE;
}

int p2p_limit(struct p2p_subscriber *source, struct p2p_subscriber *destination, u8 limits, u32 bytes)
{
	switch (limits) {
	case 1:
		return limit_one(source, false, bytes);
	case 2:
		return limit_one(destination, true, bytes);
	default:
		return limit_both(source, destination, bytes);
	}
}
