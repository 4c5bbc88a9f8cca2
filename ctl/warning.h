/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an operator should look after, though nothing is broken yet. */
#ifndef P2PCTL_WARNING_H
#define P2PCTL_WARNING_H

#include "client.h"

/* Connections that a subscriber needs room for: see "Size conntrack first" in the README. */
#define WARNING_CONNECTIONS	160
#define WARNING_FULL_PERCENT	80
#define WARNINGS_MAX		3

/* The table of connections; max 0: not known. */
struct conntrack_size {
	uint64_t count;			/* of this namespace */
	uint64_t max;			/* of all */
};

struct warnings {
	size_t count;
	char sentences[WARNINGS_MAX][200];
};

/* From /proc/sys, of the namespace that the process is in. */
struct conntrack_size conntrack_size_read(void);

/* Pure. */
void warnings_make(struct warnings *warnings, const struct status *status, const struct conntrack_size *conntrack);

#endif
