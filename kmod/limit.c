// SPDX-License-Identifier: GPL-2.0-only
/* The rates of the subscribers at both ends. Policing: what goes beyond is dropped, nothing is queued. */
#include "limit.h"

static struct p2p_limiter *limiter_of(struct p2p_subscriber *subscriber, bool to)
{
	return p2p_account_limiter(&subscriber->account, to);
}

static int limit_one(struct p2p_subscriber *subscriber, bool to, u32 bytes)
{
	struct p2p_limiter *limiter = limiter_of(subscriber, to);

	if (!limiter)
		return -ENOMEM;
	return p2p_limit_pass(subscriber, limiter, bytes) ? P2P_LIMIT_NONE : to;
}

/* Nothing is taken from one when the other refuses. */
static int limit_both(struct p2p_subscriber *source, struct p2p_subscriber *destination, u32 bytes)
{
	struct p2p_limiter *from = limiter_of(source, false), *to = limiter_of(destination, true);

	if (!from || !to)
		return -ENOMEM;
	if (!p2p_limit_open(source, from))
		return 0;
	if (!p2p_limit_open(destination, to))
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
