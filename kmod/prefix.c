// SPDX-License-Identifier: GPL-2.0-only
#include "prefix.h"
#include "subscriber.h"

#include <linux/bitops.h>
#include <linux/netfilter.h>

static const struct rhashtable_params prefix_params = {
	.head_offset = offsetof(struct p2p_prefix, node),
	.key_offset = offsetof(struct p2p_prefix, key),
	.key_len = sizeof(struct p2p_prefix_key),
	.automatic_shrinking = true,
};

static_assert(sizeof(struct p2p_prefix_key) == 20);

static unsigned int family_index(u8 family)
{
	return family == NFPROTO_IPV6;
}

int p2p_prefixes_init(struct p2p_prefixes *prefixes)
{
	memset(prefixes->used, 0, sizeof(prefixes->used));
	memset(prefixes->lengths, 0, sizeof(prefixes->lengths));
	return rhltable_init(&prefixes->table, &prefix_params);
}

void p2p_prefixes_exit(struct p2p_prefixes *prefixes)
{
	rhltable_destroy(&prefixes->table);
}

void p2p_prefix_mask(u8 *address, unsigned int size, unsigned int length)
{
	unsigned int whole = length / 8;

	if (whole >= size)
		return;
	address[whole] &= ~(0xff >> length % 8);
	memset(address + whole + 1, 0, size - whole - 1);
}

int p2p_prefix_add(struct p2p_prefixes *prefixes, struct p2p_prefix *prefix)
{
	unsigned int family = family_index(prefix->key.family);
	unsigned int length = prefix->key.length;
	unsigned int tries = 0;
	int err;

	do {
		err = rhltable_insert(&prefixes->table, &prefix->node, prefix_params);
	} while (p2p_prefix_insert_again(&prefixes->table, err, &tries));
	if (err)
		return err;
	if (!prefixes->used[family][length]++)
		set_bit(length, prefixes->lengths[family]);
	return 0;
}

void p2p_prefix_remove(struct p2p_prefixes *prefixes, struct p2p_prefix *prefix)
{
	unsigned int family = family_index(prefix->key.family);
	unsigned int length = prefix->key.length;

	if (WARN_ON_ONCE(rhltable_remove(&prefixes->table, &prefix->node, prefix_params)))
		return;
	if (!--prefixes->used[family][length])
		clear_bit(length, prefixes->lengths[family]);
}

static struct p2p_subscriber *owner(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key, u64 generation,
				    const struct p2p_subscriber *except)
{
	struct rhlist_head *list, *pos;
	struct p2p_prefix *prefix;

	list = rhltable_lookup(&prefixes->table, key, prefix_params);
	rhl_for_each_entry_rcu(prefix, pos, list, node) {
		if (prefix->subscriber != except && p2p_subscriber_valid(prefix->subscriber, generation))
			return prefix->subscriber;
	}
	return NULL;
}

struct p2p_subscriber *p2p_prefix_owner(struct p2p_prefixes *prefixes, const struct p2p_prefix_key *key,
					u64 generation, const struct p2p_subscriber *except)
{
	struct p2p_subscriber *found;

	rcu_read_lock();
	found = owner(prefixes, key, generation, except);
	rcu_read_unlock();
	return found;
}

/* A transaction may set or clear one meanwhile: nothing that this packet's generation knows. */
static void lengths_read(unsigned long *lengths, const struct p2p_prefixes *prefixes, unsigned int family)
{
	unsigned int i;

	for (i = 0; i < BITS_TO_LONGS(P2P_PREFIX_LENGTHS); i++)
		lengths[i] = READ_ONCE(prefixes->lengths[family][i]);
}

struct p2p_subscriber *p2p_prefix_lookup(struct p2p_prefixes *prefixes, u64 generation, u8 family,
					 const void *address, u16 zone)
{
	unsigned long lengths[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];
	unsigned int size = family == NFPROTO_IPV6 ? 16 : 4;
	struct p2p_prefix_key key = { .zone = zone, .family = family };
	unsigned int length, above = size * 8 + 1;
	struct p2p_subscriber *found;

	lengths_read(lengths, prefixes, family_index(family));
	memcpy(key.address, address, size);
	while ((length = find_last_bit(lengths, above)) < above) {
		p2p_prefix_mask(key.address, size, length);
		key.length = length;
		found = owner(prefixes, &key, generation, NULL);
		if (found)
			return found;
		above = length;
	}
	return NULL;
}
