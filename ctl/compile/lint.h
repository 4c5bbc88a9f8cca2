/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with signatures although they compile: too weak for their strength, dead, unreachable, written twice, hitting the
 * innocent, or not matching what they say they match.
 */
#ifndef P2PCTL_LINT_H
#define P2PCTL_LINT_H

#include "compile/compile.h"

/* Errors and warnings go to diagnostics. blob is the compiled set. */
void lint_signatures(const struct signature_set *set, const struct ruleset_blob *blob,
		     struct diagnostics *diagnostics);

/* The parts of it. */
void lint_strength(const struct signature *signature, struct diagnostics *diagnostics);
void lint_dead(const struct signature *signature, struct diagnostics *diagnostics);
void lint_duplicates(const struct signature_set *set, struct diagnostics *diagnostics);

struct p2p_blob;
void lint_vectors(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics);
void lint_unreachable(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics);
void lint_innocent(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics);

#endif
