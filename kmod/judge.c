// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"

/* Who began is not known without a connection: it may have been either. */
static u8 direction_of(const struct p2p_inspection *in)
{
	if (!in->ct)
		return P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;
	return in->dir == IP_CT_DIR_ORIGINAL ? P2P_DIRECTION_ORIGINAL : P2P_DIRECTION_REPLY;
}

struct p2p_payload p2p_judge_payload(const struct p2p_inspection *in)
{
	return (struct p2p_payload){
		.sport = in->packet->sport,
		.dport = in->packet->dport,
		.direction = direction_of(in),
		.capture = p2p_state_captures(in->state),
	};
}

bool p2p_judge_read(const struct p2p_inspection *in, struct p2p_payload *payload, u32 at, u32 length, u8 *buffer, u32 room)
{
	payload->size = min_t(u32, length, P2P_SEARCH_WINDOW);
	payload->data = p2p_packet_peek(in->packet, at, payload->size);
	if (payload->data)
		return true;
	payload->size = min_t(u32, length, room);
	payload->data = p2p_packet_read(in->packet, at, payload->size, buffer);
	if (!payload->data && !in->again)
		p2p_stats_count(in->pn->stats, P2P_STATS_A_SHORT_PACKET);
	return payload->data;
}

void p2p_judge_whole(struct p2p_inspection *in, enum p2p_automaton_id id, const struct p2p_payload *payload,
		     struct p2p_trail *trail, bool again)
{
	struct p2p_ruleset *ruleset = in->state->ruleset;
	u16 matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;
	unsigned int n;

	p2p_walk_start(&walk, &ruleset->blob.automata[id]);
	walk.held = true;	/* how large both first flights are does not stand in one packet */
	n = p2p_classify(&ruleset->blob, id, payload, &walk, trail, matches);
	if (n && !again && !in->again)
		p2p_ruleset_count(ruleset, matches, n);
}

void p2p_judge_renew(struct p2p_inspection *in, struct p2p_flow *flow)
{
	const struct p2p_ruleset *ruleset = in->state->ruleset;

	if (flow->ruleset_id == ruleset->id)
		return;
	p2p_flow_drop_record(&in->pn->flows, flow);
	flow->ruleset_id = ruleset->id;
	flow->trail = P2P_TRAIL_NONE;
	if (flow->dialogue)
		p2p_dialogue_renew(flow->dialogue, &ruleset->blob);
}
