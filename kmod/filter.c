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

static void set_two(struct p2p_filter_table *table, u64 prefix)
{
	u64 hash = p2p_filter_hash(prefix);

	set_bit(hash >> table->down, table->map);
	set_bit(p2p_filter_hash(hash ^ hash >> 32) >> table->down, table->map);
}

static void set_bits(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u64 mask = mask_of(prefix);

	set_two(table, p2p_filter_key(prefix->family, prefix->address) & mask);
	if (!prefix->length)
		set_two(table, mask);
}

/* Return: where among its family's masks that of a prefix stands or should stand */
static u64 *place_of(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u64 *place = table->masks[prefix->family == NFPROTO_IPV6];

	while (hweight64(*place) > hweight64(mask_of(prefix)))
		place++;
	return place;
}

void p2p_filter_put(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u64 *end = table->masks[prefix->family == NFPROTO_IPV6] + P2P_FILTER_LENGTHS;
	u64 *place = place_of(table, prefix);

	if (*place != mask_of(prefix)) {
		memmove(place + 1, place, (end - place) * sizeof(*place));
		*place = mask_of(prefix);
	}
	set_bits(table, prefix);
}

bool p2p_filter_add(struct p2p_filter *filter, const struct p2p_prefix_key *prefix)
{
	struct p2p_filter_table *table = table_of(filter);

	if (!table || filter->filled >= table->room || *place_of(table, prefix) != mask_of(prefix))
		return false;
	set_bits(table, prefix);
	filter->filled++;
	return true;
}

bool p2p_filter_stale(const struct p2p_filter *filter)
{
	return filter->filled > filter->live + filter->live / 2 + ROOM_MIN;
}

bool p2p_filter_holds(const struct p2p_filter *filter, u8 family, const void *one, const void *other)
{
	const struct p2p_filter_table *table = rcu_dereference(filter->table);
	u64 keys[] = { p2p_filter_key(family, one), p2p_filter_key(family, other) };
	const u64 *mask;

	if (!table)
		return false;
	for (mask = table->masks[family == NFPROTO_IPV6]; *mask; mask++)
		if (p2p_filter_has(table, keys[0] & *mask) || p2p_filter_has(table, keys[1] & *mask))
			return true;
	return false;
}
