/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_BYPASS_H
#define P2P_BYPASS_H

#include <linux/jump_label.h>

#include "net.h"

/* Counts the namespaces that are bypassed, so that the check costs nothing while none is. */
DECLARE_STATIC_KEY_FALSE(p2p_bypass_any);

static inline bool p2p_bypassed(const struct p2p_net *pn)
{
	return static_branch_unlikely(&p2p_bypass_any) && READ_ONCE(pn->bypass);
}

/**
 * p2p_bypass_set - take the module out of the way of a namespace's packets, or put it back
 *
 * May sleep, but does not wait for a commit. Flows that began during the bypass are mid-flow ones afterwards.
 */
void p2p_bypass_set(struct p2p_net *pn, bool on);

#endif
