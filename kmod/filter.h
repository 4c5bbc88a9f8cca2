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
#define P2P_FILTER_NO_LENGTH	0xff

/**
 * struct p2p_filter_table - two bits for each prefix, where hashes of it say
 * @rcu: it is freed when its last reader is gone
 * @room: prefixes that it is made for
 * @down: 64 less the binary logarithm of the size of @map
 * @shifts: of IPv4 and IPv6, one for each length of their prefixes: by how much an address is to be shifted so that so much is left
 *	of it, the least first, and P2P_FILTER_NO_LENGTH behind them. Of an address of IPv6 the first 64 bits count
 * @map: the bits
 */
struct p2p_filter_table {
	struct rcu_head rcu;
	u32 room;
	u8 down;
	u8 shifts[2][P2P_FILTER_LENGTHS + 1];
	unsigned long map[];
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

/* The two bits of a prefix. A hash by multiplication alone would take all neighbours of an address that is taken for somebody
 * else's for somebody else's, too: what is folded in between parts them.
 */
static inline u64 p2p_filter_first(const struct p2p_filter_table *table, u64 hash)
{
	return hash >> table->down;
}

static inline u64 p2p_filter_second(const struct p2p_filter_table *table, u64 hash)
{
	return p2p_filter_hash(hash ^ hash >> 32) >> table->down;
}

static inline bool p2p_filter_has(const struct p2p_filter_table *table, u64 prefix)
{
	u64 hash = p2p_filter_hash(prefix);

	return test_bit(p2p_filter_first(table, hash), table->map) && test_bit(p2p_filter_second(table, hash), table->map);
}

/* Return: how many there are in p2p_filter_key() */
static inline u8 p2p_filter_bits(u8 family)
{
	return family == NFPROTO_IPV4 ? 32 : 64;
}

static inline u64 p2p_filter_key(u8 family, const void *address)
{
	return family == NFPROTO_IPV4 ? get_unaligned_be32(address) : get_unaligned_be64(address);
}

/* What is left of a key. IPv4's is told to have no more than 32 bits, which takes fewer instructions. */
static __always_inline u64 p2p_filter_cut(bool six, u64 key, u8 shift)
{
	return six ? key >> shift : (u32)key >> shift;
}

static __always_inline bool p2p_filter_holds_one(const struct p2p_filter_table *table, bool six, u64 one, u64 other)
{
	const u8 *shift;

	for (shift = table->shifts[six]; *shift != P2P_FILTER_NO_LENGTH; shift++)
		if (p2p_filter_has(table, p2p_filter_cut(six, one, *shift)) ||
		    p2p_filter_has(table, p2p_filter_cut(six, other, *shift)))
			return true;
	return false;
}

/* Return: false when neither address lies in one of the prefixes */
static inline bool p2p_filter_may_hold(const struct p2p_filter *filter, u8 family, const void *one, const void *other)
{
	const struct p2p_filter_table *table = rcu_dereference(filter->table);

	if (!table)
		return false;
	if (family == NFPROTO_IPV4)
		return p2p_filter_holds_one(table, false, get_unaligned_be32(one), get_unaligned_be32(other));
	return p2p_filter_holds_one(table, true, get_unaligned_be64(one), get_unaligned_be64(other));
}

#endif
