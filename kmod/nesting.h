/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NESTING_H
#define P2P_NESTING_H

#include "prefix.h"

struct p2p_subscriber;
struct p2p_subscribers;

/**
 * struct p2p_nesting - a prefix that lies within one of another subscriber
 * @owner: of the inner prefix, and of the outer one; valid under the configuration lock
 * @prefix: likewise
 */
struct p2p_nesting {
	const struct p2p_subscriber *owner[2];
	struct p2p_prefix_key prefix[2];
};

/**
 * p2p_nesting_find - is there one in the coming generation
 * @everywhere: look at all prefixes. Otherwise only at those that the running transaction adds: the others were looked
 *	at before
 *
 * Called under the configuration lock; may sleep. Costs nothing while all prefixes of a family have one length, and a
 * walk through all of them when one is added that is shorter than others.
 *
 * Return: whether there is one, in @nesting
 */
bool p2p_nesting_find(struct p2p_subscribers *subscribers, bool everywhere, struct p2p_nesting *nesting);

#endif
