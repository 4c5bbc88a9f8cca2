/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NETLINK_EVENT_H
#define P2P_NETLINK_EVENT_H

#include <linux/types.h>

struct net;
struct p2p_event;
struct p2p_net;
struct sk_buff;

#define P2P_NETLINK_TUPLE_SIZE		/* at most, of what shows one */ \
	nla_total_size(2 * nla_total_size(16) + 2 * nla_total_size(sizeof(u16)) + nla_total_size(sizeof(u8)))
#define P2P_NETLINK_EVENT_SIZE \
	nla_total_size(9 * nla_total_size(sizeof(u8)) + 2 * nla_total_size(sizeof(u32)) + \
		       2 * nla_total_size_64bit(sizeof(u64)) + nla_total_size(P2P_KEY_MAX) + \
		       2 * P2P_NETLINK_TUPLE_SIZE + 2 * nla_total_size(P2P_NAME_MAX + 1) + \
		       nla_total_size(P2P_REASON_MAX + 1) + \
		       nla_total_size(P2P_CONTENT_ID_MAX))

/* A nest of that type. Return: 0, or -EMSGSIZE and the message is as it was */
int p2p_netlink_put_event(struct sk_buff *skb, int type, const struct p2p_event *event);

/**
 * p2p_netlink_send_events - to all listeners of a namespace
 * @lost: how many found the queue full since the namespace began
 *
 * What there is no memory to send is counted as lost, for the next message to tell. Process context.
 */
void p2p_netlink_send_events(struct p2p_net *pn, const struct p2p_event *events, unsigned int n, u64 lost);

/* Any context. A listener in another namespace counts, too: the kernel keeps one list for all. */
bool p2p_netlink_has_listeners(struct net *net);

#endif
