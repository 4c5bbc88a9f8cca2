// SPDX-License-Identifier: GPL-2.0-only
/* What is to be done with a packet. Pure: the class, the orders of both ends, the garden and the two clocks go in, an
 * action comes out. It is computed from what is valid now, and kept no longer than that holds: see memo.h.
 */
#include "verdict.h"

struct p2p_verdict p2p_verdict(const struct p2p_order *const ends[2], u8 garden, u8 class, enum p2p_standing standing,
			       const struct p2p_now *now, bool clock_held)
{
	struct p2p_verdict verdict = {};
	u8 end;

	for (end = 0; end < 2; end++) {
		const struct p2p_order *order = ends[end];

		/* Actions are numbered in order of strictness. */
		if (!order || order->action < verdict.action ||
		    !p2p_order_applies(order, class, standing, now, clock_held))
			continue;
		if (order->scope == P2P_SCOPE_ALL && garden >> !end & 1) {
			verdict.spared = max_t(u8, verdict.spared, order->action);
			continue;
		}
		if (order->action == P2P_ACTION_LIMIT)
			verdict.limits |= 1 << end;
		if (order->action == verdict.action)
			continue;
		verdict.action = order->action;
		verdict.end = end;
	}
	return verdict;
}
