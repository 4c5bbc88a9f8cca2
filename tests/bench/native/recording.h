/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Captures as traffic: p2pctl's own readers say what is a flow, and what p2pctl classify would print of it. */
#ifndef BENCH_RECORDING_H
#define BENCH_RECORDING_H

#include "traffic.h"

struct recording {
	size_t captures;
	uint64_t frames;
	uint64_t lone;			/* packets that belong to no connection: they are not part of the traffic */
};

/* Add a capture to the traffic. Return: 0, or -1 with a complaint on stderr. */
int recording_read(struct recording *recording, const char *path, const struct p2p_blob *blob, struct traffic *traffic);

#endif
