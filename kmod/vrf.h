/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_VRF_H
#define P2P_VRF_H

#include <linux/netdevice.h>
#include <linux/netfilter.h>

/* Does the device belong to a VRF? What is unpacked on its way may come from none at all. */
static __always_inline bool p2p_vrf_has(const struct net_device *in)
{
	return in && (netif_is_l3_master(in) || netif_is_l3_slave(in));
}

/* A packet that comes from such a device goes through PRE_ROUTING twice. Return: whether this is the time that does not count */
bool p2p_vrf_comes_twice(const struct sk_buff *skb, const struct nf_hook_state *hook);

#endif
