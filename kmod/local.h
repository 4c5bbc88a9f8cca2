/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_LOCAL_H
#define P2P_LOCAL_H

#include "passage.h"

/**
 * p2p_local - is the packet for the router itself, or for many
 * @in: device that it came from, or NULL
 *
 * A flow that the router translates is for where it leads from its second packet on: at its first, nobody knows.
 */
bool p2p_local(const struct p2p_passage *pass, const struct net_device *in);

#endif
