/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets of positions that the bytes so far may have led to: the states of a deterministic automaton before they are
 * numbered. Equal ones are kept once.
 */
#ifndef P2PCTL_SUBSET_H
#define P2PCTL_SUBSET_H

#include "compile/nfa.h"
#include "lang/seen.h"

struct subset {
	const uint32_t *items;		/* ascending */
	uint32_t count;
};

struct subsets {
	const struct nfa *nfa;
	bool once;			/* an entry that has matched is forgotten */
	struct subset *list;		/* owned, in the order in which they were found; so is what follows */
	size_t count;
	size_t capacity;
	struct seen known;
	struct arena arena;
	uint32_t *scratch;		/* a set before it is known to be new */
	uint32_t scratch_count;
	size_t scratch_capacity;
};

/* Collect in scratch what comes after a set of positions when a byte is read; begin with an empty scratch. */
void subsets_step(struct subsets *subsets, const uint32_t *items, uint32_t count, uint8_t byte);
void subsets_scratch_append(struct subsets *subsets, const uint32_t *items, uint32_t count);

/* Bring what was collected into the form that sets have. */
void subsets_scratch_tidy(struct subsets *subsets);

/* Return: index of the set in scratch, which is added when it is new: the index is the old count then */
size_t subsets_find(struct subsets *subsets);
void subsets_clear(struct subsets *subsets);

#endif
