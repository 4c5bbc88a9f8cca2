/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The deterministic automaton of one transport, minimal. */
#ifndef P2PCTL_DFA_H
#define P2PCTL_DFA_H

#include "compile/byte_class.h"
#include "compile/candidate.h"
#include "compile/subset.h"

struct dfa {
	struct byte_classes classes;
	uint32_t states;		/* 0: matches nothing. Otherwise 0 is dead and 1 the start */
	uint16_t *table;		/* owned; states * classes */
	uint16_t *accept;		/* owned; index in the candidate lists */
	size_t table_capacity;
	size_t accept_capacity;
};

/* Each returns whether it could be built, with a refusal if not. */

/* What begins at the first byte. Each entry is a candidate once in a payload. */
bool dfa_build_anchored(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists,
			struct refusal *refusal);

/* What begins anywhere, as often as it occurs. */
bool dfa_build_search(struct dfa *dfa, const struct nfa *nfa, struct candidate_lists *lists,
		      struct refusal *refusal);

/* Dies at the first byte. A gate for openings that match nothing wants one that can die. */
void dfa_build_nothing(struct dfa *dfa);
void dfa_clear(struct dfa *dfa);

#endif
