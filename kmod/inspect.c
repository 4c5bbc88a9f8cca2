// SPDX-License-Identifier: GPL-2.0-only
/* How an undecided flow moves on when each of its payloads is judged from its own first byte: datagrams, and segments of
 * a stream whose start was not seen.
 */
#include "inspect.h"

#include "decision.h"
#include "judge.h"

/* Payloads of a decided flow in which its content id is looked for: eDonkey clients exchange some ten messages before they
 * name a file.
 */
#define LOOKS_MAX	32

/* Datagrams judged of one merged skb: as many as UDP GRO merges. */
#define DATAGRAMS_MAX	64

/* The entry of a flow that a payload adds to. One that only a step further on would fit has one already, or it is not
 * worth one.
 */
static struct p2p_flow *entry_for(struct p2p_inspection *in, struct p2p_flow_bucket *bucket,
				  const struct p2p_trail *trail)
{
	struct p2p_flow *flow = p2p_flow_find(&in->pn->flows, bucket, in->ct);

	if (p2p_mark_decided(p2p_decision_progress(in)))
		return NULL;	/* by another packet: what is there, if anything, is its record */
	if (flow || !p2p_trail_promising(trail))
		return flow;
	if (trail->finding.strength >= P2P_STRENGTH_EVIDENCE || p2p_flow_spare(&in->pn->flows))
		return p2p_decision_hold(in, bucket);
	p2p_decision_count_failure(in, -ENOSPC);
	return p2p_flow_replace(&in->pn->flows, bucket, in->ct, true);
}

/* Whether a payload brought the flow on: a stronger finding, or another step. */
static bool brings_on(const struct p2p_trail *before, const struct p2p_trail *after)
{
	return after->finding.strength > before->finding.strength ||
	       memcmp(before->waiting, after->waiting, sizeof(before->waiting));
}

/* What a payload, which is worth @trail by itself, adds to what earlier ones of the flow were worth.
 * Return: whether it was anything new
 */
static bool add_up(struct p2p_inspection *in, enum p2p_automaton_id id, const struct p2p_payload *payload,
		   const struct p2p_trail *trail)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	struct p2p_trail before;
	struct p2p_flow *flow;
	bool new = false;

	spin_lock_bh(&bucket->lock);
	flow = entry_for(in, bucket, trail);
	if (flow) {
		p2p_judge_renew(in, flow);
		before = flow->trail;
		p2p_judge_whole(in, id, payload, &flow->trail, !trail->missed);
		in->finding = flow->trail.finding;
		new = brings_on(&before, &flow->trail);
		if (p2p_finding_decides(&in->finding))
			p2p_decision_make(in, flow);
	}
	spin_unlock_bh(&bucket->lock);
	return new;
}

/* Endless traffic, of which random bytes may be evidence now and then, is not to be decided by two of them. */
static bool tired(const struct p2p_inspection *in, enum p2p_automaton_id id)
{
	const u8 mine = P2P_MARK_DATAGRAMS(in->dir);
	u8 progress = p2p_decision_progress(in);

	return id == P2P_AUTOMATON_DATAGRAM ? (progress & mine) == mine : in->kept && progress == P2P_MARK_FULL;
}

static bool read_payload(const struct p2p_inspection *in, struct p2p_payload *payload, u32 at, u32 length, u8 *buffer)
{
	payload->length = length;
	return p2p_judge_read(in, payload, at, length, buffer, P2P_DATAGRAM_WINDOW);
}

enum p2p_worth {
	P2P_WORTH_NOTHING,
	P2P_WORTH_SOMETHING,
	P2P_WORTH_UNKNOWN,		/* it could not be read */
	P2P_WORTH_DECISION,		/* the flow is decided by it */
};

static enum p2p_worth judge_payload(struct p2p_inspection *in, enum p2p_automaton_id id, const struct p2p_payload *payload)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;
	bool matched;

	p2p_judge_whole(in, id, payload, &trail, false);
	in->finding = trail.finding;
	matched = p2p_trail_promising(&trail);
	if (p2p_finding_decides(&in->finding)) {
		p2p_decision_make(in, NULL);
		return P2P_WORTH_DECISION;
	}
	if (in->ct && trail.finding.strength >= P2P_STRENGTH_EVIDENCE && tired(in, id))
		matched = false;
	else if (in->ct && (matched || (trail.missed && p2p_flow_any(&in->pn->flows))))
		matched = add_up(in, id, payload, &trail);
	if (p2p_finding_decides(&in->finding))
		return P2P_WORTH_DECISION;
	return matched ? P2P_WORTH_SOMETHING : P2P_WORTH_NOTHING;
}

static noinline enum p2p_worth weigh_closely(struct p2p_inspection *in, enum p2p_automaton_id id, u32 at, u32 length)
{
	struct p2p_payload payload = p2p_judge_payload(in);
	u8 buffer[P2P_DATAGRAM_WINDOW];

	return read_payload(in, &payload, at, length, buffer) ? judge_payload(in, id, &payload) : P2P_WORTH_UNKNOWN;
}

/* Most payloads are told to be nothing by their first bytes. */
static __always_inline bool is_nothing(const struct p2p_state *state, const struct p2p_packet *packet, enum p2p_automaton_id id,
				       u32 at, u32 length)
{
	u32 size = min_t(u32, length, P2P_DATAGRAM_WINDOW);
	const u8 *data = p2p_packet_peek(packet, at, size);

	return data && p2p_classify_none(&state->ruleset->blob, id, data, size);
}

/* What is one of @length bytes worth? */
static enum p2p_worth weigh(struct p2p_inspection *in, enum p2p_automaton_id id, u32 at, u32 length)
{
	if (is_nothing(in->state, in->packet, id, at, length))
		return P2P_WORTH_NOTHING;
	return weigh_closely(in, id, at, length);
}

/* A datagram that matched nothing. Four one way and three the other clear the flow: two bits a direction hold no more,
 * and a first junk byte, a keep-alive or STUN in front must not.
 * Return: the class the flow has now, P2P_CLASS_UNDECIDED when none
 */
static u8 count_datagram(struct p2p_inspection *in)
{
	u8 from, mine = P2P_MARK_DATAGRAMS(in->dir);

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_MARK_FULL)
			return p2p_decision_clear(in);
		if ((from & mine) == mine)
			return P2P_CLASS_UNDECIDED;
	} while (!p2p_mark_advance(in->ct, &in->state->settings, from, from + P2P_MARK_DATAGRAM(in->dir)));
	return P2P_CLASS_UNDECIDED;
}

static u8 inspect_datagrams(struct p2p_inspection *in)
{
	const struct p2p_packet *packet = in->packet;
	u32 stride = max_t(u32, packet->segment_size, 1);
	u8 class = P2P_CLASS_UNDECIDED;
	unsigned int n;
	u32 at;

	for (at = 0, n = 0; at < packet->payload_size && n < DATAGRAMS_MAX; at += stride, n++) {
		switch (weigh(in, P2P_AUTOMATON_DATAGRAM, at, min(stride, packet->payload_size - at))) {
		case P2P_WORTH_DECISION:
			return in->ct ? p2p_decision_progress(in) : in->finding.class;
		case P2P_WORTH_UNKNOWN:
			return P2P_CLASS_UNDECIDED;
		case P2P_WORTH_SOMETHING:
			break;
		case P2P_WORTH_NOTHING:
			if (in->ct)
				class = count_datagram(in);
			if (class != P2P_CLASS_UNDECIDED)
				return class;
		}
	}
	return P2P_CLASS_UNDECIDED;
}

/* What continues in the next segment says little: a transfer is a long row of such. A sender that is slowed down writes a
 * message in many small pieces, each with PSH: one in P2P_MARK_STRIDE bytes is counted.
 */
static bool ends_a_message(const struct p2p_packet *packet)
{
	u32 end = packet->sequence + packet->payload_size;

	return packet->push && packet->sequence / P2P_MARK_STRIDE != end / P2P_MARK_STRIDE;
}

u8 p2p_inspect_segment(struct p2p_inspection *in)
{
	u8 progress = p2p_decision_progress(in);

	switch (weigh(in, P2P_AUTOMATON_SEGMENT, 0, in->packet->payload_size)) {
	case P2P_WORTH_DECISION:
		return p2p_decision_progress(in);
	case P2P_WORTH_UNKNOWN:
		return P2P_CLASS_UNDECIDED;
	default:
		break;
	}
	if (p2p_mark_decided(progress))
		return progress;
	if (!ends_a_message(in->packet))
		return P2P_CLASS_UNDECIDED;
	if (progress == P2P_MARK_FULL)
		return p2p_decision_clear(in);
	p2p_mark_advance(in->ct, &in->state->settings, progress, progress + 1);
	return P2P_CLASS_UNDECIDED;
}

bool p2p_inspect_passed(struct p2p_net *pn, const struct p2p_state *state, const struct p2p_packet *packet, struct nf_conn *ct,
			enum ip_conntrack_dir dir)
{
	u8 from = p2p_mark_read(ct, &state->settings);

	if (packet->protocol != IPPROTO_UDP || !packet->payload_size || p2p_packet_is_merged(packet))
		return false;
	if (from > P2P_MARK_FULL || (from & P2P_MARK_DATAGRAMS(dir)) == P2P_MARK_DATAGRAMS(dir))
		return false;
	if (!from && nf_ct_is_confirmed(ct))
		return false;	/* there may be a record of it */
	if (!is_nothing(state, packet, P2P_AUTOMATON_DATAGRAM, 0, packet->payload_size) ||
	    !p2p_mark_advance(ct, &state->settings, from, from + P2P_MARK_DATAGRAM(dir)))
		return false;
	p2p_stats_count(pn->stats, P2P_STATS_A_INSPECTED);
	return true;
}

u8 p2p_inspect(struct p2p_inspection *in)
{
	bool tcp = in->packet->protocol == IPPROTO_TCP;
	u8 class;

	if (!in->packet->payload_size || (!tcp && in->packet->protocol != IPPROTO_UDP))
		return P2P_CLASS_UNDECIDED;
	if (!in->again)
		p2p_stats_add(in->pn->stats, P2P_STATS_A_INSPECTED, p2p_packet_segments(in->packet->skb));
	if (!in->ct)
		return tcp ? p2p_inspect_lone_segment(in) : inspect_datagrams(in);
	class = p2p_decision_restore(in);
	if (!p2p_mark_decided(class))
		class = tcp ? p2p_inspect_stream(in) : inspect_datagrams(in);
	return p2p_mark_decided(class) ? class : P2P_CLASS_UNDECIDED;
}

/* Return: whether a payload, judged by itself, says what the flow is about; the bucket is locked */
static bool look(struct p2p_inspection *in, struct p2p_flow *flow, u32 at, u32 length)
{
	bool tcp = in->packet->protocol == IPPROTO_TCP;
	struct p2p_payload payload = p2p_judge_payload(in);
	struct p2p_finding *known = &flow->trail.finding;
	struct p2p_trail trail = P2P_TRAIL_NONE;
	u8 buffer[P2P_DATAGRAM_WINDOW];

	flow->looks++;
	if (!read_payload(in, &payload, at, length, buffer))
		return false;
	p2p_judge_whole(in, tcp ? P2P_AUTOMATON_SEGMENT : P2P_AUTOMATON_DATAGRAM, &payload, &trail, true);
	if (!trail.finding.content_id_size || trail.finding.class != known->class)
		return false;
	known->content_id_size = trail.finding.content_id_size;
	memcpy(known->content_id, trail.finding.content_id, sizeof(known->content_id));
	flow->lists_id = 0;
	return true;
}

static void look_for_content(struct p2p_inspection *in, struct p2p_flow *flow)
{
	const struct p2p_packet *packet = in->packet;
	u32 stride = max_t(u32, packet->segment_size, 1);
	u32 at;

	for (at = 0; at < packet->payload_size && flow->looks < LOOKS_MAX; at += stride)
		if (look(in, flow, at, min(stride, packet->payload_size - at)))
			return;
}

void p2p_inspect_content(struct p2p_inspection *in)
{
	u8 protocol = in->packet->protocol;
	struct p2p_flow_bucket *bucket;
	struct p2p_flow *flow;

	if (!in->packet->payload_size || (protocol != IPPROTO_TCP && protocol != IPPROTO_UDP))
		return;
	bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(&in->pn->flows, bucket, in->ct);
	if (flow && flow->record && !flow->trail.finding.content_id_size && flow->looks < LOOKS_MAX) {
		p2p_stats_add(in->pn->stats, P2P_STATS_A_INSPECTED, p2p_packet_segments(in->packet->skb));
		look_for_content(in, flow);
	}
	spin_unlock_bh(&bucket->lock);
}
