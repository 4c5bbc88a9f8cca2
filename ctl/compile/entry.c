// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/entry.h"

#include <stdlib.h>
#include <string.h>

static bool same_gate(const struct gate *gate, const struct signature *signature, const struct signature_step *step)
{
	return gate->automaton == signature_automaton(signature) &&
	       gate->directions == step_directions(signature, step) &&
	       gate->step->opening_min == step->opening_min && gate->step->opening_max == step->opening_max &&
	       !memcmp(&gate->step->until, &step->until, sizeof(step->until)) &&
	       pattern_equal(gate->step->pattern, step->pattern);
}

/* Return: the gate that a step searches behind, or NULL when there would be too many. */
static struct gate *gate_find(struct entries *entries, const struct signature *signature, const struct signature_step *step)
{
	struct gate *gate;

	for (size_t i = 0; i < entries->gate_count; i++)
		if (same_gate(&entries->gates[i], signature, step))
			return &entries->gates[i];
	if (entries->gate_count == P2P_GATES_MAX)
		return NULL;
	gate = &entries->gates[entries->gate_count++];
	*gate = (struct gate){
		.step = step,
		.automaton = signature_automaton(signature),
		.directions = step_directions(signature, step),
	};
	return gate;
}

static bool enter_gate(struct entries *entries, uint16_t number, struct refusal *refusal)
{
	struct entry *entry = &entries->list[number];
	struct gate *gate = gate_find(entries, entry->signature, entry->step);

	if (!gate) {
		*refusal = (struct refusal){ EXCESS_GATES, number };
		return false;
	}
	if (!gate->window)
		gate->owner = number;
	if (entry->step->window > gate->window)
		gate->window = entry->step->window;
	entry->gate = gate - entries->gates;
	return true;
}

/* What counts from the end of the match wants the true one. */
static bool counts_from_end(const struct entry *entry)
{
	if (entry->next == P2P_NO_SIGNATURE && entry->signature->capture_size &&
	    entry->signature->capture != P2P_CAPTURE_FRONT)
		return true;
	for (size_t i = 0; i < entry->step->check_count; i++)
		if (check_extent(&entry->step->checks[i], true))
			return true;
	return false;
}

static bool add_entry(struct entries *entries, uint16_t number, const struct entry *what,
		      const struct head_limits *limits, struct refusal *refusal)
{
	struct entry *entry = &entries->list[number];

	*entry = *what;
	if (entry->step->search)
		return enter_gate(entries, number, refusal);
	if (counts_from_end(entry)) {
		head_cut(&entry->head, entry->step->pattern, P2P_DATAGRAM_WINDOW);
		return true;
	}
	head_cut(&entry->head, entry->step->pattern, limits->pattern);
	/* The bytes of a stream come one by one: it waits for them in a list of candidates. */
	if (signature_automaton(entry->signature) != P2P_AUTOMATON_STREAM)
		head_deepen(&entry->head, entry->step, limits->checks, &entries->arena);
	return true;
}

static bool add_signature(struct entries *entries, const struct signature *signature,
			  const struct head_limits *limits, struct refusal *refusal)
{
	uint16_t whole = entries->signatures++, number = whole, further = entries->count;

	for (size_t i = 0; i < signature->step_count; i++) {
		struct entry entry = {
			.signature = signature, .step = &signature->steps[i], .whole = whole,
			.next = i + 1 < signature->step_count ? further : P2P_NO_SIGNATURE, .gate = P2P_NO_GATE,
		};

		if (!add_entry(entries, number, &entry, limits, refusal))
			return false;
		number = further++;
	}
	entries->count += signature->step_count - 1;
	return true;
}

bool entries_build(struct entries *entries, const struct signature_set *set, size_t count,
		   const struct head_limits *limits, struct refusal *refusal)
{
	size_t steps = 0;

	memset(entries, 0, sizeof(*entries));
	for (size_t i = 0; i < count; i++) {
		steps += set->list[i].step_count - 1;
		if (steps > P2P_STEPS_MAX) {
			*refusal = (struct refusal){ EXCESS_STEPS, i };
			return false;
		}
	}
	entries->list = memory_alloc((count + steps) * sizeof(*entries->list));
	entries->count = count;
	for (size_t i = 0; i < count; i++)
		if (!add_signature(entries, &set->list[i], limits, refusal))
			return false;
	return true;
}

void entries_clear(struct entries *entries)
{
	free(entries->list);
	arena_destroy(&entries->arena);
	memset(entries, 0, sizeof(*entries));
}
