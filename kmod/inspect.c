// SPDX-License-Identifier: GPL-2.0-only
/* How an undecided flow moves on: where the bytes of a packet stand in their stream, what the automaton says to them, and
 * what is written into the mark and the flow table for the next packet.
 *
 * A stream offset needs the sequence number of the first byte of a direction. Conntrack knows it: until the other side
 * has acknowledged data, the highest acknowledgement it sent is that number (td_maxack), given that the handshake was
 * seen. So a flow that is dead after its first segment, nearly every flow, never needs an entry to remember it. Flows
 * that were there before the hooks are made mid-flow ones when these are registered (p2p_mark_adopt_all()).
 */
#include "inspect.h"

#include "decision.h"

#include <linux/netfilter/nf_conntrack_tcp.h>

/* A segment that lies further from the start than a window without scaling has no place in the stream we think of. */
#define OFFSET_FAR	65536
/* Datagrams judged of one merged skb: as many as UDP GRO merges. */
#define DATAGRAMS_MAX	64

/* Who began is not known without a connection: it may have been either. */
static u8 direction_of(const struct p2p_inspection *in)
{
	if (!in->ct)
		return P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;
	return in->dir == IP_CT_DIR_ORIGINAL ? P2P_DIRECTION_ORIGINAL : P2P_DIRECTION_REPLY;
}

/* Give bytes to the automaton. Matches are counted unless the same bytes are read @again. */
static void classify(struct p2p_inspection *in, enum p2p_automaton_id id, struct p2p_payload *payload,
		     struct p2p_walk *walk, struct p2p_finding *finding, bool again)
{
	struct p2p_ruleset *ruleset = in->state->ruleset;
	u16 matches[P2P_CANDIDATES_MAX];
	unsigned int n;

	payload->sport = in->packet->sport;
	payload->dport = in->packet->dport;
	payload->direction = direction_of(in);
	n = p2p_classify(&ruleset->blob, id, payload, walk, finding, matches);
	if (n && !again)
		p2p_ruleset_count(ruleset, matches, n);
}

static void judge_whole(struct p2p_inspection *in, enum p2p_automaton_id id, struct p2p_payload *payload,
			struct p2p_finding *finding, bool again)
{
	struct p2p_walk walk;

	p2p_walk_start(&walk, &in->state->ruleset->blob.automata[id]);
	classify(in, id, payload, &walk, finding, again);
}

/* An entry speaks of the ruleset it was begun with; under another one it begins anew. */
static void renew(struct p2p_inspection *in, struct p2p_flow *flow)
{
	const struct p2p_ruleset *ruleset = in->state->ruleset;
	unsigned int dir;

	if (flow->ruleset_id == ruleset->id)
		return;
	flow->ruleset_id = ruleset->id;
	flow->finding = P2P_FINDING_NONE;
	for (dir = 0; flow->directions && dir < IP_CT_DIR_MAX; dir++)
		p2p_walk_start(&flow->directions[dir].walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
}

/* --- UDP and mid-flow TCP: each payload is judged from its own first byte --- */

/* What this payload adds to what earlier ones of the flow were worth. @matched is cleared when it is nothing new.
 * Return: true when that decides
 */
static bool add_up(struct p2p_inspection *in, enum p2p_automaton_id id, struct p2p_payload *payload, bool *matched)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	struct p2p_flow *flow;
	u8 before;

	spin_lock_bh(&bucket->lock);
	flow = p2p_decision_hold(in, bucket);
	if (flow) {
		renew(in, flow);
		before = flow->finding.strength;
		judge_whole(in, id, payload, &flow->finding, true);
		in->finding = flow->finding;
		*matched = flow->finding.strength > before;
		if (p2p_finding_decides(&in->finding))
			p2p_decision_make(in, flow, payload);
	}
	spin_unlock_bh(&bucket->lock);
	return p2p_finding_decides(&in->finding);
}

/* Return: true when the flow is decided by it. @matched is set when it was worth something. */
static bool judge_payload(struct p2p_inspection *in, enum p2p_automaton_id id, struct p2p_payload *payload,
			  bool *matched)
{
	in->finding = P2P_FINDING_NONE;
	judge_whole(in, id, payload, &in->finding, false);
	*matched = in->finding.strength >= P2P_STRENGTH_EVIDENCE;
	if (p2p_finding_decides(&in->finding)) {
		p2p_decision_make(in, NULL, payload);
		return true;
	}
	return *matched && in->ct && add_up(in, id, payload, matched);
}

static bool read_payload(const struct p2p_inspection *in, struct p2p_payload *payload, u32 at, u32 length, u8 *buffer)
{
	payload->length = length;
	payload->size = min_t(u32, length, P2P_DATAGRAM_WINDOW);
	payload->data = p2p_packet_read(in->packet, at, payload->size, buffer);
	if (!payload->data)
		p2p_stats_count(in->pn->stats, P2P_STATS_A_SHORT_PACKET);
	return payload->data;
}

/* A datagram that matched nothing. Four one way and three the other clear the flow: two bits a direction hold no more,
 * and a first junk byte, a keep-alive or STUN in front must not.
 */
static bool count_datagram(struct p2p_inspection *in)
{
	const u8 full = P2P_MARK_DATAGRAMS(IP_CT_DIR_ORIGINAL) | P2P_MARK_DATAGRAMS(IP_CT_DIR_REPLY);
	u8 from, mine = P2P_MARK_DATAGRAMS(in->dir);

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_CLASS_OTHER || from == full) {
			p2p_decision_clear(in);
			return true;
		}
		if ((from & mine) == mine)
			return false;
	} while (!p2p_mark_advance(in->ct, &in->state->settings, from, from + P2P_MARK_DATAGRAM(in->dir)));
	return false;
}

static u8 inspect_datagrams(struct p2p_inspection *in)
{
	const struct p2p_packet *packet = in->packet;
	u32 stride = max_t(u32, packet->segment_size, 1);
	u8 buffer[P2P_DATAGRAM_WINDOW];
	struct p2p_payload payload = {};
	unsigned int n;
	bool matched;
	u32 at;

	for (at = 0, n = 0; at < packet->payload_size && n < DATAGRAMS_MAX; at += stride, n++) {
		if (!read_payload(in, &payload, at, min(stride, packet->payload_size - at), buffer))
			return P2P_CLASS_UNDECIDED;
		if (judge_payload(in, P2P_AUTOMATON_DATAGRAM, &payload, &matched))
			return in->ct ? p2p_decision_progress(in) : in->finding.class;
		if (!matched && in->ct && count_datagram(in))
			return p2p_decision_progress(in);
	}
	return P2P_CLASS_UNDECIDED;
}

static u8 inspect_segment(struct p2p_inspection *in)
{
	u8 buffer[P2P_DATAGRAM_WINDOW];
	struct p2p_payload payload = {};
	u8 progress = p2p_decision_progress(in);
	bool matched;

	if (!read_payload(in, &payload, 0, in->packet->payload_size, buffer))
		return P2P_CLASS_UNDECIDED;
	if (judge_payload(in, P2P_AUTOMATON_SEGMENT, &payload, &matched))
		return p2p_decision_progress(in);
	if (p2p_mark_decided(progress))
		return progress;
	if (progress == (P2P_MARK_MIDFLOW | P2P_MARK_SEGMENTS))
		return p2p_decision_clear(in);
	p2p_mark_advance(in->ct, &in->state->settings, progress, progress + 1);
	return P2P_CLASS_UNDECIDED;
}

/* --- TCP streams --- */

static u8 go_midflow(struct p2p_inspection *in)
{
	p2p_decision_lose_start(in);
	return inspect_segment(in);
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

/* The flow cannot be held: what this packet alone proves is all there will be. */
static u8 judge_alone(struct p2p_inspection *in, struct p2p_payload *payload)
{
	payload->capture = false;
	in->finding = P2P_FINDING_NONE;
	judge_whole(in, P2P_AUTOMATON_STREAM, payload, &in->finding, false);
	if (p2p_finding_decides(&in->finding))
		return p2p_decision_make(in, NULL, payload);
	if (in->ct)
		p2p_decision_lose_start(in);
	return P2P_CLASS_UNDECIDED;
}

/* What the entry says after new bytes; its bucket is locked. */
static u8 conclude(struct p2p_inspection *in, struct p2p_flow *flow, const struct p2p_payload *payload)
{
	const struct p2p_direction *other = &flow->directions[!in->dir];
	bool waited_for = (other->based && p2p_walk_alive(&other->walk)) ||
			  flow->finding.strength >= P2P_STRENGTH_EVIDENCE;
	u8 class;

	in->finding = flow->finding;
	if (p2p_finding_decides(&in->finding))
		return p2p_decision_make(in, flow, payload);
	if (p2p_walk_alive(&flow->directions[in->dir].walk))
		return P2P_CLASS_UNDECIDED;
	class = p2p_decision_bury(in, waited_for ? 0 : P2P_MARK_HELD);
	if (class == P2P_CLASS_OTHER || !waited_for)
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
static int locate(const struct p2p_inspection *in, const struct p2p_direction *direction, struct place *place)
{
	s32 offset;

	if (direction && direction->based)
		place->base = direction->base;
	else if (!base_from_conntrack(in, &place->base))
		return -ENOENT;
	offset = in->packet->sequence - place->base;
	if (offset > OFFSET_FAR || offset < -OFFSET_FAR)
		return -ENOENT;
	place->skip = offset < 0 ? -offset : 0;
	place->offset = offset + place->skip;
	return place->skip < in->packet->payload_size && place->offset < P2P_STREAM_WINDOW;
}

static bool read_segment(const struct p2p_inspection *in, const struct place *place, struct p2p_payload *payload,
			 u8 *buffer)
{
	payload->capture = in->state->settings.capture;
	payload->size = min_t(u32, in->packet->payload_size - place->skip, P2P_STREAM_WINDOW);
	payload->data = p2p_packet_read(in->packet, place->skip, payload->size, buffer);
	if (!payload->data)
		p2p_stats_count(in->pn->stats, P2P_STATS_A_SHORT_PACKET);
	return payload->data;
}

/* Put the bytes in their place and read on where there is no hole; the bucket is locked. */
static u8 read_on(struct p2p_inspection *in, struct p2p_flow *flow, const struct place *place)
{
	struct p2p_direction *direction = &flow->directions[in->dir];
	struct p2p_payload payload = {};
	u8 buffer[P2P_STREAM_WINDOW];

	if (!direction->based) {
		direction->based = true;
		direction->base = place->base;
		p2p_walk_start(&direction->walk, &in->state->ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
	}
	if (!read_segment(in, place, &payload, buffer))
		return P2P_CLASS_UNDECIDED;
	/* Bytes that wait since before a new ruleset came are read when the next ones arrive. */
	p2p_stream_add(&direction->stream, place->offset, payload.data, payload.size);
	if (direction->stream.size == direction->walk.offset)
		return P2P_CLASS_UNDECIDED;
	payload.data = direction->stream.data;
	payload.size = direction->stream.size;
	classify(in, P2P_AUTOMATON_STREAM, &payload, &direction->walk, &flow->finding, false);
	return conclude(in, flow, &payload);
}

/* Make the entry, its bucket locked, one of a stream. Return: false when there is no memory: counted. */
static bool add_directions(struct p2p_inspection *in, struct p2p_flow *flow)
{
	if (!p2p_flow_add_directions(flow))
		return true;
	p2p_decision_count_failure(in, -ENOMEM);
	p2p_flow_remove(&in->pn->flows, flow);
	return false;
}

/* A flow that has to be remembered. Return: false when it could not be. */
static bool begin_stream(struct p2p_inspection *in, const struct place *place, u8 *class)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	bool begun = false;
	struct p2p_flow *flow;

	spin_lock_bh(&bucket->lock);
	flow = p2p_decision_hold(in, bucket);
	/* What is there already is an earlier connection's between the same ends, at the same place in memory. */
	if (flow && !(p2p_decision_progress(in) & P2P_MARK_HELD)) {
		p2p_flow_drop_directions(flow);
		flow->ruleset_id = 0;
	}
	if (flow && add_directions(in, flow)) {
		renew(in, flow);
		p2p_decision_set_held(in);
		*class = read_on(in, flow, place);
		begun = true;
	}
	spin_unlock_bh(&bucket->lock);
	return begun;
}

/* A segment of a direction that has no entry: nearly every flow dies here and never owns one. */
static u8 inspect_opening(struct p2p_inspection *in, const struct place *place)
{
	struct p2p_finding finding = P2P_FINDING_NONE;
	u8 buffer[P2P_STREAM_WINDOW];
	struct p2p_payload payload = {};
	struct p2p_walk walk;
	u8 class;

	if (!read_segment(in, place, &payload, buffer))
		return P2P_CLASS_UNDECIDED;
	if (!place->offset) {
		p2p_walk_start(&walk, &in->state->ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
		classify(in, P2P_AUTOMATON_STREAM, &payload, &walk, &finding, true);
		/* A server may ignore what rides on a SYN, and the stream begins with something else. */
		if (!p2p_walk_alive(&walk) && finding.strength < P2P_STRENGTH_EVIDENCE)
			return in->packet->syn ? P2P_CLASS_UNDECIDED : p2p_decision_bury(in, 0);
	}
	if (!p2p_finding_decides(&finding) && begin_stream(in, place, &class))
		return class;
	return place->offset ? P2P_CLASS_UNDECIDED : judge_alone(in, &payload);
}

static u8 inspect_held(struct p2p_inspection *in)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	u8 class = P2P_CLASS_UNDECIDED;
	struct p2p_flow *flow;
	struct place place;
	int found = -ENOENT;

	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(&in->pn->flows, bucket, in->ct);
	if (flow && add_directions(in, flow)) {
		renew(in, flow);
		found = locate(in, &flow->directions[in->dir], &place);
		if (found > 0)
			class = read_on(in, flow, &place);
		else if (found < 0)
			p2p_flow_remove(&in->pn->flows, flow);
	}
	spin_unlock_bh(&bucket->lock);
	return found < 0 ? go_midflow(in) : class;
}

static u8 inspect_stream(struct p2p_inspection *in)
{
	u8 progress = p2p_decision_progress(in);
	struct place place;
	int found;

	if (progress >= P2P_MARK_MIDFLOW)
		return inspect_segment(in);
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
static u8 inspect_lone_segment(struct p2p_inspection *in)
{
	u8 buffer[P2P_STREAM_WINDOW];
	struct p2p_payload payload = {
		.size = min_t(u32, in->packet->payload_size, P2P_STREAM_WINDOW),
	};

	payload.data = p2p_packet_read(in->packet, 0, payload.size, buffer);
	return payload.data ? judge_alone(in, &payload) : P2P_CLASS_UNDECIDED;
}

u8 p2p_inspect(struct p2p_inspection *in)
{
	bool tcp = in->packet->protocol == IPPROTO_TCP;
	u8 class;

	if (!in->packet->payload_size || (!tcp && in->packet->protocol != IPPROTO_UDP))
		return P2P_CLASS_UNDECIDED;
	p2p_stats_add(in->pn->stats, P2P_STATS_A_INSPECTED, p2p_packet_segments(in->packet->skb));
	if (!in->ct)
		return tcp ? inspect_lone_segment(in) : inspect_datagrams(in);
	class = p2p_decision_restore(in);
	if (class)
		return class;
	return tcp ? inspect_stream(in) : inspect_datagrams(in);
}
