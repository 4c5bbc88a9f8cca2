// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/nfa.h"

#include <stdlib.h>
#include <string.h>

static const struct position_set *enter(struct nfa *nfa, const struct pattern *pattern, uint32_t entry,
					const struct position_set *next);

static struct position_set *set_alloc(struct nfa *nfa, uint32_t count)
{
	return arena_alloc(&nfa->arena, sizeof(struct position_set) + count * sizeof(uint32_t));
}

static const struct position_set *position_add(struct nfa *nfa, const struct byte_set *set, uint32_t entry,
					       const struct position_set *next)
{
	struct position_set *begin = set_alloc(nfa, 1);

	nfa->positions = memory_grow(nfa->positions, nfa->count, &nfa->capacity, sizeof(*nfa->positions));
	nfa->positions[nfa->count] = (struct position){ .set = set, .next = next, .entry = entry };
	begin->count = 1;
	begin->items[0] = nfa->count++;
	return begin;
}

static const struct position_set *unite(struct nfa *nfa, const struct position_set *a, const struct position_set *b)
{
	struct position_set *both = set_alloc(nfa, a->count + b->count);
	uint32_t i = 0, j = 0;

	while (i < a->count || j < b->count) {
		uint32_t left = i < a->count ? a->items[i] : UINT32_MAX;
		uint32_t right = j < b->count ? b->items[j] : UINT32_MAX;

		both->items[both->count++] = left < right ? left : right;
		i += left <= right;
		j += right <= left;
	}
	return both;
}

/* min times, then up to max: x{1,3} is x(x(x)?)?, built from its end. */
static const struct position_set *enter_repeat(struct nfa *nfa, const struct pattern *pattern, uint32_t entry,
					       const struct position_set *next)
{
	const struct position_set *begin = next;

	for (unsigned int i = pattern->max; i > pattern->min; i--)
		begin = unite(nfa, enter(nfa, pattern->left, entry, begin), next);
	for (unsigned int i = pattern->min; i > 0; i--)
		begin = enter(nfa, pattern->left, entry, begin);
	return begin;
}

/* Return: the positions at which a pattern can begin, when next come after its end. */
static const struct position_set *enter(struct nfa *nfa, const struct pattern *pattern, uint32_t entry,
					const struct position_set *next)
{
	switch (pattern->kind) {
	case PATTERN_SET:
		return position_add(nfa, &pattern->set, entry, next);
	case PATTERN_SEQUENCE:
		return enter(nfa, pattern->left, entry, enter(nfa, pattern->right, entry, next));
	case PATTERN_CHOICE:
		return unite(nfa, enter(nfa, pattern->left, entry, next),
			     enter(nfa, pattern->right, entry, next));
	case PATTERN_REPEAT:
		return enter_repeat(nfa, pattern, entry, next);
	default:
		return next;
	}
}

/* Positions of a later entry have larger numbers: appending keeps the order. */
static void start_append(struct nfa *nfa, const struct position_set *begin)
{
	uint32_t count = nfa->start ? nfa->start->count : 0;

	if (!nfa->start || count + begin->count >= nfa->start_capacity) {
		nfa->start_capacity = (count + begin->count) * 2;
		nfa->start = memory_resize(nfa->start, 1, sizeof(*nfa->start) +
					   nfa->start_capacity * sizeof(uint32_t));
	}
	memcpy(nfa->start->items + count, begin->items, begin->count * sizeof(uint32_t));
	nfa->start->count = count + begin->count;
}

void nfa_add(struct nfa *nfa, const struct pattern *pattern, uint32_t entry)
{
	const struct position_set *end = position_add(nfa, NULL, entry, NULL);

	start_append(nfa, enter(nfa, pattern, entry, end));
}

void nfa_clear(struct nfa *nfa)
{
	free(nfa->positions);
	free(nfa->start);
	arena_destroy(&nfa->arena);
	memset(nfa, 0, sizeof(*nfa));
}
