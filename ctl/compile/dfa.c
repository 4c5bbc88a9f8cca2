// SPDX-License-Identifier: GPL-2.0-or-later
/* From positions to a minimal automaton.
 *
 * A state of a deterministic automaton is the set of positions that the bytes so far may have led to (subset
 * construction). Patterns are bounded, so these sets form no cycle, and a state can be built when all its successors
 * are: two states are equivalent exactly if they accept the same and have the same successors. So each state is looked
 * up by what it accepts and by its row as soon as the row is known, and the automaton is minimal at every moment;
 * nothing is left for a partition algorithm to find out afterwards.
 *
 * Once a signature has matched, its other positions are forgotten: its checks count from the first byte of the payload,
 * so a longer match of the same bytes could not say anything new. Each signature is a candidate once in a payload.
 *
 * Bytes that no pattern tells apart share a column of the table (a byte class). The cost is one set of positions per
 * state and byte class; equal sets are built once.
 */
#include "compile/dfa.h"

#include <stdlib.h>
#include <string.h>

/* Sets of positions per automaton: many more than states means that patterns with gaps multiply each other. */
#define SUBSETS_MAX	(4u * P2P_STATES_MAX)

struct subset {
	const uint32_t *items;
	uint32_t count;
	uint16_t state;
};

struct builder {
	struct dfa *dfa;
	const struct nfa *nfa;
	struct candidate_lists *lists;
	struct subset *subsets;		/* those whose state is known */
	size_t subset_count;
	size_t subset_capacity;
	struct seen known_subsets;
	struct seen known_states;
	struct arena arena;
	uint32_t *scratch;		/* a set of positions before it is known to be new */
	uint32_t scratch_count;
	size_t scratch_capacity;
	uint8_t sample[256];		/* a byte of each class */
	enum excess excess;
	uint32_t guilty;
};

static void split_classes(struct dfa *dfa, const struct byte_set *set)
{
	uint16_t inside[256];
	uint32_t classes = dfa->classes;
	bool outside[256] = { false };

	memset(inside, 0xff, sizeof(inside));
	for (unsigned int byte = 0; byte < 256; byte++)
		if (!byte_set_has(set, byte))
			outside[dfa->map[byte]] = true;
	for (unsigned int byte = 0; byte < 256; byte++) {
		uint8_t class = dfa->map[byte];

		if (!byte_set_has(set, byte) || !outside[class])
			continue;
		if (inside[class] == 0xffff)
			inside[class] = classes++;
		dfa->map[byte] = inside[class];
	}
	dfa->classes = classes;
}

static void find_classes(struct builder *b)
{
	b->dfa->classes = 1;
	for (size_t i = 0; i < b->nfa->count && b->dfa->classes < 256; i++)
		if (b->nfa->positions[i].set)
			split_classes(b->dfa, b->nfa->positions[i].set);
	for (unsigned int byte = 0; byte < 256; byte++)
		b->sample[b->dfa->map[byte]] = byte;
}

/* --- Candidate lists --- */

struct list_question {
	const struct candidate_lists *lists;
	const uint16_t *list;
};

static bool same_list(const void *context, uint64_t value)
{
	const struct list_question *question = context;
	const uint16_t *known = question->lists->items + value;

	return known[0] == question->list[0] && !memcmp(known, question->list, (known[0] + 1) * sizeof(*known));
}

static void list_append(struct candidate_lists *lists, uint16_t item)
{
	lists->items = memory_grow(lists->items, lists->count, &lists->capacity, sizeof(*lists->items));
	lists->items[lists->count++] = item;
}

/* Return: index of an equal list, which is added when there is none. */
static uint16_t list_find(struct builder *b, const uint16_t *list)
{
	struct candidate_lists *lists = b->lists;
	struct list_question question = { lists, list };
	uint64_t known;

	if (!lists->count)
		list_append(lists, 0);
	known = seen_add(&lists->known, seen_hash(SEEN_HASH, list, (list[0] + 1) * sizeof(*list)), lists->count,
			 same_list, &question);
	if (known)
		return known;
	known = lists->count;
	if (known > UINT16_MAX) {
		b->excess = EXCESS_LISTS;
		return 0;
	}
	for (unsigned int i = 0; i <= list[0]; i++)
		list_append(lists, list[i]);
	return known;
}

static uint16_t accepted(struct builder *b, const uint32_t *items, uint32_t count)
{
	uint16_t list[P2P_CANDIDATES_MAX + 1] = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		const struct position *position = &b->nfa->positions[items[i]];

		if (position->set)
			continue;
		if (list[0] == P2P_CANDIDATES_MAX) {
			b->excess = EXCESS_CANDIDATES;
			b->guilty = position->signature;
			return 0;
		}
		list[++list[0]] = position->signature;
	}
	return list[0] ? list_find(b, list) : 0;
}

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
	       !memcmp(dfa->table + value * dfa->classes, question->row, dfa->classes * sizeof(*question->row));
}

static uint16_t state_append(struct builder *b, const uint16_t *row, uint16_t accept)
{
	struct dfa *dfa = b->dfa;

	if (dfa->states == P2P_STATES_MAX) {
		b->excess = EXCESS_STATES;
		return 0;
	}
	dfa->table = memory_grow(dfa->table, dfa->states, &dfa->table_capacity,
				 dfa->classes * sizeof(*dfa->table));
	dfa->accept = memory_grow(dfa->accept, dfa->states, &dfa->accept_capacity, sizeof(*dfa->accept));
	memcpy(dfa->table + (size_t)dfa->states * dfa->classes, row, dfa->classes * sizeof(*row));
	dfa->accept[dfa->states] = accept;
	return dfa->states++;
}

/* Return: the state that accepts this and has this row. */
static uint16_t state_find(struct builder *b, const uint16_t *row, uint16_t accept)
{
	struct state_question question = { b->dfa, row, accept };
	uint64_t hash = seen_hash(seen_hash(SEEN_HASH, &accept, sizeof(accept)), row, b->dfa->classes * sizeof(*row));
	uint64_t known = seen_add(&b->known_states, hash, b->dfa->states, same_state, &question);

	return known ? known : state_append(b, row, accept);
}

/* --- Sets of positions --- */

static bool same_subset(const void *context, uint64_t value)
{
	const struct builder *b = context;
	const struct subset *subset = &b->subsets[value - 1];

	return subset->count == b->scratch_count &&
	       !memcmp(subset->items, b->scratch, subset->count * sizeof(*subset->items));
}

static int compare_positions(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* Most sets come in order: the positions of a signature stand behind those of the one before it. */
static bool scratch_sorted(const struct builder *b)
{
	for (uint32_t i = 1; i < b->scratch_count; i++)
		if (b->scratch[i] < b->scratch[i - 1])
			return false;
	return true;
}

/* Sort, remove doubles, and remove what follows the end of its signature. */
static void scratch_tidy(struct builder *b)
{
	uint32_t kept = 0, last = UINT32_MAX, matched = UINT32_MAX;

	if (!scratch_sorted(b))
		qsort(b->scratch, b->scratch_count, sizeof(*b->scratch), compare_positions);
	for (uint32_t i = 0; i < b->scratch_count; i++) {
		const struct position *position = &b->nfa->positions[b->scratch[i]];

		if (b->scratch[i] == last || position->signature == matched)
			continue;
		if (!position->set)
			matched = position->signature;
		last = b->scratch[i];
		b->scratch[kept++] = last;
	}
	b->scratch_count = kept;
}

static void scratch_append(struct builder *b, const struct position_set *set)
{
	while (b->scratch_count + set->count > b->scratch_capacity)
		b->scratch = memory_grow(b->scratch, b->scratch_capacity, &b->scratch_capacity, sizeof(*b->scratch));
	memcpy(b->scratch + b->scratch_count, set->items, set->count * sizeof(*set->items));
	b->scratch_count += set->count;
}

/* Collect in scratch what comes after a set of positions when a byte is read. */
static void step(struct builder *b, const uint32_t *items, uint32_t count, uint8_t byte)
{
	const struct position_set *last = NULL;

	b->scratch_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct position *position = &b->nfa->positions[items[i]];

		if (!position->set || !byte_set_has(position->set, byte) || position->next == last)
			continue;
		last = position->next;
		scratch_append(b, last);
	}
	if (b->scratch_count)
		scratch_tidy(b);
}

static uint16_t build_state(struct builder *b, const uint32_t *items, uint32_t count);

/* Return: the state of the set in scratch. */
static uint16_t scratch_state(struct builder *b)
{
	uint64_t hash = seen_hash(SEEN_HASH, b->scratch, b->scratch_count * sizeof(*b->scratch));
	uint32_t count = b->scratch_count;
	uint64_t known;
	uint32_t *items;
	size_t index;

	if (!count)
		return 0;
	known = seen_add(&b->known_subsets, hash, b->subset_count + 1, same_subset, b);
	if (known)
		return b->subsets[known - 1].state;
	if (b->subset_count == SUBSETS_MAX) {
		b->excess = EXCESS_WORK;
		return 0;
	}
	items = arena_copy(&b->arena, b->scratch, count * sizeof(*items));
	b->subsets = memory_grow(b->subsets, b->subset_count, &b->subset_capacity, sizeof(*b->subsets));
	index = b->subset_count++;
	b->subsets[index] = (struct subset){ items, count, 0 };
	/* the descent is as deep as the longest pattern, and the array may move meanwhile */
	known = build_state(b, items, count);
	b->subsets[index].state = known;
	return known;
}

static uint16_t build_state(struct builder *b, const uint32_t *items, uint32_t count)
{
	uint16_t row[256] = { 0 };
	uint16_t accept = accepted(b, items, count);

	for (uint32_t class = 0; class < b->dfa->classes && !b->excess; class++) {
		step(b, items, count, b->sample[class]);
		row[class] = scratch_state(b);
	}
	return b->excess ? 0 : state_find(b, row, accept);
}

/* --- The whole --- */

static void swap_rows(struct dfa *dfa, uint16_t a, uint16_t b)
{
	uint16_t accept = dfa->accept[a];

	for (uint32_t class = 0; class < dfa->classes; class++) {
		uint16_t *left = &dfa->table[(size_t)a * dfa->classes + class];
		uint16_t *right = &dfa->table[(size_t)b * dfa->classes + class];
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
	for (size_t i = 0; i < (size_t)dfa->states * dfa->classes; i++)
		if (dfa->table[i] == 1)
			dfa->table[i] = start;
}

static void build(struct builder *b)
{
	static const uint16_t nowhere[256];
	uint16_t start;

	find_classes(b);
	state_append(b, nowhere, 0);
	start = build_state(b, b->nfa->start->items, b->nfa->start->count);
	if (!b->excess)
		move_start(b->dfa, start);
}

enum excess dfa_build(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists, uint32_t *guilty)
{
	struct builder b = { .dfa = dfa, .nfa = nfa, .lists = lists };

	memset(dfa, 0, sizeof(*dfa));
	if (!nfa->start)
		return EXCESS_NONE;
	build(&b);
	*guilty = b.guilty;
	free(b.subsets);
	free(b.scratch);
	seen_clear(&b.known_subsets);
	seen_clear(&b.known_states);
	arena_destroy(&b.arena);
	return b.excess;
}

void dfa_clear(struct dfa *dfa)
{
	free(dfa->table);
	free(dfa->accept);
	memset(dfa, 0, sizeof(*dfa));
}

void candidate_lists_clear(struct candidate_lists *lists)
{
	free(lists->items);
	seen_clear(&lists->known);
	memset(lists, 0, sizeof(*lists));
}
