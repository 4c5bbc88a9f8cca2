// SPDX-License-Identifier: GPL-2.0-only
#include "local.h"

#include <linux/netfilter_ipv6.h>
#include <net/ipv6.h>
#include <net/route.h>

bool p2p_local(const struct p2p_passage *pass, const struct net_device *in)
{
	struct p2p_place to = p2p_passage_place(pass, 1);
	const void *address = to.address;

	if (to.family == NFPROTO_IPV6)
		return ipv6_addr_is_multicast(address) || nf_ipv6_chk_addr(pass->pn->net, address, in, 0);
	return inet_addr_type_dev_table(pass->pn->net, in, *(const __be32 *)address) != RTN_UNICAST;
}
