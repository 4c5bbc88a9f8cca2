// SPDX-License-Identifier: GPL-2.0-or-later
/* Do signatures match the payloads that they say they match, and none that they say they miss? */
#include "compile/dfa.h"
#include "compile/lint.h"
#include "compile/replay.h"

static bool listed(const uint16_t *numbers, unsigned int count, size_t number)
{
	for (unsigned int i = 0; i < count; i++)
		if (numbers[i] == number)
			return true;
	return false;
}

/* Of the first payload, unless the vector says it. */
static uint8_t first_direction(const struct signature *signature, const struct vector *vector)
{
	if (vector->packets[0].direction)
		return vector->packets[0].direction;
	return signature->directions & P2P_DIRECTION_ORIGINAL ? P2P_DIRECTION_ORIGINAL : P2P_DIRECTION_REPLY;
}

/* Payloads come in the directions of the steps; those beyond the last step in that of the last. But an unknown opening is
 * about the first flights of both sides: there they take turns.
 */
static uint8_t expected_direction(const struct signature *signature, const struct vector *vector, size_t index)
{
	const uint8_t both = P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;
	size_t step = index < signature->step_count ? index : signature->step_count - 1;
	uint8_t first = first_direction(signature, vector);
	bool answers = signature->steps[step].turn == P2P_TURN_ANSWER;

	if (signature->steps[0].opening_min)
		answers = index % 2;
	return answers && first != both ? both & ~first : first;
}

/* Return: whether the signature is among what matched. */
static bool replay_vector(struct replay *replay, const struct p2p_blob *blob, const struct signature *signature,
			  size_t number, const struct vector *vector)
{
	replay_begin(replay, blob, signature_automaton(signature));
	for (size_t i = 0; i < vector->packet_count; i++) {
		uint8_t direction = expected_direction(signature, vector, i);
		uint16_t matches[P2P_CANDIDATES_MAX];
		unsigned int count = replay_packet(replay, &vector->packets[i], direction, matches);

		if (listed(matches, count, number))
			return true;
	}
	return false;
}

/* --- What to say when it is not --- */

static bool dfa_matches(const struct dfa *dfa, const struct packet *packet)
{
	uint32_t state = 1;

	for (size_t i = 0; i < packet->size && state; i++) {
		state = dfa->table[state * dfa->classes.count + dfa->classes.map[packet->data[i]]];
		if (dfa->accept[state])
			return true;
	}
	return false;
}

/* Whether the bytes of the pattern are there, whatever the checks say. The automaton of the blob reads some of these. */
static bool pattern_matches(const struct pattern *pattern, const struct packet *packet)
{
	struct candidate_lists lists = { 0 };
	struct refusal refusal = { 0 };
	struct dfa dfa = { 0 };
	struct nfa nfa = { 0 };
	bool matches;

	nfa_add(&nfa, pattern, 0);
	matches = dfa_build_anchored(&dfa, &nfa, &lists, &refusal) && dfa_matches(&dfa, packet);
	dfa_clear(&dfa);
	nfa_clear(&nfa);
	candidate_lists_clear(&lists);
	return matches;
}

/* The step that is waited for, or that none is: then it is the first one. From 1. */
static size_t missing_step(const struct replay *replay, const struct signature *signature, size_t number)
{
	size_t missing = 1;

	for (size_t i = 0, next = number; i < signature->step_count; i++, next = replay->blob->signatures[next].next)
		for (size_t j = 0; j < P2P_WAITING_MAX; j++)
			if (next != number && replay->trail.waiting[j].next == next)
				missing = i + 1;
	return missing;
}

static const char *missing_part(const struct signature *signature, const struct vector *vector)
{
	if (signature->steps[0].search)
		return "pattern, search and checks do not hold together";
	if (pattern_matches(signature->steps[0].pattern, &vector->packets[0]))
		return "the pattern does, but not all checks hold";
	return "the pattern does not";
}

static void blame(const struct replay *replay, const struct signature *signature, size_t number,
		  const struct vector *vector, struct diagnostics *diagnostics)
{
	struct quoted quoted;
	const char *name = text_quote(&quoted, text_of(signature->name));
	size_t missing = missing_step(replay, signature, number);

	if (!vector->matches)
		diagnostics_error(diagnostics, &vector->at, "signature %s matches this payload", name);
	else if (missing > 1)
		diagnostics_error(diagnostics, &vector->at, "signature %s does not match these payloads: step %zu does not",
				  name, missing);
	else
		diagnostics_error(diagnostics, &vector->at, "signature %s does not match this payload: %s", name,
				  missing_part(signature, vector));
}

void lint_vectors(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics)
{
	struct replay replay;

	for (size_t i = 0; i < set->count; i++) {
		const struct signature *signature = &set->list[i];

		for (size_t j = 0; j < signature->vector_count; j++)
			if (replay_vector(&replay, blob, signature, i, &signature->vectors[j]) !=
			    signature->vectors[j].matches)
				blame(&replay, signature, i, &signature->vectors[j], diagnostics);
	}
}
