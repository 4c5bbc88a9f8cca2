// SPDX-License-Identifier: GPL-2.0
#include "config.h"

#include <stdio.h>
#include <string.h>

/* Short ones, one of the greatest length, and one that is no text. */
unsigned int key_of(unsigned int number, uint8_t *key)
{
	switch (number) {
	case 0:
		memset(key, 'k', 63);
		return 63;
	case 1:
		memcpy(key, "\0\xff\n", 3);
		return 3;
	default:
		return (unsigned int)sprintf((char *)key, "s%u", number);
	}
}

unsigned int key_number(const uint8_t *key, unsigned int length)
{
	unsigned int number;
	uint8_t own[64];

	for (number = 0; number < KEYS; number++)
		if (key_of(number, own) == length && !memcmp(own, key, length))
			break;
	return number;
}

void name_of(unsigned int number, char *name)
{
	if (number == 0) {
		memset(name, 'n', 63);
		name[63] = 0;
	} else {
		sprintf(name, "list %u", number);
	}
}

unsigned int name_number(const char *name)
{
	unsigned int number;
	char own[64];

	for (number = 0; number < LISTS; number++) {
		name_of(number, own);
		if (!strcmp(own, name))
			break;
	}
	return number;
}

unsigned int address_size(const struct prefix *prefix)
{
	return prefix->family == 6 ? 16 : 4;
}

static unsigned int bit_of(const struct prefix *prefix, unsigned int number)
{
	return prefix->address[number / 8] >> (7 - number % 8) & 1;
}

bool prefix_clean(const struct prefix *prefix)
{
	unsigned int i;

	for (i = prefix->length; i < address_size(prefix) * 8; i++)
		if (bit_of(prefix, i))
			return false;
	return true;
}

bool prefix_same(const struct prefix *a, const struct prefix *b)
{
	return a->length == b->length && prefix_contains(a, b);
}

bool prefix_contains(const struct prefix *outer, const struct prefix *inner)
{
	unsigned int i;

	if (outer->family != inner->family || outer->zone != inner->zone || outer->length > inner->length)
		return false;
	for (i = 0; i < outer->length; i++)
		if (bit_of(outer, i) != bit_of(inner, i))
			return false;
	return true;
}

static bool nest(const struct subscriber *a, const struct subscriber *b)
{
	unsigned int i, j;

	for (i = 0; i < a->count; i++)
		for (j = 0; j < b->count; j++)
			if (prefix_contains(&a->prefixes[i], &b->prefixes[j]))
				return true;
	return false;
}

bool subscriber_has(const struct subscriber *subscriber, const struct prefix *prefix)
{
	unsigned int i;

	for (i = 0; i < subscriber->count; i++)
		if (prefix_same(&subscriber->prefixes[i], prefix))
			return true;
	return false;
}

bool config_nests(const struct config *config)
{
	unsigned int a, b;

	for (a = 0; a < KEYS; a++)
		for (b = 0; b < KEYS; b++)
			if (a != b && config->subscribers[a].present && config->subscribers[b].present &&
			    nest(&config->subscribers[a], &config->subscribers[b]))
				return true;
	return false;
}

unsigned int config_owner(const struct config *config, const struct prefix *address)
{
	unsigned int key, i, owner = KEYS;
	int longest = -1;

	for (key = 0; key < KEYS; key++) {
		const struct subscriber *subscriber = &config->subscribers[key];

		for (i = 0; subscriber->present && i < subscriber->count; i++) {
			if (!prefix_contains(&subscriber->prefixes[i], address) ||
			    subscriber->prefixes[i].length <= longest)
				continue;
			longest = subscriber->prefixes[i].length;
			owner = key;
		}
	}
	return owner;
}

unsigned int config_subscribers(const struct config *config)
{
	unsigned int key, sum = 0;

	for (key = 0; key < KEYS; key++)
		sum += config->subscribers[key].present;
	return sum;
}

unsigned int config_prefixes(const struct config *config)
{
	unsigned int key, sum = 0;

	for (key = 0; key < KEYS; key++)
		sum += config->subscribers[key].present ? config->subscribers[key].count : 0;
	return sum;
}

unsigned int config_sanctions(const struct config *config)
{
	unsigned int key, sum = config->fallback.action ? 1 : 0;

	for (key = 0; key < KEYS; key++)
		sum += config->subscribers[key].present && config->subscribers[key].sanction.action;
	return sum;
}

bool config_active(const struct config *config)
{
	return config->ruleset || config_sanctions(config);
}

bool place_same(const struct place *a, const struct place *b)
{
	return prefix_same(&a->prefix, &b->prefix) && a->protocol == b->protocol && a->port_min == b->port_min &&
	       a->port_max == b->port_max;
}
