/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The patterns of one transport, written out: a position is a byte that some pattern waits for, and names the positions
 * that come after it. Repeats are bounded, so positions never lead back to themselves.
 */
#ifndef P2PCTL_NFA_H
#define P2PCTL_NFA_H

#include "lang/memory.h"
#include "lang/signature.h"

/* Ascending position numbers. */
struct position_set {
	uint32_t count;
	uint32_t items[];
};

/* A position without a set is the end of its entry: whoever arrives there has matched. The end of an entry has a smaller
 * number than its other positions, and those follow it without a gap.
 */
struct position {
	const struct byte_set *set;
	const struct position_set *next;
	uint32_t entry;			/* what a candidate list calls it: a number, or P2P_LIST_GATE and one */
};

struct nfa {
	struct position *positions;	/* owned */
	size_t count;
	size_t capacity;
	struct position_set *start;	/* owned */
	size_t start_capacity;
	struct arena arena;
};

/* Empty is all zero. */
void nfa_add(struct nfa *nfa, const struct pattern *pattern, uint32_t entry);
void nfa_clear(struct nfa *nfa);

#endif
