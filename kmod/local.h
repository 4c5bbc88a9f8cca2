/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_LOCAL_H
#define P2P_LOCAL_H

#include "passage.h"

/**
 * p2p_local - is the flow's destination an address of the router, or of many
 * @in: device that the packet came from, or NULL
 *
 * Right behind conntrack: a flow that the router translates is for where it leads from its second packet on; at its first, nobody
 * knows.
 */
bool p2p_local(const struct p2p_passage *pass, const struct net_device *in);

/* Behind NAT and mangle: will the packet, with its mark, be routed to the router itself, or to many? */
bool p2p_local_by_route(const struct p2p_passage *pass, const struct net_device *in);

#endif
