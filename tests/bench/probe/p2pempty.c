// SPDX-License-Identifier: GPL-2.0-only
/* p2pempty: connection tracking in the namespace of whoever loads it, without a rule that would cost something; and, with
 * hooks=1, hooks that do nothing where nf_p2p has its own.
 */
#include <linux/module.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <net/net_namespace.h>
#include <net/netfilter/nf_conntrack.h>

static bool hooks;
module_param(hooks, bool, 0444);

static unsigned int nothing(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	return NF_ACCEPT;
}

#define HOOK(family, place, at) { .hook = nothing, .pf = (family), .hooknum = (place), .priority = (at) }
#define PRE	(NF_IP_PRI_CONNTRACK + 1)
#define NAT	(NF_IP_PRI_NAT_DST + 1)

static const struct nf_hook_ops ops[] = {
	HOOK(NFPROTO_IPV4, NF_INET_PRE_ROUTING, PRE),
	HOOK(NFPROTO_IPV6, NF_INET_PRE_ROUTING, PRE),
	HOOK(NFPROTO_IPV4, NF_INET_PRE_ROUTING, NAT),
	HOOK(NFPROTO_IPV6, NF_INET_PRE_ROUTING, NAT),
};

static struct net *net;

static int __init p2pempty_init(void)
{
	int error = nf_ct_netns_get(current->nsproxy->net_ns, NFPROTO_INET);

	if (error)
		return error;
	net = get_net(current->nsproxy->net_ns);
	if (hooks)
		error = nf_register_net_hooks(net, ops, ARRAY_SIZE(ops));
	if (!error)
		return 0;
	nf_ct_netns_put(net, NFPROTO_INET);
	put_net(net);
	return error;
}

static void __exit p2pempty_exit(void)
{
	if (hooks)
		nf_unregister_net_hooks(net, ops, ARRAY_SIZE(ops));
	nf_ct_netns_put(net, NFPROTO_INET);
	put_net(net);
}

module_init(p2pempty_init);
module_exit(p2pempty_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Connection tracking, and hooks that do nothing");
