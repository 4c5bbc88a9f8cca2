/* SPDX-License-Identifier: GPL-2.0-or-later */
/* nf_p2p: the kernel's matcher, from a fresh flow until it is decided or cleared. */
#ifndef BENCH_MATCHER_H
#define BENCH_MATCHER_H

#include "contestant.h"

struct matcher {
	struct judge judge;
	struct judgement *judgements;	/* owned; by flow */
};

struct contestant matcher_contestant(struct matcher *matcher, const struct p2p_blob *blob, bool prepared);

#endif
