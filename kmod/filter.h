/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_FILTER_H
#define P2P_FILTER_H

#include <linux/bitops.h>
#include <linux/hash.h>
#include <linux/netfilter.h>
#include <linux/rcupdate.h>
#include <linux/unaligned.h>

#include "prefix.h"

#define P2P_FILTER_LENGTHS	64	/* that a family has at most */

/**
 * struct p2p_filter_length - a length that prefixes have
 * @mask: what such a prefix has of a key; 0 behind the last length
 * @factor: odd, and another one for each length, so that a prefix is not taken for the longer one that begins as it does
 */
struct p2p_filter_length {
	u64 mask;
	u64 factor;
};

/**
 * struct p2p_filter_table - two bits for each prefix, where hashes of it say
 * @rcu: it is freed when its last reader is gone
 * @room: prefixes that it is made for
 * @down: 64 less the binary logarithm of the size of @map
 * @map: the bits: in memory of their own, whose size is a power of two, so that none is lost to rounding
 * @lengths: of prefixes of IPv4 and IPv6, the longest first
 */
struct p2p_filter_table {
	struct rcu_head rcu;
	u32 room;
	u8 down;
	unsigned long *map;
	struct p2p_filter_length lengths[2][P2P_FILTER_LENGTHS + 1];
};

/**
 * struct p2p_filter - may an address lie in one of some prefixes?
 * @table: replaced as a whole; NULL while there is no prefix
 * @live: prefixes that count
 * @filled: prefixes that were added to the table
 *
 * "No" is certain and cheap, so that nobody is looked up in vain; "yes" is wrong, for each length, for every sixteenth address
 * or less.
 * Changed by one writer at a time, read in an RCU section.
 */
struct p2p_filter {
	struct p2p_filter_table __rcu *table;
	u32 live;
	u32 filled;
};

void p2p_filter_exit(struct p2p_filter *filter);	/* nobody reads it any more */

/**
 * p2p_filter_add - add a prefix that is live already; packets may be reading
 *
 * Return: false when that takes another table: there is none, it is full, or this length is new to it
 */
bool p2p_filter_add(struct p2p_filter *filter, const struct p2p_prefix_key *prefix);

/* Much of what is in it is gone: another table would be better. */
bool p2p_filter_stale(const struct p2p_filter *filter);

/**
 * p2p_filter_alloc - an empty table, with room for what is live and as much again
 * @flags: besides GFP_KERNEL_ACCOUNT
 *
 * Return: for p2p_filter_put() and p2p_filter_publish(); NULL when there is no memory
 */
struct p2p_filter_table *p2p_filter_alloc(const struct p2p_filter *filter, gfp_t flags);
void p2p_filter_put(struct p2p_filter_table *table, const struct p2p_prefix_key *prefix);
void p2p_filter_publish(struct p2p_filter *filter, struct p2p_filter_table *table);

/* Of an address of IPv6 the first 64 bits count. In network order: a mask needs no other. */
static __always_inline u64 p2p_filter_key(u8 family, const void *address)
{
	return family == NFPROTO_IPV4 ? get_unaligned((const u32 *)address) : get_unaligned((const u64 *)address);
}

/* The two bits of a prefix. A hash by multiplication alone would take all neighbours of an address that is taken for somebody
 * else's for somebody else's, too: what is folded in between parts them.
 */
static __always_inline u64 p2p_filter_first(const struct p2p_filter_length *length, u64 key)
{
	return (key & length->mask) * length->factor;
}

static __always_inline u64 p2p_filter_second(const struct p2p_filter_length *length, u64 first)
{
	return (first ^ first >> 32) * length->factor;
}

static __always_inline bool p2p_filter_has(const unsigned long *map, u8 down, const struct p2p_filter_length *length, u64 key)
{
	u64 first = p2p_filter_first(length, key);

	return test_bit(first >> down, map) && test_bit(p2p_filter_second(length, first) >> down, map);
}

/* In so few registers that a hook needs no stack for it: keys are read for each length.
 * Return: false only when neither address lies in one of the prefixes
 */
static __always_inline bool p2p_filter_may_hold(const struct p2p_filter *filter, u8 family, const void *one, const void *other)
{
	const struct p2p_filter_table *table = rcu_dereference(filter->table);
	const struct p2p_filter_length *length;
	const unsigned long *map;
	u8 down;

	if (!table)
		return false;
	map = table->map;
	down = table->down;
	for (length = table->lengths[family == NFPROTO_IPV6]; length->mask; length++)
		if (p2p_filter_has(map, down, length, p2p_filter_key(family, one)) ||
		    p2p_filter_has(map, down, length, p2p_filter_key(family, other)))
			return true;
	return false;
}

#endif
