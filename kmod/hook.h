/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_HOOK_H
#define P2P_HOOK_H

#include <linux/types.h>

struct net;

int p2p_hook_register_prerouting(struct net *net);
void p2p_hook_unregister_prerouting(struct net *net);
int p2p_hook_register_forward(struct net *net);
void p2p_hook_unregister_forward(struct net *net);

#endif
