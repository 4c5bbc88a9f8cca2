/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes that make no difference. */
#ifndef P2PCTL_GAP_H
#define P2PCTL_GAP_H

#include "compile/dfa.h"

/* Let an anchored automaton pass over the bytes of its gaps at once. The states within them go, so it becomes smaller. It
 * must have all of a payload at hand.
 */
void gaps_close(struct dfa *dfa, struct candidate_lists *lists);

#endif
