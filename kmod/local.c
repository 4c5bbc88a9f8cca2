// SPDX-License-Identifier: GPL-2.0-only
#include "local.h"

#include <linux/netfilter_ipv6.h>
#include <net/ipv6.h>
#include <net/route.h>

bool p2p_local(const struct p2p_passage *pass, const struct net_device *in)
{
	const void *destination = p2p_packet_address(pass->skb, pass->family, 1);
	u8 family = pass->family;

	if (pass->ct) {
		destination = &pass->ct->tuplehash[!CTINFO2DIR(pass->info)].tuple.src.u3;
		family = nf_ct_l3num(pass->ct);
	}
	if (family == NFPROTO_IPV6)
		return ipv6_addr_is_multicast(destination) || nf_ipv6_chk_addr(pass->pn->net, destination, in, 0);
	return inet_addr_type_dev_table(pass->pn->net, in, *(const __be32 *)destination) != RTN_UNICAST;
}
