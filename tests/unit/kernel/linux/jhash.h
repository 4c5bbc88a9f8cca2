/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_JHASH_H
#define TESTS_JHASH_H

#include "pure.h"

static inline u32 jhash(const void *bytes, u32 length, u32 start)
{
	const u8 *byte = bytes;

	while (length--)
		start = (start ^ *byte++) * 0x01000193;
	return start;
}

#endif
