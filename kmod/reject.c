// SPDX-License-Identifier: GPL-2.0-only
#include "reject.h"

#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <net/ipv6.h>
#include <net/netfilter/ipv4/nf_reject.h>
#include <net/netfilter/ipv6/nf_reject.h>

static void reject4(struct sk_buff *skb, const struct nf_hook_state *hook)
{
	if (ip_hdr(skb)->protocol == IPPROTO_TCP)
		nf_send_reset(hook->net, hook->sk, skb, hook->hook);
	else
		nf_send_unreach(skb, ICMP_PKT_FILTERED, hook->hook);
}

static void reject6(struct sk_buff *skb, const struct nf_hook_state *hook)
{
	unsigned int offset = 0;

	if (ipv6_find_hdr(skb, &offset, -1, NULL, NULL) == IPPROTO_TCP)
		nf_send_reset6(hook->net, hook->sk, skb, hook->hook);
	else
		nf_send_unreach6(hook->net, skb, ICMPV6_ADM_PROHIBITED, hook->hook);
}

void p2p_reject(struct sk_buff *skb, const struct nf_hook_state *hook)
{
	if (hook->pf == NFPROTO_IPV4)
		reject4(skb, hook);
	else
		reject6(skb, hook);
}
