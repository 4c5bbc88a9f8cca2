// SPDX-License-Identifier: GPL-2.0-only
/* p2pprobe: two hooks around each of the places where nf_p2p has its hooks, in the namespace of whoever loads it. They
 * count the cycles from one to the other; under QEMU's -icount those are instructions.
 *
 * Load it when nf_p2p's hooks are there: of hooks with the same priority the last one registered comes first.
 */
#include <linux/module.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <net/net_namespace.h>

enum { CLASSIFY, JUDGE, REJECT, HOOKS };

/* Of each hook. One CPU, and a hook is not entered twice at a time: plain numbers do. */
static unsigned long long packets[HOOKS], instructions[HOOKS], least[HOOKS] = { ULLONG_MAX, ULLONG_MAX, ULLONG_MAX };
static u64 began[HOOKS];
module_param_array(packets, ullong, NULL, 0444);
module_param_array(instructions, ullong, NULL, 0444);
module_param_array(least, ullong, NULL, 0644);

static unsigned int begin(void *hook, struct sk_buff *skb, const struct nf_hook_state *state)
{
	began[(unsigned long)hook] = get_cycles();
	return NF_ACCEPT;
}

static unsigned int end(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	u64 now = get_cycles();
	unsigned long hook = (unsigned long)priv;
	u64 took = now - began[hook];

	packets[hook]++;
	instructions[hook] += took;
	if (took < least[hook])
		least[hook] = took;
	return NF_ACCEPT;
}

#define PROBE(function, which, family, place, at) { \
	.hook = (function), .priv = (void *)(which), .pf = (family), .hooknum = (place), .priority = (at) \
}
#define PROBES(which, place, at) \
	PROBE(begin, which, NFPROTO_IPV4, place, at), PROBE(begin, which, NFPROTO_IPV6, place, at), \
	PROBE(end, which, NFPROTO_IPV4, place, (at) + 1), PROBE(end, which, NFPROTO_IPV6, place, (at) + 1)

static const struct nf_hook_ops ops[] = {
	PROBES(CLASSIFY, NF_INET_PRE_ROUTING, NF_IP_PRI_CONNTRACK + 1),
	PROBES(JUDGE, NF_INET_PRE_ROUTING, NF_IP_PRI_NAT_DST + 1),
	PROBES(REJECT, NF_INET_FORWARD, NF_IP_PRI_FILTER - 1),
};

static struct net *net;

static int __init p2pprobe_init(void)
{
	int error = nf_register_net_hooks(current->nsproxy->net_ns, ops, ARRAY_SIZE(ops));

	if (!error)
		net = get_net(current->nsproxy->net_ns);
	return error;
}

static void __exit p2pprobe_exit(void)
{
	nf_unregister_net_hooks(net, ops, ARRAY_SIZE(ops));
	put_net(net);
}

module_init(p2pprobe_init);
module_exit(p2pprobe_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Count what the hooks of nf_p2p execute");
