/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PREFIX_H
#define P2P_PREFIX_H

#include "index.h"
#include "pure.h"

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

#define P2P_PREFIX_LENGTHS 129

/**
 * struct p2p_prefixes - longest prefix match by one hash look-up for each length in use
 * @index: all bindings of all versions of subscribers
 * @used: how many bindings have a length; by family (IPv4, IPv6) and length
 * @lengths: bits of the lengths in use, read by packets
 * @seed: of the hash
 *
 * Changed under the configuration lock.
 */
struct p2p_prefixes {
	struct p2p_index index;
	u32 used[2][P2P_PREFIX_LENGTHS];
	unsigned long lengths[2][BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];
	u32 seed;
};

int p2p_prefixes_init(struct p2p_prefixes *prefixes);
void p2p_prefixes_exit(struct p2p_prefixes *prefixes);

/* Clear the bits of an address of @size bytes beyond @length. */
void p2p_prefix_mask(u8 *address, unsigned int size, unsigned int length);

/* @value: what the index shall lead to. Return: 0 or -ENOMEM */
int p2p_prefix_add(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key, u64 value);
void p2p_prefix_remove(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key, u64 value);

/* Lead to whatever may be bound to a prefix: the caller compares. See p2p_index_find(). */
u64 p2p_prefix_find(const struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key,
		    struct p2p_index_cursor *cursor);

/* The lengths in use now. A transaction may set or clear one meanwhile: nothing that this packet's generation knows. */
void p2p_prefix_lengths(unsigned long lengths[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)], const struct p2p_prefixes *prefixes,
			u8 family);

#endif
