/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Vectorscan or Hyperscan: the patterns of the signatures, over every byte that it is given. Each side of a TCP flow is a
 * stream. Datagrams, and segments of a flow whose start was not seen, are scanned each by itself, in block mode.
 */
#ifndef BENCH_SCANNER_H
#define BENCH_SCANNER_H

#include "contestant.h"
#include "translation.h"

struct scanner {
	const struct translation *translation;
	hs_database_t *databases[TRANSLATION_ANCHORED];	/* owned, as is the next */
	hs_scratch_t *scratch;
	bool prepared;			/* two streams are open all the time, and reset for each flow */
	hs_stream_t *streams[2];
	bool *found;			/* owned; by flow: something matched */
	uint64_t matches;
	bool matched;			/* in the flow at hand */
};

/* Return: 0, or -1 with a complaint on stderr */
int scanner_create(struct scanner *scanner, const struct translation *translation, bool prepared);
void scanner_destroy(struct scanner *scanner);
struct contestant scanner_contestant(struct scanner *scanner);

#endif
