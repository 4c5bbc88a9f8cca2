// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/compile.h"

#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "compile/dfa.h"
#include "compile/emit.h"
#include "compile/entry.h"
#include "compile/gap.h"

static void add_positions(struct nfa *nfa, const struct entries *entries)
{
	for (size_t i = 0; i < entries->count; i++) {
		const struct entry *entry = &entries->list[i];

		nfa_add(&nfa[step_automaton(entry->signature, entry->step)],
			entry->step->search ? entry->step->search : entry->head.pattern, i);
	}
	for (size_t i = 0; i < entries->gate_count; i++)
		if (entries->gates[i].step->pattern)
			nfa_add(&nfa[entries->gates[i].automaton], entries->gates[i].step->pattern, P2P_LIST_GATE | i);
}

/* What opens a gate by matching nothing has to be read by an automaton that can die of it. */
static void add_empty_automata(struct dfa *automata, const struct entries *entries)
{
	for (size_t i = 0; i < entries->gate_count; i++) {
		struct dfa *dfa = &automata[entries->gates[i].automaton];

		if (!dfa->states)
			dfa_build_nothing(dfa);
	}
}

static bool build_automata(const struct entries *entries, struct dfa *automata, struct candidate_lists *lists,
			   struct refusal *refusal)
{
	struct nfa nfa[P2P_AUTOMATON_COUNT] = { 0 };
	bool built = true;

	add_positions(nfa, entries);
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++) {
		if (built)
			built = (i < P2P_AUTOMATON_STREAM_SEARCH ? dfa_build_anchored : dfa_build_search)(
				&automata[i], &nfa[i], lists, refusal);
		nfa_clear(&nfa[i]);
	}
	if (!built)
		return false;
	gaps_close(&automata[P2P_AUTOMATON_DATAGRAM], lists);
	gaps_close(&automata[P2P_AUTOMATON_SEGMENT], lists);
	add_empty_automata(automata, entries);
	return true;
}

static bool too_much_effort(const struct ruleset_blob *blob, const struct candidate_lists *lists)
{
	const struct p2p_blob_header *header = (const void *)blob->data;
	const struct p2p_blob parts = {
		.signatures = (const void *)(blob->data + header->signatures_at),
		.checks = (const void *)(blob->data + header->checks_at),
		.lists = lists->items,
	};

	for (size_t list = 1; list < lists->count; list += candidate_list_length(lists->items + list))
		if (!(lists->items[list] & P2P_LIST_GAP) && p2p_blob_effort(&parts, list) > P2P_EFFORT_MAX)
			return true;
	return false;
}

/* The signature that an entry of a candidate list belongs to. */
static uint32_t signature_of(const struct entries *entries, uint32_t entry)
{
	if (entry & P2P_LIST_GATE)
		entry = entries->gates[entry & ~P2P_LIST_GATE].owner;
	return entries->list ? entries->list[entry].whole : entry;
}

/* Compile the first count signatures, with the automata reading so far.
 *
 * Return: what there is too much of; blob is empty then, and guilty a signature when one is known
 */
static enum excess compile_heads(const struct signature_set *set, size_t count, const struct head_limits *limits,
				 struct ruleset_blob *blob, uint32_t *guilty)
{
	struct dfa automata[P2P_AUTOMATON_COUNT] = { 0 };
	struct candidate_lists lists = { 0 };
	struct refusal refusal = { 0 };
	struct entries entries;

	if (entries_build(&entries, set, count, limits, &refusal) &&
	    build_automata(&entries, automata, &lists, &refusal))
		refusal.excess = emit_blob(blob, &entries, automata, &lists);
	if (!refusal.excess && too_much_effort(blob, &lists)) {
		refusal.excess = EXCESS_EFFORT;
		ruleset_blob_clear(blob);
	}
	*guilty = refusal.excess ? signature_of(&entries, refusal.entry) : 0;
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++)
		dfa_clear(&automata[i]);
	candidate_lists_clear(&lists);
	entries_clear(&entries);
	return refusal.excess;
}

static bool shorter_helps(enum excess excess)
{
	return excess == EXCESS_STATES || excess == EXCESS_SIZE || excess == EXCESS_WORK;
}

static const struct head_limits deep = { P2P_DATAGRAM_WINDOW, HEAD_CHECKED_BYTES };
static const struct head_limits whole = { P2P_DATAGRAM_WINDOW, 0 };
static const struct head_limits shorter[] = { { 12, 0 }, { 6, 0 }, { 4, 0 } };

/* A larger table costs more in the caches of a processor than the checks that it saves. */
#define DEEP_SIZE_MAX	(2u << 20)

static bool compile_deep(const struct signature_set *set, struct ruleset_blob *blob)
{
	uint32_t ignored;

	if (!compile_heads(set, set->count, &deep, blob, &ignored) && blob->size <= DEEP_SIZE_MAX)
		return true;
	ruleset_blob_clear(blob);
	return false;
}

/* Whole patterns, and what checks say of bytes, if they fit: a check that fails has cost a packet more than a state that is
 * dead.
 *
 * Return: EXCESS_NONE, or what there is too much of even when the automata read the fewest bytes; how many is told too
 */
static enum excess compile_shortening(const struct signature_set *set, struct ruleset_blob *blob,
				      const struct head_limits **limits, uint32_t *guilty)
{
	enum excess excess;

	*limits = &deep;
	if (compile_deep(set, blob))
		return EXCESS_NONE;
	*limits = &whole;
	excess = compile_heads(set, set->count, *limits, blob, guilty);
	for (size_t i = 0; i < sizeof(shorter) / sizeof(shorter[0]) && shorter_helps(excess); i++) {
		uint32_t ignored;
		enum excess now = compile_heads(set, set->count, &shorter[i], blob, &ignored);

		/* short heads have candidates in common that whole patterns have not: no fault of the rules */
		if (now && !shorter_helps(now))
			break;
		excess = now;
		*limits = &shorter[i];
	}
	return excess;
}

/* The first signature with which the set goes beyond a limit: more signatures never need less. */
static uint32_t find_guilty(const struct signature_set *set, const struct head_limits *limits)
{
	size_t fits = 0, excessive = set->count;

	while (excessive - fits > 1) {
		size_t middle = fits + (excessive - fits) / 2;
		struct ruleset_blob blob = { 0 };
		uint32_t ignored;

		if (compile_heads(set, middle, limits, &blob, &ignored))
			excessive = middle;
		else
			fits = middle;
		ruleset_blob_clear(&blob);
	}
	return excessive - 1;
}

/* Whether it was found at one signature. */
static bool guilty_known(enum excess excess)
{
	return excess == EXCESS_CANDIDATES || excess == EXCESS_GATES || excess == EXCESS_STEPS;
}

static const char *excess_sentence(enum excess excess)
{
	switch (excess) {
	case EXCESS_STATES:
		return "the automaton has more than 65536 states";
	case EXCESS_WORK:
		return "the automaton cannot be built: gaps and repeats in the patterns multiply";
	case EXCESS_CANDIDATES:
		return "more than 16 signatures or steps match the same bytes; make their patterns longer";
	case EXCESS_EFFORT:
		return "the checks of those that match the same bytes take more than 1024 comparisons; make their patterns "
		       "longer, or their checks and ranges fewer";
	case EXCESS_GATES:
		return "there are more than 16 gates: searches behind the same pattern, direction and until share one";
	case EXCESS_STEPS:
		return "there are more than 4096 further steps";
	case EXCESS_LISTS:
		return "there are too many combinations of signatures that match together";
	default:
		return "the compiled ruleset is larger than 8 MiB";
	}
}

static void report(const struct signature_set *set, enum excess excess, uint32_t guilty,
		   struct diagnostics *diagnostics)
{
	const struct signature *signature = &set->list[guilty];
	struct quoted quoted;

	diagnostics_error(diagnostics, &signature->at, "with signature %s %s",
			  text_quote(&quoted, text_of(signature->name)), excess_sentence(excess));
}

/* What the kernel would say to it: never anything, unless the compiler has a fault. */
static bool passes_kernel(const struct ruleset_blob *blob, struct diagnostics *diagnostics)
{
	struct p2p_blob opened;
	const char *why;

	if (!p2p_blob_open(&opened, blob->data, blob->size, &why))
		return true;
	diagnostics_error(diagnostics, NULL, "the compiled ruleset would be refused: %s; this is a fault of p2pctl",
			  why);
	return false;
}

bool compile_signatures(const struct signature_set *set, struct ruleset_blob *blob, struct diagnostics *diagnostics)
{
	enum excess excess;
	const struct head_limits *limits;
	uint32_t guilty = 0;

	memset(blob, 0, sizeof(*blob));
	if (set->count > P2P_SIGNATURES_MAX) {
		diagnostics_error(diagnostics, &set->list[P2P_SIGNATURES_MAX].at,
				  "this is signature %d of %zu: a ruleset has at most %d", P2P_SIGNATURES_MAX + 1,
				  set->count, P2P_SIGNATURES_MAX);
		return false;
	}
	excess = compile_shortening(set, blob, &limits, &guilty);
	if (excess) {
		report(set, excess, guilty_known(excess) ? guilty : find_guilty(set, limits), diagnostics);
		return false;
	}
	if (passes_kernel(blob, diagnostics))
		return true;
	ruleset_blob_clear(blob);
	return false;
}

void ruleset_blob_clear(struct ruleset_blob *blob)
{
	free(blob->data);
	memset(blob, 0, sizeof(*blob));
}
