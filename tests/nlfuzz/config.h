/* SPDX-License-Identifier: GPL-2.0 */
/* A configuration as the model has it: what nf_p2p.h promises, in the simplest form that there is. */
#ifndef CONFIG_H
#define CONFIG_H

#include <stdbool.h>
#include <stdint.h>

struct p2p_blob_header;

#define KEYS 14
#define PREFIXES 5
#define PLACES 6
#define LISTS 70
#define IDS 4
#define RULESETS 2
#define IDS_BYTES (IDS * (20 + 16))

struct prefix {
	uint8_t family;			/* 4 or 6 */
	uint8_t length;
	uint16_t zone;
	uint8_t address[16];
};

struct sanction {
	uint8_t scope;
	uint8_t action;			/* 0: there is none */
	uint32_t mark_value;
	uint32_t mark_mask;
	uint64_t rate;
	uint32_t burst;			/* 0 in an order: none said */
	uint64_t start;
	uint64_t end;
	char reason[32];
};

/* In the order in which they were given, but those of IPv4 first. */
struct subscriber {
	bool present;
	unsigned int count;
	struct prefix prefixes[PREFIXES];
	struct sanction sanction;
};

struct place {
	struct prefix prefix;		/* zone 0 */
	uint8_t protocol;
	uint16_t port_min;
	uint16_t port_max;
};

struct list {
	bool present;
	bool except;
	uint32_t count20;
	uint32_t count16;
	uint8_t ids[IDS_BYTES];
};

struct config {
	uint32_t mark_mask;
	uint8_t enforce;
	uint8_t capture;
	uint8_t nested;
	const struct p2p_blob_header *ruleset;	/* or NULL */
	struct subscriber subscribers[KEYS];
	struct sanction fallback;	/* the default */
	unsigned int places;
	struct place garden[PLACES];
	struct list lists[LISTS];
};

/* Keys and names by number; those beyond the arrays exist nowhere. */
unsigned int key_of(unsigned int number, uint8_t *key);
unsigned int key_number(const uint8_t *key, unsigned int length);
void name_of(unsigned int number, char *name);
unsigned int name_number(const char *name);

unsigned int address_size(const struct prefix *prefix);
bool prefix_clean(const struct prefix *prefix);				/* no bit beyond its length */
bool prefix_same(const struct prefix *a, const struct prefix *b);
bool prefix_contains(const struct prefix *outer, const struct prefix *inner);	/* or is the same */

bool subscriber_has(const struct subscriber *subscriber, const struct prefix *prefix);

/* Does a prefix lie within one of another subscriber? */
bool config_nests(const struct config *config);

/* Return: the subscriber whose longest prefix has the address (of full length), KEYS when it is nobody's */
unsigned int config_owner(const struct config *config, const struct prefix *address);
unsigned int config_subscribers(const struct config *config);
unsigned int config_prefixes(const struct config *config);
unsigned int config_sanctions(const struct config *config);
bool config_active(const struct config *config);	/* packets are looked at */
bool place_same(const struct place *a, const struct place *b);

#endif
