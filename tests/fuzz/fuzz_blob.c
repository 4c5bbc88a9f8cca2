// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a compiled ruleset: refused, or safe to match any payload with. The payloads are the bytes at its end. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialogue.h"

#define PAYLOADS_MAX 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In a block of its exact size: the sanitizer sees what is read beyond it. */
static uint8_t *exact_copy(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	memcpy(copy, data, size);
	return copy;
}

static void match_whole(const struct p2p_blob *blob, enum p2p_automaton_id id, const uint8_t *data, size_t size)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;

	for (unsigned int i = 0; i < PAYLOADS_MAX; i++) {
		size_t part = size * (i + 1) / PAYLOADS_MAX;
		uint8_t *copy = exact_copy(data, part);
		struct p2p_payload payload = { copy, part, part, 6881, 80, i % 2 + 1, true };
		uint16_t matches[P2P_CANDIDATES_MAX];
		struct p2p_walk walk;

		p2p_walk_start(&walk, &blob->automata[id]);
		p2p_classify(blob, id, &payload, &walk, &trail, matches);
		free(copy);
	}
}

static void match_stream(const struct p2p_blob *blob, const uint8_t *data, size_t size)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct p2p_dialogue dialogue = { 0 };
	struct p2p_stream_room rooms[P2P_DIALOGUE_SIDES];

	for (unsigned int i = 0; i < 2 * PAYLOADS_MAX; i++) {
		struct p2p_side *side = &dialogue.sides[i % 2];
		struct p2p_payload payload = { .sport = 6881, .dport = 80, .direction = i % 2 + 1, .capture = i & 4 };
		size_t part = size / PAYLOADS_MAX;

		if (!side->based)
			p2p_side_begin(side, 0, blob);
		if (p2p_side_wants_room(side, blob, side->stream.size, side->stream.size + part))
			p2p_stream_grow(&side->stream, &rooms[i % 2]);
		p2p_stream_add(&side->stream, side->stream.size, data + i / 2 * part, part);
		p2p_dialogue_read(&dialogue, blob, i % 2, &payload, &trail, NULL);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t *copy = exact_copy(data, size);
	struct p2p_blob_header *header = (void *)copy;
	struct p2p_blob blob;
	const char *why = NULL;

	/* that the size is told is no obstacle for anybody */
	if (size >= sizeof(*header))
		header->size = size;
	if (p2p_blob_open(&blob, copy, size, &why)) {
		if (!why)
			abort();
	} else {
		size_t tail = min_t(size_t, size, 2048);

		for (int id = 0; id < P2P_AUTOMATON_STREAM_SEARCH; id++)
			match_whole(&blob, id, data + size - tail, tail);
		match_stream(&blob, data + size - tail, tail);
	}
	free(copy);
	return 0;
}
