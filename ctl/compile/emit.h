/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing the blob: its sections, in the order and form of uapi/nf_p2p.h. */
#ifndef P2PCTL_EMIT_H
#define P2PCTL_EMIT_H

#include "compile/compile.h"
#include "compile/dfa.h"
#include "compile/entry.h"

/* The entries, and their automata by enum p2p_automaton_id.
 *
 * Return: EXCESS_NONE, or EXCESS_SIZE
 */
enum excess emit_blob(struct ruleset_blob *blob, const struct entries *entries,
		      const struct dfa automata[P2P_AUTOMATON_COUNT], const struct candidate_lists *lists);

#endif
