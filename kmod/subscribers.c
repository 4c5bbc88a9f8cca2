// SPDX-License-Identifier: GPL-2.0-only
/* All versions of all subscribers: their keys and prefixes are found by indexes of 8 bytes an entry, and those under the same
 * order share it.
 */
#include "subscriber.h"

#include "bindings.h"

#include <linux/bitmap.h>
#include <linux/jhash.h>
#include <linux/random.h>
#include <linux/sched.h>

int p2p_subscribers_init(struct p2p_subscribers *subscribers)
{
	int err;

	xa_init_flags(&subscribers->all, XA_FLAGS_ALLOC | XA_FLAGS_ACCOUNT);
	subscribers->seed = get_random_u32();
	err = p2p_index_init(&subscribers->keys);
	if (err)
		return err;
	err = p2p_prefixes_init(&subscribers->prefixes);
	if (err)
		goto err_keys;
	err = p2p_sanctions_init(&subscribers->sanctions);
	if (err)
		goto err_prefixes;
	return 0;

err_prefixes:
	p2p_prefixes_exit(&subscribers->prefixes);
err_keys:
	p2p_index_exit(&subscribers->keys);
	return err;
}

static void release(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber)
{
	p2p_sanction_put(&subscribers->sanctions, subscriber->sanction);
	p2p_account_put(subscriber->account);
	p2p_subscriber_destroy(subscriber);
}

void p2p_subscribers_exit(struct p2p_subscribers *subscribers)
{
	struct p2p_subscriber *subscriber;
	unsigned long id;

	xa_for_each(&subscribers->all, id, subscriber) {
		release(subscribers, subscriber);
		cond_resched();
	}
	xa_destroy(&subscribers->all);
	p2p_sanctions_exit(&subscribers->sanctions);
	p2p_filter_exit(&subscribers->touched);
	p2p_filter_exit(&subscribers->bound);
	p2p_prefixes_exit(&subscribers->prefixes);
	p2p_index_exit(&subscribers->keys);
}

bool p2p_subscriber_valid(const struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber,
			  u64 generation)
{
	/* What it is compared with is read behind it. */
	u8 state = smp_load_acquire(&subscriber->state);

	if (state == P2P_VERSION_NEW) {
		if (generation >= READ_ONCE(subscribers->coming))
			return true;
		/* What was new may be live by now, and the next transaction have begun, and replaced it. */
		smp_rmb();	/* pairs with p2p_transaction_begin() */
		state = READ_ONCE(subscriber->state);
	}
	return state == P2P_VERSION_LIVE ||
	       (state == P2P_VERSION_OLD && generation < READ_ONCE(subscribers->coming));
}

void p2p_subscriber_set_state(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			      enum p2p_version_state state)
{
	WRITE_ONCE(subscriber->state, state);
	if (state == P2P_VERSION_LIVE)
		xa_clear_mark(&subscribers->all, subscriber->id, P2P_VERSION_PENDING);
	else
		xa_set_mark(&subscribers->all, subscriber->id, P2P_VERSION_PENDING);
}

static u32 hash_key(const struct p2p_subscribers *subscribers, const void *key, u8 key_length)
{
	return jhash(key, key_length, subscribers->seed);
}

static u32 own_hash(const struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber)
{
	return hash_key(subscribers, p2p_subscriber_key(subscriber), subscriber->key_length);
}

/* Return: the valid owner of exactly this prefix */
static struct p2p_subscriber *owner_of(struct p2p_subscribers *subscribers, const struct p2p_prefix_key *prefix,
				       u64 generation, const struct p2p_subscriber *except)
{
	struct p2p_index_cursor cursor;
	struct p2p_subscriber *subscriber;
	u64 value;

	for (value = p2p_prefix_find(&subscribers->prefixes, prefix, &cursor); value;
	     value = p2p_index_find_next(&cursor)) {
		subscriber = xa_load(&subscribers->all, p2p_index_id(value));
		if (subscriber && subscriber != except && p2p_subscriber_has_at(subscriber, p2p_index_place(value), prefix) &&
		    p2p_subscriber_valid(subscribers, subscriber, generation))
			return subscriber;
	}
	return NULL;
}

static void remove_prefixes(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber, u32 count)
{
	struct p2p_prefix_key prefix;

	while (count--) {
		p2p_subscriber_prefix(subscriber, count, &prefix);
		p2p_prefix_remove(&subscribers->prefixes, &prefix, p2p_index_value(subscriber->id, count));
	}
}

/* Each prefix is added before the next one is asked for, so that one named twice finds itself. */
static int add_prefixes(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			const struct p2p_subscriber *replaced, u32 *number, struct p2p_subscriber **owner)
{
	u32 i, count = p2p_subscriber_prefix_count(subscriber);
	struct p2p_prefix_key prefix;
	int err;

	for (i = 0; i < count; i++) {
		p2p_subscriber_prefix(subscriber, i, &prefix);
		*number = i;
		rcu_read_lock();
		*owner = owner_of(subscribers, &prefix, subscribers->coming, replaced);
		rcu_read_unlock();
		err = *owner ? -EEXIST : p2p_prefix_add(&subscribers->prefixes, &prefix,
							p2p_index_value(subscriber->id, i));
		if (err) {
			remove_prefixes(subscribers, subscriber, i);
			return err;
		}
	}
	return 0;
}

int p2p_subscriber_link(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			const struct p2p_subscriber *replaced, u32 *prefix, struct p2p_subscriber **owner)
{
	int err;

	err = xa_alloc_cyclic(&subscribers->all, &subscriber->id, subscriber, XA_LIMIT(1, P2P_INDEX_ID_MAX),
			      &subscribers->next_id, GFP_KERNEL_ACCOUNT);
	if (err < 0) {
		subscriber->id = 0;
		return err == -EBUSY ? -ENOSPC : -ENOMEM;
	}
	p2p_subscriber_set_state(subscribers, subscriber, P2P_VERSION_NEW);
	err = p2p_index_insert(&subscribers->keys, own_hash(subscribers, subscriber),
			       p2p_index_value(subscriber->id, 0));
	if (err)
		goto err_gone;
	err = p2p_bindings_add(subscribers, subscriber);
	if (err)
		goto err_key;
	err = add_prefixes(subscribers, subscriber, replaced, prefix, owner);
	if (err)
		goto err_bindings;
	WRITE_ONCE(subscribers->prefixes_most,
		   max(subscribers->prefixes_most, p2p_subscriber_prefix_count(subscriber)));
	return 0;

err_bindings:
	p2p_bindings_remove(subscribers, subscriber);
err_key:
	p2p_index_remove(&subscribers->keys, own_hash(subscribers, subscriber), p2p_index_value(subscriber->id, 0));
err_gone:
	p2p_subscriber_set_state(subscribers, subscriber, P2P_VERSION_GONE);
	return err;
}

void p2p_subscriber_unlink(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber)
{
	remove_prefixes(subscribers, subscriber, p2p_subscriber_prefix_count(subscriber));
	p2p_bindings_remove(subscribers, subscriber);
	p2p_index_remove(&subscribers->keys, own_hash(subscribers, subscriber), p2p_index_value(subscriber->id, 0));
	p2p_subscriber_set_state(subscribers, subscriber, P2P_VERSION_GONE);
}

static void free_gone(struct p2p_subscribers *subscribers)
{
	struct p2p_subscriber *subscriber;
	unsigned long id;

	synchronize_rcu();
	xa_for_each_marked(&subscribers->all, id, subscriber, P2P_VERSION_PENDING) {
		if (subscriber->state == P2P_VERSION_GONE) {
			xa_erase(&subscribers->all, id);
			release(subscribers, subscriber);
		}
		cond_resched();
	}
}

void p2p_subscribers_tidy(struct p2p_subscribers *subscribers)
{
	if (xa_marked(&subscribers->all, P2P_VERSION_PENDING))
		free_gone(subscribers);
	p2p_index_shrink(&subscribers->keys);
	p2p_index_shrink(&subscribers->prefixes.index);
	p2p_bindings_shrink(subscribers);
}

struct p2p_subscriber *p2p_subscriber_find(struct p2p_subscribers *subscribers, const void *key, u8 key_length,
					   u64 generation)
{
	struct p2p_subscriber *subscriber = NULL;
	struct p2p_index_cursor cursor;
	u64 value;

	rcu_read_lock();
	for (value = p2p_index_find(&subscribers->keys, hash_key(subscribers, key, key_length), &cursor); value;
	     value = p2p_index_find_next(&cursor)) {
		subscriber = xa_load(&subscribers->all, p2p_index_id(value));
		if (subscriber && subscriber->key_length == key_length &&
		    !memcmp(p2p_subscriber_key(subscriber), key, key_length) &&
		    p2p_subscriber_valid(subscribers, subscriber, generation))
			break;
	}
	rcu_read_unlock();
	return value ? subscriber : NULL;
}

/* The longest prefix around an address or a prefix that is shorter than @above bits, of one of these lengths. */
static struct p2p_subscriber *find_around(struct p2p_subscribers *subscribers, u64 generation,
					  struct p2p_prefix_key *prefix, unsigned int above,
					  const unsigned long *lengths, const struct p2p_subscriber *except)
{
	unsigned int length, size = prefix->family == NFPROTO_IPV6 ? 16 : 4;
	struct p2p_subscriber *found;

	while ((length = find_last_bit(lengths, above)) < above) {
		p2p_prefix_mask(prefix->address, size, length);
		prefix->length = length;
		found = owner_of(subscribers, prefix, generation, except);
		if (found)
			return found;
		above = length;
	}
	return NULL;
}

/* The filter knows the first 64 bits of an address: behind them it takes one look-up for each length. */
static struct p2p_subscriber *find_long(struct p2p_subscribers *subscribers, u64 generation, struct p2p_prefix_key *prefix)
{
	unsigned long lengths[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];

	p2p_prefix_lengths(lengths, &subscribers->prefixes, NFPROTO_IPV6);
	bitmap_clear(lengths, 0, 64);
	return find_around(subscribers, generation, prefix, P2P_PREFIX_LENGTHS, lengths, NULL);
}

/* A length of one bit stands for that of none, too. */
static noinline struct p2p_subscriber *find_length(struct p2p_subscribers *subscribers, u64 generation, u8 family,
						   const void *address, u16 zone, u8 length)
{
	struct p2p_prefix_key prefix = { .zone = zone, .family = family, .length = length };
	unsigned int size = family == NFPROTO_IPV6 ? 16 : 4;
	struct p2p_subscriber *found;

	memcpy(prefix.address, address, size);
	if (length == 64)
		return find_long(subscribers, generation, &prefix);
	p2p_prefix_mask(prefix.address, size, length);
	found = owner_of(subscribers, &prefix, generation, NULL);
	if (found || length > 1)
		return found;
	prefix.length = 0;
	p2p_prefix_mask(prefix.address, size, prefix.length);
	return owner_of(subscribers, &prefix, generation, NULL);
}

struct p2p_subscriber *p2p_subscriber_lookup(struct p2p_subscribers *subscribers, u64 generation, u8 family,
					     const void *address, u16 zone)
{
	const struct p2p_filter_table *table = rcu_dereference(subscribers->bound.table);
	struct p2p_subscriber *found;
	const struct p2p_filter_length *length;
	u64 key;

	if (!table)
		return NULL;
	key = p2p_filter_key(family, address);
	for (length = table->lengths[family == NFPROTO_IPV6]; length->mask; length++) {
		if (!p2p_filter_has(table->map, table->down, length, key))
			continue;
		found = find_length(subscribers, generation, family, address, zone, hweight64(length->mask));
		if (found)
			return found;
	}
	return NULL;
}

struct p2p_subscriber *p2p_subscriber_within(struct p2p_subscribers *subscribers, u64 generation,
					     struct p2p_prefix_key *prefix, const unsigned long *lengths,
					     const struct p2p_subscriber *except)
{
	return find_around(subscribers, generation, prefix, prefix->length, lengths, except);
}
