/* SPDX-License-Identifier: GPL-2.0-only */
/* Flows that a flowtable forwards pass neither of our hooks. Those that a sanction of scope all touches are brought back:
 * their connections are deleted, which the flowtable notices at the next packet. What comes then is a new connection, which
 * is not cleared (struct p2p_inspection), and so not offloaded again, while it is touched.
 */
#ifndef P2P_OFFLOAD_H
#define P2P_OFFLOAD_H

#include <linux/atomic.h>
#include <linux/types.h>

struct nf_conn;
struct p2p_net;
struct p2p_settings;

/**
 * struct p2p_offload - walks through the connections that are still to be made
 * @walks: counted down by the sweep
 */
struct p2p_offload {
	atomic_t walks;
};

/**
 * p2p_offload_end - a sanction of scope all may have begun
 *
 * However many began, the next sweep, within a second, deletes the offloaded connections of all whom such a sanction
 * touches now. The one after it does it once more, for flows that were on their way into the flowtable. Any context.
 */
void p2p_offload_end(struct p2p_net *pn);

/* Make a walk when one is wanted. Called by the sweep, without the configuration lock; may sleep. */
void p2p_offload_sweep(struct p2p_net *pn);

/* A sanction touches a packet of a cleared flow and lets it pass: the flow is undecided again. */
void p2p_offload_prevent(struct nf_conn *ct, const struct p2p_settings *settings);

#endif
