// SPDX-License-Identifier: GPL-2.0-only
/* A place has a key: protocol << 16 | port. What an entry says of protocol and ports is a range of keys. Entries with the
 * same prefix stand in the order in which their ranges begin, and each knows the reach: the end of the longest range up to
 * and including its own. So one binary search for the last entry that begins at or before a key tells whether any of them
 * holds it; one search for each prefix length in use, however many entries and ports there are.
 *
 *	192.0.2.53/32				0x000000 - 0xffffff	any protocol; the only range with key 0
 *	192.0.2.53/32 protocol tcp		0x060000 - 0x06ffff
 *	192.0.2.53/32 protocol udp port 53	0x110035 - 0x110035
 */
#include "garden.h"

#include <linux/mm.h>
#include <linux/netfilter.h>
#include <linux/overflow.h>
#include <linux/sort.h>

static unsigned int family_index(u8 family)
{
	return family == NFPROTO_IPV6;
}

static u32 first_key(const struct p2p_garden_entry *entry)
{
	return (u32)entry->protocol << 16 | entry->port_min;
}

static u32 last_key(const struct p2p_garden_entry *entry)
{
	if (!entry->protocol)
		return 0xffffff;
	return (u32)entry->protocol << 16 | (entry->port_max ?: U16_MAX);
}

static u32 key_of(const struct p2p_place *place)
{
	bool ports = place->protocol == IPPROTO_TCP || place->protocol == IPPROTO_UDP;

	return (u32)place->protocol << 16 | (ports ? place->port : 0);
}

/* By the first @length bits. */
static int compare_bits(const u8 *a, const u8 *b, unsigned int length)
{
	unsigned int whole = length / 8, rest = length % 8;
	int order = memcmp(a, b, whole);

	if (order || !rest)
		return order;
	return (a[whole] >> (8 - rest)) - (b[whole] >> (8 - rest));
}

static int compare_prefixes(const struct p2p_garden_entry *a, const struct p2p_garden_entry *b)
{
	if (a->family != b->family)
		return a->family - b->family;
	if (a->length != b->length)
		return a->length - b->length;
	return memcmp(a->address, b->address, sizeof(a->address));
}

static int compare_numbers(u32 a, u32 b)
{
	return (a > b) - (a < b);
}

/* What says the same is not told apart. */
static int compare_meanings(const struct p2p_garden_entry *a, const struct p2p_garden_entry *b)
{
	int order = compare_prefixes(a, b);

	if (!order)
		order = compare_numbers(first_key(a), first_key(b));
	return order ?: compare_numbers(last_key(a), last_key(b));
}

static int compare_entries(const void *a, const void *b)
{
	const struct p2p_garden_entry *left = a, *right = b;

	return compare_meanings(left, right) ?: compare_numbers(left->number, right->number);
}

struct p2p_garden *p2p_garden_create(u32 count)
{
	struct p2p_garden *garden = kvzalloc(struct_size(garden, entries, count), GFP_KERNEL_ACCOUNT);

	if (!garden)
		return NULL;
	refcount_set(&garden->users, 1);
	garden->count = count;
	return garden;
}

struct p2p_garden *p2p_garden_get(struct p2p_garden *garden)
{
	if (garden)
		refcount_inc(&garden->users);
	return garden;
}

void p2p_garden_put(struct p2p_garden *garden)
{
	if (garden && refcount_dec_and_test(&garden->users))
		kvfree(garden);
}

/* The entries of a length stand side by side, the longest length last. */
static void list_lengths(struct p2p_garden *garden)
{
	u32 i;

	for (i = garden->count; i; i--) {
		const struct p2p_garden_entry *entry = &garden->entries[i - 1];
		unsigned int family = family_index(entry->family);
		u8 used = garden->lengths_used[family];

		if (!used || garden->lengths[family][used - 1] != entry->length)
			garden->lengths[family][garden->lengths_used[family]++] = entry->length;
	}
}

const struct p2p_garden_entry *p2p_garden_sort(struct p2p_garden *garden)
{
	struct p2p_garden_entry *entry = garden->entries;
	u32 i;

	sort(garden->entries, garden->count, sizeof(*garden->entries), compare_entries, NULL);
	for (i = 0; i < garden->count; i++, entry++) {
		entry->reach = last_key(entry);
		if (!i || compare_prefixes(entry - 1, entry))
			continue;
		if (!compare_meanings(entry - 1, entry))
			return entry;
		entry->reach = max_t(u32, entry->reach, entry[-1].reach);
	}
	list_lengths(garden);
	return NULL;
}

/* Where an entry stands in the order, seen from a place with prefixes of @length. */
static int compare_place(const struct p2p_garden_entry *entry, const struct p2p_place *place, u8 length)
{
	int order = entry->family - place->family;

	if (!order)
		order = entry->length - length;
	if (!order)
		order = compare_bits(entry->address, place->address, length);
	return order ?: compare_numbers(first_key(entry), key_of(place));
}

static bool length_holds(const struct p2p_garden *garden, const struct p2p_place *place, u8 length)
{
	const struct p2p_garden_entry *last;
	u32 low = 0, high = garden->count;

	/* All before low begin at or before the place, none from high on does. */
	while (low < high) {
		u32 middle = low + (high - low) / 2;

		if (compare_place(&garden->entries[middle], place, length) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return false;
	last = &garden->entries[low - 1];
	return last->family == place->family && last->length == length &&
	       !compare_bits(last->address, place->address, length) && key_of(place) <= last->reach;
}

bool p2p_garden_holds(const struct p2p_garden *garden, const struct p2p_place *place)
{
	unsigned int family = family_index(place->family), i;

	for (i = 0; i < garden->lengths_used[family]; i++) {
		if (length_holds(garden, place, garden->lengths[family][i]))
			return true;
	}
	return false;
}
