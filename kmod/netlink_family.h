/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NETLINK_FAMILY_H
#define P2P_NETLINK_FAMILY_H

#include <linux/netlink.h>
#include <net/genetlink.h>

#include "uapi/nf_p2p.h"

struct p2p_refusal;

enum p2p_netlink_group {
	P2P_NETLINK_EVENTS,
};

extern struct genl_family p2p_netlink_family;

int p2p_netlink_init(void);
void p2p_netlink_exit(void);

/* netlink_dump.c: what only reads */
int p2p_netlink_status_get(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_stats_get(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_ruleset_dump(struct sk_buff *skb, struct netlink_callback *cb);
int p2p_netlink_signature_dump(struct sk_buff *skb, struct netlink_callback *cb);

/* netlink_subscriber.c */
int p2p_netlink_subscriber_get(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_subscriber_start(struct netlink_callback *cb);
int p2p_netlink_subscriber_dump(struct sk_buff *skb, struct netlink_callback *cb);
int p2p_netlink_subscriber_set(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_subscriber_del(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_subscriber_flush(struct sk_buff *skb, struct genl_info *info);

/* netlink_garden.c */
int p2p_netlink_garden_dump(struct sk_buff *skb, struct netlink_callback *cb);
int p2p_netlink_garden_set(struct sk_buff *skb, struct genl_info *info);

/* netlink_content.c */
int p2p_netlink_content_set(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_content_del(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_content_flush(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_content_dump(struct sk_buff *skb, struct netlink_callback *cb);

/* netlink_ops.c: what changes something */
int p2p_netlink_transaction_begin(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_transaction_commit(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_transaction_abort(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_settings_set(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_ruleset_set(struct sk_buff *skb, struct genl_info *info);
int p2p_netlink_bypass_set(struct sk_buff *skb, struct genl_info *info);

#endif
