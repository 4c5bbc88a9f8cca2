// SPDX-License-Identifier: GPL-2.0-only
#include "place.h"

#include "packet.h"

#include <net/netfilter/nf_conntrack.h>

struct p2p_place p2p_place_of_flow(const struct nf_conn *ct, u8 dir)
{
	const struct nf_conntrack_tuple *tuple = &ct->tuplehash[dir].tuple;

	return (struct p2p_place){
		.address = (const u8 *)&tuple->src.u3,
		.family = nf_ct_l3num(ct),
		.protocol = nf_ct_protonum(ct),
		.port = ntohs(tuple->src.u.all),
	};
}

struct p2p_place p2p_place_of_packet(struct sk_buff *skb, u8 family, u8 end)
{
	struct p2p_place place = { .address = p2p_packet_address(skb, family, end), .family = family };
	struct p2p_packet packet;

	if (!p2p_packet_parse(&packet, skb, family))
		return place;
	place.protocol = packet.protocol;
	place.port = end ? packet.dport : packet.sport;
	return place;
}
