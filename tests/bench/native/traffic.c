// SPDX-License-Identifier: GPL-2.0-or-later
#include "traffic.h"

#include <stdlib.h>

struct traffic_flow *traffic_add_flow(struct traffic *traffic)
{
	if (traffic->count == traffic->capacity)
		traffic->flows = memory_grow(traffic->flows, traffic->count, &traffic->capacity,
					     sizeof(*traffic->flows));
	traffic->flows[traffic->count] = (struct traffic_flow){ .signature = P2P_NO_SIGNATURE };
	return &traffic->flows[traffic->count++];
}

void traffic_add_packet(struct traffic *traffic, struct traffic_flow *flow, const struct traffic_packet *packet)
{
	if (flow->count == flow->capacity)
		flow->packets = memory_grow(flow->packets, flow->count, &flow->capacity, sizeof(*flow->packets));
	flow->packets[flow->count++] = *packet;
	traffic->packets++;
	traffic->payload_bytes += packet->piece.payload.size;
}

void traffic_note_class(struct traffic_flow *flow, const struct judgement *judgement)
{
	flow->class = judgement->class;
	flow->midflow = judgement->midflow;
	flow->signature = judgement->begun ? judgement->trail.finding.signature : P2P_NO_SIGNATURE;
}

static void judge_flow(struct traffic_flow *flow, struct judge *judge)
{
	struct judgement judgement = { 0 };

	for (size_t i = 0; i < flow->count && !judgement.class; i++) {
		if (flow->tcp)
			judge_segment(judge, &judgement, &flow->packets[i].piece);
		else
			judge_datagram(judge, &judgement, &flow->packets[i].piece);
	}
	traffic_note_class(flow, &judgement);
	judgement_end(&judgement);
}

void traffic_judge(struct traffic *traffic, const struct p2p_blob *blob)
{
	struct judge judge = { .blob = blob };

	for (size_t i = 0; i < traffic->count; i++)
		judge_flow(&traffic->flows[i], &judge);
}

void traffic_settle(struct traffic *traffic)
{
	size_t kept = 0;

	for (size_t i = 0; i < traffic->count; i++) {
		if (!traffic->flows[i].count)
			continue;
		traffic->p2p += traffic->flows[i].class > P2P_CLASS_OTHER;
		traffic->flows[kept++] = traffic->flows[i];
	}
	traffic->count = kept;
}

void traffic_free(struct traffic *traffic)
{
	for (size_t i = 0; i < traffic->count; i++)
		free(traffic->flows[i].packets);
	free(traffic->flows);
	arena_destroy(&traffic->arena);
	*traffic = (struct traffic){ 0 };
}
