// SPDX-License-Identifier: GPL-2.0-only
#include "prefix.h"

#include <linux/bitops.h>
#include <linux/jhash.h>
#include <linux/netfilter.h>
#include <linux/random.h>
#include <linux/string.h>

static_assert(sizeof(struct p2p_prefix_key) == 20);

static unsigned int family_index(u8 family)
{
	return family == NFPROTO_IPV6;
}

static u32 hash(const struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key)
{
	const u32 *words = (const u32 *)key;

	if (key->family == NFPROTO_IPV4)
		return jhash_2words(words[0], words[4], prefixes->seed);
	return jhash2(words, sizeof(*key) / sizeof(u32), prefixes->seed);
}

int p2p_prefixes_init(struct p2p_prefixes *prefixes)
{
	memset(prefixes->used, 0, sizeof(prefixes->used));
	memset(prefixes->lengths, 0, sizeof(prefixes->lengths));
	prefixes->seed = get_random_u32();
	return p2p_index_init(&prefixes->index);
}

void p2p_prefixes_exit(struct p2p_prefixes *prefixes)
{
	p2p_index_exit(&prefixes->index);
}

void p2p_prefix_mask(u8 *address, unsigned int size, unsigned int length)
{
	unsigned int whole = length / 8;

	if (whole >= size)
		return;
	address[whole] &= ~(0xff >> length % 8);
	memset(address + whole + 1, 0, size - whole - 1);
}

int p2p_prefix_add(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key, u64 value)
{
	unsigned int family = family_index(key->family);
	int err = p2p_index_insert(&prefixes->index, hash(prefixes, key), value);

	if (!err && !prefixes->used[family][key->length]++)
		set_bit(key->length, prefixes->lengths[family]);
	return err;
}

void p2p_prefix_remove(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key, u64 value)
{
	unsigned int family = family_index(key->family);

	p2p_index_remove(&prefixes->index, hash(prefixes, key), value);
	if (!--prefixes->used[family][key->length])
		clear_bit(key->length, prefixes->lengths[family]);
}

u64 p2p_prefix_find(const struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key,
		    struct p2p_index_cursor *cursor)
{
	return p2p_index_find(&prefixes->index, hash(prefixes, key), cursor);
}

void p2p_prefix_lengths(unsigned long lengths[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)], const struct p2p_prefixes *prefixes,
			u8 family)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(P2P_PREFIX_LENGTHS); i++)
		lengths[i] = READ_ONCE(prefixes->lengths[family_index(family)][i]);
}
