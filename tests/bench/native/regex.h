/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns of signatures as the regular expressions of Hyperscan, which are those of Perl. */
#ifndef BENCH_REGEX_H
#define BENCH_REGEX_H

#include <stdio.h>

#include "lang/signature.h"

/* What a step says, anchored with ^ for HS_FLAG_DOTALL: its pattern, its search behind it, and the fixed bytes that stand
 * behind all that. The other checks have no place in an expression. The pattern is that of the step, or longer.
 *
 * Return: how many checks were left out
 */
int regex_write_step(FILE *out, const struct signature_step *step, const struct pattern *pattern);

#endif
