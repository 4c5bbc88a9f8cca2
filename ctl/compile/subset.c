// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/subset.h"

#include <stdlib.h>
#include <string.h>

static int compare_positions(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* Most sets come in order: the positions of a signature stand behind those of the one before it. */
static bool scratch_sorted(const struct subsets *subsets)
{
	for (uint32_t i = 1; i < subsets->scratch_count; i++)
		if (subsets->scratch[i] < subsets->scratch[i - 1])
			return false;
	return true;
}

/* Sort, remove doubles, and perhaps remove what follows the end of its entry. */
void subsets_scratch_tidy(struct subsets *subsets)
{
	uint32_t kept = 0, last = UINT32_MAX, matched = UINT32_MAX;

	if (!scratch_sorted(subsets))
		qsort(subsets->scratch, subsets->scratch_count, sizeof(*subsets->scratch), compare_positions);
	for (uint32_t i = 0; i < subsets->scratch_count; i++) {
		const struct position *position = &subsets->nfa->positions[subsets->scratch[i]];

		if (subsets->scratch[i] == last || position->entry == matched)
			continue;
		if (!position->set && subsets->once)
			matched = position->entry;
		last = subsets->scratch[i];
		subsets->scratch[kept++] = last;
	}
	subsets->scratch_count = kept;
}

void subsets_scratch_append(struct subsets *subsets, const uint32_t *items, uint32_t count)
{
	while (subsets->scratch_count + count > subsets->scratch_capacity)
		subsets->scratch = memory_grow(subsets->scratch, subsets->scratch_capacity,
					       &subsets->scratch_capacity, sizeof(*subsets->scratch));
	if (count)
		memcpy(subsets->scratch + subsets->scratch_count, items, count * sizeof(*items));
	subsets->scratch_count += count;
}

void subsets_step(struct subsets *subsets, const uint32_t *items, uint32_t count, uint8_t byte)
{
	const struct position_set *last = NULL;

	for (uint32_t i = 0; i < count; i++) {
		const struct position *position = &subsets->nfa->positions[items[i]];

		if (!position->set || !byte_set_has(position->set, byte) || position->next == last)
			continue;
		last = position->next;
		subsets_scratch_append(subsets, last->items, last->count);
	}
}

static bool same_subset(const void *context, uint64_t value)
{
	const struct subsets *subsets = context;
	const struct subset *subset = &subsets->list[value - 1];

	return subset->count == subsets->scratch_count &&
	       !memcmp(subset->items, subsets->scratch, subset->count * sizeof(*subset->items));
}

size_t subsets_find(struct subsets *subsets)
{
	uint32_t count = subsets->scratch_count;
	uint64_t hash = seen_hash(SEEN_HASH, subsets->scratch, count * sizeof(*subsets->scratch));
	uint64_t known = seen_add(&subsets->known, hash, subsets->count + 1, same_subset, subsets);
	const uint32_t *items;

	if (known)
		return known - 1;
	items = arena_copy(&subsets->arena, subsets->scratch, count * sizeof(*items));
	subsets->list = memory_grow(subsets->list, subsets->count, &subsets->capacity, sizeof(*subsets->list));
	subsets->list[subsets->count] = (struct subset){ items, count };
	return subsets->count++;
}

void subsets_clear(struct subsets *subsets)
{
	free(subsets->list);
	free(subsets->scratch);
	seen_clear(&subsets->known);
	arena_destroy(&subsets->arena);
	memset(subsets, 0, sizeof(*subsets));
}
