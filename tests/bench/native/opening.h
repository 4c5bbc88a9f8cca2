/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first bytes of flows, cut so that every matcher gets the same ones. */
#ifndef BENCH_OPENING_H
#define BENCH_OPENING_H

#include "traffic.h"

/* The first bytes of each side. Segments of a stream that are out of order or sent again are left out: a matcher of streams
 * cannot take them. The bytes are borrowed from the traffic.
 */
void opening_cut(struct traffic *openings, const struct traffic *traffic, uint32_t bytes);

#endif
