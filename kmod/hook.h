/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_HOOK_H
#define P2P_HOOK_H

#include <linux/netfilter.h>

struct p2p_net;

#define P2P_HOOK_FAMILIES 2

/**
 * struct p2p_hooks - a namespace's own hooks, of IPv4 and IPv6, which lead to what it has
 * @prerouting: classify, mark; count, limit, drop what is peer-to-peer
 * @forward: count, limit, drop what is not; reject
 */
struct p2p_hooks {
	struct nf_hook_ops prerouting[P2P_HOOK_FAMILIES];
	struct nf_hook_ops forward[P2P_HOOK_FAMILIES];
};

/* May sleep, like all of these. Return: 0 or an error, with nothing registered */
int p2p_hook_register_prerouting(struct p2p_net *pn);
void p2p_hook_unregister_prerouting(struct p2p_net *pn);
int p2p_hook_register_forward(struct p2p_net *pn);
void p2p_hook_unregister_forward(struct p2p_net *pn);

#endif
