// SPDX-License-Identifier: GPL-2.0-or-later
#include "garden.h"

#include <stdio.h>
#include <stdlib.h>

#include "lang/memory.h"
#include "lang/words.h"

static int write_protocol(char *to, size_t room, uint8_t protocol)
{
	const char *name = word_name(word_protocols, protocol);

	return name ? snprintf(to, room, " protocol %s", name) : snprintf(to, room, " protocol %u", protocol);
}

struct garden_text garden_text(const struct garden_entry *entry)
{
	struct garden_text result;
	size_t room = sizeof(result.text);
	int used = snprintf(result.text, room, "%s", prefix_text(&entry->prefix).text);

	if (entry->protocol)
		used += write_protocol(result.text + used, room - used, entry->protocol);
	if (entry->port_min)
		used += snprintf(result.text + used, room - used, " port %u", entry->port_min);
	if (entry->port_min != entry->port_max)
		snprintf(result.text + used, room - used, "-%u", entry->port_max);
	return result;
}

const char *garden_check(const struct garden_entry *entry)
{
	if (entry->port_min && entry->protocol != IPPROTO_TCP && entry->protocol != IPPROTO_UDP)
		return "only tcp and udp have ports";
	if (entry->protocol == (entry->prefix.family == AF_INET ? IPPROTO_ICMPV6 : IPPROTO_ICMP))
		return "icmp belongs to IPv4, icmpv6 to IPv6";
	return NULL;
}

/* The array grows by doubling; its room is the next power of two. */
int garden_append(struct garden *garden, const struct garden_entry *entry)
{
	size_t count = garden->count;

	if (count == P2P_GARDEN_MAX)
		return -1;
	if ((count & (count - 1)) == 0)
		garden->entries = memory_resize(garden->entries, count ? 2 * count : 1, sizeof(*entry));
	garden->entries[garden->count++] = *entry;
	return 0;
}

struct garden_entry *garden_find(const struct garden *garden, const struct garden_entry *entry)
{
	for (size_t i = 0; i < garden->count; i++) {
		if (!garden_compare(&garden->entries[i], entry))
			return &garden->entries[i];
	}
	return NULL;
}

int garden_compare(const void *a, const void *b)
{
	const struct garden_entry *left = a, *right = b;
	int order = prefix_compare(&left->prefix, &right->prefix);

	if (!order)
		order = left->protocol - right->protocol;
	if (!order)
		order = left->port_min - right->port_min;
	return order ? order : left->port_max - right->port_max;
}

void garden_sort(struct garden *garden)
{
	if (garden->count)
		qsort(garden->entries, garden->count, sizeof(*garden->entries), garden_compare);
}

bool garden_equal(const struct garden *a, const struct garden *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		if (garden_compare(&a->entries[i], &b->entries[i]))
			return false;
	}
	return a->count == b->count;
}

void garden_free(struct garden *garden)
{
	free(garden->entries);
	*garden = (struct garden){ 0 };
}
