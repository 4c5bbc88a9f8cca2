/* SPDX-License-Identifier: GPL-2.0-only */
/* The matcher, asked on behalf of a packet that is inspected. */
#ifndef P2P_JUDGE_H
#define P2P_JUDGE_H

#include "inspect.h"

/* What is known of the packet's payload beside its bytes. */
struct p2p_payload p2p_judge_payload(const struct p2p_inspection *in);

/**
 * p2p_judge_read - the first bytes of a payload: as many as may be searched, or as may be copied
 * @payload: its data and size are set
 * @at: where it begins in the packet's
 * @length: of it
 * @buffer: used when the bytes lie in fragments
 * @room: of @buffer
 *
 * Return: false when the packet is shorter than it said: counted
 */
bool p2p_judge_read(const struct p2p_inspection *in, struct p2p_payload *payload, u32 at, u32 length, u8 *buffer, u32 room);

/* Read a payload from its first byte. Matches are counted unless the same bytes are read @again. */
void p2p_judge_whole(struct p2p_inspection *in, enum p2p_automaton_id id, const struct p2p_payload *payload,
		     struct p2p_trail *trail, bool again);

/* An entry speaks of the ruleset it was begun with; under another one it begins anew. */
void p2p_judge_renew(struct p2p_inspection *in, struct p2p_flow *flow);

#endif
