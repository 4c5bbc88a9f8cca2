/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SUBSCRIBER_H
#define P2P_SUBSCRIBER_H

#include <linux/list.h>
#include <linux/netfilter.h>
#include <linux/refcount.h>
#include <linux/rhashtable.h>
#include <linux/xarray.h>

#include "prefix.h"
#include "verdict.h"

#define P2P_FOREVER U64_MAX

/* What a namespace may hold, far beyond the largest router: at 200 and 48 bytes each that is 1.6 GiB at most. */
#define P2P_SUBSCRIBERS_MAX (4u << 20)
#define P2P_BINDINGS_MAX (16u << 20)

/**
 * struct p2p_counters - what a subscriber's packets met, on one CPU
 * @value: by enum p2p_counters_attr
 */
struct p2p_counters {
	u64 value[__P2P_COUNTERS_A_MAX];
};

/**
 * struct p2p_account - what outlives the versions of a subscriber
 * @refcount: one for each version
 * @counters: NULL until the subscriber first gets a sanction; packets may read it while it is set
 */
struct p2p_account {
	refcount_t refcount;
	struct p2p_counters __percpu *counters;
};

/**
 * struct p2p_subscriber - one version of a customer; immutable but for @order.ended, @died and the lists
 * @node: in the table by key; two versions of one key may stand in it
 * @born: first generation in which it is valid
 * @died: first generation in which it is not valid any more; P2P_FOREVER while nobody removed it
 * @order: the sanction; action 0 for none
 * @account: shared by all versions; one reference
 * @staged: in one of the transaction's lists; afterwards in that of the versions to be freed
 * @timed: in the list of sanctions with an end, while they run
 * @counterpart: what it replaces, or what replaces it, in the running transaction; else NULL
 * @id: index in @p2p_subscribers.all
 * @key: opaque, not NUL-terminated, zero behind its end
 * @key_length: its bytes
 * @prefix_count: of @prefixes
 * @prefixes: what binds it to addresses
 */
struct p2p_subscriber {
	struct rhlist_head node;
	u64 born;
	u64 died;
	struct p2p_order order;
	struct p2p_account *account;
	struct list_head staged;
	struct list_head timed;
	struct p2p_subscriber *counterpart;
	u8 key[P2P_KEY_MAX];
	u8 key_length;
	u32 id;
	u32 prefix_count;
	struct p2p_prefix prefixes[];
};

/**
 * struct p2p_subscribers - the customers of a namespace
 * @by_key: all versions
 * @prefixes: their bindings
 * @all: all versions by age, so that a dump can go on where it stopped whatever happened to the tables
 * @next_id: for the next version
 * @prefixes_most: the most prefixes that a subscriber ever had: bounds a message that shows one
 * @timed: versions whose sanction has an end that was not latched yet; protected by the configuration lock
 *
 * Changed under the configuration lock, read under it or in an RCU section.
 */
struct p2p_subscribers {
	struct rhltable by_key;
	struct p2p_prefixes prefixes;
	struct xarray all;
	u32 next_id;
	u32 prefixes_most;
	struct list_head timed;
};

static inline bool p2p_subscriber_valid(const struct p2p_subscriber *subscriber, u64 generation)
{
	return subscriber->born <= generation && generation < READ_ONCE(subscriber->died);
}

int p2p_subscribers_init(struct p2p_subscribers *subscribers);

/* Free all versions. No packet and no dump reads them any more. */
void p2p_subscribers_exit(struct p2p_subscribers *subscribers);

/**
 * p2p_subscriber_create - a version that stands in no table yet
 * @key_length: 1 to P2P_KEY_MAX
 * @prefix_count: how many bindings the caller will fill in: their key, nothing else
 *
 * Return: owned by the caller until p2p_subscriber_link() succeeds; NULL when there is no memory
 */
struct p2p_subscriber *p2p_subscriber_create(const void *key, u8 key_length, u32 prefix_count);
void p2p_subscriber_destroy(struct p2p_subscriber *subscriber);	/* a version that no packet ever saw */
size_t p2p_subscriber_size(const struct p2p_subscriber *subscriber);

/**
 * p2p_subscriber_open_account - give a new version its counters
 * @predecessor: whose account it goes on with; NULL for a new subscriber
 *
 * Return: 0 or -ENOMEM
 */
int p2p_subscriber_open_account(struct p2p_subscriber *subscriber, struct p2p_subscriber *predecessor);

/**
 * p2p_subscriber_link - put a version into the tables, where it is visible from its @born on
 * @replaced: the version that it takes over from, whose prefixes are no conflict; may be NULL
 * @prefix: on -EEXIST, which one is taken
 * @owner: on -EEXIST, by whom; by @subscriber itself when it names the prefix twice
 *
 * Return: 0, -EEXIST or -ENOMEM; on error it stands in no table and is to be freed by p2p_subscribers_free()
 */
int p2p_subscriber_link(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			const struct p2p_subscriber *replaced, u32 *prefix, struct p2p_subscriber **owner);
void p2p_subscriber_unlink(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber);

/* Wait until no packet holds the unlinked versions of a list (by @staged) and free them. May sleep. */
void p2p_subscribers_free(struct list_head *list);

/**
 * p2p_subscriber_find - by its key
 * Return: valid inside the caller's RCU section or under the configuration lock; NULL when there is no such key
 */
struct p2p_subscriber *p2p_subscriber_find(struct p2p_subscribers *subscribers, const void *key, u8 key_length,
					   u64 generation);

/**
 * p2p_subscriber_lookup - whose address is this
 * @generation: that the packet sees
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @address: 4 or 16 bytes, network order
 * @zone: conntrack zone
 *
 * The longest prefix wins.
 *
 * Return: valid inside the caller's RCU section; NULL when the address is nobody's
 */
struct p2p_subscriber *p2p_subscriber_lookup(struct p2p_subscribers *subscribers, u64 generation, u8 family,
					     const void *address, u16 zone);

/* Count a packet that the sanction touched. */
void p2p_subscriber_count(const struct p2p_subscriber *subscriber, u8 action, u32 packets, u32 bytes);

/* Add up the counters of all CPUs, by enum p2p_counters_attr. Return: false when nothing was counted */
bool p2p_subscriber_sum(const struct p2p_subscriber *subscriber, u64 sums[__P2P_COUNTERS_A_MAX]);

#endif
