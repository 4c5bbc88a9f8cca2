// SPDX-License-Identifier: GPL-2.0-or-later
#include "subscriber.h"

#include <stdlib.h>
#include <string.h>

#include "bucket.h"
#include "key.h"
#include "lang/memory.h"
#include "prefix.h"

int subscriber_list_append(struct subscriber_list *list, struct subscriber *subscriber)
{
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 64;

		list->items = memory_resize(list->items, room, sizeof(*subscriber));
		list->room = room;
	}
	list->items[list->count++] = *subscriber;
	return 0;
}

void subscriber_list_sort(struct subscriber_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), subscriber_compare);
}

void subscriber_list_free(struct subscriber_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		subscriber_free(&list->items[i]);
	free(list->items);
	*list = (struct subscriber_list){ 0 };
}

void subscriber_free(struct subscriber *subscriber)
{
	free(subscriber->prefixes);
	free(subscriber->sanction.reason);
	subscriber->sanction.reason = NULL;
	subscriber->prefixes = NULL;
	subscriber->prefix_count = 0;
	free(subscriber->history);
	subscriber->history = NULL;
	subscriber->history_count = 0;
}

int subscriber_compare(const void *a, const void *b)
{
	const struct subscriber *left = a, *right = b;

	return key_compare(left->key, left->key_length, right->key, right->key_length);
}

/* The kernel says the one that follows from the rate, too. */
static uint32_t burst_of(const struct sanction *sanction)
{
	return sanction->burst ? sanction->burst : p2p_bucket_burst(sanction->rate);
}

void sanction_copy(struct sanction *to, const struct sanction *from)
{
	free(to->reason);
	*to = *from;
	if (from->reason)
		to->reason = strcpy(memory_alloc(strlen(from->reason) + 1), from->reason);
}

static bool same_reason(const char *a, const char *b)
{
	return !strcmp(a ? a : "", b ? b : "");
}

bool sanction_equal(const struct sanction *a, const struct sanction *b)
{
	return a->scope == b->scope && a->action == b->action && a->mark_value == b->mark_value &&
	       a->mark_mask == b->mark_mask && a->rate == b->rate && burst_of(a) == burst_of(b) &&
	       a->start == b->start && a->end == b->end && same_reason(a->reason, b->reason);
}

bool subscriber_equal(const struct subscriber *a, const struct subscriber *b)
{
	if (subscriber_compare(a, b) || a->prefix_count != b->prefix_count)
		return false;
	for (size_t i = 0; i < a->prefix_count; i++) {
		if (prefix_compare(&a->prefixes[i], &b->prefixes[i]))
			return false;
	}
	return sanction_equal(&a->sanction, &b->sanction);
}

bool subscriber_has_prefix(const struct subscriber *subscriber, const struct prefix *prefix)
{
	return subscriber->prefix_count &&
	       bsearch(prefix, subscriber->prefixes, subscriber->prefix_count, sizeof(*prefix), prefix_compare);
}
