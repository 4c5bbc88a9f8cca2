/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures to the blob that the kernel loads (uapi/nf_p2p.h). */
#ifndef P2PCTL_COMPILE_H
#define P2PCTL_COMPILE_H

#include "lang/diagnostics.h"
#include "lang/signature.h"

struct ruleset_blob {
	void *data;			/* owned; aligned for anything. Signatures are numbered as in the set */
	size_t size;
};

/* Compile a set without errors. The result has passed the kernel's own check.
 *
 * Return: whether it could be done; if not, the diagnostics name the signature that went beyond a limit, and blob is
 * empty. An empty set makes a blob that matches nothing.
 */
bool compile_signatures(const struct signature_set *set, struct ruleset_blob *blob, struct diagnostics *diagnostics);
void ruleset_blob_clear(struct ruleset_blob *blob);

#endif
