// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/compile.h"

#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "compile/dfa.h"
#include "compile/emit.h"
#include "compile/head.h"

static enum excess build_automata(const struct signature_set *set, size_t count, const struct head *heads,
				  struct dfa *automata, struct candidate_lists *lists, uint32_t *guilty)
{
	struct nfa nfa[P2P_AUTOMATON_COUNT] = { 0 };
	enum excess excess = EXCESS_NONE;

	for (size_t i = 0; i < count; i++)
		nfa_add(&nfa[signature_automaton(&set->list[i])], heads[i].pattern, i);
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++) {
		if (!excess)
			excess = dfa_build(&automata[i], &nfa[i], lists, guilty);
		nfa_clear(&nfa[i]);
	}
	return excess;
}

/* Compile the first count signatures, with the automata reading so many bytes of fixed patterns.
 *
 * Return: what there is too much of; blob is empty then
 */
static enum excess compile_heads(const struct signature_set *set, size_t count, unsigned int bytes,
				 struct ruleset_blob *blob, uint32_t *guilty)
{
	struct head *heads = memory_alloc(count * sizeof(*heads));
	struct dfa automata[P2P_AUTOMATON_COUNT] = { 0 };
	struct candidate_lists lists = { 0 };
	enum excess excess;

	for (size_t i = 0; i < count; i++)
		head_cut(&heads[i], set->list[i].pattern, bytes);
	excess = build_automata(set, count, heads, automata, &lists, guilty);
	if (!excess)
		excess = emit_blob(blob, set, count, heads, automata, &lists);
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++)
		dfa_clear(&automata[i]);
	candidate_lists_clear(&lists);
	free(heads);
	return excess;
}

static bool shorter_helps(enum excess excess)
{
	return excess == EXCESS_STATES || excess == EXCESS_SIZE || excess == EXCESS_WORK;
}

/* Whole patterns if they fit: a check that fails has cost a packet more than a state that is dead.
 *
 * Return: EXCESS_NONE, or what there is too much of even when the automata read the fewest bytes; how many is told too
 */
static enum excess compile_shortening(const struct signature_set *set, struct ruleset_blob *blob, unsigned int *bytes,
				      uint32_t *guilty)
{
	static const unsigned int shorter[] = { 12, 6, 4 };
	enum excess excess;

	*bytes = P2P_DATAGRAM_WINDOW;
	excess = compile_heads(set, set->count, *bytes, blob, guilty);
	for (size_t i = 0; i < sizeof(shorter) / sizeof(shorter[0]) && shorter_helps(excess); i++) {
		uint32_t ignored;
		enum excess now = compile_heads(set, set->count, shorter[i], blob, &ignored);

		/* short heads have candidates in common that whole patterns have not: no fault of the rules */
		if (now && !shorter_helps(now))
			break;
		excess = now;
		*bytes = shorter[i];
	}
	return excess;
}

/* The first signature with which the set goes beyond a limit: more signatures never need less. */
static uint32_t find_guilty(const struct signature_set *set, unsigned int bytes)
{
	size_t fits = 0, excessive = set->count;

	while (excessive - fits > 1) {
		size_t middle = fits + (excessive - fits) / 2;
		struct ruleset_blob blob = { 0 };
		uint32_t ignored;

		if (compile_heads(set, middle, bytes, &blob, &ignored))
			excessive = middle;
		else
			fits = middle;
		ruleset_blob_clear(&blob);
	}
	return excessive - 1;
}

static const char *excess_sentence(enum excess excess)
{
	switch (excess) {
	case EXCESS_STATES:
		return "the automaton has more than 65536 states";
	case EXCESS_WORK:
		return "the automaton cannot be built: gaps and repeats in the patterns multiply";
	case EXCESS_CANDIDATES:
		return "more than 16 signatures match the same bytes; make their patterns longer";
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
	unsigned int bytes;
	uint32_t guilty = 0;

	memset(blob, 0, sizeof(*blob));
	if (set->count > P2P_SIGNATURES_MAX) {
		diagnostics_error(diagnostics, &set->list[P2P_SIGNATURES_MAX].at,
				  "this is signature %d of %zu: a ruleset has at most %d", P2P_SIGNATURES_MAX + 1,
				  set->count, P2P_SIGNATURES_MAX);
		return false;
	}
	excess = compile_shortening(set, blob, &bytes, &guilty);
	if (excess) {
		report(set, excess, excess == EXCESS_CANDIDATES ? guilty : find_guilty(set, bytes), diagnostics);
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
