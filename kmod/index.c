// SPDX-License-Identifier: GPL-2.0-only
#include "index.h"

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

/* A slot: 30 bits of the hash, 24 of the id, 10 of the place. What was removed leaves a mark, for a search must not end
 * where something was removed.
 */
#define VALUE_BITS	(P2P_INDEX_ID_BITS + P2P_INDEX_PLACE_BITS)
#define TAG_BITS	(64 - VALUE_BITS)
#define EMPTY		0ull
#define REMOVED		1ull

#define SIZE_MIN	64u

/**
 * struct p2p_index_table - the slots
 * @rcu: it is freed when its last reader is gone
 * @size: of @slots
 * @slots: EMPTY, REMOVED, or tag and value
 */
struct p2p_index_table {
	struct rcu_head rcu;
	u32 size;
	u64 slots[];
};

static u32 tag_of(u32 hash)
{
	return hash >> (32 - TAG_BITS);
}

/* By a multiplication instead of a mask: so a table need not double. */
static u32 home(const struct p2p_index_table *table, u32 tag)
{
	return (u64)tag * table->size >> TAG_BITS;
}

static u32 behind(const struct p2p_index_table *table, u32 slot)
{
	return ++slot < table->size ? slot : 0;
}

/* kvzalloc() would round up to a power of two, or to huge pages: up to as much again as is asked for. */
static struct p2p_index_table *table_alloc(u32 size, gfp_t flags)
{
	struct p2p_index_table *table;
	size_t bytes = struct_size(table, slots, size);

	flags |= GFP_KERNEL_ACCOUNT | __GFP_ZERO;
	table = bytes <= PAGE_SIZE ? kmalloc(bytes, flags) : __vmalloc(bytes, flags);
	if (table)
		table->size = size;
	return table;
}

static void table_free(struct rcu_head *rcu)
{
	kvfree(container_of(rcu, struct p2p_index_table, rcu));
}

/* Only the writer has it, or the index is being set up or torn down. */
static struct p2p_index_table *table_of(const struct p2p_index *index)
{
	return rcu_dereference_protected(index->table, true);
}

int p2p_index_init(struct p2p_index *index)
{
	struct p2p_index_table *table = table_alloc(SIZE_MIN, 0);

	if (!table)
		return -ENOMEM;
	RCU_INIT_POINTER(index->table, table);
	index->live = 0;
	index->filled = 0;
	index->patience = 0;
	return 0;
}

void p2p_index_exit(struct p2p_index *index)
{
	kvfree(table_of(index));
}

/* Return: the slot taken */
static u64 *put(struct p2p_index_table *table, u64 word)
{
	u32 slot = home(table, word >> VALUE_BITS);

	while (table->slots[slot] > REMOVED)
		slot = behind(table, slot);
	return &table->slots[slot];
}

static int resize(struct p2p_index *index, u32 size, gfp_t flags)
{
	struct p2p_index_table *old = table_of(index), *table = table_alloc(size, flags);
	u32 i;

	if (!table)
		return -ENOMEM;
	for (i = 0; i < old->size; i++) {
		if (old->slots[i] > REMOVED)
			*put(table, old->slots[i]) = old->slots[i];
		if (!(i % 65536))
			cond_resched();
	}
	index->filled = index->live;
	index->patience = 0;
	rcu_assign_pointer(index->table, table);
	call_rcu(&old->rcu, table_free);
	return 0;
}

/* Nine tenths: then a search looks at 6 slots for what is there, and at 50 in vain, of which 8 share a cache line.
 * (D. E. Knuth, The Art of Computer Programming 3, 6.4, algorithm L)
 */
static bool full(const struct p2p_index *index)
{
	u32 size = table_of(index)->size;

	return index->filled + 1 > size - size / 10;
}

/* Until then another table is only tried for. One slot at least is empty, which ends a search. */
static bool crammed(const struct p2p_index *index)
{
	u32 size = table_of(index)->size;

	return index->filled + 1 > size - size / 16;
}

/* While more may come. */
static u32 roomy(u32 live)
{
	return max(SIZE_MIN, live + live / 2);
}

/* When a transaction is over: searches look at 5 slots and 33, and there is some room for the next. */
static u32 snug(u32 live)
{
	return max(SIZE_MIN, live + live / 7);
}

/* Where there was no memory for another table there is none for a while: each try takes all that there is. */
static int grow(struct p2p_index *index)
{
	if (crammed(index))
		return resize(index, roomy(index->live), 0);
	if (index->filled >= index->patience && resize(index, roomy(index->live), __GFP_NOWARN | __GFP_NORETRY))
		index->patience = index->filled + table_of(index)->size / 256;
	return 0;
}

int p2p_index_insert(struct p2p_index *index, u32 hash, u64 value)
{
	u64 word = (u64)tag_of(hash) << VALUE_BITS | value;
	u64 *slot;

	if (full(index) && grow(index))
		return -ENOMEM;
	slot = put(table_of(index), word);
	if (*slot == EMPTY)
		index->filled++;
	index->live++;
	WRITE_ONCE(*slot, word);
	return 0;
}

void p2p_index_remove(struct p2p_index *index, u32 hash, u64 value)
{
	u64 word = (u64)tag_of(hash) << VALUE_BITS | value;
	struct p2p_index_table *table = table_of(index);
	u32 slot = home(table, tag_of(hash));
	bool last;

	while (table->slots[slot] != word) {
		if (WARN_ON_ONCE(table->slots[slot] == EMPTY))
			return;
		slot = behind(table, slot);
	}
	last = table->slots[behind(table, slot)] == EMPTY;
	WRITE_ONCE(table->slots[slot], last ? EMPTY : REMOVED);
	index->filled -= last;
	index->live--;
}

void p2p_index_shrink(struct p2p_index *index)
{
	u32 wanted = snug(index->live);

	/* Without memory it stays as large as it is: nobody is to be killed for this. */
	if (table_of(index)->size > wanted + wanted / 64)
		resize(index, wanted, __GFP_NOWARN | __GFP_NORETRY);
}

u64 p2p_index_find_next(struct p2p_index_cursor *cursor)
{
	const struct p2p_index_table *table = cursor->table;

	while (cursor->left) {
		u64 word = READ_ONCE(table->slots[cursor->slot]);

		if (word == EMPTY)
			return 0;
		cursor->left--;
		cursor->slot = behind(table, cursor->slot);
		if (word >> VALUE_BITS == cursor->tag && word > REMOVED)
			return word & GENMASK_ULL(VALUE_BITS - 1, 0);
	}
	return 0;
}

u64 p2p_index_find(const struct p2p_index *index, u32 hash, struct p2p_index_cursor *cursor)
{
	cursor->table = rcu_dereference_check(index->table, true);
	cursor->tag = tag_of(hash);
	cursor->slot = home(cursor->table, cursor->tag);
	cursor->left = cursor->table->size;
	return p2p_index_find_next(cursor);
}
