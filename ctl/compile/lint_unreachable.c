// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures that never have a say: whatever begins like them was decided before.
 *
 * For each state of an anchored automaton, which proofs have matched on every way to it? They are those on every way to
 * all states before it, and those that it accepts itself. The patterns are bounded, so the states have an order in which
 * each comes behind all that lead to it, and one pass is enough. What is accepted, or opens its gate, in such states only
 * is unreachable.
 */
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "compile/lint.h"

#define NOBODY UINT16_MAX

/* Per state: the proof of the smallest number that decides on every way to it. One is enough to be unreachable. */
struct survey {
	const struct p2p_blob *blob;
	const struct p2p_automaton *automaton;
	uint16_t *decided;		/* by state: number of a signature, or NOBODY. Owned, as what follows */
	uint32_t *ways;			/* transitions into it that were not followed yet */
	uint32_t *queue;		/* states whose ways were all followed */
	uint32_t queued;
};

/* Nothing is left to be checked, and nothing else is waited for: its last byte decides, in either direction. */
static bool decides(const struct p2p_blob *blob, uint16_t number)
{
	const struct p2p_blob_signature *signature = &blob->signatures[number];

	return signature->strength == P2P_STRENGTH_PROOF && !signature->checks && !signature->turn &&
	       signature->next == P2P_NO_SIGNATURE && !signature->capture_size &&
	       signature->directions == (P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY);
}

static uint16_t decided_at(const struct survey *survey, uint32_t state)
{
	uint16_t candidates = p2p_blob_candidates(survey->blob, survey->automaton, state);
	const uint16_t *list = survey->blob->lists + candidates;

	if (!candidates)
		return NOBODY;
	for (unsigned int i = 1; i <= list[0]; i++)
		if (!(list[i] & P2P_LIST_GATE) && decides(survey->blob, list[i]))
			return list[i];
	return NOBODY;
}

static const uint16_t *row_of(const struct survey *survey, uint32_t state)
{
	return survey->automaton->table + (size_t)state * survey->automaton->classes;
}

static void count_ways(struct survey *survey)
{
	for (uint32_t state = 1; state < survey->automaton->states; state++)
		for (uint32_t class = 0; class < survey->automaton->classes; class++)
			survey->ways[row_of(survey, state)[class]]++;
}

/* What is decided on one way only is not decided; on the first way it may be anything. */
static void follow(struct survey *survey, uint32_t state, uint16_t decided, bool *visited)
{
	if (!visited[state])
		survey->decided[state] = decided;
	else if (survey->decided[state] != decided)
		survey->decided[state] = NOBODY;
	visited[state] = true;
	if (!--survey->ways[state])
		survey->queue[survey->queued++] = state;
}

static void survey_states(struct survey *survey)
{
	bool *visited = memory_alloc(survey->automaton->states * sizeof(*visited));

	count_ways(survey);
	survey->decided[1] = NOBODY;
	survey->queue[survey->queued++] = 1;
	for (uint32_t i = 0; i < survey->queued; i++) {
		uint32_t state = survey->queue[i];
		uint16_t decided = survey->decided[state];

		if (decided == NOBODY)
			decided = decided_at(survey, state);
		for (uint32_t class = 0; state && class < survey->automaton->classes; class++)
			follow(survey, row_of(survey, state)[class], decided, visited);
	}
	free(visited);
}

/* Who decides before an entry of a list is seen in each of its places; reached when there is another place. */
struct verdicts {
	uint16_t *by;			/* by signature number */
	bool *seen;
	uint16_t by_gate[P2P_GATES_MAX];
	bool gate_seen[P2P_GATES_MAX];
};

static void note(uint16_t *by, bool *seen, uint16_t decided)
{
	*by = !*seen || *by == decided ? decided : NOBODY;
	*seen = true;
}

static void note_list(struct verdicts *verdicts, const uint16_t *list, uint16_t decided)
{
	for (unsigned int i = 1; i <= list[0]; i++) {
		uint16_t gate = list[i] & ~P2P_LIST_GATE;

		if (list[i] & P2P_LIST_GATE)
			note(&verdicts->by_gate[gate], &verdicts->gate_seen[gate], decided);
		else
			note(&verdicts->by[list[i]], &verdicts->seen[list[i]], decided);
	}
}

static void survey_automaton(const struct p2p_blob *blob, const struct p2p_automaton *automaton,
			     struct verdicts *verdicts)
{
	struct survey survey = {
		.blob = blob,
		.automaton = automaton,
		.decided = memory_alloc(automaton->states * sizeof(uint16_t)),
		.ways = memory_alloc(automaton->states * sizeof(uint32_t)),
		.queue = memory_alloc(automaton->states * sizeof(uint32_t)),
	};

	survey_states(&survey);
	for (uint32_t state = 1; state < automaton->states; state++) {
		uint16_t candidates = p2p_blob_candidates(blob, automaton, state);

		if (candidates)
			note_list(verdicts, blob->lists + candidates, survey.decided[state]);
	}
	free(survey.decided);
	free(survey.ways);
	free(survey.queue);
}

/* Return: the signature that is always there first, or NOBODY */
static uint16_t preceded_by(const struct p2p_blob *blob, const struct verdicts *verdicts, uint16_t number)
{
	uint8_t gate = blob->signatures[number].gate;

	if (gate == P2P_NO_GATE)
		return verdicts->seen[number] ? verdicts->by[number] : NOBODY;
	return verdicts->gate_seen[gate] ? verdicts->by_gate[gate] : NOBODY;
}

static void report(const struct signature_set *set, const struct p2p_blob *blob, const struct verdicts *verdicts,
		   struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < set->count; i++) {
		uint16_t first = preceded_by(blob, verdicts, i);
		struct quoted quoted;

		if (first == NOBODY)
			continue;
		diagnostics_error(diagnostics, &set->list[i].at,
				  "this is never reached: signature %s, at %s:%d, has decided before",
				  text_quote(&quoted, text_of(set->list[first].name)), set->list[first].at.file,
				  set->list[first].at.first_line);
	}
}

void lint_unreachable(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics)
{
	struct verdicts verdicts = {
		.by = memory_alloc((blob->count + 1) * sizeof(uint16_t)),
		.seen = memory_alloc((blob->count + 1) * sizeof(bool)),
	};

	for (int id = 0; id < P2P_AUTOMATON_STREAM_SEARCH; id++)
		if (blob->automata[id].states)
			survey_automaton(blob, &blob->automata[id], &verdicts);
	report(set, blob, &verdicts, diagnostics);
	free(verdicts.by);
	free(verdicts.seen);
}
