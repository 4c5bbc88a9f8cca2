/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PKTFUZZ_TEMPLATE_H
#define PKTFUZZ_TEMPLATE_H

#include "rng.h"

/* The first messages of tests/netns/tool, as octets. */
struct template {
	const uint8_t *data;
	size_t size;
};

void templates_load(void);

struct template template_pick(struct rng *rng);

/* Some in a row, with or without what looks like nothing around them. Return: the size, at most @room */
size_t template_row(uint8_t *data, size_t room, struct rng *rng);

#endif
