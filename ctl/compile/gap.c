// SPDX-License-Identifier: GPL-2.0-or-later
/* Much of what is asked of a datagram stands behind a field that may be anything: an id, a time, a name. In such a gap each
 * state has one successor, whatever the byte is, and accepts nothing:
 *
 *	e4 ? ? ? 21	1 -e4-> 2 -any-> 3 -any-> 4 -any-> 5 -21-> 6
 *
 * State 2 takes the row of the state behind the gap, and a list that says how many bytes are passed over. Those between are
 * not reached any more:
 *
 *			1 -e4-> 2 (3 bytes) -21-> 6
 */
#include "compile/gap.h"

#include <stdlib.h>
#include <string.h>

struct gap {
	uint16_t behind;		/* the state behind it */
	uint16_t bytes;			/* 0: it is none */
};

static uint16_t *row_of(const struct dfa *dfa, uint32_t state)
{
	return dfa->table + (size_t)state * dfa->classes.count;
}

static size_t row_size(const struct dfa *dfa)
{
	return dfa->classes.count * sizeof(*dfa->table);
}

/* Return: its only successor, which accepts nothing either; 0 when it has no such one */
static uint16_t only_successor(const struct dfa *dfa, uint32_t state)
{
	const uint16_t *row = row_of(dfa, state);

	if (dfa->accept[state] || dfa->accept[row[0]])
		return 0;
	for (uint32_t class = 1; class < dfa->classes.count; class++)
		if (row[class] != row[0])
			return 0;
	return row[0];
}

/* The automaton is that of bounded patterns: only the dead state leads to itself. */
static struct gap find_gap(const uint16_t *successors, uint32_t state)
{
	struct gap gap = { state, 0 };

	for (; successors[gap.behind]; gap.bytes++)
		gap.behind = successors[gap.behind];
	return gap;
}

static void pass_over(struct dfa *dfa, struct candidate_lists *lists, const struct gap *gaps)
{
	for (uint32_t state = 2; state < dfa->states; state++) {
		uint16_t list = gaps[state].bytes ? gap_list(lists, gaps[state].bytes) : 0;

		if (!list)
			continue;
		dfa->accept[state] = list;
		memcpy(row_of(dfa, state), row_of(dfa, gaps[state].behind), row_size(dfa));
	}
}

static struct gap *find_gaps(const struct dfa *dfa)
{
	uint16_t *successors = memory_alloc(dfa->states * sizeof(*successors));
	struct gap *gaps = memory_alloc(dfa->states * sizeof(*gaps));

	for (uint32_t state = 1; state < dfa->states; state++)
		successors[state] = only_successor(dfa, state);
	for (uint32_t state = 1; state < dfa->states; state++)
		gaps[state] = find_gap(successors, state);
	free(successors);
	return gaps;
}

/* Number what is reached from the start in the order in which it is met; both it and the dead state keep their numbers.
 *
 * Return: how many there are; @order has them, @numbers their new numbers, 0 for what is not reached
 */
static uint32_t number_states(const struct dfa *dfa, uint16_t *order, uint16_t *numbers)
{
	uint32_t count = 2;

	order[1] = numbers[1] = 1;
	for (uint32_t i = 1; i < count; i++) {
		const uint16_t *row = row_of(dfa, order[i]);

		for (uint32_t class = 0; class < dfa->classes.count; class++) {
			if (!row[class] || numbers[row[class]])
				continue;
			order[count] = row[class];
			numbers[row[class]] = count++;
		}
	}
	return count;
}

static void remove_unreached(struct dfa *dfa)
{
	uint16_t *order = memory_alloc(dfa->states * sizeof(*order)), *numbers = memory_alloc(dfa->states * sizeof(*numbers));
	struct dfa reached = { .classes = dfa->classes };

	reached.states = number_states(dfa, order, numbers);
	reached.table = memory_alloc(reached.states * row_size(dfa));
	reached.accept = memory_alloc(reached.states * sizeof(*reached.accept));
	for (uint32_t state = 1; state < reached.states; state++) {
		reached.accept[state] = dfa->accept[order[state]];
		for (uint32_t class = 0; class < dfa->classes.count; class++)
			row_of(&reached, state)[class] = numbers[row_of(dfa, order[state])[class]];
	}
	free(order);
	free(numbers);
	dfa_clear(dfa);
	*dfa = reached;
}

void gaps_close(struct dfa *dfa, struct candidate_lists *lists)
{
	struct gap *gaps;

	if (!dfa->states)
		return;
	gaps = find_gaps(dfa);
	pass_over(dfa, lists, gaps);
	free(gaps);
	remove_unreached(dfa);
}
