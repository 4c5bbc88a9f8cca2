// SPDX-License-Identifier: GPL-2.0-only
/* What is to be done with a packet. Pure: the class, the orders of both ends, the garden and the two clocks go in, an
 * action comes out. It is computed for every packet from what is valid now, so there is nothing to invalidate when a sanction is
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

bool p2p_order_heeds(const struct p2p_order *order, bool excepting)
{
	return order && (order->scope == P2P_SCOPE_LISTED || (excepting && order->scope == P2P_SCOPE_P2P));
}

static bool scope_holds(u8 scope, u8 class, enum p2p_standing standing)
{
	if (scope == P2P_SCOPE_ALL)
		return true;
	if (class <= P2P_CLASS_OTHER || standing == P2P_STANDING_EXCEPTED)
		return false;
	return scope == P2P_SCOPE_P2P || standing == P2P_STANDING_LISTED;
}

bool p2p_order_applies(const struct p2p_order *order, u8 class, enum p2p_standing standing, const struct p2p_now *now,
		       bool clock_held)
{
	if (!order->action || READ_ONCE(order->ended))
		return false;
	if (!scope_holds(order->scope, class, standing))
		return false;
	if (p2p_order_timed(order) && clock_held)
		return false;
	return !p2p_order_waiting(order, now) && !p2p_order_over(order, now);
}

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
