// SPDX-License-Identifier: GPL-2.0-only
#include "local.h"

#include <linux/netfilter_ipv6.h>
#include <net/ip6_fib.h>
#include <net/ip_fib.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/route.h>

bool p2p_local(const struct p2p_passage *pass, const struct net_device *in)
{
	struct p2p_place to = p2p_passage_place(pass, 1);
	const void *address = to.address;

	if (to.family == NFPROTO_IPV6)
		return ipv6_addr_is_multicast(address) || nf_ipv6_chk_addr(pass->pn->net, address, in, 0);
	return inet_addr_type_dev_table(pass->pn->net, in, *(const __be32 *)address) != RTN_UNICAST;
}

static bool is_routed_here4(struct net *net, const struct sk_buff *skb, const struct net_device *in)
{
	struct flowi4 flow = {
		.flowi4_iif = in ? in->ifindex : LOOPBACK_IFINDEX,
		.flowi4_mark = p2p_packet_mark(skb),
		.flowi4_scope = RT_SCOPE_UNIVERSE,
		.saddr = *(const __be32 *)p2p_packet_address(skb, NFPROTO_IPV4, 0),
		.daddr = *(const __be32 *)p2p_packet_address(skb, NFPROTO_IPV4, 1),
	};
	struct fib_result found;

	if (ipv4_is_multicast(flow.daddr) || ipv4_is_lbcast(flow.daddr))
		return true;
	return !fib_lookup(net, &flow, &found, FIB_LOOKUP_IGNORE_LINKSTATE) &&
	       (found.type == RTN_LOCAL || found.type == RTN_BROADCAST);
}

/* When there is no memory for the copy of a route that a processor keeps, the next table answers, or none: so the router's own
 * addresses are asked before.
 */
static bool is_routed_here6(struct net *net, const struct sk_buff *skb, const struct net_device *in)
{
	struct flowi6 flow = {
		.flowi6_oif = l3mdev_master_ifindex_rcu(in),
		.flowi6_mark = p2p_packet_mark(skb),
		.saddr = *(const struct in6_addr *)p2p_packet_address(skb, NFPROTO_IPV6, 0),
		.daddr = *(const struct in6_addr *)p2p_packet_address(skb, NFPROTO_IPV6, 1),
	};
	struct dst_entry *dst = NULL;
	bool here;

	if (ipv6_addr_is_multicast(&flow.daddr) || nf_ipv6_chk_addr(net, &flow.daddr, in, 0))
		return true;
	if (nf_ip6_route(net, &dst, flowi6_to_flowi(&flow), false))
		return false;
	here = ((struct rt6_info *)dst)->rt6i_flags & (RTF_LOCAL | RTF_ANYCAST);
	dst_release(dst);
	return here;
}

bool p2p_local_by_route(const struct p2p_passage *pass, const struct net_device *in)
{
	/* Of the packets behind the first one a rule may have set only the mark that leads there. */
	if (p2p_packet_has_socket(pass->skb))
		return true;
	if (pass->family == NFPROTO_IPV4)
		return is_routed_here4(pass->pn->net, pass->skb, in);
	return is_routed_here6(pass->pn->net, pass->skb, in);
}
