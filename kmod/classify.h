/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_CLASSIFY_H
#define P2P_CLASSIFY_H

#include "trail.h"

#define P2P_PENDING_MAX	4

/**
 * struct p2p_pending - candidates that wait for more bytes
 * @list: of an accepting state; 0 for none
 * @at: payload bytes up to the end of the match
 * @done: bit per candidate that waits no more
 */
struct p2p_pending {
	u16 list;
	u16 at;
	u16 done;
};

/**
 * struct p2p_walk - how far one direction has come in its automata
 * @state: of the anchored automaton; 0 is dead
 * @search: of the searching one
 * @gates: bit per gate that is open; without one nothing is searched
 * @offset: bytes at hand in the last call
 * @searched: bytes that the searching automaton has passed, or the anchored one when it died of something unknown
 * @known: something matched, or a gate was opened: this is not an unknown opening
 * @asked: that it is one was found out, and its gates were opened; they are not opened again
 * @held: but nothing is searched behind them yet; for whoever knows both sides, and sets and clears it
 * @pending: in the order in which they came
 *
 * It may be kept between two segments. It belongs to the ruleset it was begun with.
 */
struct p2p_walk {
	u16 state;
	u16 search;
	u16 gates;
	u16 offset;
	u16 searched;
	bool known;
	bool asked;
	bool held;
	struct p2p_pending pending[P2P_PENDING_MAX];
};

static inline bool p2p_walk_alive(const struct p2p_walk *walk)
{
	return walk->state || walk->gates || walk->pending[0].list;
}

/**
 * p2p_walk_start - begin at the first byte
 * @walk: set up; dead at once when the automaton has nothing to match
 */
void p2p_walk_start(struct p2p_walk *walk, const struct p2p_automaton *automaton);

/**
 * p2p_walk_close - a first flight has, or will have, another size than what a gate for unknown openings is for
 * @least: bytes that it has at least
 * @most: bytes that it has at most
 */
void p2p_walk_close(struct p2p_walk *walk, const struct p2p_blob *blob, u32 least, u32 most);

/**
 * p2p_classify - read the bytes that arrived since the last call and add up what they prove
 * @blob: the ruleset that @walk was begun with
 * @id: which of its anchored automata; the searching one beside it is meant too
 * @payload: all bytes from the first one on, those that were read before included
 * @walk: where the reading stands; moved on
 * @trail: of the whole flow, P2P_TRAIL_NONE at its beginning; its finding only ever gets stronger
 * @matches: P2P_CANDIDATES_MAX signature numbers; told for the counters. May be NULL
 *
 * Pure: no lock, no allocation, no clock. The cost is one table look-up a byte until the automaton is dead, and up to
 * two more a byte while something is searched.
 *
 * Return: how many @matches were found in this call
 */
unsigned int p2p_classify(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload,
			  struct p2p_walk *walk, struct p2p_trail *trail, u16 *matches);

/**
 * p2p_classify_none - are there not even the bytes of one signature in a payload
 * @id: of datagrams, of segments, or of a stream of which no second payload will be read
 * @data: its first bytes
 * @size: of them; at most P2P_DATAGRAM_WINDOW
 *
 * Most datagrams are known by that, before anything is set up for them: p2p_classify() would find nothing, and leave the
 * trail as it is.
 */
bool p2p_classify_none(const struct p2p_blob *blob, enum p2p_automaton_id id, const u8 *data, u32 size);

#endif
