// SPDX-License-Identifier: GPL-2.0-only
#include "filter.h"

#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>

#define BITS_EACH	8
#define ROOM_MIN	128u
#define ROOM_MAX	(1u << 27)

static struct p2p_filter_table *table_of(const struct p2p_filter *filter)
{
	return rcu_dereference_protected(filter->table, true);
}

static void table_free(struct p2p_filter_table *table)
{
	if (!table)
		return;
	kvfree(table->map);
	kfree(table);
}

void p2p_filter_exit(struct p2p_filter *filter)
{
	table_free(table_of(filter));
}

struct p2p_filter_table *p2p_filter_alloc(const struct p2p_filter *filter, gfp_t flags)
{
	u32 room = roundup_pow_of_two(clamp(2 * filter->live, ROOM_MIN, ROOM_MAX));
	struct p2p_filter_table *table = kzalloc(sizeof(*table), GFP_KERNEL_ACCOUNT | flags);

	if (!table)
		return NULL;
	table->map = kvzalloc((size_t)room * BITS_EACH / BITS_PER_BYTE, GFP_KERNEL_ACCOUNT | flags);
	if (!table->map) {
		kfree(table);
		return NULL;
	}
	table->room = room;
	table->down = 64 - ilog2(room) - ilog2(BITS_EACH);
	return table;
}

static void free_later(struct rcu_head *rcu)
{
	table_free(container_of(rcu, struct p2p_filter_table, rcu));
}

void p2p_filter_publish(struct p2p_filter *filter, struct p2p_filter_table *table)
{
	struct p2p_filter_table *old = table_of(filter);

	filter->filled = filter->live;
	rcu_assign_pointer(filter->table, table);
	if (old)
		call_rcu(&old->rcu, free_later);
}

/* There is no mask of no bits: a prefix of all addresses is two of half of them. */
static u64 mask_of(const struct p2p_prefix_key *prefix)
{
	u8 length = max_t(u8, prefix->length, 1);

	if (prefix->family == NFPROTO_IPV4)
		return (__force u32)cpu_to_be32(GENMASK(31, 32 - length));
	return (__force u64)cpu_to_be64(GENMASK_ULL(63, 64 - min_t(u8, length, 64)));
}

static u64 factor_of(u64 mask)
{
	u64 mixed = hweight64(mask) * GOLDEN_RATIO_64;

	return (mixed ^ mixed >> 32) * GOLDEN_RATIO_64 | 1;
}

static void set_two(struct p2p_filter_table *table, const struct p2p_filter_length *length, u64 key)
{
	u64 first = p2p_filter_first(length, key);

	set_bit(first >> table->down, table->map);
	set_bit(p2p_filter_second(length, first) >> table->down, table->map);
}

static void set_bits(struct p2p_filter_table *table, const struct p2p_filter_length *length, const struct p2p_prefix_key *prefix)
{
	set_two(table, length, p2p_filter_key(prefix->family, prefix->address));
	if (!prefix->length)
		set_two(table, length, length->mask);
}

/* Return: where among those of its family the length of a prefix stands or should stand */
static struct p2p_filter_length *place_of(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	struct p2p_filter_length *place = table->lengths[prefix->family == NFPROTO_IPV6];

	while (hweight64(place->mask) > hweight64(mask_of(prefix)))
		place++;
	return place;
}

void p2p_filter_put(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	struct p2p_filter_length *end = table->lengths[prefix->family == NFPROTO_IPV6] + P2P_FILTER_LENGTHS;
	struct p2p_filter_length *place = place_of(table, prefix);
	u64 mask = mask_of(prefix);

	if (place->mask != mask) {
		memmove(place + 1, place, (end - place) * sizeof(*place));
		*place = (struct p2p_filter_length) { .mask = mask, .factor = factor_of(mask) };
	}
	set_bits(table, place, prefix);
}

bool p2p_filter_add(struct p2p_filter *filter, const struct p2p_prefix_key *prefix)
{
	struct p2p_filter_table *table = table_of(filter);
	const struct p2p_filter_length *length;

	if (!table || filter->filled >= table->room)
		return false;
	length = place_of(table, prefix);
	if (length->mask != mask_of(prefix))
		return false;
	set_bits(table, length, prefix);
	filter->filled++;
	return true;
}

bool p2p_filter_stale(const struct p2p_filter *filter)
{
	return filter->filled > filter->live + filter->live / 2 + ROOM_MIN;
}
