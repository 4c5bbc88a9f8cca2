// SPDX-License-Identifier: GPL-2.0-only
/* A version of a subscriber. A million of them shall fit a small router: it is one small block, and its prefixes have as many
 * bytes as they need.
 */
#include "subscriber.h"

#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/unaligned.h>

/* Most versions lie between 32 and 96 octets, where the general caches have but one size on x86. */
#define CACHE_STEP	8
#define CACHE_FIRST	40
#define CACHE_LAST	88
#define CACHES		((CACHE_LAST - CACHE_FIRST) / CACHE_STEP + 1)

/* What a version keeps of a prefix: bytes of its address, its length, and its zone if any of them has one. */
#define ADDRESS4	4

static_assert(offsetof(struct p2p_subscriber, room) == 27 || BITS_PER_LONG == 32);
static_assert(P2P_PREFIXES_MAX <= 1u << P2P_INDEX_PLACE_BITS);

static struct kmem_cache *caches[CACHES];

void p2p_subscriber_exit(void)
{
	unsigned int i;

	for (i = 0; i < CACHES; i++)
		kmem_cache_destroy(caches[i]);
}

int p2p_subscriber_init(void)
{
	char name[32];
	unsigned int i;

	for (i = 0; i < CACHES; i++) {
		snprintf(name, sizeof(name), "nf_p2p_subscriber_%u", CACHE_FIRST + i * CACHE_STEP);
		caches[i] = kmem_cache_create(name, CACHE_FIRST + i * CACHE_STEP, 0, SLAB_ACCOUNT, NULL);
		if (!caches[i]) {
			p2p_subscriber_exit();
			return -ENOMEM;
		}
	}
	return 0;
}

/* Return: NULL for a size of which the general caches are as good */
static struct kmem_cache *cache_of(size_t size)
{
	if (size <= CACHE_FIRST - CACHE_STEP || size > CACHE_LAST)
		return NULL;
	return caches[DIV_ROUND_UP(size, CACHE_STEP) - CACHE_FIRST / CACHE_STEP];
}

static u32 bytes_of(const struct p2p_shape *shape, bool six)
{
	return six ? shape->bytes6 : ADDRESS4;
}

static u32 stride_of(const struct p2p_shape *shape, bool six)
{
	return bytes_of(shape, six) + sizeof(u8) + (shape->zoned ? sizeof(u16) : 0);
}

static u32 room_of_prefixes(const struct p2p_shape *shape)
{
	return shape->count4 * stride_of(shape, false) + shape->count6 * stride_of(shape, true);
}

static size_t size_of(const struct p2p_shape *shape, u8 key_length)
{
	return max(offsetof(struct p2p_subscriber, room) + room_of_prefixes(shape) + key_length,
		   sizeof(struct p2p_subscriber));
}

size_t p2p_subscriber_size(const struct p2p_subscriber *subscriber)
{
	return size_of(&subscriber->shape, subscriber->key_length);
}

struct p2p_subscriber *p2p_subscriber_create(const void *key, u8 key_length, const struct p2p_shape *shape)
{
	size_t size = size_of(shape, key_length);
	struct kmem_cache *cache = cache_of(size);
	struct p2p_subscriber *subscriber;

	subscriber = cache ? kmem_cache_zalloc(cache, GFP_KERNEL) : kvzalloc(size, GFP_KERNEL_ACCOUNT);
	if (!subscriber)
		return NULL;
	subscriber->state = P2P_VERSION_NEW;
	subscriber->shape = *shape;
	subscriber->key_length = key_length;
	memcpy(subscriber->room + room_of_prefixes(shape), key, key_length);
	return subscriber;
}

void p2p_subscriber_destroy(struct p2p_subscriber *subscriber)
{
	struct kmem_cache *cache = cache_of(p2p_subscriber_size(subscriber));

	if (cache)
		kmem_cache_free(cache, subscriber);
	else
		kvfree(subscriber);
}

const u8 *p2p_subscriber_key(const struct p2p_subscriber *subscriber)
{
	return subscriber->room + room_of_prefixes(&subscriber->shape);
}

static bool is_six(const struct p2p_subscriber *subscriber, u32 number)
{
	return number >= subscriber->shape.count4;
}

static const u8 *place_of(const struct p2p_subscriber *subscriber, u32 number)
{
	const struct p2p_shape *shape = &subscriber->shape;
	u32 before4 = min_t(u32, number, shape->count4);

	return subscriber->room + before4 * stride_of(shape, false) + (number - before4) * stride_of(shape, true);
}

void p2p_subscriber_set_prefix(struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix)
{
	u32 bytes = bytes_of(&subscriber->shape, is_six(subscriber, number));
	u8 *place = (u8 *)place_of(subscriber, number);

	memcpy(place, prefix->address, bytes);
	place[bytes] = prefix->length;
	if (subscriber->shape.zoned)
		put_unaligned(prefix->zone, (u16 *)(place + bytes + 1));
}

static u16 zone_at(const struct p2p_subscriber *subscriber, const u8 *place, u32 bytes)
{
	return subscriber->shape.zoned ? get_unaligned((const u16 *)(place + bytes + 1)) : 0;
}

void p2p_subscriber_prefix(const struct p2p_subscriber *subscriber, u32 number, struct p2p_prefix_key *prefix)
{
	bool six = is_six(subscriber, number);
	u32 bytes = bytes_of(&subscriber->shape, six);
	const u8 *place = place_of(subscriber, number);

	memset(prefix, 0, sizeof(*prefix));
	memcpy(prefix->address, place, bytes);
	prefix->length = place[bytes];
	prefix->zone = zone_at(subscriber, place, bytes);
	prefix->family = six ? NFPROTO_IPV6 : NFPROTO_IPV4;
}

/* Behind the bytes that are kept, the address of a prefix of this length has none. */
bool p2p_subscriber_has_at(const struct p2p_subscriber *subscriber, u32 number, const struct p2p_prefix_key *prefix)
{
	bool six = is_six(subscriber, number);
	u32 bytes = bytes_of(&subscriber->shape, six);
	const u8 *place;

	if (number >= p2p_subscriber_prefix_count(subscriber) || six != (prefix->family == NFPROTO_IPV6))
		return false;
	place = place_of(subscriber, number);
	return place[bytes] == prefix->length && !memcmp(place, prefix->address, bytes) &&
	       zone_at(subscriber, place, bytes) == prefix->zone;
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
