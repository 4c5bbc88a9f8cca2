/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signatures that are measured: as they were written, and as the kernel takes them. */
#ifndef BENCH_RULES_H
#define BENCH_RULES_H

#include "blob.h"
#include "compile/compile.h"

struct rules {
	struct diagnostics diagnostics;
	struct configuration *configuration;	/* owned, as is the next */
	struct ruleset_blob compiled;
	struct p2p_blob blob;
	const struct signature_set *set;
};

/* Return: 0, or -1 with a complaint on stderr. rules_free() is to be called in both cases. */
int rules_read(struct rules *rules, const char *path);
void rules_free(struct rules *rules);

#endif
