// SPDX-License-Identifier: GPL-2.0-only
/* A prefix within one of another subscriber is a mistake more often than not, and it would be paid for by the wrong one.
 * The index finds what contains a prefix by one look-up for each shorter length, but not what lies in it: when a shorter
 * one comes in front of longer ones, all of these look for it.
 */
#include "nesting.h"

#include "subscriber.h"

#include <linux/bitmap.h>
#include <linux/sched.h>

/**
 * struct lengths - of prefixes, by family
 * @four: of IPv4
 * @six: of IPv6
 */
struct lengths {
	unsigned long four[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];
	unsigned long six[BITS_TO_LONGS(P2P_PREFIX_LENGTHS)];
};

static unsigned long *of_family(struct lengths *lengths, u8 family)
{
	return family == NFPROTO_IPV6 ? lengths->six : lengths->four;
}

static void read_lengths(struct lengths *lengths, const struct p2p_subscribers *subscribers)
{
	p2p_prefix_lengths(lengths->four, &subscribers->prefixes, NFPROTO_IPV4);
	p2p_prefix_lengths(lengths->six, &subscribers->prefixes, NFPROTO_IPV6);
}

static bool can_nest(const struct lengths *lengths)
{
	return bitmap_weight(lengths->four, P2P_PREFIX_LENGTHS) > 1 || bitmap_weight(lengths->six, P2P_PREFIX_LENGTHS) > 1;
}

/* Does the prefix lie within another's, of one of these lengths? */
static bool look_around(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber, u32 number,
			struct lengths *lengths, struct p2p_nesting *nesting)
{
	struct p2p_prefix_key *prefix = &nesting->prefix[0];

	p2p_subscriber_prefix(subscriber, number, prefix);
	nesting->prefix[1] = *prefix;
	nesting->owner[0] = subscriber;
	rcu_read_lock();
	nesting->owner[1] = p2p_subscriber_within(subscribers, subscribers->coming, &nesting->prefix[1],
						  of_family(lengths, prefix->family), subscriber);
	rcu_read_unlock();
	return nesting->owner[1];
}

/* What a transaction adds: all prefixes of a version but those that its predecessor had. Notes in @wide the lengths of
 * those that are shorter than others.
 */
static bool look_at_new(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber,
			struct lengths *used, struct lengths *wide, struct p2p_nesting *nesting)
{
	const struct p2p_subscriber *before = p2p_subscriber_find(subscribers, p2p_subscriber_key(subscriber),
								  subscriber->key_length, subscribers->coming - 1);
	u32 i, count = p2p_subscriber_prefix_count(subscriber);
	struct p2p_prefix_key prefix;

	for (i = 0; i < count; i++) {
		p2p_subscriber_prefix(subscriber, i, &prefix);
		if (before && p2p_subscriber_has(before, &prefix))
			continue;
		if (look_around(subscribers, subscriber, i, used, nesting))
			return true;
		if (find_last_bit(of_family(used, prefix.family), P2P_PREFIX_LENGTHS) > prefix.length)
			__set_bit(prefix.length, of_family(wide, prefix.family));
	}
	return false;
}

static bool look_at_all(struct p2p_subscribers *subscribers, struct lengths *wide, struct p2p_nesting *nesting)
{
	struct p2p_subscriber *subscriber;
	unsigned long id;
	u32 i;

	xa_for_each(&subscribers->all, id, subscriber) {
		cond_resched();
		if (!p2p_subscriber_valid(subscribers, subscriber, subscribers->coming))
			continue;
		for (i = 0; i < p2p_subscriber_prefix_count(subscriber); i++) {
			if (look_around(subscribers, subscriber, i, wide, nesting))
				return true;
		}
	}
	return false;
}

bool p2p_nesting_find(struct p2p_subscribers *subscribers, bool everywhere, struct p2p_nesting *nesting)
{
	struct lengths used, wide = {};
	struct p2p_subscriber *subscriber;
	unsigned long id;

	read_lengths(&used, subscribers);
	if (!can_nest(&used))
		return false;
	if (everywhere)
		return look_at_all(subscribers, &used, nesting);
	xa_for_each_marked(&subscribers->all, id, subscriber, P2P_VERSION_PENDING) {
		cond_resched();
		if (subscriber->state == P2P_VERSION_NEW && look_at_new(subscribers, subscriber, &used, &wide, nesting))
			return true;
	}
	if (bitmap_empty(wide.four, P2P_PREFIX_LENGTHS) && bitmap_empty(wide.six, P2P_PREFIX_LENGTHS))
		return false;
	return look_at_all(subscribers, &wide, nesting);
}
