/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pattern cut in two: a head for the automaton, and a tail of known bytes at a known offset, which a check compares
 * as well. Each byte that an automaton reads for one signature alone costs it a row of its table; a check costs 24
 * bytes.
 */
#ifndef P2PCTL_HEAD_H
#define P2PCTL_HEAD_H

#include "lang/signature.h"

/* How far the automata read. */
struct head_limits {
	unsigned int pattern;		/* so many bytes of a fixed pattern */
	unsigned int checks;		/* and within so many bytes what checks say of them */
};

struct head {
	const struct pattern *pattern;	/* of the automaton */
	unsigned int tail_at;
	unsigned int tail_length;	/* 0: the pattern was left whole */
	uint8_t tail[P2P_DATAGRAM_WINDOW];
};

/* Cut behind the first bytes, as far as what follows them is fixed. */
void head_cut(struct head *head, const struct pattern *pattern, unsigned int bytes);

/* Beyond it stand lengths and texts: what is read there tells little, and costs a state for each byte before it. */
#define HEAD_CHECKED_BYTES	24

/* Let the automaton read on to where the checks of the step leave less than all of a byte, within the first bytes: it dies
 * sooner than a check fails. Whatever matched still does; the checks stay.
 */
void head_deepen(struct head *head, const struct signature_step *step, unsigned int bytes, struct arena *arena);

#endif
