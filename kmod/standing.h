/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether the content of a flow is on a list, and what is told of it. */
#ifndef P2P_STANDING_H
#define P2P_STANDING_H

#include "net.h"
#include "verdict.h"

enum p2p_standing p2p_standing_recall(struct p2p_flows *flows, const struct p2p_contents *contents,
				      const struct nf_conn *ct);

/* Does an order hang on it? @contents and the orders may be NULL. */
static inline bool p2p_standing_heeded(const struct p2p_contents *contents, const struct p2p_order *const orders[2])
{
	return contents &&
	       (p2p_order_heeds(orders[0], contents->excepting) || p2p_order_heeds(orders[1], contents->excepting));
}

/**
 * p2p_standing_of - the standing of a flow that is peer-to-peer, as far as an order depends on it
 * @contents: that the packet sees; may be NULL
 * @ct: its connection
 * @orders: of both ends, NULL for an end without one
 *
 * The lists are searched once for each flow and table of lists; the answer stays in the flow's record. A flow whose record
 * knows no content id stands nowhere. What a flow without a record is about is not known: it could be excepted, so it is.
 */
static inline enum p2p_standing p2p_standing_of(struct p2p_flows *flows, const struct p2p_contents *contents,
						const struct nf_conn *ct, const struct p2p_order *const orders[2])
{
	if (!p2p_standing_heeded(contents, orders))
		return P2P_STANDING_PLAIN;
	return p2p_standing_recall(flows, contents, ct);
}

/* The standing of a content id; @contents may be NULL. */
enum p2p_standing p2p_standing_find(const struct p2p_contents *contents, const struct p2p_finding *finding);

/* Put the content id into an event if it is to be told: when it is on a list, or all are wanted. */
void p2p_standing_tell(struct p2p_event *event, const struct p2p_state *state, const struct p2p_finding *finding);

#endif
