/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_HOOK_H
#define P2P_HOOK_H

#include <linux/types.h>

struct net;
struct p2p_net;

int p2p_hook_register_prerouting(struct net *net);
void p2p_hook_unregister_prerouting(struct net *net);
int p2p_hook_register_forward(struct net *net);
void p2p_hook_unregister_forward(struct net *net);

/**
 * p2p_hook_bypass - take the module out of the way of a namespace's packets, or put it back
 *
 * May sleep, but does not wait for a commit. Flows that began during the bypass are mid-flow ones afterwards.
 */
void p2p_hook_bypass(struct p2p_net *pn, bool on);

#endif
