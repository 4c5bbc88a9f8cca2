/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures as expressions for Hyperscan, and an account of what is lost on the way. */
#ifndef BENCH_TRANSLATION_H
#define BENCH_TRANSLATION_H

#include <hs/hs.h>

#include "lang/signature.h"

struct expressions {
	char **list;			/* each owned */
	unsigned int *flags;
	unsigned int *ids;		/* signature numbers */
	hs_expr_ext_t *limits;
	const hs_expr_ext_t **limit_list;
	size_t count;
};

#define TRANSLATION_ANCHORED 3		/* stream, segment, datagram: the anchored automata */

struct translation {
	struct expressions of[TRANSLATION_ANCHORED];
	size_t steps;			/* of all signatures */
	size_t checks;			/* of all steps */
	size_t checks_left_out;		/* not said as a whole: what they leave of single bytes may be */
	bool *left_out;			/* owned; by signature: a step cannot be said */
	struct arena arena;		/* owns patterns that were lengthened */
};

void translation_make(struct translation *translation, const struct signature_set *set);
void translation_free(struct translation *translation);

#endif
