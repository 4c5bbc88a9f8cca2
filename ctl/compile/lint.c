// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/lint.h"

#include "blob.h"
#include "compile/strength.h"

/* The tenth of a bit is below what the counting is good for. */
#define ROUNDING 0.05

static int proof_bits(const struct signature *signature)
{
	return signature->class == P2P_CLASS_OTHER ? STRENGTH_INNOCENT_BITS : STRENGTH_PROOF_BITS;
}

void lint_strength(const struct signature *signature, struct diagnostics *diagnostics)
{
	double bits = signature_bits(signature) + ROUNDING;

	if (signature->strength >= P2P_STRENGTH_EVIDENCE && bits < STRENGTH_EVIDENCE_BITS)
		diagnostics_error(diagnostics, &signature->strength_at,
				  "%.1f fixed bits are too few: below %d a signature can only be a hint",
				  bits - ROUNDING, STRENGTH_EVIDENCE_BITS);
	else if (signature->strength == P2P_STRENGTH_PROOF && bits < proof_bits(signature) && !signature->structural)
		diagnostics_error(diagnostics, &signature->strength_at,
				  "%.1f fixed bits are too few for proof, which needs %d, or a structural \"reason\"",
				  bits - ROUNDING, proof_bits(signature));
}

void lint_signatures(const struct signature_set *set, const struct ruleset_blob *blob,
		     struct diagnostics *diagnostics)
{
	struct p2p_blob opened;
	const char *why;

	for (size_t i = 0; i < set->count; i++) {
		lint_strength(&set->list[i], diagnostics);
		lint_dead(&set->list[i], diagnostics);
	}
	lint_duplicates(set, diagnostics);
	if (p2p_blob_open(&opened, blob->data, blob->size, &why)) {
		diagnostics_error(diagnostics, NULL, "%s", why);
		return;
	}
	lint_vectors(set, &opened, diagnostics);
	lint_unreachable(set, &opened, diagnostics);
	lint_innocent(set, &opened, diagnostics);
}
