/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NETLINK_SUBSCRIBER_H
#define P2P_NETLINK_SUBSCRIBER_H

#include <linux/types.h>

struct genl_info;
struct nlattr;
struct p2p_event;
struct p2p_subscriber;
struct sk_buff;

/**
 * p2p_netlink_put_subscriber - show one
 * @history: its last events, the oldest first
 * @events: how many; 0 where they are not shown
 *
 * Return: 0, or -EMSGSIZE and the message is good for nothing but to be cancelled
 */
int p2p_netlink_put_subscriber(struct sk_buff *skb, const struct p2p_subscriber *subscriber,
			       const struct p2p_event *history, unsigned int events);

/* An upper bound for the attributes of a message that shows a subscriber without its history. */
size_t p2p_netlink_subscriber_size(u32 prefixes);

/* Return: the key that the message names, or ERR_PTR and said why */
struct nlattr *p2p_netlink_require_key(struct genl_info *info);

#endif
