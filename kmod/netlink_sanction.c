// SPDX-License-Identifier: GPL-2.0-only
/* Sanctions between attributes and orders. */
#include "bucket.h"
#include "netlink_message.h"

#include <linux/timekeeping.h>

static enum p2p_sanction_state state_of(const struct p2p_order *order, const struct p2p_now *now)
{
	if (READ_ONCE(order->ended) || p2p_order_over(order, now))
		return P2P_SANCTION_ENDED;
	if (p2p_order_timed(order) && now->wall_s < P2P_BUILD_TIME)
		return P2P_SANCTION_HELD;
	return p2p_order_waiting(order, now) ? P2P_SANCTION_WAITING : P2P_SANCTION_ACTIVE;
}

static int put_end(struct sk_buff *skb, const struct p2p_order *order, bool over, const struct p2p_now *now)
{
	u64 left = 0;

	if (!over)
		left = min(order->end_wall_s - now->wall_s, order->end_boot_s - now->boot_s);
	if (nla_put_u64_64bit(skb, P2P_SANCTION_A_END, order->end_wall_s, P2P_SANCTION_A_PAD) ||
	    nla_put_u64_64bit(skb, P2P_SANCTION_A_LEFT_S, left, P2P_SANCTION_A_PAD))
		return -EMSGSIZE;
	return 0;
}

static int put_state(struct sk_buff *skb, const struct p2p_order *order)
{
	struct p2p_now now = {
		.wall_s = ktime_get_real_seconds(),
		.boot_s = ktime_get_boottime_seconds(),
	};
	enum p2p_sanction_state state;

	state = state_of(order, &now);
	if (nla_put_u8(skb, P2P_SANCTION_A_STATE, state) ||
	    (order->start_wall_s &&
	     nla_put_u64_64bit(skb, P2P_SANCTION_A_START, order->start_wall_s, P2P_SANCTION_A_PAD)) ||
	    (state == P2P_SANCTION_WAITING &&
	     nla_put_u64_64bit(skb, P2P_SANCTION_A_WAIT_S, order->start_wall_s - now.wall_s, P2P_SANCTION_A_PAD)))
		return -EMSGSIZE;
	return order->end_wall_s ? put_end(skb, order, state == P2P_SANCTION_ENDED, &now) : 0;
}

int p2p_netlink_put_sanction(struct sk_buff *skb, const struct p2p_sanction *sanction)
{
	const struct p2p_order *order;
	struct nlattr *nest;

	if (!sanction)
		return 0;
	order = &sanction->order;
	nest = nla_nest_start(skb, P2P_SUBSCRIBER_A_SANCTION);
	if (!nest ||
	    nla_put_u8(skb, P2P_SANCTION_A_SCOPE, order->scope) ||
	    nla_put_u8(skb, P2P_SANCTION_A_ACTION, order->action) ||
	    (order->action == P2P_ACTION_MARK &&
	     (nla_put_u32(skb, P2P_SANCTION_A_MARK_VALUE, order->mark_value) ||
	      nla_put_u32(skb, P2P_SANCTION_A_MARK_MASK, order->mark_mask))) ||
	    (order->action == P2P_ACTION_LIMIT &&
	     (nla_put_u64_64bit(skb, P2P_SANCTION_A_RATE, order->rate, P2P_SANCTION_A_PAD) ||
	      nla_put_u32(skb, P2P_SANCTION_A_BURST, order->burst))) ||
	    (sanction->reason[0] && nla_put_string(skb, P2P_SANCTION_A_REASON, sanction->reason)) ||
	    put_state(skb, order))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int parse_scope(struct p2p_order *order, const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	order->scope = nla_get_u8(attr);
	switch (order->scope) {
	case P2P_SCOPE_P2P:
	case P2P_SCOPE_LISTED:
	case P2P_SCOPE_ALL:
		return 0;
	}
	return p2p_netlink_refuse(extack, attr, -EINVAL, "the scope is none that this module knows");
}

static int parse_action(struct p2p_order *order, const struct nlattr *attr, struct netlink_ext_ack *extack)
{
	order->action = nla_get_u8(attr);
	switch (order->action) {
	case P2P_ACTION_COUNT:
	case P2P_ACTION_MARK:
	case P2P_ACTION_LIMIT:
	case P2P_ACTION_REJECT:
	case P2P_ACTION_DROP:
		return 0;
	}
	return p2p_netlink_refuse(extack, attr, -EINVAL, "the action is none that this module knows");
}

static int parse_mark(struct p2p_order *order, struct nlattr *attrs[], struct nlattr *nest,
		      struct netlink_ext_ack *extack)
{
	struct nlattr *value = attrs[P2P_SANCTION_A_MARK_VALUE];
	struct nlattr *mask = attrs[P2P_SANCTION_A_MARK_MASK];

	if (order->action != P2P_ACTION_MARK) {
		if (!value && !mask)
			return 0;
		return p2p_netlink_refuse(extack, value ?: mask, -EINVAL, "only the action mark has a mark");
	}
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_SANCTION_A_MARK_VALUE) ||
	    NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_SANCTION_A_MARK_MASK))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the action mark needs a value and a mask");
	order->mark_value = nla_get_u32(value);
	order->mark_mask = nla_get_u32(mask);
	if (order->mark_value & ~order->mark_mask)
		return p2p_netlink_refuse(extack, value, -EINVAL, "the mark has bits outside its mask");
	return 0;
}

static int parse_limit(struct p2p_order *order, struct nlattr *attrs[], struct nlattr *nest,
		       struct netlink_ext_ack *extack)
{
	struct nlattr *rate = attrs[P2P_SANCTION_A_RATE];
	struct nlattr *burst = attrs[P2P_SANCTION_A_BURST];

	if (order->action != P2P_ACTION_LIMIT) {
		if (!rate && !burst)
			return 0;
		return p2p_netlink_refuse(extack, rate ?: burst, -EINVAL, "only the action limit has a rate");
	}
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_SANCTION_A_RATE))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the action limit needs a rate");
	order->rate = nla_get_u64(rate);
	order->burst = burst ? nla_get_u32(burst) : p2p_bucket_burst(order->rate);
	return 0;
}

static int parse_times(struct p2p_order *order, struct nlattr *attrs[], struct netlink_ext_ack *extack)
{
	struct nlattr *start = attrs[P2P_SANCTION_A_START];
	struct nlattr *end = attrs[P2P_SANCTION_A_END];

	order->start_wall_s = start ? nla_get_u64(start) : 0;
	order->end_wall_s = end ? nla_get_u64(end) : 0;
	if (start && end && order->start_wall_s >= order->end_wall_s)
		return p2p_netlink_refuse(extack, start, -EINVAL, "the sanction would end before it begins");
	return 0;
}

static void parse_reason(struct p2p_words *words, const struct nlattr *attr)
{
	words->reason = nla_data(attr);
	words->reason_length = strnlen(words->reason, nla_len(attr));
}

int p2p_netlink_parse_sanction(struct p2p_words *words, struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *attrs[P2P_SANCTION_A_MAX + 1];
	struct p2p_order *order = &words->order;
	int err;

	err = nla_parse_nested(attrs, P2P_SANCTION_A_MAX, nest, NULL, extack);
	if (err)
		return err;
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_SANCTION_A_SCOPE))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the scope of the sanction is missing");
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_SANCTION_A_ACTION))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the action of the sanction is missing");
	memset(words, 0, sizeof(*words));	/* of two, the last one counts as a whole */
	if (attrs[P2P_SANCTION_A_REASON])
		parse_reason(words, attrs[P2P_SANCTION_A_REASON]);
	err = parse_scope(order, attrs[P2P_SANCTION_A_SCOPE], extack);
	err = err ?: parse_action(order, attrs[P2P_SANCTION_A_ACTION], extack);
	err = err ?: parse_times(order, attrs, extack);
	err = err ?: parse_mark(order, attrs, nest, extack);
	return err ?: parse_limit(order, attrs, nest, extack);
}
