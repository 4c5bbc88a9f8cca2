// SPDX-License-Identifier: GPL-2.0-or-later
/* Any bytes as a compiled ruleset: refused, or safe to match any payload with. The payloads are the bytes at its end. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialogue.h"
#include "search.h"

#define PAYLOADS_MAX 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* In a block of its exact size: the sanitizer sees what is read beyond it. */
static uint8_t *exact_copy(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	memcpy(copy, data, size);
	return copy;
}

/* What is told by the bytes of a payload alone, before it is classified, is what classifying it tells. */
static void check_none(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload,
		       const struct p2p_trail *before, const struct p2p_trail *after, unsigned int count)
{
	if (id != P2P_AUTOMATON_STREAM && p2p_classify_none(blob, id, payload->data, payload->size) &&
	    (count || memcmp(before, after, sizeof(*before))))
		abort();
}

static void match_whole(const struct p2p_blob *blob, enum p2p_automaton_id id, const uint8_t *data, size_t size)
{
	struct p2p_trail trail = P2P_TRAIL_NONE, before;

	for (unsigned int i = 0; i < PAYLOADS_MAX; i++) {
		size_t part = size * (i + 1) / PAYLOADS_MAX;
		uint8_t *copy = exact_copy(data, part);
		struct p2p_payload payload = { .data = copy, .size = part, .length = part, .sport = 6881, .dport = 80,
					       .direction = i % 2 + 1, .capture = true };
		uint16_t matches[P2P_CANDIDATES_MAX];
		struct p2p_walk walk;
		unsigned int count;

		memcpy(&before, &trail, sizeof(before));
		p2p_walk_start(&walk, &blob->automata[id]);
		count = p2p_classify(blob, id, &payload, &walk, &trail, matches);
		check_none(blob, id, &payload, &before, &trail, count);
		free(copy);
	}
}

/* Numbers that the input itself determines. */
static uint32_t number_from(const uint8_t *data, size_t size, unsigned int round)
{
	uint32_t number = round * 2654435761u;

	for (size_t i = round % 7; i < size; i += 7)
		number = number * 31 + data[i];
	return number;
}

static void say(struct p2p_dialogue *dialogue, const struct p2p_blob *blob, struct p2p_trail *trail, uint32_t number,
		const uint8_t *data, size_t size)
{
	static struct p2p_stream_room rooms[P2P_DIALOGUE_SIDES];
	unsigned int speaker = number & 1;
	struct p2p_side *side = &dialogue->sides[speaker];
	struct p2p_payload payload = { .sport = 6881, .dport = 80, .direction = speaker + 1, .capture = number & 2 };
	uint32_t at = number & 4 ? number >> 8 & 0x7ff : side->stream.size;
	uint16_t matches[P2P_CANDIDATES_MAX];
	unsigned int count;

	if (at >= p2p_side_window(side, blob))
		return;
	if (!side->based)
		p2p_side_begin(side, 0, blob);
	if (p2p_side_wants_room(side, blob, at, at + size) && number & 8)
		p2p_stream_grow(&side->stream, &rooms[speaker]);
	p2p_stream_add(&side->stream, at, data, size);
	count = p2p_dialogue_read(dialogue, blob, speaker, &payload, trail, matches);
	for (unsigned int i = 0; i < count; i++)
		if (matches[i] >= blob->wholes)
			abort();
}

/* Segments in and out of order, with large windows and without, and a new ruleset in the middle. */
static void match_dialogue(const struct p2p_blob *blob, const uint8_t *data, size_t size)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct p2p_dialogue dialogue = { 0 };

	for (unsigned int round = 0; round < 16; round++) {
		uint32_t number = number_from(data, size, round);

		say(&dialogue, blob, &trail, number, data + number % (size / 2 + 1), size / 2);
		if (number % 16)
			continue;
		trail = P2P_TRAIL_NONE;
		p2p_dialogue_renew(&dialogue, blob);
	}
}

/* Step by step, without passing anything over. */
static const uint8_t *search_plainly(const struct p2p_blob *blob, enum p2p_automaton_id id, uint16_t *state, uint16_t gates,
				     const uint8_t *from, const uint8_t *to)
{
	const struct p2p_automaton *automaton = &blob->automata[id];

	while (from < to) {
		*state = automaton->table[*state * automaton->classes + automaton->map[*from]];
		if ((blob->stops[*from++] & gates) || automaton->accept[*state])
			break;
	}
	return from;
}

/* What a search passes over makes no difference. */
static void check_search(const struct p2p_blob *blob, enum p2p_automaton_id id, const uint8_t *data, size_t size)
{
	const uint8_t *at = data, *end = data + size, *to;
	uint16_t state = 1, plain = 1;

	if (!blob->automata[id].states || !blob->stops)
		return;
	while (at < end) {
		uint16_t gates = 1 + number_from(data, size, at - data) % UINT16_MAX;

		to = search_plainly(blob, id, &plain, gates, at, end);
		at = p2p_search_on(blob, id, &state, gates, at, end);
		if (at != to || state != plain)
			abort();
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
		for (int id = P2P_AUTOMATON_STREAM_SEARCH; id < P2P_AUTOMATON_COUNT; id++)
			check_search(&blob, id, data + size - tail, tail);
		match_dialogue(&blob, data + size - tail, tail);
	}
	free(copy);
	return 0;
}
