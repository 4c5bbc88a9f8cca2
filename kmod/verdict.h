/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_VERDICT_H
#define P2P_VERDICT_H

#include "pure.h"

/**
 * struct p2p_now - the two clocks
 * @wall_s: UTC seconds since 1970
 * @boot_s: seconds since boot, sleep included
 */
struct p2p_now {
	u64 wall_s;
	u64 boot_s;
};

/* Where the content of a flow stands on the operator's lists. */
enum p2p_standing {
	P2P_STANDING_PLAIN,		/* on none, or not known */
	P2P_STANDING_LISTED,
	P2P_STANDING_EXCEPTED,		/* on an except list, whatever other list it is on */
};

/**
 * struct p2p_order - a sanction as the verdict sees it
 * @start_wall_s: begins when the wall clock reaches it; 0 for at once
 * @end_wall_s: ends when the wall clock reaches it; 0 for no end
 * @end_boot_s: or when the boot clock reaches this
 * @rate: for action limit, bytes per second
 * @burst: for action limit, bytes
 * @mark_value: for action mark
 * @mark_mask: for action mark
 * @scope: enum p2p_scope
 * @action: enum p2p_action; 0 for no sanction
 * @begun: latched by whoever saw it begin first; only with @start_wall_s
 * @ended: latched by whoever saw it end first
 */
struct p2p_order {
	u64 start_wall_s;
	u64 end_wall_s;
	u64 end_boot_s;
	u64 rate;
	u32 burst;
	u32 mark_value;
	u32 mark_mask;
	u8 scope;
	u8 action;
	u8 begun;
	u8 ended;
};

/**
 * struct p2p_verdict - what is to be done with a packet
 * @action: enum p2p_action; 0 for nothing
 * @end: whose sanction decided: 0 the source, 1 the destination of the packet
 * @limits: bits of the ends whose action limit applies: all of them must let the packet pass
 * @spared: strictest action of scope all that the garden held back; 0 for none
 */
struct p2p_verdict {
	u8 action;
	u8 end;
	u8 limits;
	u8 spared;
};

/* It has a start or an end: clocks matter. */
static inline bool p2p_order_timed(const struct p2p_order *order)
{
	return order->start_wall_s || order->end_wall_s;
}

/**
 * p2p_order_waiting - is its start still to come
 *
 * One that was seen to begin waits no more, wherever the wall clock is set.
 */
static inline bool p2p_order_waiting(const struct p2p_order *order, const struct p2p_now *now)
{
	return now->wall_s < order->start_wall_s && !READ_ONCE(order->begun);
}

/**
 * p2p_order_over - has the sanction ended by one of the clocks
 * Return: 0 or which one, enum p2p_clock
 */
static inline enum p2p_clock p2p_order_over(const struct p2p_order *order, const struct p2p_now *now)
{
	if (!order->end_wall_s)
		return 0;
	if (now->wall_s >= order->end_wall_s)
		return P2P_CLOCK_WALL;
	if (now->boot_s >= order->end_boot_s)
		return P2P_CLOCK_BOOT;
	return 0;
}

/**
 * p2p_order_heeds - does it depend on the standing of a flow
 * @order: may be NULL
 * @excepting: there is an except list
 */
static inline bool p2p_order_heeds(const struct p2p_order *order, bool excepting)
{
	return order && (order->scope == P2P_SCOPE_LISTED || (excepting && order->scope == P2P_SCOPE_P2P));
}

/* Does it touch flows that are no peer-to-peer, too? @order may be NULL. */
static inline bool p2p_order_touches_all(const struct p2p_order *order)
{
	return order && order->scope == P2P_SCOPE_ALL;
}

/* It touches a packet, which goes on all the same. */
static inline bool p2p_action_lets_pass(u8 action)
{
	return action && action < P2P_ACTION_REJECT;
}

/* Does the scope of an order hold a flow of this class and standing? */
static inline bool p2p_scope_holds(u8 scope, u8 class, enum p2p_standing standing)
{
	if (scope == P2P_SCOPE_ALL)
		return true;
	if (class <= P2P_CLASS_OTHER || standing == P2P_STANDING_EXCEPTED)
		return false;
	return scope == P2P_SCOPE_P2P || standing == P2P_STANDING_LISTED;
}

/**
 * p2p_order_applies - does it touch a flow of this class and standing now
 * @clock_held: the wall clock is before the module's build date
 */
static inline bool p2p_order_applies(const struct p2p_order *order, u8 class, enum p2p_standing standing,
				     const struct p2p_now *now, bool clock_held)
{
	if (!order->action || READ_ONCE(order->ended) || !p2p_scope_holds(order->scope, class, standing))
		return false;
	if (!p2p_order_timed(order))
		return true;
	return !clock_held && !p2p_order_waiting(order, now) && !p2p_order_over(order, now);
}

/**
 * p2p_verdict - the strictest order of both ends wins, the sender's on a tie
 * @ends: orders of the packet's source and destination, NULL for an end without one
 * @garden: bits of the ends that lie in the garden: scope all of the other end does not touch the packet
 * @class: what the flow was decided to be
 * @standing: of its content
 */
struct p2p_verdict p2p_verdict(const struct p2p_order *const ends[2], u8 garden, u8 class, enum p2p_standing standing,
			       const struct p2p_now *now, bool clock_held);

#endif
