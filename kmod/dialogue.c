// SPDX-License-Identifier: GPL-2.0-only
/* Both directions of a TCP connection from their first bytes, and what they say about each other: an opening that nothing
 * knows may be a key exchange, if what each side sends before the other one answers has the size of one.
 */
#include "dialogue.h"

static void start_walk(struct p2p_side *side, const struct p2p_blob *blob)
{
	p2p_walk_start(&side->walk, &blob->automata[P2P_AUTOMATON_STREAM]);
	side->walk.held = true;
}

void p2p_side_begin(struct p2p_side *side, u32 base, const struct p2p_blob *blob)
{
	side->based = true;
	side->base = base;
	start_walk(side, blob);
}

/* What is before a segment out of order may open a gate when it comes. */
static bool may_be_searched(const struct p2p_side *side, const struct p2p_blob *blob)
{
	if (!side || !side->based)
		return blob->gate_count;
	return side->walk.gates || side->walk.pending[0].list || (blob->gate_count && side->walk.state);
}

u32 p2p_side_window(const struct p2p_side *side, const struct p2p_blob *blob)
{
	if (may_be_searched(side, blob))
		return P2P_SEARCH_WINDOW;
	return side ? p2p_stream_window(&side->stream) : P2P_STREAM_WINDOW;
}

bool p2p_side_wants_room(const struct p2p_side *side, const struct p2p_blob *blob, u32 offset, u32 end)
{
	if (side->stream.room || end <= P2P_STREAM_WINDOW)
		return false;
	return side->walk.gates || side->walk.pending[0].list ||
	       (offset > side->stream.size && may_be_searched(side, blob));
}

void p2p_dialogue_renew(struct p2p_dialogue *dialogue, const struct p2p_blob *blob)
{
	u32 i;

	for (i = 0; i < P2P_DIALOGUE_SIDES; i++)
		if (dialogue->sides[i].stream.end || p2p_walk_alive(&dialogue->sides[i].walk))
			start_walk(&dialogue->sides[i], blob);
}

/* New bytes of one side end the first flight of the other. An initiator who waits for the server to speak has sent none. */
static void end_flight(struct p2p_dialogue *dialogue, unsigned int speaking)
{
	struct p2p_side *other = &dialogue->sides[!speaking];

	if (other->answered || (!speaking && !other->based))
		return;
	other->answered = true;
	other->flight = other->stream.size;
}

/* Close the gates for unknown openings unless both sides still look like it. */
static void judge_openings(struct p2p_dialogue *dialogue, const struct p2p_blob *blob)
{
	struct p2p_side *sides = dialogue->sides;
	u32 i;

	for (i = 0; i < P2P_DIALOGUE_SIDES; i++) {
		const struct p2p_side *side = &sides[i];
		u32 least = side->answered ? side->flight : side->stream.size;
		u32 most = side->answered ? side->flight : U16_MAX;

		if (side->walk.known)
			most = 0;
		p2p_walk_close(&sides[0].walk, blob, least, most);
		p2p_walk_close(&sides[1].walk, blob, least, most);
	}
}

/* A key exchange is the first flights of both sides, and what is searched stands behind it. Most openings have another size
 * than one: their gates are closed before a byte was searched.
 */
static void release_search(struct p2p_dialogue *dialogue)
{
	struct p2p_side *sides = dialogue->sides;

	if (!sides[0].answered || !sides[1].answered)
		return;
	sides[0].walk.held = false;
	sides[1].walk.held = false;
}

unsigned int p2p_dialogue_read(struct p2p_dialogue *dialogue, const struct p2p_blob *blob, unsigned int side,
			       struct p2p_payload *payload, struct p2p_trail *trail, u16 *matches)
{
	struct p2p_side *speaking = &dialogue->sides[side];
	unsigned int count;

	payload->data = p2p_stream_data(&speaking->stream);
	payload->size = speaking->stream.size;
	payload->length = 0;
	if (payload->size > speaking->walk.offset)
		end_flight(dialogue, side);
	judge_openings(dialogue, blob);
	release_search(dialogue);
	count = p2p_classify(blob, P2P_AUTOMATON_STREAM, payload, &speaking->walk, trail, matches);
	judge_openings(dialogue, blob);
	return count;
}
