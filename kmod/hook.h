/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_HOOK_H
#define P2P_HOOK_H

#include <linux/netfilter.h>

struct p2p_net;

/**
 * enum p2p_hook - in the order in which a packet meets them
 * @P2P_HOOK_CLASSIFY: PRE_ROUTING, right behind conntrack: classify, mark; count, limit, drop what is peer-to-peer
 * @P2P_HOOK_JUDGE: PRE_ROUTING, behind the translation of destinations: count, limit, drop what is not
 * @P2P_HOOK_REJECT: FORWARD
 * @P2P_HOOKS: how many there are
 */
enum p2p_hook {
	P2P_HOOK_CLASSIFY,
	P2P_HOOK_JUDGE,
	P2P_HOOK_REJECT,
	P2P_HOOKS
};

#define P2P_HOOK_FAMILIES 2

/* A namespace's own hooks, of IPv4 and IPv6, which lead to what it has. */
struct p2p_hooks {
	struct nf_hook_ops ops[P2P_HOOKS][P2P_HOOK_FAMILIES];
};

/* Both may sleep. Return: 0 or an error, with nothing registered */
int p2p_hook_register(struct p2p_net *pn, enum p2p_hook hook);
void p2p_hook_unregister(struct p2p_net *pn, enum p2p_hook hook);

#endif
