// SPDX-License-Identifier: GPL-2.0-or-later
/* From positions to a minimal automaton, for patterns that begin at the first byte.
 *
 * A state of a deterministic automaton is the set of positions that the bytes so far may have led to (subset
 * construction). Patterns are bounded, so these sets form no cycle, and a state can be built when all its successors
 * are: two states are equivalent exactly if they accept the same and have the same successors. So each state is looked
 * up by what it accepts and by its row as soon as the row is known, and the automaton is minimal at every moment;
 * nothing is left for a partition algorithm to find out afterwards. (What may begin anywhere does form cycles: see
 * search.c.)
 *
 * Once an entry has matched, its other positions are forgotten: each is a candidate once in a payload, and what counts
 * from the end of the match counts from the first, shortest one.
 *
 * The cost is one set of positions per state and byte class; equal sets are built once.
 */
#include "compile/dfa.h"

#include <stdlib.h>
#include <string.h>

/* Sets of positions per automaton: many more than states means that patterns with gaps multiply each other. */
#define SUBSETS_MAX	(4u * P2P_STATES_MAX)

struct builder {
	struct dfa *dfa;
	struct candidate_lists *lists;
	struct refusal *refusal;
	struct subsets subsets;
	uint16_t *states;		/* by index of the subset */
	size_t states_capacity;
	struct seen known_states;
};

/* --- States --- */

struct state_question {
	const struct dfa *dfa;
	const uint16_t *row;
	uint16_t accept;
};

static bool same_state(const void *context, uint64_t value)
{
	const struct state_question *question = context;
	const struct dfa *dfa = question->dfa;

	return dfa->accept[value] == question->accept &&
	       !memcmp(dfa->table + value * dfa->classes.count, question->row, dfa->classes.count * sizeof(*question->row));
}

static uint16_t state_append(struct builder *b, const uint16_t *row, uint16_t accept)
{
	struct dfa *dfa = b->dfa;

	if (dfa->states == P2P_STATES_MAX) {
		b->refusal->excess = EXCESS_STATES;
		return 0;
	}
	dfa->table = memory_grow(dfa->table, dfa->states, &dfa->table_capacity,
				 dfa->classes.count * sizeof(*dfa->table));
	dfa->accept = memory_grow(dfa->accept, dfa->states, &dfa->accept_capacity, sizeof(*dfa->accept));
	memcpy(dfa->table + (size_t)dfa->states * dfa->classes.count, row, dfa->classes.count * sizeof(*row));
	dfa->accept[dfa->states] = accept;
	return dfa->states++;
}

/* Return: the state that accepts this and has this row. */
static uint16_t state_find(struct builder *b, const uint16_t *row, uint16_t accept)
{
	struct state_question question = { b->dfa, row, accept };
	uint64_t hash = seen_hash(seen_hash(SEEN_HASH, &accept, sizeof(accept)), row, b->dfa->classes.count * sizeof(*row));
	uint64_t known = seen_add(&b->known_states, hash, b->dfa->states, same_state, &question);

	return known ? known : state_append(b, row, accept);
}

/* --- Sets of positions --- */

static uint16_t build_state(struct builder *b, struct subset subset);

/* Return: the state of the set in scratch. */
static uint16_t scratch_state(struct builder *b)
{
	size_t known = b->subsets.count, index;
	uint16_t state;

	if (!b->subsets.scratch_count)
		return 0;
	index = subsets_find(&b->subsets);
	if (index < known)
		return b->states[index];
	if (b->subsets.count > SUBSETS_MAX) {
		b->refusal->excess = EXCESS_WORK;
		return 0;
	}
	b->states = memory_grow(b->states, index, &b->states_capacity, sizeof(*b->states));
	/* the descent is as deep as the longest pattern, and the arrays may move meanwhile */
	state = build_state(b, b->subsets.list[index]);
	b->states[index] = state;
	return state;
}

static uint16_t build_state(struct builder *b, struct subset subset)
{
	uint16_t row[256] = { 0 };
	uint16_t accept = candidate_list(b->lists, b->subsets.nfa, subset.items, subset.count, b->refusal);

	for (uint32_t class = 0; class < b->dfa->classes.count && !b->refusal->excess; class++) {
		b->subsets.scratch_count = 0;
		subsets_step(&b->subsets, subset.items, subset.count, b->dfa->classes.sample[class]);
		subsets_scratch_tidy(&b->subsets);
		row[class] = scratch_state(b);
	}
	return b->refusal->excess ? 0 : state_find(b, row, accept);
}

/* --- The whole --- */

static void swap_rows(struct dfa *dfa, uint16_t a, uint16_t b)
{
	uint16_t accept = dfa->accept[a];

	for (uint32_t class = 0; class < dfa->classes.count; class++) {
		uint16_t *left = &dfa->table[(size_t)a * dfa->classes.count + class];
		uint16_t *right = &dfa->table[(size_t)b * dfa->classes.count + class];
		uint16_t target = *left;

		*left = *right;
		*right = target;
	}
	dfa->accept[a] = dfa->accept[b];
	dfa->accept[b] = accept;
}

/* The start is built last, and nothing leads to it; it is wanted as number 1. */
static void move_start(struct dfa *dfa, uint16_t start)
{
	swap_rows(dfa, start, 1);
	for (size_t i = 0; i < (size_t)dfa->states * dfa->classes.count; i++)
		if (dfa->table[i] == 1)
			dfa->table[i] = start;
}

static void build(struct builder *b)
{
	static const uint16_t nowhere[256];
	const struct position_set *first = b->subsets.nfa->start;
	uint16_t start;

	byte_classes_find(&b->dfa->classes, b->subsets.nfa);
	state_append(b, nowhere, 0);
	start = build_state(b, (struct subset){ first->items, first->count });
	if (!b->refusal->excess)
		move_start(b->dfa, start);
}

bool dfa_build_anchored(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists,
			struct refusal *refusal)
{
	struct builder b = {
		.dfa = dfa, .lists = lists, .refusal = refusal, .subsets = { .nfa = nfa, .once = true },
	};

	memset(dfa, 0, sizeof(*dfa));
	if (!nfa->start)
		return true;
	build(&b);
	free(b.states);
	subsets_clear(&b.subsets);
	seen_clear(&b.known_states);
	return !refusal->excess;
}

void dfa_build_nothing(struct dfa *dfa)
{
	memset(dfa, 0, sizeof(*dfa));
	dfa->classes.count = 1;
	dfa->states = 2;
	dfa->table = memory_alloc(dfa->states * sizeof(*dfa->table));
	dfa->accept = memory_alloc(dfa->states * sizeof(*dfa->accept));
}

void dfa_clear(struct dfa *dfa)
{
	free(dfa->table);
	free(dfa->accept);
	memset(dfa, 0, sizeof(*dfa));
}
