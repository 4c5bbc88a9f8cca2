// SPDX-License-Identifier: GPL-2.0-or-later
#include "synthetic.h"

#include <stdlib.h>
#include <string.h>

/* 0 to below - 1. Not the library's: the streams are to be the same everywhere. xorshift64* */
static uint32_t random_below(uint32_t below)
{
	static uint64_t state = 1;

	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (uint32_t)((state * UINT64_C(2685821657736338717)) >> 32) % below;
}

static void add_stream(struct traffic *traffic, const uint8_t *data, uint32_t size)
{
	struct traffic_flow *flow = traffic_add_flow(traffic);
	struct traffic_packet packet = {
		.piece = {
			.payload = { .data = arena_copy(&traffic->arena, data, size), .size = size, .length = size },
			.sport = 40000,
			.dport = 50000,
			.based = true,
			.base = 1,
			.sequence = 1,
		},
	};

	flow->tcp = true;
	traffic_add_packet(traffic, flow, &packet);
}

static uint16_t next_state(const struct p2p_automaton *automaton, uint16_t state, uint8_t byte)
{
	return automaton->table[state * automaton->classes + automaton->map[byte]];
}

/* Bytes that can be read from a state on until it is dead. Patterns have an end, so there is no way back. */
static uint16_t measure_depth(const struct p2p_automaton *automaton, uint16_t *depths, uint16_t state)
{
	uint16_t deepest = 1;

	if (!state || depths[state])
		return depths[state];
	for (uint32_t class = 0; class < automaton->classes; class++) {
		uint16_t next = automaton->table[state * automaton->classes + class];

		deepest = max_t(uint16_t, deepest, measure_depth(automaton, depths, next) + 1);
	}
	depths[state] = deepest;
	return deepest;
}

/* One of the bytes that lead deepest, by chance. */
static uint8_t deepest_byte(const struct p2p_automaton *automaton, const uint16_t *depths, uint16_t state)
{
	uint8_t first = random_below(256), best = first;

	for (unsigned int i = 1; i < 256; i++) {
		uint8_t byte = first + i;

		if (depths[next_state(automaton, state, byte)] > depths[next_state(automaton, state, best)])
			best = byte;
	}
	return best;
}

void synthetic_add_deep(struct traffic *traffic, const struct p2p_blob *blob, size_t streams)
{
	const struct p2p_automaton *automaton = &blob->automata[P2P_AUTOMATON_STREAM];
	uint16_t *depths = memory_alloc(automaton->states * sizeof(*depths));
	uint8_t data[P2P_STREAM_WINDOW];

	measure_depth(automaton, depths, 1);
	for (size_t i = 0; i < streams; i++) {
		uint16_t state = 1;
		uint32_t size = 0;

		while (state && size < P2P_STREAM_WINDOW) {
			data[size] = deepest_byte(automaton, depths, state);
			state = next_state(automaton, state, data[size++]);
		}
		add_stream(traffic, data, size);
	}
	free(depths);
}

void synthetic_add_searched(struct traffic *traffic, size_t streams, uint32_t bytes)
{
	static const char request[] = "GET /", likely[] = "?&info_hash&sha_ih0123456789abcdef";
	uint8_t *data = memory_alloc(bytes);

	for (size_t i = 0; i < streams; i++) {
		memcpy(data, request, sizeof(request) - 1);
		for (uint32_t at = sizeof(request) - 1; at < bytes; at++)
			data[at] = likely[random_below(sizeof(likely) - 1)];
		add_stream(traffic, data, bytes);
	}
	free(data);
}

void synthetic_add_random(struct traffic *traffic, size_t streams, uint32_t bytes)
{
	uint8_t *data = memory_alloc(bytes);

	for (size_t i = 0; i < streams; i++) {
		for (uint32_t at = 0; at < bytes; at++)
			data[at] = random_below(256);
		add_stream(traffic, data, bytes);
	}
	free(data);
}

static uint32_t anchored_bytes(const struct p2p_automaton *automaton, const struct bytes *payload)
{
	uint16_t state = 1;
	uint32_t size = 0;

	while (state && size < payload->size && size < P2P_STREAM_WINDOW)
		state = next_state(automaton, state, payload->data[size++]);
	return size;
}

/* As the kernel glances at a first segment. */
static uint32_t bytes_looked_at(const struct p2p_blob *blob, const struct bytes *payload)
{
	const struct p2p_automaton *automaton = &blob->automata[P2P_AUTOMATON_STREAM];
	struct p2p_payload read = { .data = payload->data, .size = payload->size,
				    .direction = P2P_DIRECTION_ORIGINAL };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct p2p_walk walk;

	p2p_walk_start(&walk, automaton);
	walk.held = true;
	p2p_classify(blob, P2P_AUTOMATON_STREAM, &read, &walk, &trail, NULL);
	return max_t(uint32_t, anchored_bytes(automaton, payload), walk.searched);
}

double synthetic_looked_at(const struct traffic *traffic, const struct p2p_blob *blob)
{
	double sum = 0;

	for (size_t i = 0; i < traffic->count; i++)
		sum += bytes_looked_at(blob, &traffic->flows[i].packets[0].piece.payload);
	return traffic->count ? sum / traffic->count : 0;
}
