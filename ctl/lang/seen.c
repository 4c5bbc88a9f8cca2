// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/seen.h"

#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"

struct seen_entry {
	uint64_t hash;
	uint64_t value;			/* 0: free */
};

uint64_t seen_hash(uint64_t hash, const void *data, size_t size)
{
	const unsigned char *bytes = data;

	/* FNV-1a: the texts are the operator's own, nobody chooses them to collide */
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* The entry with this hash for which same() holds, or a free one. */
static struct seen_entry *find(const struct seen *seen, uint64_t hash, seen_same same, const void *context)
{
	size_t at = (hash ^ hash >> 29) & (seen->capacity - 1);

	while (seen->entries[at].value) {
		struct seen_entry *entry = &seen->entries[at];

		if (same && entry->hash == hash && same(context, entry->value))
			return entry;
		at = (at + 1) & (seen->capacity - 1);
	}
	return &seen->entries[at];
}

static void make_room(struct seen *seen)
{
	struct seen old = *seen;

	if (seen->count * 2 < seen->capacity)
		return;
	seen->capacity = old.capacity ? old.capacity * 2 : 64;
	seen->entries = memory_alloc(seen->capacity * sizeof(*seen->entries));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.entries[i].value)
			*find(seen, old.entries[i].hash, NULL, NULL) = old.entries[i];
	free(old.entries);
}

uint64_t seen_add(struct seen *seen, uint64_t hash, uint64_t value, seen_same same, const void *context)
{
	struct seen_entry *entry;

	make_room(seen);
	entry = find(seen, hash, same, context);
	if (entry->value)
		return entry->value;
	*entry = (struct seen_entry){ hash, value };
	seen->count++;
	return 0;
}

void seen_clear(struct seen *seen)
{
	free(seen->entries);
	memset(seen, 0, sizeof(*seen));
}
