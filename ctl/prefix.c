// SPDX-License-Identifier: GPL-2.0-or-later
#include "prefix.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

struct prefix_text prefix_text(const struct prefix *prefix)
{
	struct prefix_text result;
	char address[INET6_ADDRSTRLEN];

	inet_ntop(prefix->family, prefix->address, address, sizeof(address));
	if (prefix->zone)
		snprintf(result.text, sizeof(result.text), "%s/%u zone %u", address, prefix->length, prefix->zone);
	else
		snprintf(result.text, sizeof(result.text), "%s/%u", address, prefix->length);
	return result;
}

int prefix_compare(const void *a, const void *b)
{
	const struct prefix *left = a, *right = b;
	int order;

	if (left->family != right->family)
		return left->family < right->family ? -1 : 1;
	order = memcmp(left->address, right->address, left->family == AF_INET ? 4 : 16);
	if (order)
		return order;
	if (left->length != right->length)
		return left->length < right->length ? -1 : 1;
	return (left->zone > right->zone) - (left->zone < right->zone);
}

bool prefix_holds(const struct prefix *prefix, const uint8_t *address)
{
	unsigned int whole = prefix->length / 8, rest = prefix->length % 8;

	if (memcmp(prefix->address, address, whole))
		return false;
	return !rest || !((prefix->address[whole] ^ address[whole]) >> (8 - rest));
}
