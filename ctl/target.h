/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What files want the kernel to be: read, compiled, linted. */
#ifndef P2PCTL_TARGET_H
#define P2PCTL_TARGET_H

#include "compile/compile.h"
#include "lang/signature.h"
#include "model.h"
#include "session.h"

struct target {
	struct configuration *configuration;	/* owned; sources of locations are in the session's diagnostics */
	struct ruleset_blob blob;		/* owned; empty when the files have no signature */
};

/* Read files as one. Warnings of the lint stay in the session's diagnostics.
 *
 * Return: 0, or -1 with errors there; in both cases target_free() is to be called.
 */
int target_read(struct session *session, int count, char **paths, struct target *target);
void target_free(struct target *target);

/* A target without signatures leaves the ruleset of the kernel alone. */
bool target_has_signatures(const struct target *target);

#endif
