// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/replay.h"

#include <string.h>

void replay_begin(struct replay *replay, const struct p2p_blob *blob, enum p2p_automaton_id id)
{
	memset(replay, 0, sizeof(*replay));
	replay->blob = blob;
	replay->id = id;
	replay->trail = P2P_TRAIL_NONE;
	for (int i = 0; i < 2; i++)
		p2p_walk_start(&replay->walks[i], &blob->automata[id]);
}

static unsigned int read_alone(struct replay *replay, struct p2p_payload *payload, uint16_t *matches)
{
	struct p2p_walk walk;

	p2p_walk_start(&walk, &replay->blob->automata[replay->id]);
	return p2p_classify(replay->blob, replay->id, payload, &walk, &replay->trail, matches);
}

/* Gates for unknown openings are for first flights of certain sizes: both sides must have such. */
static void close_gates(struct replay *replay)
{
	for (int i = 0; i < 2; i++) {
		uint32_t most = replay->answered[i] ? replay->sizes[i] : UINT32_MAX;

		if (!replay->sizes[i])
			continue;
		for (int j = 0; j < 2; j++)
			p2p_walk_close(&replay->walks[j], replay->blob, replay->sizes[i], most);
	}
}

static void append(struct replay *replay, int side, const struct p2p_payload *segment)
{
	uint32_t room = sizeof(replay->streams[side]) - replay->sizes[side];
	uint32_t size = segment->size < room ? segment->size : room;

	memcpy(replay->streams[side] + replay->sizes[side], segment->data, size);
	replay->sizes[side] += size;
}

static unsigned int read_stream(struct replay *replay, struct p2p_payload *payload, uint16_t *matches)
{
	int side = payload->direction == P2P_DIRECTION_REPLY;

	/* what was not a first flight any more says nothing about its size */
	if (replay->sizes[!side] && !replay->answered[!side]) {
		replay->answered[!side] = true;
		close_gates(replay);
	}
	append(replay, side, payload);
	if (!replay->answered[side])
		close_gates(replay);
	payload->data = replay->streams[side];
	payload->size = replay->sizes[side];
	payload->length = 0;
	return p2p_classify(replay->blob, replay->id, payload, &replay->walks[side], &replay->trail, matches);
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
