// SPDX-License-Identifier: GPL-2.0-only
/* What is to be done with a packet. Pure: the class, the orders of both ends and the two clocks go in, an action comes
 * out. It is computed for every packet from what is valid now, so there is nothing to invalidate when a sanction is
 * set, changed or ended.
 */
#include "verdict.h"

bool p2p_order_timed(const struct p2p_order *order)
{
	return order->start_wall_s || order->end_wall_s;
}

bool p2p_order_waiting(const struct p2p_order *order, const struct p2p_now *now)
{
	return now->wall_s < order->start_wall_s && !READ_ONCE(order->begun);
}

enum p2p_clock p2p_order_over(const struct p2p_order *order, const struct p2p_now *now)
{
	if (!order->end_wall_s)
		return 0;
	if (now->wall_s >= order->end_wall_s)
		return P2P_CLOCK_WALL;
	if (now->boot_s >= order->end_boot_s)
		return P2P_CLOCK_BOOT;
	return 0;
}

bool p2p_order_applies(const struct p2p_order *order, u8 class, const struct p2p_now *now, bool clock_held)
{
	if (!order->action || READ_ONCE(order->ended))
		return false;
	if (order->scope == P2P_SCOPE_P2P && class <= P2P_CLASS_OTHER)
		return false;
	if (p2p_order_timed(order) && clock_held)
		return false;
	return !p2p_order_waiting(order, now) && !p2p_order_over(order, now);
}

struct p2p_verdict p2p_verdict(const struct p2p_order *const ends[2], u8 class, const struct p2p_now *now,
			       bool clock_held)
{
	struct p2p_verdict verdict = {};
	u8 end;

	for (end = 0; end < 2; end++) {
		const struct p2p_order *order = ends[end];

		/* Actions are numbered in order of strictness. */
		if (!order || order->action < verdict.action || !p2p_order_applies(order, class, now, clock_held))
			continue;
		if (order->action == P2P_ACTION_LIMIT)
			verdict.limits |= 1 << end;
		if (order->action == verdict.action)
			continue;
		verdict.action = order->action;
		verdict.end = end;
	}
	return verdict;
}
