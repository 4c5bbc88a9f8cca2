/* SPDX-License-Identifier: GPL-2.0-only */
/* What stands in front of the prefixes of all subscribers: filters that nearly all packets do not come through. One knows
 * them all; one knows those of subscribers under a sanction of scope all, the only ones that matter to a cleared flow.
 */
#ifndef P2P_BINDINGS_H
#define P2P_BINDINGS_H

#include "subscriber.h"

/* A version gets into the tables. Return: 0 or -ENOMEM, with nothing changed */
int p2p_bindings_add(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber);
void p2p_bindings_remove(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber);

/* Forget those that are gone when they are many; may sleep. */
void p2p_bindings_shrink(struct p2p_subscribers *subscribers);

#endif
