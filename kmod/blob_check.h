/* SPDX-License-Identifier: GPL-2.0-only */
/* What the two halves of the blob's check share. */
#ifndef P2P_BLOB_CHECK_H
#define P2P_BLOB_CHECK_H

#include "blob.h"

/**
 * struct p2p_blob_inspection - a blob that is being checked
 * @data: its first byte
 * @header: the same place; within the data from the moment that anything else is looked at
 * @blob: filled in on the way
 * @why: the first thing that was wrong
 */
struct p2p_blob_inspection {
	const u8 *data;
	const struct p2p_blob_header *header;
	struct p2p_blob *blob;
	const char *why;
};

static inline bool p2p_blob_refuse(struct p2p_blob_inspection *in, const char *why)
{
	in->why = why;
	return false;
}

static inline bool p2p_automaton_searches(u32 automaton)
{
	return automaton >= P2P_AUTOMATON_STREAM_SEARCH;
}

/* The anchored automaton beside a searching one, or itself. */
static inline u32 p2p_automaton_anchored(u32 automaton)
{
	return p2p_automaton_searches(automaton) ? automaton - P2P_AUTOMATON_STREAM_SEARCH : automaton;
}

/* Bytes that a signature of an automaton may speak of. */
static inline u32 p2p_automaton_window(u32 automaton)
{
	if (automaton == P2P_AUTOMATON_STREAM)
		return P2P_STREAM_WINDOW;
	if (p2p_automaton_searches(automaton) && p2p_automaton_anchored(automaton) != P2P_AUTOMATON_DATAGRAM)
		return P2P_SEARCH_WINDOW;
	return P2P_DATAGRAM_WINDOW;
}

bool p2p_blob_signature_valid(struct p2p_blob_inspection *in, u32 number);
bool p2p_blob_gate_valid(struct p2p_blob_inspection *in, const struct p2p_blob_gate *gate);

#endif
