// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/judge.h"

#include <stdlib.h>

#include "lang/memory.h"

/* These mirror kmod/inspect*.c and kmod/mark.h. */
#define OFFSET_FAR	65536
#define SEGMENTS_MAX	7
#define STRIDE		4096
#define DATAGRAMS_MAX	3

void judgement_end(struct judgement *judgement)
{
	for (int side = 0; judgement->dialogue && side < P2P_DIALOGUE_SIDES; side++)
		/* The analyzer does not see that the pointer is cleared below. NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
		free(judgement->dialogue->sides[side].stream.room);
	free(judgement->dialogue);
	judgement->dialogue = NULL;
}

/* --- The matcher --- */

/* Note the matches of one call, and where the strongest was found: alone tells, which has seen nothing but them. */
static void tell(struct judge *judge, const u16 *matches, unsigned int count, const struct p2p_finding *alone)
{
	judge->match_count = count;
	for (unsigned int i = 0; i < count; i++)
		judge->matches[i] = (struct judge_match){ .signature = matches[i], .offset = alone->offset,
							  .has_offset = matches[i] == alone->signature };
}

static void judge_whole(struct judge *judge, enum p2p_automaton_id id, const struct p2p_payload *payload,
			struct p2p_trail *trail)
{
	struct p2p_trail alone = P2P_TRAIL_NONE;
	u16 matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;
	unsigned int count;

	if (p2p_classify_none(judge->blob, id, payload->data, min_t(uint32_t, payload->size, P2P_DATAGRAM_WINDOW)))
		return;
	p2p_walk_start(&walk, &judge->blob->automata[id]);
	count = p2p_classify(judge->blob, id, payload, &walk, trail, matches);
	if (!count || !judge->why)
		return;
	p2p_walk_start(&walk, &judge->blob->automata[id]);
	p2p_classify(judge->blob, id, payload, &walk, &alone, NULL);
	tell(judge, matches, count, &alone.finding);
}

static struct p2p_payload payload_of(const struct piece *piece)
{
	return (struct p2p_payload){
		.data = piece->payload.data,
		.size = piece->payload.size,
		.sport = piece->sport,
		.dport = piece->dport,
		.direction = piece->side ? P2P_DIRECTION_REPLY : P2P_DIRECTION_ORIGINAL,
		.capture = true,
	};
}

/* --- What becomes of the flow --- */

static void decide(struct judgement *judgement, const struct p2p_finding *finding)
{
	judgement->trail.finding = *finding;
	judgement->begun = true;
	judgement->class = finding->class;
	judgement_end(judgement);
}

static void clear(struct judgement *judgement)
{
	judgement->class = P2P_CLASS_OTHER;
	judgement_end(judgement);
}

static struct p2p_trail *trail_of(struct judgement *judgement)
{
	if (!judgement->begun)
		judgement->trail = P2P_TRAIL_NONE;
	judgement->begun = true;
	return &judgement->trail;
}

/* --- UDP and mid-flow TCP: each payload is judged from its own first byte --- */

/* What a payload adds to earlier ones. Return: whether it brought the flow on. */
static bool add_up(struct judge *judge, struct judgement *judgement, enum p2p_automaton_id id,
		   const struct p2p_payload *payload)
{
	struct p2p_trail *trail = trail_of(judgement);
	struct p2p_trail before = *trail;

	judge_whole(judge, id, payload, trail);
	if (p2p_finding_decides(&trail->finding))
		decide(judgement, &trail->finding);
	return trail->finding.strength > before.finding.strength ||
	       memcmp(before.waiting, trail->waiting, sizeof(before.waiting)) != 0;
}

/* Return: whether it was worth something. */
static bool judge_payload(struct judge *judge, struct judgement *judgement, enum p2p_automaton_id id,
			  const struct piece *piece)
{
	struct p2p_payload payload = payload_of(piece);
	struct p2p_trail alone = P2P_TRAIL_NONE;

	payload.length = piece->payload.length;
	judge_whole(judge, id, &payload, &alone);
	if (p2p_finding_decides(&alone.finding)) {
		decide(judgement, &alone.finding);
		return true;
	}
	/* Endless traffic one way is not to be decided by two pieces of evidence. */
	if (alone.finding.strength >= P2P_STRENGTH_EVIDENCE && id == P2P_AUTOMATON_DATAGRAM &&
	    judgement->unmatched[piece->side] == DATAGRAMS_MAX)
		return false;
	if (p2p_trail_promising(&alone) || (alone.missed && judgement->begun))
		return add_up(judge, judgement, id, &payload);
	return false;
}

void judge_datagram(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	uint8_t *unmatched = judgement->unmatched;

	judge->match_count = 0;
	if (judgement->class || !piece->payload.length ||
	    judge_payload(judge, judgement, P2P_AUTOMATON_DATAGRAM, piece) || judgement->class)
		return;
	if (unmatched[0] == DATAGRAMS_MAX && unmatched[1] == DATAGRAMS_MAX)
		clear(judgement);
	else if (unmatched[piece->side] < DATAGRAMS_MAX)
		unmatched[piece->side]++;
}

static bool ends_a_message(const struct piece *piece)
{
	uint32_t end = piece->sequence + piece->payload.length;

	return piece->push && piece->sequence / STRIDE != end / STRIDE;
}

static void judge_midflow(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	judge_payload(judge, judgement, P2P_AUTOMATON_SEGMENT, piece);
	if (judgement->class || !ends_a_message(piece))
		return;
	if (judgement->segments == SEGMENTS_MAX)
		clear(judgement);
	else
		judgement->segments++;
}

static void go_midflow(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	judgement_end(judgement);
	judgement->begun = false;
	judgement->midflow = true;
	judge_midflow(judge, judgement, piece);
}

/* --- TCP streams --- */

/* Where the payload of a segment belongs. */
struct place {
	uint32_t base;
	uint32_t offset;		/* in the stream, of the first byte that is new */
	uint32_t skip;			/* bytes of the payload before the start of the stream */
};

enum located { NOWHERE, OUTSIDE, INSIDE };

static enum located locate(const struct judge *judge, const struct judgement *judgement, const struct piece *piece,
			   struct place *place)
{
	const struct p2p_side *side = judgement->dialogue ? &judgement->dialogue->sides[piece->side] : NULL;
	uint32_t window = p2p_side_window(side, judge->blob);
	int32_t offset;

	if (side && side->based)
		place->base = side->base;
	else if (piece->based)
		place->base = piece->base;
	else
		return NOWHERE;
	offset = piece->sequence - place->base;
	if (offset > OFFSET_FAR || offset < -OFFSET_FAR)
		return NOWHERE;
	place->skip = offset < 0 ? -offset : 0;
	place->offset = offset + place->skip;
	return place->skip < piece->payload.length && place->offset < window ? INSIDE : OUTSIDE;
}

static void bury(struct judgement *judgement, uint8_t dead)
{
	judgement->dead |= dead;
	if (judgement->dead == 3)
		clear(judgement);
}

/* What the flow has come to after new bytes. What one side says can end the hopes of the other. */
static void conclude(struct judgement *judgement)
{
	const struct p2p_side *sides = judgement->dialogue->sides;
	bool wanted = p2p_side_alive(&sides[0]) || p2p_side_alive(&sides[1]) || p2p_trail_promising(&judgement->trail);

	if (p2p_finding_decides(&judgement->trail.finding)) {
		decide(judgement, &judgement->trail.finding);
		return;
	}
	bury(judgement, p2p_side_dead(&sides[0]) | p2p_side_dead(&sides[1]) << 1);
	if (!judgement->class && !wanted) {
		judgement_end(judgement);
		judgement->begun = false;
	}
}

/* Read what has come together of a stream. The matches are told by what they are worth alone. */
static void read_stream(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	struct p2p_side *side = &judgement->dialogue->sides[piece->side];
	struct p2p_payload payload = payload_of(piece);
	struct p2p_trail alone = P2P_TRAIL_NONE;
	struct p2p_walk before = side->walk;
	u16 matches[P2P_CANDIDATES_MAX];
	unsigned int count;

	count = p2p_dialogue_read(judgement->dialogue, judge->blob, piece->side, &payload, trail_of(judgement), matches);
	if (!count || !judge->why)
		return;
	p2p_classify(judge->blob, P2P_AUTOMATON_STREAM, &payload, &before, &alone, NULL);
	tell(judge, matches, count, &alone.finding);
}

static void make_room(struct p2p_side *side)
{
	p2p_stream_grow(&side->stream, memory_alloc(sizeof(*side->stream.room)));
}

static void read_on(struct judge *judge, struct judgement *judgement, const struct piece *piece, const struct place *place)
{
	struct p2p_side *side = &judgement->dialogue->sides[piece->side];
	struct bytes fresh = piece->payload;
	uint32_t end = place->offset + fresh.length - place->skip;

	if (!side->based)
		p2p_side_begin(side, place->base, judge->blob);
	if (!bytes_skip(&fresh, place->skip))
		return;
	if (p2p_side_wants_room(side, judge->blob, place->offset, end))
		make_room(side);
	p2p_stream_add(&side->stream, place->offset, fresh.data, fresh.size);
	read_stream(judge, judgement, piece);
	if (p2p_side_wants_room(side, judge->blob, place->offset, end)) {
		make_room(side);
		p2p_stream_add(&side->stream, place->offset, fresh.data, fresh.size);
		read_stream(judge, judgement, piece);
	}
	conclude(judgement);
}

/* The other side is silent so far, or dead, and then this is not the answer to an unknown opening. */
static void judge_opening(const struct judge *judge, const struct judgement *judgement, const struct piece *piece,
			  struct p2p_walk *walk, uint32_t size)
{
	bool answer = piece->side || judgement->dead & 2;

	p2p_walk_close(walk, judge->blob, size, answer ? 0 : U16_MAX);
}

/* The first bytes of a side, while nothing is remembered of the flow.
 * Return: whether that is all there is to say
 */
static bool glance_at(struct judge *judge, struct judgement *judgement, const struct piece *piece, uint32_t skip)
{
	struct p2p_payload payload = payload_of(piece);
	struct p2p_trail trail = P2P_TRAIL_NONE;
	u16 matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;
	unsigned int count;

	skip = min_t(uint32_t, skip, payload.size);
	payload.data += skip;
	payload.size -= skip;
	p2p_walk_start(&walk, &judge->blob->automata[P2P_AUTOMATON_STREAM]);
	walk.held = true;
	count = p2p_classify(judge->blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, matches);
	if (p2p_finding_decides(&trail.finding)) {
		tell(judge, matches, count, &trail.finding);
		decide(judgement, &trail.finding);
		return true;
	}
	judge_opening(judge, judgement, piece, &walk, piece->payload.length - skip);
	if (p2p_walk_alive(&walk) || p2p_trail_promising(&trail))
		return false;
	/* A server may ignore what rides on a SYN, and the stream begins with something else. */
	if (!piece->syn)
		bury(judgement, 1 << piece->side);
	return true;
}

static void begin_dialogue(struct judgement *judgement)
{
	judgement->dialogue = memory_alloc(sizeof(*judgement->dialogue));
	judgement->begun = false;
	/* A side that died before has spoken all the same. */
	for (int side = 0; side < P2P_DIALOGUE_SIDES; side++)
		judgement->dialogue->sides[side].based = judgement->dead >> side & 1;
}

static void judge_place(struct judge *judge, struct judgement *judgement, const struct piece *piece,
			const struct place *place)
{
	if (!judgement->dialogue) {
		if (!place->offset && glance_at(judge, judgement, piece, place->skip))
			return;
		begin_dialogue(judgement);
	}
	read_on(judge, judgement, piece, place);
}

void judge_segment(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	struct place place;

	judge->match_count = 0;
	if (judgement->class || !piece->payload.length)
		return;
	if (judgement->midflow) {
		judge_midflow(judge, judgement, piece);
		return;
	}
	if (judgement->dead & 1 << piece->side)
		return;
	switch (locate(judge, judgement, piece, &place)) {
	case NOWHERE:
		go_midflow(judge, judgement, piece);
		break;
	case INSIDE:
		judge_place(judge, judgement, piece, &place);
		break;
	case OUTSIDE:
		break;
	}
}

/* --- Packets without a connection --- */

/* Who began is not known: it may have been either. A content id is told if it is there, and not waited for. */
void judge_lone(struct judge *judge, struct judgement *judgement, const struct piece *piece, bool tcp)
{
	enum p2p_automaton_id id = tcp ? P2P_AUTOMATON_STREAM : P2P_AUTOMATON_DATAGRAM;
	struct p2p_payload payload = payload_of(piece);
	struct p2p_trail trail = P2P_TRAIL_NONE;

	judge->match_count = 0;
	payload.direction = P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;
	payload.length = tcp ? 0 : piece->payload.length;
	judge_whole(judge, id, &payload, &trail);
	payload.capture = false;
	if (!p2p_finding_decides(&trail.finding))
		judge_whole(judge, id, &payload, &trail);
	if (p2p_finding_decides(&trail.finding))
		decide(judgement, &trail.finding);
}
