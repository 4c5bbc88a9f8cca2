/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PASSAGE_H
#define P2P_PASSAGE_H

#include <net/netfilter/nf_conntrack.h>

#include "net.h"
#include "verdict.h"

/**
 * struct p2p_passage - one packet on its way through one hook
 * @pn: namespace
 * @state: the configuration that it sees
 * @skb: the packet
 * @ct: its connection, or NULL
 * @info: what conntrack says of it
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @class: what its flow was decided to be
 * @standing: of its flow's content; without a connection of its own
 * @sought: @ends were looked up
 * @told: bits of the ends that need not be told again that a sanction hits the flow
 * @judged: @verdict was noted of the flow
 * @verdict: on it
 * @ends: subscribers at its source and destination; of a flow of nobody the verdict finds the default, as the first
 */
struct p2p_passage {
	struct p2p_net *pn;
	const struct p2p_state *state;
	struct sk_buff *skb;
	struct nf_conn *ct;
	enum ip_conntrack_info info;
	u8 family;
	u8 class;
	enum p2p_standing standing;
	bool sought;
	u8 told;
	bool judged;
	struct p2p_verdict verdict;
	struct p2p_subscriber *ends[2];
};

void p2p_passage_seek_ends(struct p2p_passage *pass);

/* Look up the subscribers at both ends, once for each hook: the initiator as it is before its address is translated, the
 * responder as it is after.
 */
static inline void p2p_passage_find_ends(struct p2p_passage *pass)
{
	if (!pass->sought)
		p2p_passage_seek_ends(pass);
}

struct p2p_verdict p2p_passage_judge(struct p2p_passage *pass);

/* What is to be done with a packet, as of now, by the sanctions of both ends; the default's where nobody is at either. */
static inline struct p2p_verdict p2p_passage_verdict(struct p2p_passage *pass)
{
	p2p_passage_find_ends(pass);
	return pass->judged ? pass->verdict : p2p_passage_judge(pass);
}

#endif
