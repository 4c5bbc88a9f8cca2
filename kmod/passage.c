// SPDX-License-Identifier: GPL-2.0-only
#include "passage.h"

#include "packet.h"

#include <net/netfilter/nf_conntrack_zones.h>

static struct p2p_subscriber *find_address(const struct p2p_passage *pass, const void *address)
{
	u16 zone = pass->ct ? nf_ct_zone(pass->ct)->id : NF_CT_DEFAULT_ZONE_ID;

	return p2p_subscriber_lookup(&pass->pn->subscribers, pass->state->generation, pass->family, address, zone);
}

void p2p_passage_find_ends(struct p2p_passage *pass)
{
	u8 reply = pass->ct && CTINFO2DIR(pass->info) == IP_CT_DIR_REPLY;
	enum ip_conntrack_dir dir;

	if (pass->sought)
		return;
	pass->sought = true;
	for (dir = 0; dir < IP_CT_DIR_MAX; dir++) {
		const void *address = pass->ct ? (const void *)&pass->ct->tuplehash[dir].tuple.src.u3 :
						 p2p_packet_address(pass->skb, pass->family, dir);

		pass->ends[dir ^ reply] = find_address(pass, address);
	}
}
