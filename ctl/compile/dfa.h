/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The deterministic automaton of one transport, minimal. */
#ifndef P2PCTL_DFA_H
#define P2PCTL_DFA_H

#include "compile/nfa.h"
#include "lang/seen.h"

/* What accepting states name: a count, then as many signature numbers. Shared by the automata; the first entry is not
 * used, so that 0 can mean "accepts nothing".
 */
struct candidate_lists {
	uint16_t *items;		/* owned; all zero: empty */
	size_t count;
	size_t capacity;
	struct seen known;
};

struct dfa {
	uint32_t classes;
	uint8_t map[256];
	uint32_t states;		/* 0: matches nothing. Otherwise 0 is dead and 1 the start */
	uint16_t *table;		/* owned; states * classes */
	uint16_t *accept;		/* owned; index in the candidate lists */
	size_t table_capacity;
	size_t accept_capacity;
};

/* What a set of signatures has too much of. */
enum excess {
	EXCESS_NONE,
	EXCESS_STATES,			/* P2P_STATES_MAX */
	EXCESS_WORK,			/* sets of positions that were looked at on the way */
	EXCESS_CANDIDATES,		/* P2P_CANDIDATES_MAX that end with the same bytes */
	EXCESS_LISTS,			/* candidate lists that a u16 can name */
	EXCESS_SIZE,			/* P2P_BLOB_MAX */
};

/* Return: EXCESS_NONE, or why not; guilty is then set to a signature number when one is known. */
enum excess dfa_build(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists, uint32_t *guilty);
void dfa_clear(struct dfa *dfa);
void candidate_lists_clear(struct candidate_lists *lists);

#endif
