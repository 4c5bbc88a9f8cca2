// SPDX-License-Identifier: GPL-2.0-only
#include "filter.h"

#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/overflow.h>

#define BITS_EACH	8
#define ROOM_MIN	128u
#define ROOM_MAX	(1u << 27)

static struct p2p_filter_table *table_of(const struct p2p_filter *filter)
{
	return rcu_dereference_protected(filter->table, true);
}

void p2p_filter_exit(struct p2p_filter *filter)
{
	kvfree(table_of(filter));
}

struct p2p_filter_table *p2p_filter_alloc(const struct p2p_filter *filter, gfp_t flags)
{
	u32 room = roundup_pow_of_two(clamp(2 * filter->live, ROOM_MIN, ROOM_MAX));
	size_t size = (size_t)room * BITS_EACH / BITS_PER_BYTE;
	struct p2p_filter_table *table = kvzalloc(struct_size(table, map, size / sizeof(long)), GFP_KERNEL_ACCOUNT | flags);

	if (!table)
		return NULL;
	memset(table->shifts, P2P_FILTER_NO_LENGTH, sizeof(table->shifts));
	table->room = room;
	table->down = 64 - ilog2(room) - ilog2(BITS_EACH);
	return table;
}

static void table_free(struct rcu_head *rcu)
{
	kvfree(container_of(rcu, struct p2p_filter_table, rcu));
}

void p2p_filter_publish(struct p2p_filter *filter, struct p2p_filter_table *table)
{
	struct p2p_filter_table *old = table_of(filter);

	filter->filled = filter->live;
	rcu_assign_pointer(filter->table, table);
	if (old)
		call_rcu(&old->rcu, table_free);
}

/* Nothing is shifted by all of its bits: a prefix of all addresses is two of half of them. */
static u8 shift_of(const struct p2p_prefix_key *prefix)
{
	u8 bits = p2p_filter_bits(prefix->family);

	return bits - clamp_t(u8, prefix->length, 1, bits);
}

static void set_two(struct p2p_filter_table *table, u64 prefix)
{
	u64 hash = p2p_filter_hash(prefix);

	set_bit(p2p_filter_first(table, hash), table->map);
	set_bit(p2p_filter_second(table, hash), table->map);
}

static void set_bits(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u64 start = p2p_filter_key(prefix->family, prefix->address) >> shift_of(prefix);

	set_two(table, start);
	if (!prefix->length)
		set_two(table, 1);
}

/* Return: where among its family's shifts that of a prefix stands or should stand */
static u8 *place_of(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u8 *place = table->shifts[prefix->family == NFPROTO_IPV6];

	while (*place < shift_of(prefix))
		place++;
	return place;
}

void p2p_filter_put(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix)
{
	u8 *end = table->shifts[prefix->family == NFPROTO_IPV6] + P2P_FILTER_LENGTHS;
	u8 *place = place_of(table, prefix);

	if (*place != shift_of(prefix)) {
		memmove(place + 1, place, end - place);
		*place = shift_of(prefix);
	}
	set_bits(table, prefix);
}

bool p2p_filter_add(struct p2p_filter *filter, const struct p2p_prefix_key *prefix)
{
	struct p2p_filter_table *table = table_of(filter);

	if (!table || filter->filled >= table->room || *place_of(table, prefix) != shift_of(prefix))
		return false;
	set_bits(table, prefix);
	filter->filled++;
	return true;
}

bool p2p_filter_stale(const struct p2p_filter *filter)
{
	return filter->filled > filter->live + filter->live / 2 + ROOM_MIN;
}
