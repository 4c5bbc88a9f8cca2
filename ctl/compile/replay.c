// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/replay.h"

#include <string.h>

void replay_begin(struct replay *replay, const struct p2p_blob *blob, enum p2p_automaton_id id)
{
	replay->blob = blob;
	replay->id = id;
	replay->trail = P2P_TRAIL_NONE;
	memset(&replay->dialogue, 0, sizeof(replay->dialogue));
	for (int i = 0; i < P2P_DIALOGUE_SIDES; i++)
		p2p_stream_grow(&replay->dialogue.sides[i].stream, &replay->rooms[i]);
}

static unsigned int read_alone(struct replay *replay, struct p2p_payload *payload, uint16_t *matches)
{
	struct p2p_walk walk;

	p2p_walk_start(&walk, &replay->blob->automata[replay->id]);
	return p2p_classify(replay->blob, replay->id, payload, &walk, &replay->trail, matches);
}

static unsigned int read_stream(struct replay *replay, struct p2p_payload *payload, uint16_t *matches)
{
	int number = payload->direction == P2P_DIRECTION_REPLY;
	struct p2p_side *side = &replay->dialogue.sides[number];

	if (!side->based)
		p2p_side_begin(side, 0, replay->blob);
	p2p_stream_add(&side->stream, side->stream.end, payload->data, payload->size);
	return p2p_dialogue_read(&replay->dialogue, replay->blob, number, payload, &replay->trail, matches);
}

unsigned int replay_packet(struct replay *replay, const struct packet *packet, uint8_t direction, uint16_t *matches)
{
	struct p2p_payload payload = {
		.data = packet->data,
		.size = packet->size,
		.length = packet->length,
		.sport = packet->sport,
		.dport = packet->dport,
		.direction = packet->direction ? packet->direction : direction,
	};

	if (replay->id == P2P_AUTOMATON_STREAM)
		return read_stream(replay, &payload, matches);
	return read_alone(replay, &payload, matches);
}
