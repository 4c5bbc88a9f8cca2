/* SPDX-License-Identifier: GPL-2.0-only */
/* Prefixes, with a protocol and ports or without, that a sanction of scope all never touches. */
#ifndef P2P_GARDEN_H
#define P2P_GARDEN_H

#include <linux/refcount.h>

#include "place.h"

/**
 * struct p2p_garden_entry - one of them, as it was ordered
 * @address: network order, bits beyond @length and unused bytes zero
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @length: bits
 * @protocol: IPPROTO_*, or 0 for any
 * @port_min: host order; 0 for any port
 * @port_max: not below @port_min
 * @number: its place in what was ordered
 * @reach: what the look-up finds, see garden.c
 */
struct p2p_garden_entry {
	u8 address[16];
	u8 family;
	u8 length;
	u8 protocol;
	u16 port_min;
	u16 port_max;
	u16 number;
	u32 reach;
};

#define P2P_GARDEN_LENGTHS 129

/**
 * struct p2p_garden - all of them; immutable once it is sorted
 * @users: states that name it
 * @count: of @entries
 * @lengths: prefix lengths in use, the longest first; by family (IPv4, IPv6)
 * @lengths_used: how many of these there are
 * @entries: sorted by family, length, address, protocol and ports
 */
struct p2p_garden {
	refcount_t users;
	u32 count;
	u8 lengths[2][P2P_GARDEN_LENGTHS];
	u8 lengths_used[2];
	struct p2p_garden_entry entries[];
};

/* Entries of zeroes, to be filled in. Return: one reference, or NULL when there is no memory */
struct p2p_garden *p2p_garden_create(u32 count);
struct p2p_garden *p2p_garden_get(struct p2p_garden *garden);	/* NULL is passed on */
void p2p_garden_put(struct p2p_garden *garden);			/* no packet sees it any more; NULL is ignored */

/**
 * p2p_garden_sort - make what was filled in ready to be looked up
 *
 * Return: NULL; or an entry that says the same as one that was ordered before it: then the garden is of no use
 */
const struct p2p_garden_entry *p2p_garden_sort(struct p2p_garden *garden);

/* Whether any entry holds a place. */
bool p2p_garden_holds(const struct p2p_garden *garden, const struct p2p_place *place);

#endif
