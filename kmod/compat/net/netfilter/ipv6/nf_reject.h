/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_COMPAT_NET_NETFILTER_IPV6_NF_REJECT_H
#define P2P_COMPAT_NET_NETFILTER_IPV6_NF_REJECT_H

#include <linux/version.h>

#include_next <net/netfilter/ipv6/nf_reject.h>

/* Before 5.10.198 a reset does not know the socket of the packet; a forwarded one has none. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 198)
#define nf_send_reset6(net, sk, skb, hook) nf_send_reset6(net, skb, hook)
#endif /* LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 198) */

#endif
