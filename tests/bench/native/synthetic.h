/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams that no client sends: those that a matcher reads longest, and those of which it knows nothing. Each is the first
 * segment of its connection. They are the same each time.
 */
#ifndef BENCH_SYNTHETIC_H
#define BENCH_SYNTHETIC_H

#include "traffic.h"

/* Each byte is one behind which the anchored automaton of streams can live longest. */
void synthetic_add_deep(struct traffic *traffic, const struct p2p_blob *blob, size_t streams);

/* The path of a GET request with a name of so many bytes, nearly a tracker's: what is searched behind "GET /" goes on. */
void synthetic_add_searched(struct traffic *traffic, size_t streams, uint32_t bytes);

void synthetic_add_random(struct traffic *traffic, size_t streams, uint32_t bytes);

/* How many first bytes of its stream each flow makes the matcher look at, on average. */
double synthetic_looked_at(const struct traffic *traffic, const struct p2p_blob *blob);

#endif
