/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_DIALOGUE_H
#define P2P_DIALOGUE_H

#include "classify.h"
#include "stream.h"

#define P2P_DIALOGUE_SIDES 2

/**
 * struct p2p_side - one direction of a TCP connection whose start was seen
 * @base: sequence number of its first byte
 * @based: @base is known: it has spoken
 * @answered: the other side has spoken since
 * @flight: if so, bytes that this one had sent before
 * @walk: where its automata stand
 * @stream: its first bytes
 */
struct p2p_side {
	u32 base;
	bool based;
	bool answered;
	u16 flight;
	struct p2p_walk walk;
	struct p2p_stream stream;
};

/**
 * struct p2p_dialogue - both directions; empty is all zero
 * @sides: the initiator is the first
 */
struct p2p_dialogue {
	struct p2p_side sides[P2P_DIALOGUE_SIDES];
};

static inline bool p2p_side_alive(const struct p2p_side *side)
{
	return side->based && p2p_walk_alive(&side->walk);
}

static inline bool p2p_side_dead(const struct p2p_side *side)
{
	return side->based && !p2p_walk_alive(&side->walk);
}

/* One side said something unknown, and the other one has not spoken: there is nothing to wait for soon. */
static inline bool p2p_dialogue_unanswered(const struct p2p_dialogue *dialogue)
{
	return dialogue->sides[0].walk.gates && !dialogue->sides[1].based;
}

/**
 * p2p_side_window - bytes from the start that may matter
 * @side: NULL while nothing is remembered of it
 */
u32 p2p_side_window(const struct p2p_side *side, const struct p2p_blob *blob);

/**
 * p2p_side_wants_room - a segment does not fit, and it is searched or may be later: p2p_stream_grow() it
 * @offset: of the segment
 * @end: of the segment
 */
bool p2p_side_wants_room(const struct p2p_side *side, const struct p2p_blob *blob, u32 offset, u32 end);

/* The side speaks for the first time. */
void p2p_side_begin(struct p2p_side *side, u32 base, const struct p2p_blob *blob);

/**
 * p2p_dialogue_renew - there is a new ruleset: what has come is read again
 */
void p2p_dialogue_renew(struct p2p_dialogue *dialogue, const struct p2p_blob *blob);

/**
 * p2p_dialogue_read - read what p2p_stream_add() has put into a stream since the last call
 * @side: that has spoken: 0 or 1
 * @payload: ports and direction of the packet; its bytes are filled in
 * @trail: of the flow
 * @matches: as for p2p_classify()
 *
 * Return: how many @matches
 */
unsigned int p2p_dialogue_read(struct p2p_dialogue *dialogue, const struct p2p_blob *blob, unsigned int side,
			       struct p2p_payload *payload, struct p2p_trail *trail, u16 *matches);

#endif
