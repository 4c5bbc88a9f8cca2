/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prefixes within those of another subscriber, found before the kernel refuses them: here the file's line is known. */
#ifndef P2PCTL_NESTING_H
#define P2PCTL_NESTING_H

#include "failure.h"
#include "model.h"

/* Return: 0, or -1 with @failure set when a prefix of the configuration lies within another subscriber's */
int nesting_check(const struct configuration *configuration, struct failure *failure);

#endif
