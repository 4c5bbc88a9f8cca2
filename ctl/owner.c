// SPDX-License-Identifier: GPL-2.0-or-later
#include "owner.h"

#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"

/* Make room for more elements. */
static void grow(void **array, size_t used, size_t more, size_t *room, size_t size)
{
	size_t wanted = *room ? *room : 1024;

	if (used + more <= *room)
		return;
	while (wanted < used + more)
		wanted *= 2;
	*array = memory_resize(*array, wanted, size);
	*room = wanted;
}

/* Return: where the key stands, or -1: more keys than a number of 32 bits tells apart */
static int64_t key_add(struct owners *owners, const struct subscriber *subscriber)
{
	size_t at = owners->keys_size;

	if (at > UINT32_MAX)
		return -1;
	grow((void **)&owners->keys, at, 1 + subscriber->key_length, &owners->keys_room, 1);
	owners->keys[at] = subscriber->key_length;
	memcpy(owners->keys + at + 1, subscriber->key, subscriber->key_length);
	owners->keys_size += 1 + subscriber->key_length;
	return at;
}

int owners_add(struct owners *owners, const struct subscriber *subscriber)
{
	int64_t key;

	if (!subscriber->prefix_count)
		return 0;
	grow((void **)&owners->bindings, owners->count, subscriber->prefix_count, &owners->room, sizeof(*owners->bindings));
	key = key_add(owners, subscriber);
	if (key < 0)
		return -1;
	for (size_t i = 0; i < subscriber->prefix_count; i++) {
		const struct prefix *prefix = &subscriber->prefixes[i];
		struct binding *binding = &owners->bindings[owners->count++];

		*binding = (struct binding){ .family = prefix->family, .length = prefix->length, .zone = prefix->zone,
					     .key = key };
		memcpy(binding->address, prefix->address, sizeof(binding->address));
		owners->lengths[prefix->family == AF_INET6][prefix->length] = true;
	}
	return 0;
}

static int binding_compare(const void *a, const void *b)
{
	const struct binding *left = a, *right = b;
	int order = memcmp(left->address, right->address, sizeof(left->address));

	if (order)
		return order;
	if (left->family != right->family)
		return left->family < right->family ? -1 : 1;
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return (left->zone > right->zone) - (left->zone < right->zone);
}

void owners_sort(struct owners *owners)
{
	if (owners->count)
		qsort(owners->bindings, owners->count, sizeof(*owners->bindings), binding_compare);
}

void owners_free(struct owners *owners)
{
	free(owners->bindings);
	free(owners->keys);
	*owners = (struct owners){ 0 };
}

static void mask(uint8_t *address, size_t size, unsigned int length)
{
	for (size_t i = (length + 7) / 8; i < size; i++)
		address[i] = 0;
	if (length % 8)
		address[length / 8] &= 0xff << (8 - length % 8);
}

struct owner owners_find(const struct owners *owners, uint8_t family, const uint8_t *address, uint16_t zone)
{
	struct binding wanted = { .family = family, .zone = zone };
	size_t size = family == AF_INET6 ? 16 : 4;

	memcpy(wanted.address, address, size);
	for (int length = size * 8; owners->count && length >= 0; length--) {
		const struct binding *found;

		if (!owners->lengths[family == AF_INET6][length])
			continue;
		mask(wanted.address, size, length);
		wanted.length = length;
		found = bsearch(&wanted, owners->bindings, owners->count, sizeof(wanted), binding_compare);
		if (found)
			return (struct owner){ owners->keys + found->key + 1, owners->keys[found->key] };
	}
	return (struct owner){ 0 };
}
