/* SPDX-License-Identifier: GPL-2.0-only */
/* What all handlers do in the same way. */
#ifndef P2P_NETLINK_MESSAGE_H
#define P2P_NETLINK_MESSAGE_H

#include "net.h"
#include "netlink_family.h"

#include <net/sock.h>

/**
 * p2p_netlink_refuse - answer with a sentence
 * @attr: that is to blame; may be NULL
 * @why: static
 *
 * Return: @err
 */
static inline int p2p_netlink_refuse(struct netlink_ext_ack *extack, const struct nlattr *attr, int err,
				     const char *why)
{
	if (extack) {
		extack->_msg = why;
		extack->bad_attr = attr;
	}
	return err;
}

/**
 * p2p_netlink_change - do something to the running transaction
 * @change: called under the configuration lock, when the message carries the right cookie
 */
int p2p_netlink_change(struct genl_info *info, int (*change)(struct p2p_net *pn, struct genl_info *info));

/* netlink_sanction.c */
#define P2P_NETLINK_SANCTION_SIZE	/* at most, of what shows one */ \
	nla_total_size(3 * nla_total_size(sizeof(u8)) + 3 * nla_total_size(sizeof(u32)) + \
		       5 * nla_total_size_64bit(sizeof(u64)) + nla_total_size(P2P_REASON_MAX + 1))

int p2p_netlink_put_sanction(struct sk_buff *skb, const struct p2p_sanction *sanction);	/* NULL: none */

/* What a nest of attributes orders; the reason lies in it. Return: 0, or -EINVAL and said why */
int p2p_netlink_parse_sanction(struct p2p_words *words, struct nlattr *nest, struct netlink_ext_ack *extack);

/* netlink_prefix.c */
int p2p_netlink_put_prefix(struct sk_buff *skb, const struct p2p_prefix_key *key);

/* Address, length and family; @key was zeroed. Return: 0, or -EINVAL and said why */
int p2p_netlink_parse_prefix(struct p2p_prefix_key *key, const struct nlattr *address, const struct nlattr *length,
			     struct netlink_ext_ack *extack);

/* netlink_conflict.c */
void p2p_netlink_tell_owners(struct genl_info *info, const struct p2p_nesting *owners);	/* one of them, or both */

/* How a dump knows that a commit happened meanwhile. Never 0, which would mean that nothing was seen yet. */
static inline unsigned int p2p_netlink_sequence(const struct p2p_state *state)
{
	return (u32)state->generation << 1 | 1;
}

/* Begin one message of a dump. Return: NULL when there is no room */
static inline void *p2p_netlink_dump_put(struct sk_buff *skb, struct netlink_callback *cb, u8 cmd,
					 const struct p2p_state *state)
{
	void *header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq, &p2p_netlink_family,
				   NLM_F_MULTI, cmd);

	if (!header)
		return NULL;
	cb->seq = p2p_netlink_sequence(state);
	genl_dump_check_consistent(cb, header);
	if (!nla_put_u64_64bit(skb, P2P_A_GENERATION, state->generation, P2P_A_PAD))
		return header;
	genlmsg_cancel(skb, header);
	return NULL;
}

/* Things that a state numbers from 0, one in a message. */
struct p2p_netlink_items {
	u8 cmd;
	u32 (*count)(const struct p2p_state *state);
	int (*put)(struct sk_buff *skb, const struct p2p_state *state, u32 number);
};

/* netlink_dump.c: as many as the reader's buffer holds; cb->args[0] is the number of the next one. */
int p2p_netlink_dump_items(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_netlink_items *items);

#endif
