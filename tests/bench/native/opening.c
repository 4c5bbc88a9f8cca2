// SPDX-License-Identifier: GPL-2.0-or-later
#include "opening.h"

/* One side of a flow. */
struct part {
	uint32_t left;			/* bytes that are wanted of it */
	uint32_t next;			/* sequence number of the next one */
	bool begun;
};

static bool in_order(struct part *part, const struct traffic_flow *flow, const struct piece *piece)
{
	if (!flow->tcp || flow->midflow)
		return true;
	if (part->begun ? piece->sequence != part->next : !piece->based || piece->sequence != piece->base)
		return false;
	part->begun = true;
	part->next = piece->sequence + piece->payload.length;
	return true;
}

static void cut_flow(struct traffic *openings, const struct traffic_flow *flow, uint32_t bytes)
{
	struct traffic_flow *opening = traffic_add_flow(openings);
	struct part parts[2] = { { .left = bytes }, { .left = bytes } };

	opening->tcp = flow->tcp;
	for (size_t i = 0; i < flow->count; i++) {
		struct traffic_packet packet = flow->packets[i];
		struct part *part = &parts[packet.piece.side];

		if (!packet.piece.payload.size || !part->left || !in_order(part, flow, &packet.piece))
			continue;
		packet.piece.payload.size = min_t(uint32_t, packet.piece.payload.size, part->left);
		part->left -= packet.piece.payload.size;
		traffic_add_packet(openings, opening, &packet);
	}
}

void opening_cut(struct traffic *openings, const struct traffic *traffic, uint32_t bytes)
{
	*openings = (struct traffic){ 0 };
	for (size_t i = 0; i < traffic->count; i++)
		cut_flow(openings, &traffic->flows[i], bytes);
}
