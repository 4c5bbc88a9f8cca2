/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_INDEX_H
#define P2P_INDEX_H

#include <linux/rcupdate.h>
#include <linux/types.h>

struct p2p_index_table;

/* What an index leads to: an id in the upper bits, not 0, and a place in it in the lower P2P_INDEX_PLACE_BITS. */
#define P2P_INDEX_PLACE_BITS	10
#define P2P_INDEX_ID_BITS	24
#define P2P_INDEX_ID_MAX	((1u << P2P_INDEX_ID_BITS) - 1)

/**
 * struct p2p_index - hash -> values, 8 bytes each, and a seventh more for room at rest
 * @table: replaced as a whole when it grows or shrinks
 * @live: values in it
 * @filled: slots of the table that are not empty: those of @live and of what was removed
 * @patience: before so many are filled no larger table is tried for, unless none could be filled without it
 *
 * Open addressing in slots of one word that hold value and hash: a reader sees a slot as it was or as it is, and a table
 * is copied without a look at what its values lead to. Values may share a hash; they need not differ.
 *
 * Changed by one writer at a time, read by it or in an RCU section.
 */
struct p2p_index {
	struct p2p_index_table __rcu *table;
	u32 live;
	u32 filled;
	u32 patience;
};

/**
 * struct p2p_index_cursor - where a search has come to
 * @table: that it goes through
 * @tag: what it looks for
 * @slot: next one
 * @left: slots that it has not seen
 */
struct p2p_index_cursor {
	const struct p2p_index_table *table;
	u32 tag;
	u32 slot;
	u32 left;
};

static inline u64 p2p_index_value(u32 id, u32 place)
{
	return (u64)id << P2P_INDEX_PLACE_BITS | place;
}

static inline u32 p2p_index_id(u64 value)
{
	return value >> P2P_INDEX_PLACE_BITS;
}

static inline u32 p2p_index_place(u64 value)
{
	return value & ((1u << P2P_INDEX_PLACE_BITS) - 1);
}

int p2p_index_init(struct p2p_index *index);	/* Return: 0 or -ENOMEM */
void p2p_index_exit(struct p2p_index *index);	/* nobody reads it any more */

/* Return: 0 or -ENOMEM, with nothing changed. May sleep. */
int p2p_index_insert(struct p2p_index *index, u32 hash, u64 value);
void p2p_index_remove(struct p2p_index *index, u32 hash, u64 value);
void p2p_index_shrink(struct p2p_index *index);	/* give back what no further value needs; may sleep */

/**
 * p2p_index_find - the first value of a hash
 * @cursor: for p2p_index_find_next()
 *
 * Return: 0 when there is none
 */
u64 p2p_index_find(const struct p2p_index *index, u32 hash, struct p2p_index_cursor *cursor);
u64 p2p_index_find_next(struct p2p_index_cursor *cursor);

#endif
