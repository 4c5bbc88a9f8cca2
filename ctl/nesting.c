// SPDX-License-Identifier: GPL-2.0-or-later
#include "nesting.h"

#include <stdlib.h>
#include <string.h>

#include "key.h"
#include "lang/memory.h"
#include "prefix.h"
#include "subscriber.h"

struct owned {
	const struct prefix *prefix;
	const struct subscriber *owner;
};

/* Whatever contains a prefix comes before it, and what comes between them lies in it too. */
static int compare(const void *a, const void *b)
{
	const struct prefix *left = ((const struct owned *)a)->prefix, *right = ((const struct owned *)b)->prefix;

	if (left->zone != right->zone)
		return left->zone < right->zone ? -1 : 1;
	return prefix_compare(left, right);
}

static bool contains(const struct prefix *outer, const struct prefix *inner)
{
	return outer->family == inner->family && outer->zone == inner->zone && outer->length < inner->length &&
	       prefix_holds(outer, inner->address);
}

/* Where all have one length in each family, as with most providers, there is nothing to sort. */
static bool can_nest(const struct configuration *configuration)
{
	const struct prefix *first[2] = { NULL, NULL };

	for (size_t i = 0; i < configuration->subscriber_count; i++) {
		const struct subscriber *subscriber = &configuration->subscribers[i];

		for (size_t j = 0; j < subscriber->prefix_count; j++) {
			const struct prefix *prefix = &subscriber->prefixes[j];
			const struct prefix **other = &first[prefix->family == AF_INET6];

			if (!*other)
				*other = prefix;
			if ((*other)->length != prefix->length)
				return true;
		}
	}
	return false;
}

static size_t collect(const struct configuration *configuration, struct owned **list)
{
	size_t count = 0, room = 0;

	*list = NULL;
	for (size_t i = 0; i < configuration->subscriber_count; i++) {
		const struct subscriber *subscriber = &configuration->subscribers[i];

		for (size_t j = 0; j < subscriber->prefix_count; j++) {
			*list = memory_grow(*list, count, &room, sizeof(**list));
			(*list)[count++] = (struct owned){ &subscriber->prefixes[j], subscriber };
		}
	}
	return count;
}

static int refuse(const struct owned *inner, const struct owned *outer, struct failure *failure)
{
	failure_set(failure, EXIT_USAGE, "prefix %s lies within %s of subscriber \"%s\"; \"nested on\" in settings allows it",
		    prefix_text(inner->prefix).text, prefix_text(outer->prefix).text,
		    key_text(outer->owner->key, outer->owner->key_length).text);
	failure->at = inner->prefix->at;
	return -1;
}

/* The prefixes around the present one are of one subscriber, or the walk has ended: the innermost speaks for all. So they
 * need no list of their own; they are moved to the front of the one that is walked through.
 */
static int walk(struct owned *list, size_t count, struct failure *failure)
{
	size_t depth = 0;

	for (size_t i = 0; i < count; i++) {
		while (depth && !contains(list[depth - 1].prefix, list[i].prefix))
			depth--;
		if (depth && list[depth - 1].owner != list[i].owner)
			return refuse(&list[i], &list[depth - 1], failure);
		list[depth++] = list[i];
	}
	return 0;
}

int nesting_check(const struct configuration *configuration, struct failure *failure)
{
	struct owned *list;
	size_t count;
	int result;

	if (!can_nest(configuration))
		return 0;
	count = collect(configuration, &list);
	qsort(list, count, sizeof(*list), compare);
	result = walk(list, count, failure);
	free(list);
	return result;
}
