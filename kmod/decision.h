/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_DECISION_H
#define P2P_DECISION_H

#include "inspect.h"
#include "mark.h"

/* How far the flow has come; its class once it is decided. */
static inline u8 p2p_decision_progress(const struct p2p_inspection *in)
{
	return p2p_mark_read(in->ct, &in->state->settings);
}

/**
 * p2p_decision_make - the flow is decided by @in->finding
 * @flow: its entry, with its bucket locked; or NULL, and the bucket is not
 *
 * Without a connection nothing is done. When another packet decided the flow first, the finding is emptied, because it was
 * told already.
 *
 * Return: the class that the flow has now, or its progress
 */
u8 p2p_decision_make(struct p2p_inspection *in, struct p2p_flow *flow);

/* The flow is other, if it is not kept from that. Return: the class it has now, or its progress */
u8 p2p_decision_clear(struct p2p_inspection *in);

/**
 * p2p_decision_bury - nothing can match any more in one direction or both
 * @dead: P2P_MARK_DEAD() of it
 * @forget: P2P_MARK_HELD when the entry goes too, 0 when it stays
 *
 * Return: P2P_CLASS_OTHER when that leaves none alive and nothing keeps the flow, or the class it has already
 */
u8 p2p_decision_bury(struct p2p_inspection *in, u8 dead, u8 forget);

void p2p_decision_lose_start(struct p2p_inspection *in);	/* no stream offsets any more: the flow is mid-flow */
void p2p_decision_set_held(struct p2p_inspection *in);		/* the flow has an entry */

/**
 * p2p_decision_restore - put a class back that another tool wiped from the mark: the record outlives it
 *
 * Return: the class, P2P_CLASS_UNDECIDED when there is nothing to put back
 */
u8 p2p_decision_restore(struct p2p_inspection *in);

/* The entry of the flow, made when there is none; its bucket is locked. In a full table another one gives way.
 * Return: NULL when there is no room: counted
 */
struct p2p_flow *p2p_decision_hold(struct p2p_inspection *in, struct p2p_flow_bucket *bucket);

void p2p_decision_count_failure(struct p2p_inspection *in, int error);

#endif
