// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/judge.h"

#include <stdlib.h>

#include "lang/memory.h"
#include "stream.h"

/* These mirror kmod/inspect.c and kmod/mark.h. */
#define OFFSET_FAR	65536
#define SEGMENTS_MAX	7
#define DATAGRAMS_MAX	3

struct judge_stream {
	bool based;
	uint32_t base;
	struct p2p_walk walk;
	struct p2p_stream stream;
};

struct judge_streams {
	struct judge_stream sides[2];
};

void judgement_end(struct judgement *judgement)
{
	free(judgement->streams);
	judgement->streams = NULL;
}

/* --- The matcher --- */

/* Once more, with nothing known: the finding then tells where the strongest of these matches was found. */
static void tell(struct judge *judge, enum p2p_automaton_id id, const struct p2p_payload *payload, struct p2p_walk walk)
{
	struct p2p_finding finding = P2P_FINDING_NONE;
	u16 matches[P2P_CANDIDATES_MAX];
	unsigned int count = p2p_classify(judge->blob, id, payload, &walk, &finding, matches);

	judge->match_count = count;
	for (unsigned int i = 0; i < count; i++)
		judge->matches[i] = (struct judge_match){ .signature = matches[i], .offset = finding.offset,
							  .has_offset = matches[i] == finding.signature };
}

static void classify(struct judge *judge, enum p2p_automaton_id id, const struct p2p_payload *payload,
		     struct p2p_walk *walk, struct p2p_finding *finding)
{
	struct p2p_walk before = *walk;

	if (p2p_classify(judge->blob, id, payload, walk, finding, NULL))
		tell(judge, id, payload, before);
}

static void judge_whole(struct judge *judge, enum p2p_automaton_id id, const struct p2p_payload *payload,
			struct p2p_finding *finding)
{
	struct p2p_walk walk;

	p2p_walk_start(&walk, &judge->blob->automata[id]);
	classify(judge, id, payload, &walk, finding);
}

static struct p2p_payload payload_of(const struct piece *piece)
{
	return (struct p2p_payload){
		.data = piece->payload.data,
		.size = piece->payload.size,
		.sport = piece->sport,
		.dport = piece->dport,
		.direction = piece->side ? P2P_DIRECTION_REPLY : P2P_DIRECTION_ORIGINAL,
	};
}

/* --- What becomes of the flow --- */

static void decide(struct judge *judge, struct judgement *judgement, const struct p2p_finding *finding,
		   const struct p2p_payload *payload)
{
	judgement->begun = true;
	judgement->finding = *finding;
	judgement->class = finding->class;
	if (finding->class != P2P_CLASS_OTHER)
		judgement->content_id_size = p2p_content_id(&judge->blob->signatures[finding->signature], payload,
							    judgement->content_id);
	judgement_end(judgement);
}

static void clear(struct judgement *judgement)
{
	judgement->class = P2P_CLASS_OTHER;
	judgement_end(judgement);
}

static struct p2p_finding *finding_of(struct judgement *judgement)
{
	if (!judgement->begun)
		judgement->finding = P2P_FINDING_NONE;
	judgement->begun = true;
	return &judgement->finding;
}

/* --- UDP and mid-flow TCP: each payload is judged from its own first byte --- */

/* Return: whether it was worth something. */
static bool judge_payload(struct judge *judge, struct judgement *judgement, enum p2p_automaton_id id,
			  const struct piece *piece)
{
	struct p2p_payload payload = payload_of(piece);
	struct p2p_finding alone = P2P_FINDING_NONE, *finding = &alone;
	u8 before = 0;

	payload.length = piece->payload.length;
	judge_whole(judge, id, &payload, &alone);
	if (alone.strength < P2P_STRENGTH_EVIDENCE)
		return false;
	if (!p2p_finding_decides(&alone)) {
		finding = finding_of(judgement);
		before = finding->strength;
		judge_whole(judge, id, &payload, finding);
	}
	if (p2p_finding_decides(finding))
		decide(judge, judgement, finding, &payload);
	return finding->strength > before;
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

static void judge_midflow(struct judge *judge, struct judgement *judgement, const struct piece *piece)
{
	judge_payload(judge, judgement, P2P_AUTOMATON_SEGMENT, piece);
	if (judgement->class)
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

static enum located locate(const struct judgement *judgement, const struct piece *piece, struct place *place)
{
	const struct judge_stream *stream = judgement->streams ? &judgement->streams->sides[piece->side] : NULL;
	int32_t offset;

	if (stream && stream->based)
		place->base = stream->base;
	else if (piece->based)
		place->base = piece->base;
	else
		return NOWHERE;
	offset = piece->sequence - place->base;
	if (offset > OFFSET_FAR || offset < -OFFSET_FAR)
		return NOWHERE;
	place->skip = offset < 0 ? -offset : 0;
	place->offset = offset + place->skip;
	return place->skip < piece->payload.length && place->offset < P2P_STREAM_WINDOW ? INSIDE : OUTSIDE;
}

static void forget_streams(struct judgement *judgement)
{
	judgement_end(judgement);
	judgement->begun = false;
}

static void bury(struct judgement *judgement, uint8_t side)
{
	judgement->dead |= 1 << side;
	if (judgement->dead == 3)
		clear(judgement);
}

/* What the flow has come to after new bytes of a side. */
static void conclude(struct judge *judge, struct judgement *judgement, uint8_t side, const struct p2p_payload *payload)
{
	const struct judge_stream *mine = &judgement->streams->sides[side], *other = &judgement->streams->sides[!side];
	bool waited_for = (other->based && p2p_walk_alive(&other->walk)) ||
			  judgement->finding.strength >= P2P_STRENGTH_EVIDENCE;

	if (p2p_finding_decides(&judgement->finding)) {
		decide(judge, judgement, &judgement->finding, payload);
		return;
	}
	if (p2p_walk_alive(&mine->walk))
		return;
	bury(judgement, side);
	if (!judgement->class && !waited_for)
		forget_streams(judgement);
}

static void read_on(struct judge *judge, struct judgement *judgement, const struct piece *piece, const struct place *place)
{
	struct judge_stream *stream = &judgement->streams->sides[piece->side];
	struct p2p_payload payload = payload_of(piece);
	struct bytes fresh = piece->payload;

	if (!stream->based) {
		stream->based = true;
		stream->base = place->base;
		p2p_walk_start(&stream->walk, &judge->blob->automata[P2P_AUTOMATON_STREAM]);
	}
	if (!bytes_skip(&fresh, place->skip) || !p2p_stream_add(&stream->stream, place->offset, fresh.data, fresh.size))
		return;
	payload.data = stream->stream.data;
	payload.size = stream->stream.size;
	payload.capture = true;
	classify(judge, P2P_AUTOMATON_STREAM, &payload, &stream->walk, finding_of(judgement));
	conclude(judge, judgement, piece->side, &payload);
}

/* The first bytes of a side, while nothing is remembered of the flow.
 * Return: whether that is all there is to say
 */
static bool judge_opening(struct judge *judge, struct judgement *judgement, const struct piece *piece, uint32_t skip)
{
	struct p2p_finding finding = P2P_FINDING_NONE;
	struct p2p_payload payload = payload_of(piece);
	struct p2p_walk walk;

	payload.data += min_t(uint32_t, skip, payload.size);
	payload.size -= min_t(uint32_t, skip, payload.size);
	payload.capture = true;
	p2p_walk_start(&walk, &judge->blob->automata[P2P_AUTOMATON_STREAM]);
	classify(judge, P2P_AUTOMATON_STREAM, &payload, &walk, &finding);
	if (p2p_finding_decides(&finding)) {
		decide(judge, judgement, &finding, &payload);
		return true;
	}
	if (p2p_walk_alive(&walk) || finding.strength >= P2P_STRENGTH_EVIDENCE) {
		judge->match_count = 0;		/* they are found once more in the stream */
		return false;
	}
	/* A server may ignore what rides on a SYN, and the stream begins with something else. */
	if (!piece->syn)
		bury(judgement, piece->side);
	return true;
}

static void judge_place(struct judge *judge, struct judgement *judgement, const struct piece *piece,
			const struct place *place)
{
	if (!judgement->streams) {
		if (!place->offset && judge_opening(judge, judgement, piece, place->skip))
			return;
		judgement->streams = memory_alloc(sizeof(*judgement->streams));
		judgement->begun = false;
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
	switch (locate(judgement, piece, &place)) {
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

/* Who began is not known: it may have been either. */
void judge_lone(struct judge *judge, struct judgement *judgement, const struct piece *piece, bool tcp)
{
	struct p2p_finding finding = P2P_FINDING_NONE;
	struct p2p_payload payload = payload_of(piece);

	judge->match_count = 0;
	payload.direction = P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;
	payload.length = tcp ? 0 : piece->payload.length;
	judge_whole(judge, tcp ? P2P_AUTOMATON_STREAM : P2P_AUTOMATON_DATAGRAM, &payload, &finding);
	if (p2p_finding_decides(&finding))
		decide(judge, judgement, &finding, &payload);
}
