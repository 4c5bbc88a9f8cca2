// SPDX-License-Identifier: GPL-2.0-or-later
/* From positions to a minimal automaton, for patterns that begin anywhere.
 *
 * A pattern may begin at each byte, so the first positions of all patterns belong to every set; they are not written
 * down in it. What remains of a set when nothing has begun is empty: that is the start. Nothing is ever dead, and a
 * pattern that has matched may match again. The sets lead back to earlier ones, so that all of them are built first, and
 * those which mean the same are found by partition (minimise.c).
 *
 * Literals alone give the automaton of Aho and Corasick, with its failure links resolved.
 */
#include <stdlib.h>
#include <string.h>

#include "compile/dfa.h"
#include "compile/minimise.h"

/* Sets of positions per automaton: what is not a literal multiplies here sooner than at the beginning. */
#define SUBSETS_MAX	(2u * P2P_STATES_MAX)

struct search {
	struct dfa *dfa;
	struct candidate_lists *lists;
	struct refusal *refusal;
	struct subsets subsets;
	struct position_set *begun[256];	/* by class: what has begun with its byte. Owned */
	uint32_t *next;			/* by subset and class. Owned, as accept */
	uint16_t *accept;
	size_t next_capacity;
	size_t accept_capacity;
};

static void find_begun(struct search *s)
{
	const struct position_set *start = s->subsets.nfa->start;

	for (uint32_t class = 0; class < s->dfa->classes.count; class++) {
		size_t size;

		s->subsets.scratch_count = 0;
		subsets_step(&s->subsets, start->items, start->count, s->dfa->classes.sample[class]);
		subsets_scratch_tidy(&s->subsets);
		size = s->subsets.scratch_count * sizeof(uint32_t);
		s->begun[class] = memory_alloc(sizeof(struct position_set) + size);
		s->begun[class]->count = s->subsets.scratch_count;
		if (size)
			memcpy(s->begun[class]->items, s->subsets.scratch, size);
	}
	s->subsets.scratch_count = 0;
}

static void build_row(struct search *s, size_t index)
{
	struct subset subset = s->subsets.list[index];
	uint32_t *row;

	s->next = memory_grow(s->next, index, &s->next_capacity, s->dfa->classes.count * sizeof(*s->next));
	s->accept = memory_grow(s->accept, index, &s->accept_capacity, sizeof(*s->accept));
	row = s->next + index * s->dfa->classes.count;
	s->accept[index] = candidate_list(s->lists, s->subsets.nfa, subset.items, subset.count, s->refusal);
	for (uint32_t class = 0; class < s->dfa->classes.count; class++) {
		s->subsets.scratch_count = 0;
		subsets_step(&s->subsets, subset.items, subset.count, s->dfa->classes.sample[class]);
		subsets_scratch_append(&s->subsets, s->begun[class]->items, s->begun[class]->count);
		subsets_scratch_tidy(&s->subsets);
		row[class] = subsets_find(&s->subsets);
	}
}

/* The start is the empty set, and the first one. */
static void build_rows(struct search *s)
{
	subsets_find(&s->subsets);
	for (size_t i = 0; i < s->subsets.count && !s->refusal->excess; i++) {
		build_row(s, i);
		if (s->subsets.count > SUBSETS_MAX)
			s->refusal->excess = EXCESS_WORK;
	}
}

/* Blocks become states: the dead one that nothing leads to comes before them, the start is the first of them. */
static void write_states(struct search *s, const uint32_t *block, uint32_t count)
{
	struct dfa *dfa = s->dfa;
	uint32_t classes = dfa->classes.count;

	dfa->states = count + 1;
	dfa->table = memory_alloc((size_t)dfa->states * classes * sizeof(*dfa->table));
	dfa->accept = memory_alloc(dfa->states * sizeof(*dfa->accept));
	for (size_t i = 0; i < s->subsets.count; i++) {
		dfa->accept[block[i] + 1] = s->accept[i];
		for (uint32_t class = 0; class < classes; class++)
			dfa->table[(size_t)(block[i] + 1) * classes + class] = block[s->next[i * classes + class]] + 1;
	}
}

static void join_states(struct search *s)
{
	struct transitions transitions = { s->subsets.count, s->dfa->classes.count, s->next, s->accept };
	uint32_t *block = memory_alloc(s->subsets.count * sizeof(*block));
	uint32_t count = minimise(&transitions, block);

	if (count + 1 > P2P_STATES_MAX)
		s->refusal->excess = EXCESS_STATES;
	else
		write_states(s, block, count);
	free(block);
}

bool dfa_build_search(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists,
		      struct refusal *refusal)
{
	struct search s = { .dfa = dfa, .lists = lists, .refusal = refusal, .subsets.nfa = nfa };

	memset(dfa, 0, sizeof(*dfa));
	if (!nfa->start)
		return true;
	byte_classes_find(&dfa->classes, nfa);
	find_begun(&s);
	build_rows(&s);
	if (!refusal->excess)
		join_states(&s);
	for (uint32_t class = 0; class < dfa->classes.count; class++)
		free(s.begun[class]);
	free(s.next);
	free(s.accept);
	subsets_clear(&s.subsets);
	return !refusal->excess;
}
