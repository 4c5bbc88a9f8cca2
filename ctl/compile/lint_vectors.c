// SPDX-License-Identifier: GPL-2.0-or-later
/* Do signatures match the payloads that they say they match, and none that they say they miss? */
#include "classify.h"
#include "compile/lint.h"

static struct p2p_payload payload_of(const struct signature *signature, const struct vector *vector)
{
	struct p2p_payload payload = {
		.data = vector->data,
		.size = vector->size,
		.length = signature_automaton(signature) == P2P_AUTOMATON_STREAM ? 0 : vector->length,
		.sport = vector->sport,
		.dport = vector->dport,
		.direction = vector->direction,
	};

	if (!payload.direction)
		payload.direction = signature->directions & P2P_DIRECTION_ORIGINAL ? P2P_DIRECTION_ORIGINAL :
										       P2P_DIRECTION_REPLY;
	return payload;
}

static bool listed(const uint16_t *numbers, unsigned int count, size_t number)
{
	for (unsigned int i = 0; i < count; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

static bool signature_matches(const struct p2p_blob *blob, const struct signature *signature, size_t number,
			      const struct vector *vector)
{
	enum p2p_automaton_id id = signature_automaton(signature);
	struct p2p_payload payload = payload_of(signature, vector);
	struct p2p_trail trail = P2P_TRAIL_NONE;
	uint16_t matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;

	p2p_walk_start(&walk, &blob->automata[id]);
	return listed(matches, p2p_classify(blob, id, &payload, &walk, &trail, matches), number);
}

/* Whether the bytes of the pattern are there, whatever the checks say: for the sentence of the error. */
static bool pattern_matches(const struct p2p_blob *blob, const struct signature *signature, size_t number,
			    const struct vector *vector)
{
	const struct p2p_automaton *automaton = &blob->automata[signature_automaton(signature)];
	uint32_t state = 1;

	for (size_t i = 0; i < vector->size && state; i++) {
		const uint16_t *list;

		state = automaton->table[state * automaton->classes + automaton->map[vector->data[i]]];
		list = blob->lists + automaton->accept[state];
		if (automaton->accept[state] && listed(list + 1, list[0], number))
			return true;
	}
	return false;
}

static void lint_vector(const struct p2p_blob *blob, const struct signature *signature, size_t number,
			const struct vector *vector, struct diagnostics *diagnostics)
{
	struct quoted quoted;
	const char *name = text_quote(&quoted, text_of(signature->name));

	if (signature_matches(blob, signature, number, vector) == vector->matches)
		return;
	if (!vector->matches)
		diagnostics_error(diagnostics, &vector->at, "signature %s matches this payload", name);
	else if (pattern_matches(blob, signature, number, vector))
		diagnostics_error(diagnostics, &vector->at,
				  "signature %s does not match this payload: the pattern does, but not all checks hold",
				  name);
	else
		diagnostics_error(diagnostics, &vector->at,
				  "signature %s does not match this payload: the pattern does not", name);
}

void lint_vectors(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t j = 0; j < set->list[i].vector_count; j++)
			lint_vector(blob, &set->list[i], i, &set->list[i].vectors[j], diagnostics);
}
