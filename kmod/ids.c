// SPDX-License-Identifier: GPL-2.0-only
#include "ids.h"

bool p2p_ids_contain(const u8 *ids, u32 count, u32 size, const u8 *id)
{
	u32 low = 0, high = count;

	while (low < high) {
		u32 middle = low + (high - low) / 2;
		int order = memcmp(id, ids + (size_t)middle * size, size);

		if (!order)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

bool p2p_ids_ascend(const u8 *ids, u32 count, u32 size, const u8 *before)
{
	for (; count; count--, ids += size) {
		if (before && memcmp(before, ids, size) >= 0)
			return false;
		before = ids;
	}
	return true;
}
