/* SPDX-License-Identifier: GPL-2.0 */
/* Messages as the grammar wants them, or nearly so. */
#ifndef BUILD_H
#define BUILD_H

#include "grammar.h"
#include "random.h"

#include <libmnl/libmnl.h>

#define MESSAGE_MAX 65000
#define PLACES_MAX 256

/* An attribute in a message. */
struct place {
	uint32_t offset;
	const struct attribute *attribute;	/* NULL: the grammar has none of that number there */
};

/**
 * struct draft - a message on its way
 * @places: of its first attributes, nested ones included
 */
struct draft {
	union {
		struct nlmsghdr header;
		uint8_t bytes[MESSAGE_MAX + 512];
	};
	struct place places[PLACES_MAX];
	unsigned int place_count;
};

/**
 * struct hints - what is known of the kernel that the grammar cannot say
 * @family: its number
 * @cookie: of the running transaction
 * @blob: a ruleset that is accepted
 */
struct hints {
	uint16_t family;
	uint64_t cookie;
	const uint8_t *blob;
	uint32_t blob_size;
};

void build_message(struct draft *draft, struct dice *dice, const struct hints *hints, const struct command *command,
		   bool dump);

/* The next part of a ruleset that is accepted: as a whole it gets through to where the matcher is made. */
void build_chunk(struct draft *draft, const struct hints *hints, uint32_t offset, uint32_t length);

/* An abort of whatever transaction is open. */
void build_forced_abort(struct draft *draft, const struct hints *hints);

/* A value for one attribute, out of bounds now and then; room for as many bytes. Return: its length */
unsigned int build_value(uint8_t *value, unsigned int room, struct dice *dice, const struct attribute *attribute);

/* Find the attributes of a message that somebody else made or damaged. */
void build_find_places(struct draft *draft);

/* Give a message that was used before today's cookie. */
void build_renew_cookie(struct draft *draft, const struct hints *hints);

/* The kernel blamed the attribute at this offset, or, with 0, none: what is always refused is tried less often. */
void build_learn(const struct draft *draft, uint32_t blamed);

/* The kernel missed an attribute of this number, in the nest at this offset, or, with 0, in none. */
void build_learn_missing(const struct draft *draft, unsigned int number, uint32_t nest);

#endif
