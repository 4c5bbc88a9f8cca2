/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_ACTION_H
#define P2P_ACTION_H

#include "passage.h"

static inline void p2p_action_set_mark(struct sk_buff *skb, struct p2p_subscriber *subscriber)
{
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	p2p_packet_set_mark(skb, order->mark_mask, order->mark_value);
}

/* Count what is peer-to-peer, for who is at its ends: before the verdict, which takes the default for one of them. Who is at both
 * is counted once.
 */
void p2p_action_count_p2p(struct p2p_passage *pass);

/* Do what the verdict says; where nothing is enforced, count only what would be done. Return: whether the packet passes */
bool p2p_action(struct p2p_passage *pass, const struct p2p_verdict *verdict, const struct nf_hook_state *hook);

#endif
