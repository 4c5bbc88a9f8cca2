// SPDX-License-Identifier: GPL-2.0-only
/* A version of a subscriber. A million of them shall fit a small router: it is one small block. */
#include "subscriber.h"

#include <linux/mm.h>
#include <linux/slab.h>

/* A prefix as a version keeps it. */
struct prefix4 {
	u8 address[4];
	u16 zone;
	u8 length;
	u8 unused;
};

struct prefix6 {
	u8 address[16];
	u16 zone;
	u8 length;
	u8 unused;
};

static_assert(offsetof(struct p2p_subscriber, room) == 28 || BITS_PER_LONG == 32);
static_assert(sizeof(struct prefix4) == 8 && sizeof(struct prefix6) == 20);
static_assert(P2P_PREFIXES_MAX <= 1u << P2P_INDEX_PLACE_BITS);

static size_t room_of_prefixes(u16 count4, u16 count6)
{
	return count4 * sizeof(struct prefix4) + count6 * sizeof(struct prefix6);
}

static size_t size_of(u8 key_length, u16 count4, u16 count6)
{
	return max(offsetof(struct p2p_subscriber, room) + room_of_prefixes(count4, count6) + key_length,
		   sizeof(struct p2p_subscriber));
}

struct p2p_subscriber *p2p_subscriber_create(const void *key, u8 key_length, u16 count4, u16 count6)
{
	struct p2p_subscriber *subscriber = kvzalloc(size_of(key_length, count4, count6), GFP_KERNEL_ACCOUNT);

	if (!subscriber)
		return NULL;
	subscriber->state = P2P_VERSION_NEW;
	subscriber->count4 = count4;
	subscriber->count6 = count6;
	subscriber->key_length = key_length;
	memcpy(subscriber->room + room_of_prefixes(count4, count6), key, key_length);
	return subscriber;
}

void p2p_subscriber_destroy(struct p2p_subscriber *subscriber)
{
	kvfree(subscriber);
}

size_t p2p_subscriber_size(const struct p2p_subscriber *subscriber)
{
	return size_of(subscriber->key_length, subscriber->count4, subscriber->count6);
}

const u8 *p2p_subscriber_key(const struct p2p_subscriber *subscriber)
{
	return subscriber->room + room_of_prefixes(subscriber->count4, subscriber->count6);
}

static void *place_of(const struct p2p_subscriber *subscriber, u32 number)
{
	u16 before4 = min_t(u32, number, subscriber->count4);

	return (void *)subscriber->room + room_of_prefixes(before4, number - before4);
}

void p2p_subscriber_set_prefix(struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix)
{
	struct prefix4 *four = place_of(subscriber, number);
	struct prefix6 *six = place_of(subscriber, number);

	if (number < subscriber->count4) {
		memcpy(four->address, prefix->address, sizeof(four->address));
		four->zone = prefix->zone;
		four->length = prefix->length;
	} else {
		memcpy(six->address, prefix->address, sizeof(six->address));
		six->zone = prefix->zone;
		six->length = prefix->length;
	}
}

void p2p_subscriber_prefix(const struct p2p_subscriber *subscriber, u32 number, struct p2p_prefix_key *prefix)
{
	const struct prefix4 *four = place_of(subscriber, number);
	const struct prefix6 *six = place_of(subscriber, number);

	memset(prefix, 0, sizeof(*prefix));
	if (number < subscriber->count4) {
		memcpy(prefix->address, four->address, sizeof(four->address));
		prefix->zone = four->zone;
		prefix->length = four->length;
		prefix->family = NFPROTO_IPV4;
	} else {
		memcpy(prefix->address, six->address, sizeof(six->address));
		prefix->zone = six->zone;
		prefix->length = six->length;
		prefix->family = NFPROTO_IPV6;
	}
}

bool p2p_subscriber_has_at(const struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix)
{
	bool six = number >= subscriber->count4;
	const struct prefix4 *four_at = place_of(subscriber, number);
	const struct prefix6 *six_at = place_of(subscriber, number);

	if (number >= p2p_subscriber_prefix_count(subscriber) || six != (prefix->family == NFPROTO_IPV6))
		return false;
	if (six)
		return !memcmp(six_at->address, prefix->address, sizeof(six_at->address)) &&
		       six_at->zone == prefix->zone && six_at->length == prefix->length;
	return !memcmp(four_at->address, prefix->address, sizeof(four_at->address)) &&
	       four_at->zone == prefix->zone && four_at->length == prefix->length;
}

bool p2p_subscriber_has(const struct p2p_subscriber *subscriber, const struct p2p_prefix_key *prefix)
{
	u32 i, count = p2p_subscriber_prefix_count(subscriber);

	for (i = 0; i < count; i++) {
		if (p2p_subscriber_has_at(subscriber, i, prefix))
			return true;
	}
	return false;
}
