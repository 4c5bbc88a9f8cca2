/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PASSAGE_H
#define P2P_PASSAGE_H

#include <net/netfilter/nf_conntrack.h>

#include "net.h"
#include "packet.h"
#include "place.h"
#include "verdict.h"

/**
 * struct p2p_passage - one packet on its way through one hook
 * @pn: namespace
 * @state: the configuration that it sees
 * @skb: the packet
 * @ct: its connection, or NULL
 * @info: what conntrack says of it
 * @segments: on the wire, that the packet stands for
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @class: what its flow was decided to be
 * @sought: @ends were looked up
 * @told: bits of the ends that need not be told again that a sanction hits the flow
 * @judged: @verdict was noted of the flow
 * @standing: of its flow's content; without a connection of its own
 * @verdict: on it
 * @ends: subscribers at its source and destination; of a flow of nobody the verdict finds the default, as the first
 */
struct p2p_passage {
	struct p2p_net *pn;
	const struct p2p_state *state;
	struct sk_buff *skb;
	struct nf_conn *ct;
	enum ip_conntrack_info info;
	u32 segments;
	u8 family;
	u8 class;
	bool sought;
	u8 told;
	bool judged;
	enum p2p_standing standing;
	struct p2p_verdict verdict;
	struct p2p_subscriber *ends[2];
};

/* The packet is an error about the flow, or begins an expected one. */
static inline bool p2p_passage_is_related(enum ip_conntrack_info info)
{
	return info == IP_CT_RELATED || info == IP_CT_RELATED_REPLY;
}

/* May a sanction of scope all mean one of the ends of a flow of that family? */
static __always_inline bool p2p_passage_may_touch(const struct p2p_net *pn, const struct p2p_state *state, const struct nf_conn *ct,
						  u8 family)
{
	return state->tally.defaults_all ||
	       p2p_filter_may_hold(&pn->subscribers.touched, family,
				   &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple.src.u3,
				   &ct->tuplehash[IP_CT_DIR_REPLY].tuple.src.u3);
}

/* Begin one. Its class is the caller's to set; what is known is found when it is asked for. Field by field: the compiler
 * clears a whole one by a string instruction, which takes longer than all of this.
 */
static inline void p2p_passage_enter(struct p2p_passage *pass, struct p2p_net *pn, struct sk_buff *skb,
				     const struct nf_hook_state *hook, const struct p2p_state *state)
{
	pass->pn = pn;
	pass->state = state;
	pass->skb = skb;
	pass->ct = nf_ct_get(skb, &pass->info);
	pass->segments = p2p_packet_segments(skb);
	pass->family = hook->pf;
	pass->sought = false;
	pass->told = 0;
	pass->judged = false;
	pass->standing = P2P_STANDING_PLAIN;
	pass->verdict = (struct p2p_verdict) {};
	pass->ends[0] = NULL;
	pass->ends[1] = NULL;
}

/* Return: what the mark says of its flow, where that is to be believed */
u8 p2p_passage_class(const struct p2p_passage *pass, bool first_hook);

/* Look up the subscribers at both ends, once for each hook: the initiator as it is before its address is translated, the
 * responder as it is after. Of a flow that runs they are noted.
 */
void p2p_passage_find_ends(struct p2p_passage *pass);

/* Where its source (0) or destination (1) is, see struct p2p_place. Of an ICMP error the flow that it is about counts, not the
 * router that tells it.
 */
struct p2p_place p2p_passage_place(const struct p2p_passage *pass, u8 end);

/* What is to be done with the packet, as of now, by the sanctions of both ends; the default's where nobody is at either. */
struct p2p_verdict p2p_passage_verdict(struct p2p_passage *pass);

#endif
