// SPDX-License-Identifier: GPL-2.0-only
/* How an undecided TCP flow moves on: where the bytes of a segment stand in their stream, what the automata say to them,
 * and what is written into the mark and the flow table for the next one.
 *
 * A stream offset needs the sequence number of the first byte of a direction. Conntrack knows it: until the other side
 * has acknowledged data, the highest acknowledgement it sent is that number (td_maxack), given that the handshake was
 * seen. So a flow that is dead after its first segment, nearly every flow, never needs an entry to remember it. Flows
 * that were there before the hooks are made mid-flow ones when these are registered (p2p_mark_adopt_all()).
 */
#include "inspect.h"

#include "decision.h"
#include "judge.h"

#include <linux/netfilter/nf_conntrack_tcp.h>

/* A segment that lies further from the start than a window without scaling has no place in the stream we think of. */
#define OFFSET_FAR	65536

static u8 go_midflow(struct p2p_inspection *in)
{
	p2p_decision_lose_start(in);
	return p2p_inspect_segment(in);
}

/* Sequence number of the first byte of the packet's direction, of which nothing was acknowledged yet. */
static bool base_from_conntrack(const struct p2p_inspection *in, u32 *base)
{
	struct nf_conn *ct = in->ct;
	const struct ip_ct_tcp_state *peer = &ct->proto.tcp.seen[!in->dir];
	bool known;

	if (in->packet->syn) {
		*base = in->packet->sequence;
		return true;
	}
	spin_lock_bh(&ct->lock);
	known = (peer->flags & IP_CT_TCP_FLAG_MAXACK_SET) && !(peer->flags & IP_CT_TCP_FLAG_BE_LIBERAL);
	*base = peer->td_maxack;
	spin_unlock_bh(&ct->lock);
	return known;
}

/* The flow cannot be held: what this packet alone proves is all there will be, with its content id or without. */
static u8 judge_alone(struct p2p_inspection *in, struct p2p_payload *payload)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;

	p2p_judge_whole(in, P2P_AUTOMATON_STREAM, payload, &trail, false);
	payload->capture = false;
	if (!p2p_finding_decides(&trail.finding))
		p2p_judge_whole(in, P2P_AUTOMATON_STREAM, payload, &trail, true);
	in->finding = trail.finding;
	if (p2p_finding_decides(&in->finding))
		return p2p_decision_make(in, NULL);
	if (in->ct)
		p2p_decision_lose_start(in);
	return P2P_CLASS_UNDECIDED;
}

/* What the entry says after new bytes; its bucket is locked. What one side says can end the hopes of the other. */
static u8 conclude(struct p2p_inspection *in, struct p2p_flow *flow)
{
	const struct p2p_side *sides = flow->dialogue->sides;
	u8 class = P2P_CLASS_UNDECIDED;
	unsigned int dir;
	u8 dead = 0;
	bool wanted;

	in->finding = flow->trail.finding;
	if (p2p_finding_decides(&in->finding))
		return p2p_decision_make(in, flow);
	wanted = p2p_side_alive(&sides[0]) || p2p_side_alive(&sides[1]) || p2p_trail_promising(&flow->trail);
	for (dir = 0; dir < IP_CT_DIR_MAX; dir++)
		if (p2p_side_dead(&sides[dir]))
			dead |= P2P_MARK_DEAD(dir);
	if (dead)
		class = p2p_decision_bury(in, dead, wanted ? 0 : P2P_MARK_HELD);
	if (class == P2P_CLASS_OTHER || !wanted || p2p_decision_progress(in) == P2P_MARK_FULL)
		p2p_flow_remove(&in->pn->flows, flow);
	return class;
}

/**
 * struct place - where the payload of a segment belongs
 * @base: sequence number of the first byte of the direction
 * @offset: in the stream, of the first byte that is new
 * @skip: bytes of the payload that lie before the start of the stream
 */
struct place {
	u32 base;
	u32 offset;
	u32 skip;
};

/* Return: 1 when bytes of the payload belong into the window, 0 when none do, -ENOENT when the start is not known. */
static int locate(const struct p2p_inspection *in, const struct p2p_side *side, struct place *place)
{
	u32 window = p2p_side_window(side, &in->state->ruleset->blob);
	s32 offset;

	if (side && side->based)
		place->base = side->base;
	else if (!base_from_conntrack(in, &place->base))
		return -ENOENT;
	offset = in->packet->sequence - place->base;
	if (offset > OFFSET_FAR || offset < -OFFSET_FAR)
		return -ENOENT;
	place->skip = offset < 0 ? -offset : 0;
	place->offset = offset + place->skip;
	return place->skip < in->packet->payload_size && place->offset < window;
}

/* Put the bytes in their place, as many as the window has room for. */
static bool fill(const struct p2p_inspection *in, struct p2p_stream *stream, const struct place *place)
{
	u32 left = min_t(u32, in->packet->payload_size - place->skip, p2p_stream_window(stream) - place->offset);
	u8 buffer[P2P_STREAM_WINDOW];
	const u8 *data;
	u32 done, size;

	for (done = 0; done < left; done += size) {
		size = min_t(u32, left - done, sizeof(buffer));
		data = p2p_packet_read(in->packet, place->skip + done, size, buffer);
		if (!data) {
			p2p_stats_count(in->pn->stats, P2P_STATS_A_SHORT_PACKET);
			return false;
		}
		p2p_stream_add(stream, place->offset + done, data, size);
	}
	return true;
}

/* What is searched needs a larger window. Return: whether it has one now; if not, the search is given up and counted */
static bool make_room(struct p2p_inspection *in, struct p2p_side *side)
{
	int error = p2p_flow_add_room(&in->pn->flows, &side->stream);

	if (!error)
		return true;
	side->walk.gates = 0;
	p2p_decision_count_failure(in, error);
	return false;
}

/* Read on where there is no hole; the bucket is locked. The bytes that open a search may be followed by more of it. */
static u8 read_on(struct p2p_inspection *in, struct p2p_flow *flow, const struct place *place)
{
	u32 end = place->offset + in->packet->payload_size - place->skip;
	struct p2p_side *side = &flow->dialogue->sides[in->dir];
	struct p2p_ruleset *ruleset = in->state->ruleset;
	struct p2p_payload payload = p2p_judge_payload(in);
	u16 matches[P2P_CANDIDATES_MAX];
	unsigned int tries, n;

	if (!side->based)
		p2p_side_begin(side, place->base, &ruleset->blob);
	for (tries = 0; tries < 2; tries++) {
		bool wants = p2p_side_wants_room(side, &ruleset->blob, place->offset, end);

		if (tries && !wants)
			break;
		/* Without room the small window is all there will be, and when it is full nothing more is waited for. */
		payload.last = wants && !make_room(in, side) && side->stream.size == P2P_STREAM_WINDOW;
		if (place->offset < p2p_stream_window(&side->stream) && !fill(in, &side->stream, place))
			return P2P_CLASS_UNDECIDED;
		n = p2p_dialogue_read(flow->dialogue, &ruleset->blob, in->dir, &payload, &flow->trail, matches);
		p2p_ruleset_count(ruleset, matches, n);
	}
	return conclude(in, flow);
}

/* A side that died before there was an entry has spoken all the same. */
static void recall_dead(const struct p2p_inspection *in, struct p2p_dialogue *dialogue)
{
	u8 progress = p2p_decision_progress(in);
	unsigned int dir;

	for (dir = 0; dir < IP_CT_DIR_MAX; dir++)
		if (progress & P2P_MARK_DEAD(dir))
			dialogue->sides[dir].based = true;
}

/* Make the entry, its bucket locked, one of a stream. Return: false when there is no memory: counted. */
static bool add_dialogue(struct p2p_inspection *in, struct p2p_flow *flow)
{
	if (!p2p_flow_add_dialogue(flow))
		return true;
	p2p_decision_count_failure(in, -ENOMEM);
	p2p_flow_remove(&in->pn->flows, flow);
	return false;
}

/* Hold the flow, its bucket locked, and read its first bytes. Return: false when there is no room or no memory */
static bool begin_entry(struct p2p_inspection *in, struct p2p_flow_bucket *bucket, const struct place *place, u8 *class)
{
	struct p2p_flow *flow = p2p_decision_hold(in, bucket);

	/* What is there already is of an earlier connection between the same ends, at the same place in memory; or of this one,
	 * before its mark was wiped.
	 */
	if (flow && !(p2p_decision_progress(in) & P2P_MARK_HELD)) {
		p2p_flow_drop_dialogue(&in->pn->flows, flow);
		flow->ruleset_id = 0;
		flow->since = jiffies;
	}
	if (!flow || !add_dialogue(in, flow))
		return false;
	recall_dead(in, flow->dialogue);
	p2p_judge_renew(in, flow);
	p2p_decision_set_held(in);
	*class = read_on(in, flow, place);
	return true;
}

/* A flow that has to be remembered. Return: false when it could not be. */
static bool begin_stream(struct p2p_inspection *in, const struct place *place, u8 *class)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	bool begun;

	spin_lock_bh(&bucket->lock);
	*class = p2p_decision_progress(in);
	/* Another packet may have decided it while this one was looked at: then nothing is left to remember. */
	begun = p2p_mark_decided(*class) || begin_entry(in, bucket, place, class);
	spin_unlock_bh(&bucket->lock);
	return begun;
}

/* The other side has no entry either: it is silent so far, or dead, and then this is not the answer to an unknown opening.
 */
static void judge_opening(const struct p2p_inspection *in, struct p2p_walk *walk, u32 size)
{
	bool answer = in->dir == IP_CT_DIR_REPLY || p2p_decision_progress(in) & P2P_MARK_DEAD(IP_CT_DIR_REPLY);

	p2p_walk_close(walk, &in->state->ruleset->blob, size, answer ? 0 : U16_MAX);
}

enum glance { GLANCE_DEAD, GLANCE_ALIVE, GLANCE_DECIDES };

/* What a segment that begins a stream says by itself. */
static enum glance glance_at(struct p2p_inspection *in, const struct p2p_payload *payload, const struct place *place)
{
	const struct p2p_blob *blob = &in->state->ruleset->blob;
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct p2p_walk walk;

	p2p_walk_start(&walk, &blob->automata[P2P_AUTOMATON_STREAM]);
	walk.held = true;
	p2p_classify(blob, P2P_AUTOMATON_STREAM, payload, &walk, &trail, NULL);
	if (p2p_finding_decides(&trail.finding))
		return GLANCE_DECIDES;
	judge_opening(in, &walk, in->packet->payload_size - place->skip);
	return p2p_walk_alive(&walk) || p2p_trail_promising(&trail) ? GLANCE_ALIVE : GLANCE_DEAD;
}

/* A segment of a direction that has no entry: nearly every flow dies here and never owns one. */
static u8 inspect_opening(struct p2p_inspection *in, const struct place *place)
{
	struct p2p_payload payload = p2p_judge_payload(in);
	enum glance glance = GLANCE_ALIVE;
	u32 left = in->packet->payload_size - place->skip;
	u8 buffer[P2P_STREAM_WINDOW];
	u8 class;

	if (!p2p_judge_read(in, &payload, place->skip, left, buffer, sizeof(buffer)))
		return P2P_CLASS_UNDECIDED;
	if (!place->offset)
		glance = glance_at(in, &payload, place);
	/* A server may ignore what rides on a SYN, and the stream begins with something else. */
	if (glance == GLANCE_DEAD)
		return in->packet->syn ? P2P_CLASS_UNDECIDED : p2p_decision_bury(in, P2P_MARK_DEAD(in->dir), 0);
	if (glance == GLANCE_ALIVE && begin_stream(in, place, &class))
		return class;
	return place->offset ? P2P_CLASS_UNDECIDED : judge_alone(in, &payload);
}

/* The next bytes of a flow that is held; its bucket is locked. Return: false when they have no place, and the entry is gone */
static bool go_on(struct p2p_inspection *in, struct p2p_flow *flow, u8 *class)
{
	struct place place;
	int found;

	p2p_judge_renew(in, flow);
	found = locate(in, &flow->dialogue->sides[in->dir], &place);
	if (found > 0)
		*class = read_on(in, flow, &place);
	else if (found < 0)
		p2p_flow_remove(&in->pn->flows, flow);
	return found >= 0;
}

static u8 inspect_held(struct p2p_inspection *in)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	struct p2p_flow *flow;
	bool found = true;
	u8 class;

	spin_lock_bh(&bucket->lock);
	class = p2p_decision_progress(in);
	/* As above. */
	if (!p2p_mark_decided(class)) {
		flow = p2p_flow_find(&in->pn->flows, bucket, in->ct);
		found = flow && add_dialogue(in, flow) && go_on(in, flow, &class);
	}
	spin_unlock_bh(&bucket->lock);
	return found ? class : go_midflow(in);
}

u8 p2p_inspect_stream(struct p2p_inspection *in)
{
	u8 progress = p2p_decision_progress(in);
	struct place place;
	int found;

	if (progress >= P2P_MARK_MIDFLOW)
		return p2p_inspect_segment(in);
	if (progress & P2P_MARK_DEAD(in->dir))
		return P2P_CLASS_UNDECIDED;
	if (progress & P2P_MARK_HELD)
		return inspect_held(in);
	found = locate(in, NULL, &place);
	if (found < 0)
		return go_midflow(in);
	return found ? inspect_opening(in, &place) : P2P_CLASS_UNDECIDED;
}

/* No connection to belong to: only a proof in this very packet counts. */
u8 p2p_inspect_lone_segment(struct p2p_inspection *in)
{
	struct p2p_payload payload = p2p_judge_payload(in);
	u8 buffer[P2P_STREAM_WINDOW];

	if (!p2p_judge_read(in, &payload, 0, in->packet->payload_size, buffer, sizeof(buffer)))
		return P2P_CLASS_UNDECIDED;
	return judge_alone(in, &payload);
}
