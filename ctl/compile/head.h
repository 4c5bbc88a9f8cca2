/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pattern cut in two: a head for the automaton, and a tail of known bytes at a known offset, which a check compares
 * as well. Each byte that an automaton reads for one signature alone costs it a row of its table; a check costs 24
 * bytes.
 */
#ifndef P2PCTL_HEAD_H
#define P2PCTL_HEAD_H

#include "lang/signature.h"

struct head {
	const struct pattern *pattern;	/* of the automaton */
	unsigned int tail_at;
	unsigned int tail_length;	/* 0: the pattern was left whole */
	uint8_t tail[P2P_DATAGRAM_WINDOW];
};

/* Cut behind the first bytes, as far as what follows them is fixed. */
void head_cut(struct head *head, const struct pattern *pattern, unsigned int bytes);

#endif
