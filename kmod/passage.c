// SPDX-License-Identifier: GPL-2.0-only
#include "passage.h"

#include "packet.h"

#include <net/netfilter/nf_conntrack_zones.h>

static struct p2p_subscriber *find_address(const struct p2p_passage *pass, const void *address)
{
	u16 zone = pass->ct ? nf_ct_zone(pass->ct)->id : NF_CT_DEFAULT_ZONE_ID;

	return p2p_subscriber_lookup(&pass->pn->subscribers, pass->state->generation, pass->family, address, zone);
}

static void find_ends_of_packet(struct p2p_passage *pass)
{
	u8 end;

	for (end = 0; end < 2; end++)
		pass->ends[end] = find_address(pass, p2p_packet_address(pass->skb, pass->family, end));
}

/* What was found while a transaction began is good for this packet, but not for those to come. */
static noinline void find_ends_of_flow(struct p2p_passage *pass, u8 reply)
{
	const u64 *coming = &pass->pn->subscribers.coming;
	u64 before = READ_ONCE(*coming);
	enum ip_conntrack_dir dir;

	smp_rmb();	/* pairs with p2p_transaction_begin() */
	pass->told = 0;
	for (dir = 0; dir < IP_CT_DIR_MAX; dir++)
		pass->ends[dir ^ reply] = find_address(pass, &pass->ct->tuplehash[dir].tuple.src.u3);
	smp_rmb();	/* likewise */
	/* Until it is confirmed its addresses may still be translated. */
	if (nf_ct_is_confirmed(pass->ct) && READ_ONCE(*coming) == before)
		p2p_memo_note(&pass->pn->memos, pass->ct, pass->state->generation, pass->ends[reply], pass->ends[!reply]);
}

void p2p_passage_seek_ends(struct p2p_passage *pass)
{
	u8 reply = CTINFO2DIR(pass->info) == IP_CT_DIR_REPLY;

	pass->sought = true;
	if (unlikely(!pass->ct))
		find_ends_of_packet(pass);
	else if (!nf_ct_is_confirmed(pass->ct) ||
		 !p2p_memo_recall(&pass->pn->memos, pass->ct, pass->state->generation, reply, pass->ends, &pass->told))
		find_ends_of_flow(pass, reply);
}
