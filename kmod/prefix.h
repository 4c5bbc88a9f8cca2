/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PREFIX_H
#define P2P_PREFIX_H

#include <linux/rhashtable.h>

#include "pure.h"

struct p2p_subscriber;

/**
 * struct p2p_prefix_key - what a prefix is looked up by; no padding
 * @address: network order, host bits and unused bytes zero
 * @zone: conntrack zone
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @length: bits
 */
struct p2p_prefix_key {
	u8 address[16];
	u16 zone;
	u8 family;
	u8 length;
} __aligned(4);

/**
 * struct p2p_prefix - one binding
 * @node: in the table
 * @key: what it is looked up by
 * @subscriber: that it lies in
 */
struct p2p_prefix {
	struct rhlist_head node;
	struct p2p_prefix_key key;
	struct p2p_subscriber *subscriber;
};

#define P2P_PREFIX_LENGTHS 129

/**
 * struct p2p_prefixes - longest prefix match by one hash look-up for each length in use
 * @table: all bindings of all versions
 * @used: how many bindings have a length; by family (IPv4, IPv6) and length
 * @lengths: bits of the lengths in use, read by packets
 *
 * Changed under the configuration lock.
 */
struct p2p_prefixes {
	struct rhltable table;
	u32 used[2][P2P_PREFIX_LENGTHS];
	unsigned long lengths[2][BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];
};

int p2p_prefixes_init(struct p2p_prefixes *prefixes);
void p2p_prefixes_exit(struct p2p_prefixes *prefixes);	/* the bindings themselves lie in their subscribers */

/* Clear the bits of an address of @size bytes beyond @length. */
void p2p_prefix_mask(u8 *address, unsigned int size, unsigned int length);

int p2p_prefix_add(struct p2p_prefixes *prefixes, struct p2p_prefix *prefix);
void p2p_prefix_remove(struct p2p_prefixes *prefixes, struct p2p_prefix *prefix);

/**
 * p2p_prefix_owner - who is bound to exactly this prefix
 * @generation: in which it is asked
 * @except: that does not count; may be NULL
 *
 * Return: valid inside the caller's RCU section or under the configuration lock; NULL when nobody is
 */
struct p2p_subscriber *p2p_prefix_owner(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key,
					u64 generation, const struct p2p_subscriber *except);

/* The longest prefix around an address; see p2p_subscriber_lookup(). */
struct p2p_subscriber *p2p_prefix_lookup(struct p2p_prefixes *prefixes, u64 generation, u8 family,
					 const void *address, u16 zone);

/**
 * p2p_prefix_insert_again - is a failed insertion into a hash table worth another try
 * @err: what rhltable_insert() returned
 * @tries: 0 before the first call
 *
 * A burst of insertions can outrun the work item that enlarges the table. Waits for it; process context.
 */
static inline bool p2p_prefix_insert_again(struct rhltable *table, int err, unsigned int *tries)
{
	if ((err != -EBUSY && err != -ENOMEM) || ++*tries > 8)
		return false;
	flush_work(&table->ht.run_work);
	return true;
}

#endif
