// SPDX-License-Identifier: GPL-2.0-only
#include "vrf.h"

#include <linux/ipv6.h>
#include <linux/netfilter_bridge.h>
#include <net/ip.h>

/* Out of the device of the VRF it was seen when it came in, from another one or from that itself (IPsec), unless it was unpacked
 * right there (SRv6); and what a bridge in the VRF shows to us is routed later.
 */
bool p2p_vrf_comes_twice(const struct sk_buff *skb, const struct nf_hook_state *hook)
{
	bool v4 = hook->pf == NFPROTO_IPV4;
	struct net_device *first;

	if (netif_is_l3_slave(hook->in))
		return nf_bridge_in_prerouting(skb);
	first = dev_get_by_index_rcu(hook->net, v4 ? IPCB(skb)->iif : IP6CB(skb)->iif);
	if (first == hook->in)
		return v4 ? IPCB(skb)->flags & IPSKB_L3SLAVE : IP6CB(skb)->flags & IP6SKB_L3SLAVE;
	return first && netdev_master_upper_dev_get_rcu(first) == hook->in;
}
