/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A part of a packet. A capture may hold less of it than was on the wire; both lengths count. */
#ifndef P2PCTL_BYTES_H
#define P2PCTL_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "pure.h"

struct bytes {
	const uint8_t *data;
	uint32_t size;			/* at hand */
	uint32_t length;		/* on the wire; at least size */
};

/* Step over bytes that are at hand. Return: false, and nothing done, when they are not. */
static inline bool bytes_skip(struct bytes *bytes, uint32_t count)
{
	if (count > bytes->size)
		return false;
	bytes->data += count;
	bytes->size -= count;
	bytes->length -= count;
	return true;
}

/* What lies behind the first length bytes is no part of it: padding, a check sum. */
static inline void bytes_limit(struct bytes *bytes, uint32_t length)
{
	bytes->length = min_t(uint32_t, bytes->length, length);
	bytes->size = min_t(uint32_t, bytes->size, length);
}

#endif
