// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/candidate.h"

#include <stdlib.h>
#include <string.h>

struct list_question {
	const struct candidate_lists *lists;
	const uint16_t *list;
};

size_t candidate_list_length(const uint16_t *list)
{
	return list[0] & P2P_LIST_GAP ? 1 : list[0] + 1;
}

static bool same_list(const void *context, uint64_t value)
{
	const struct list_question *question = context;
	const uint16_t *known = question->lists->items + value;

	return known[0] == question->list[0] && !memcmp(known, question->list, candidate_list_length(known) * sizeof(*known));
}

static void list_append(struct candidate_lists *lists, uint16_t item)
{
	lists->items = memory_grow(lists->items, lists->count, &lists->capacity, sizeof(*lists->items));
	lists->items[lists->count++] = item;
}

/* Return: index of an equal list, which is added when there is none; 0 when there is no room, and then never ask again */
static uint16_t list_find(struct candidate_lists *lists, const uint16_t *list)
{
	struct list_question question = { lists, list };
	uint64_t known;

	if (!lists->count)
		list_append(lists, 0);
	known = seen_add(&lists->known, seen_hash(SEEN_HASH, list, candidate_list_length(list) * sizeof(*list)), lists->count,
			 same_list, &question);
	if (known)
		return known;
	known = lists->count;
	if (known > UINT16_MAX)
		return 0;
	for (size_t i = 0; i < candidate_list_length(list); i++)
		list_append(lists, list[i]);
	return known;
}

uint16_t candidate_list(struct candidate_lists *lists, const struct nfa *nfa, const uint32_t *items, uint32_t count,
			struct refusal *refusal)
{
	uint16_t list[P2P_CANDIDATES_MAX + 1] = { 0 };
	uint16_t found;

	for (uint32_t i = 0; i < count; i++) {
		const struct position *position = &nfa->positions[items[i]];

		if (position->set)
			continue;
		if (list[0] == P2P_CANDIDATES_MAX) {
			*refusal = (struct refusal){ EXCESS_CANDIDATES, position->entry };
			return 0;
		}
		list[++list[0]] = position->entry;
	}
	if (!list[0])
		return 0;
	found = list_find(lists, list);
	if (!found)
		refusal->excess = EXCESS_LISTS;
	return found;
}

uint16_t gap_list(struct candidate_lists *lists, uint16_t bytes)
{
	const uint16_t list[P2P_CANDIDATES_MAX + 1] = { P2P_LIST_GAP | bytes };

	return lists->count > UINT16_MAX ? 0 : list_find(lists, list);
}

void candidate_lists_clear(struct candidate_lists *lists)
{
	free(lists->items);
	seen_clear(&lists->known);
	memset(lists, 0, sizeof(*lists));
}
