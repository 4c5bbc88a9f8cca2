/* SPDX-License-Identifier: GPL-2.0-only */
/* Content ids of one size, one behind the other in ascending order. */
#ifndef P2P_IDS_H
#define P2P_IDS_H

#include "pure.h"

#define P2P_INFO_HASH_SIZE	20
#define P2P_ED2K_HASH_SIZE	16

/**
 * p2p_ids_contain - is this one of them: a binary search, 20 steps for a million
 * @ids: ascending
 * @count: how many
 * @size: bytes of one
 */
bool p2p_ids_contain(const u8 *ids, u32 count, u32 size, const u8 *id);

/**
 * p2p_ids_ascend - is each above the one before it
 * @before: what stands before the first of them; NULL for nothing
 */
bool p2p_ids_ascend(const u8 *ids, u32 count, u32 size, const u8 *before);

#endif
