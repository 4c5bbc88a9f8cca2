/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SUBSCRIBER_H
#define P2P_SUBSCRIBER_H

#include <linux/netfilter.h>
#include <linux/xarray.h>

#include "account.h"
#include "filter.h"
#include "order.h"
#include "prefix.h"

/* What a namespace may hold, far beyond the largest router. */
#define P2P_SUBSCRIBERS_MAX (4u << 20)
#define P2P_SUBSCRIBERS_OF_USER 4096
#define P2P_BINDINGS_MAX (16u << 20)

/* In which generations a version is valid. The coming generation is that of the running transaction. */
enum p2p_version_state {
	P2P_VERSION_LIVE,	/* in all */
	P2P_VERSION_NEW,	/* from the coming one on */
	P2P_VERSION_OLD,	/* up to the coming one */
	P2P_VERSION_GONE,	/* in none: in no index any more, and soon freed */
};

/* All but the live ones: what a transaction has to tidy up. */
#define P2P_VERSION_PENDING XA_MARK_1

/**
 * struct p2p_shape - how much room the prefixes of a version take
 * @count4: prefixes of IPv4
 * @count6: prefixes of IPv6
 * @bytes6: that must be kept of each one's address: those that the longest of them has
 * @zoned: one of them has a zone
 */
struct p2p_shape {
	u16 count4;
	u16 count6;
	u8 bytes6 : 5;
	u8 zoned : 1;
} __packed;

/**
 * struct p2p_subscriber - one version of a customer, as small as it can be; immutable but for @state and @account
 * @sanction: that it is under, or NULL; one use
 * @account: shared by all versions, one reference; NULL until something is counted
 * @id: in @p2p_subscribers.all
 * @shape: of its prefixes
 * @state: enum p2p_version_state
 * @key_length: 1 to P2P_KEY_MAX; 0 for the default
 * @room: prefixes of IPv4, those of IPv6, the key
 *
 * The one without a key is the default: its sanction holds for flows with no customer at either end. It has no prefixes.
 */
struct p2p_subscriber {
	struct p2p_sanction *sanction;
	struct p2p_account *account;
	u32 id;
	struct p2p_shape shape;
	u8 state;
	u8 key_length;
	u8 room[];
};

/**
 * struct p2p_subscribers - the customers of a namespace
 * @all: all versions by age, so that a dump can go on where it stopped whatever happened to the tables
 * @next_id: for the next version
 * @coming: generation of the running transaction, or of the last one
 * @keys: index of all versions by key
 * @seed: of the hash of keys
 * @prefixes: their bindings
 * @bound: may an address be somebody's
 * @touched: may it be of somebody under a sanction of scope all
 * @prefixes_most: the most prefixes that a subscriber ever had: bounds a message that shows one
 * @sanctions: that they are under
 *
 * Changed under the configuration lock, read under it or in an RCU section.
 */
struct p2p_subscribers {
	struct xarray all;
	u32 next_id;
	u64 coming;
	struct p2p_index keys;
	u32 seed;
	struct p2p_prefixes prefixes;
	struct p2p_filter bound;
	struct p2p_filter touched;
	u32 prefixes_most;
	struct p2p_sanctions sanctions;
};

static inline u32 p2p_subscriber_prefix_count(const struct p2p_subscriber *subscriber)
{
	return subscriber->shape.count4 + subscriber->shape.count6;
}

static inline bool p2p_subscriber_is_default(const struct p2p_subscriber *subscriber)
{
	return !subscriber->key_length;
}

static inline struct p2p_order *p2p_subscriber_order(const struct p2p_subscriber *subscriber)
{
	return subscriber->sanction ? &subscriber->sanction->order : NULL;
}

bool p2p_subscriber_valid(const struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber,
			  u64 generation);

int p2p_subscriber_init(void);		/* what all namespaces share. Return: 0 or -ENOMEM */
void p2p_subscriber_exit(void);

int p2p_subscribers_init(struct p2p_subscribers *subscribers);

/* Free all versions. No packet and no dump reads them any more. */
void p2p_subscribers_exit(struct p2p_subscribers *subscribers);

/**
 * p2p_subscriber_create - a version that stands in no table yet
 * @key_length: 0 to P2P_KEY_MAX
 * @shape: of the prefixes that the caller will set: those of IPv4 first
 *
 * Return: owned by the caller until p2p_subscriber_link(); NULL when there is no memory
 */
struct p2p_subscriber *p2p_subscriber_create(const void *key, u8 key_length, const struct p2p_shape *shape);
void p2p_subscriber_destroy(struct p2p_subscriber *subscriber);	/* one that was not linked */
size_t p2p_subscriber_size(const struct p2p_subscriber *subscriber);

void p2p_subscriber_set_prefix(struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix);
void p2p_subscriber_prefix(const struct p2p_subscriber *subscriber, u32 number, struct p2p_prefix_key *prefix);
/* Is the prefix of that number, if there is one, this? */
bool p2p_subscriber_has_at(const struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix);
bool p2p_subscriber_has(const struct p2p_subscriber *subscriber, const struct p2p_prefix_key *prefix);
const u8 *p2p_subscriber_key(const struct p2p_subscriber *subscriber);

/**
 * p2p_subscriber_link - put a version into the tables, where it is valid from the coming generation on
 * @replaced: the version that it takes over from, whose prefixes are no conflict; may be NULL
 * @prefix: on -EEXIST, which one is taken
 * @owner: on -EEXIST, by whom; by @subscriber itself when it names the prefix twice
 *
 * Return: 0, -EEXIST, -ENOMEM, or -ENOSPC when there are too many versions. On error it is gone, and freed with the
 * transaction; if it could not even be linked (@id 0) the caller destroys it.
 */
int p2p_subscriber_link(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			const struct p2p_subscriber *replaced, u32 *prefix, struct p2p_subscriber **owner);

/* Take a version out of the indexes; it is gone. */
void p2p_subscriber_unlink(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber);

void p2p_subscriber_set_state(struct p2p_subscribers *subscribers, struct p2p_subscriber *subscriber,
			      enum p2p_version_state state);

/* A transaction is over: free the versions that are gone, once no packet holds one, and memory that no version needs. May sleep. */
void p2p_subscribers_tidy(struct p2p_subscribers *subscribers);

/**
 * p2p_subscriber_find - by its key
 * Return: valid inside the caller's RCU section or under the configuration lock; NULL when there is no such key
 */
struct p2p_subscriber *p2p_subscriber_find(struct p2p_subscribers *subscribers, const void *key, u8 key_length,
					   u64 generation);

/* The default, likewise. */
static inline struct p2p_subscriber *p2p_subscriber_find_default(struct p2p_subscribers *subscribers, u64 generation)
{
	return p2p_subscriber_find(subscribers, "", 0, generation);
}

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

/**
 * p2p_subscriber_within - in whose prefix does this one lie
 * @prefix: replaced by the one that contains it: the longest
 * @lengths: of prefixes that are looked for
 * @except: whose prefixes do not count
 *
 * Return: as p2p_subscriber_lookup()
 */
struct p2p_subscriber *p2p_subscriber_within(struct p2p_subscribers *subscribers, u64 generation,
					     struct p2p_prefix_key *prefix, const unsigned long *lengths,
					     const struct p2p_subscriber *except);

#endif
