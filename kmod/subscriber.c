// SPDX-License-Identifier: GPL-2.0-only
#include "subscriber.h"

#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

/* What the table by key compares: the last two members of the key, as they lie in struct p2p_subscriber. */
struct lookup_key {
	u8 key[P2P_KEY_MAX];
	u8 key_length;
} __aligned(4);

static_assert(sizeof(struct lookup_key) == P2P_KEY_MAX + 1);
static_assert(offsetof(struct p2p_subscriber, key_length) == offsetof(struct p2p_subscriber, key) + P2P_KEY_MAX);
static_assert(offsetof(struct p2p_subscriber, key) % 4 == 0);

static const struct rhashtable_params key_params = {
	.head_offset = offsetof(struct p2p_subscriber, node),
	.key_offset = offsetof(struct p2p_subscriber, key),
	.key_len = sizeof(struct lookup_key),
	.automatic_shrinking = true,
};

int p2p_subscribers_init(struct p2p_subscribers *subscribers)
{
	int err;

	err = rhltable_init(&subscribers->by_key, &key_params);
	if (err)
		return err;
	err = p2p_prefixes_init(&subscribers->prefixes);
	if (err) {
		rhltable_destroy(&subscribers->by_key);
		return err;
	}
	xa_init_flags(&subscribers->all, XA_FLAGS_ALLOC | XA_FLAGS_ACCOUNT);
	INIT_LIST_HEAD(&subscribers->timed);
	return 0;
}

void p2p_subscribers_exit(struct p2p_subscribers *subscribers)
{
	struct p2p_subscriber *subscriber;
	unsigned long id;

	p2p_prefixes_exit(&subscribers->prefixes);
	rhltable_destroy(&subscribers->by_key);
	xa_for_each(&subscribers->all, id, subscriber) {
		p2p_subscriber_destroy(subscriber);
		cond_resched();
	}
	xa_destroy(&subscribers->all);
}

static void account_put(struct p2p_account *account)
{
	if (!account || !refcount_dec_and_test(&account->refcount))
		return;
	free_percpu(account->counters);
	kfree(account);
}

struct p2p_subscriber *p2p_subscriber_create(const void *key, u8 key_length, u32 prefix_count)
{
	struct p2p_subscriber *subscriber;
	u32 i;

	subscriber = kvzalloc(struct_size(subscriber, prefixes, prefix_count), GFP_KERNEL_ACCOUNT);
	if (!subscriber)
		return NULL;
	memcpy(subscriber->key, key, key_length);
	subscriber->key_length = key_length;
	subscriber->died = P2P_FOREVER;
	INIT_LIST_HEAD(&subscriber->staged);
	INIT_LIST_HEAD(&subscriber->timed);
	subscriber->prefix_count = prefix_count;
	for (i = 0; i < prefix_count; i++)
		subscriber->prefixes[i].subscriber = subscriber;
	return subscriber;
}

void p2p_subscriber_destroy(struct p2p_subscriber *subscriber)
{
	account_put(subscriber->account);
	kvfree(subscriber);
}

size_t p2p_subscriber_size(const struct p2p_subscriber *subscriber)
{
	return struct_size(subscriber, prefixes, subscriber->prefix_count);
}

static struct p2p_account *account_get(struct p2p_subscriber *predecessor)
{
	struct p2p_account *account;

	if (predecessor) {
		refcount_inc(&predecessor->account->refcount);
		return predecessor->account;
	}
	account = kzalloc(sizeof(*account), GFP_KERNEL_ACCOUNT);
	if (account)
		refcount_set(&account->refcount, 1);
	return account;
}

int p2p_subscriber_open_account(struct p2p_subscriber *subscriber, struct p2p_subscriber *predecessor)
{
	struct p2p_counters __percpu *counters;

	subscriber->account = account_get(predecessor);
	if (!subscriber->account)
		return -ENOMEM;
	if (!subscriber->order.action || subscriber->account->counters)
		return 0;
	counters = alloc_percpu_gfp(struct p2p_counters, GFP_KERNEL_ACCOUNT);
	if (!counters)
		return -ENOMEM;
	/* Packets may look at the predecessor's account this very moment. */
	smp_store_release(&subscriber->account->counters, counters);
	return 0;
}

static int insert_by_key(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber)
{
	unsigned int tries = 0;
	int err;

	do {
		err = rhltable_insert(&subscribers->by_key, &subscriber->node, key_params);
	} while (p2p_prefix_insert_again(&subscribers->by_key, err, &tries));
	return err;
}

static void remove_prefixes(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber, u32 count)
{
	while (count--)
		p2p_prefix_remove(&subscribers->prefixes, &subscriber->prefixes[count]);
}

/* Each prefix is added before the next one is asked for, so that one named twice finds itself. */
static int add_prefixes(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			const struct p2p_subscriber *replaced, u32 *prefix, struct p2p_subscriber **owner)
{
	struct p2p_prefixes *prefixes = &subscribers->prefixes;
	u32 i;
	int err;

	for (i = 0; i < subscriber->prefix_count; i++) {
		*prefix = i;
		*owner = p2p_prefix_owner(prefixes, &subscriber->prefixes[i].key, subscriber->born, replaced);
		err = *owner ? -EEXIST : p2p_prefix_add(prefixes, &subscriber->prefixes[i]);
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

	err = xa_alloc_cyclic(&subscribers->all, &subscriber->id, subscriber, xa_limit_32b, &subscribers->next_id,
			      GFP_KERNEL_ACCOUNT);
	if (err < 0)
		return -ENOMEM;
	err = insert_by_key(subscribers, subscriber);
	if (err)
		goto err_erase;
	err = add_prefixes(subscribers, subscriber, replaced, prefix, owner);
	if (err)
		goto err_remove_key;
	WRITE_ONCE(subscribers->prefixes_most, max(subscribers->prefixes_most, subscriber->prefix_count));
	return 0;

err_remove_key:
	rhltable_remove(&subscribers->by_key, &subscriber->node, key_params);
err_erase:
	xa_erase(&subscribers->all, subscriber->id);
	return err;
}

void p2p_subscriber_unlink(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber)
{
	remove_prefixes(subscribers, subscriber, subscriber->prefix_count);
	WARN_ON_ONCE(rhltable_remove(&subscribers->by_key, &subscriber->node, key_params));
	xa_erase(&subscribers->all, subscriber->id);
	list_del_init(&subscriber->timed);
}

void p2p_subscribers_free(struct list_head *list)
{
	struct p2p_subscriber *subscriber, *next;

	if (list_empty(list))
		return;
	synchronize_rcu();
	list_for_each_entry_safe(subscriber, next, list, staged) {
		p2p_subscriber_destroy(subscriber);
		cond_resched();
	}
	INIT_LIST_HEAD(list);
}

struct p2p_subscriber *p2p_subscriber_find(struct p2p_subscribers *subscribers, const void *key, u8 key_length,
					   u64 generation)
{
	struct p2p_subscriber *subscriber, *found = NULL;
	struct lookup_key wanted = { .key_length = key_length };
	struct rhlist_head *list, *pos;

	memcpy(wanted.key, key, key_length);
	rcu_read_lock();
	list = rhltable_lookup(&subscribers->by_key, &wanted, key_params);
	rhl_for_each_entry_rcu(subscriber, pos, list, node) {
		if (p2p_subscriber_valid(subscriber, generation)) {
			found = subscriber;
			break;
		}
	}
	rcu_read_unlock();
	return found;
}

struct p2p_subscriber *p2p_subscriber_lookup(struct p2p_subscribers *subscribers, u64 generation, u8 family,
					     const void *address, u16 zone)
{
	return p2p_prefix_lookup(&subscribers->prefixes, generation, family, address, zone);
}

static enum p2p_counters_attr packets_of(u8 action)
{
	switch (action) {
	case P2P_ACTION_COUNT:
		return P2P_COUNTERS_A_COUNT_PACKETS;
	case P2P_ACTION_MARK:
		return P2P_COUNTERS_A_MARK_PACKETS;
	default:
		return P2P_COUNTERS_A_DROP_PACKETS;
	}
}

void p2p_subscriber_count(const struct p2p_subscriber *subscriber, u8 action, u32 packets, u32 bytes)
{
	struct p2p_counters __percpu *counters = READ_ONCE(subscriber->account->counters);
	enum p2p_counters_attr which = packets_of(action);

	if (!counters)
		return;
	this_cpu_add(counters->value[which], packets);
	this_cpu_add(counters->value[which + 1], bytes);
}

bool p2p_subscriber_sum(const struct p2p_subscriber *subscriber, u64 sums[__P2P_COUNTERS_A_MAX])
{
	struct p2p_counters __percpu *counters = READ_ONCE(subscriber->account->counters);
	unsigned int i;
	int cpu;

	memset(sums, 0, sizeof(u64) * __P2P_COUNTERS_A_MAX);
	if (!counters)
		return false;
	for_each_possible_cpu(cpu)
		for (i = 0; i < __P2P_COUNTERS_A_MAX; i++)
			sums[i] += READ_ONCE(per_cpu_ptr(counters, cpu)->value[i]);
	return memchr_inv(sums, 0, sizeof(u64) * __P2P_COUNTERS_A_MAX);
}
