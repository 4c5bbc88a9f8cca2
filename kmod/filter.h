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
 * struct p2p_filter_table - two bits for each prefix, where hashes of it say
 * @rcu: it is freed when its last reader is gone
 * @room: prefixes that it is made for
 * @down: 64 less the binary logarithm of the size of @map
 * @map: the bits: in memory of their own, whose size is a power of two, so that none is lost to rounding
 * @masks: for keys of IPv4 and IPv6: one for each length of their prefixes, the longest first, and 0 behind them
 */
struct p2p_filter_table {
	struct rcu_head rcu;
	u32 room;
	u8 down;
	unsigned long *map;
	u64 masks[2][P2P_FILTER_LENGTHS + 1];
};

/**
 * struct p2p_filter - may an address lie in one of some prefixes?
 * @table: replaced as a whole; NULL while there is no prefix
 * @live: prefixes that count
 * @filled: prefixes that were added to the table
 *
 * "No" is certain and cheap, so that nobody is looked up in vain; "yes" is wrong for every sixteenth address or less.
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

static inline u64 p2p_filter_hash(u64 prefix)
{
	return prefix * GOLDEN_RATIO_64;
}

/* Of an address of IPv6 the first 64 bits count. In network order: a mask needs no other. */
static __always_inline u64 p2p_filter_key(u8 family, const void *address)
{
	return family == NFPROTO_IPV4 ? get_unaligned((const u32 *)address) : get_unaligned((const u64 *)address);
}

/* The two bits of a prefix. A hash by multiplication alone would take all neighbours of an address that is taken for somebody
 * else's for somebody else's, too: what is folded in between parts them.
 */
static inline bool p2p_filter_has(const struct p2p_filter_table *table, u64 prefix)
{
	u64 hash = p2p_filter_hash(prefix);

	return test_bit(hash >> table->down, table->map) &&
	       test_bit(p2p_filter_hash(hash ^ hash >> 32) >> table->down, table->map);
}

/* At a glance, by first bits alone: true for up to every fourth pair of which p2p_filter_holds() says no. In so few registers that
 * a hook needs no stack for it: the keys are read again for each length.
 * Return: false when neither address lies in one of the prefixes
 */
static __always_inline bool p2p_filter_may_hold(const struct p2p_filter *filter, u8 family, const void *one, const void *other)
{
	const struct p2p_filter_table *table = rcu_dereference(filter->table);
	const unsigned long *map;
	const u64 *mask;
	u8 down;

	if (!table)
		return false;
	map = table->map;
	down = table->down;
	for (mask = table->masks[family == NFPROTO_IPV6]; *mask; mask++)
		if (test_bit(p2p_filter_hash(p2p_filter_key(family, one) & *mask) >> down, map) ||
		    test_bit(p2p_filter_hash(p2p_filter_key(family, other) & *mask) >> down, map))
			return true;
	return false;
}

/* Return: false when neither address lies in one of the prefixes */
bool p2p_filter_holds(const struct p2p_filter *filter, u8 family, const void *one, const void *other);

#endif
