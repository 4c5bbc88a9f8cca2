/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose address is this: the kernel's bindings, gathered once, asked for many addresses. Of a subscriber only its key
 * and its prefixes are kept, some 60 bytes for a prefix.
 */
#ifndef P2PCTL_OWNER_H
#define P2PCTL_OWNER_H

#include "subscriber.h"

struct binding {
	uint8_t address[16];
	uint8_t family;			/* AF_INET or AF_INET6 */
	uint8_t length;
	uint16_t zone;
	uint32_t key;			/* where it begins in the keys: its length, its bytes */
};

struct owners {
	struct binding *bindings;	/* owned; sorted once owners_sort() was called */
	size_t count;
	size_t room;
	uint8_t *keys;			/* owned */
	size_t keys_size;
	size_t keys_room;
	bool lengths[2][129];		/* lengths in use: IPv4, IPv6 */
};

/* A key in there; bytes NULL: nobody. */
struct owner {
	const uint8_t *key;
	size_t key_length;
};

/* Return: 0, or -1: no memory */
int owners_add(struct owners *owners, const struct subscriber *subscriber);
void owners_sort(struct owners *owners);
void owners_free(struct owners *owners);

/* The longest prefix of that zone that holds the address, as the kernel looks: another zone is another world. */
struct owner owners_find(const struct owners *owners, uint8_t family, const uint8_t *address, uint16_t zone);

#endif
