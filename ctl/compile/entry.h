/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures as the matcher knows them: each step is an entry with a number, and what a search stands behind is a gate.
 * Searches that stand behind the same share a gate.
 */
#ifndef P2PCTL_ENTRY_H
#define P2PCTL_ENTRY_H

#include "compile/candidate.h"
#include "compile/head.h"

struct entry {
	const struct signature *signature;
	const struct signature_step *step;
	struct head head;		/* of the pattern, unless it is that of a gate */
	uint16_t whole;			/* number of the first step */
	uint16_t next;			/* number of the next step, or P2P_NO_SIGNATURE */
	uint8_t gate;			/* P2P_NO_GATE: nothing is searched */
};

struct gate {
	const struct signature_step *step;	/* the first one that searches behind it: pattern or opening, and until */
	uint16_t owner;			/* number of that step */
	enum p2p_automaton_id automaton;	/* the anchored one */
	uint8_t directions;
	uint16_t window;		/* the largest that is wanted */
};

/* The first steps are numbered as the signatures, the further ones come behind them. */
struct entries {
	struct entry *list;		/* owned */
	size_t count;
	size_t signatures;
	struct gate gates[P2P_GATES_MAX];
	size_t gate_count;
	struct arena arena;		/* owns what was added to patterns */
};

/* Of the first count signatures of a set.
 *
 * Return: whether there is room for all, with a refusal if not
 */
bool entries_build(struct entries *entries, const struct signature_set *set, size_t count,
		   const struct head_limits *limits, struct refusal *refusal);
void entries_clear(struct entries *entries);

#endif
