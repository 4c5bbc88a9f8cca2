/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures as they were written: the grammar produces them, the compiler and the lint read them. Everything here is
 * owned by the arena of the set.
 */
#ifndef P2PCTL_SIGNATURE_H
#define P2PCTL_SIGNATURE_H

#include "lang/memory.h"
#include "lang/pattern.h"
#include "lang/text.h"
#include "model.h"

struct field {
	unsigned int kind;		/* enum p2p_field */
	unsigned int at;		/* payload offset */
	uint32_t mask;
	struct location where;
};

/* left op right * factor + constant, left in ranges, or bytes at left.at. */
struct check {
	enum p2p_check_op op;
	struct field left;
	struct field right;
	int64_t factor;
	int64_t constant;
	struct p2p_blob_range *ranges;
	size_t range_count;
	struct text bytes;
	struct location at;
};

/* A payload that the signature must match, or must not. */
struct vector {
	bool matches;
	const uint8_t *data;
	size_t size;
	uint32_t length;		/* of the datagram; at least size */
	uint16_t sport;
	uint16_t dport;
	uint8_t direction;		/* P2P_DIRECTION_*, 0 for one that the signature applies to */
	struct location at;
};

struct signature {
	const char *name;
	uint8_t class;			/* enum p2p_class; 0: not said */
	uint8_t transport;		/* IPPROTO_TCP, IPPROTO_UDP; 0: not said */
	uint8_t directions;		/* P2P_DIRECTION_* */
	uint8_t strength;		/* enum p2p_strength; 0: not said */
	bool midflow;
	const struct pattern *pattern;	/* NULL: not said, or with errors */
	struct check *checks;
	size_t check_count;
	size_t check_capacity;
	uint16_t capture_at;
	uint16_t capture_size;
	const char *source;		/* where the fact is from; NULL: not said */
	const char *structural;		/* why it is proof with few fixed bits; NULL: not said */
	struct vector *vectors;
	size_t vector_count;
	size_t vector_capacity;
	struct location at;		/* of the name */
	struct location pattern_at;
	struct location strength_at;
	struct location capture_at_place;
};

struct signature_set {
	struct signature *list;		/* in the order of the files */
	size_t count;
	size_t capacity;
	struct arena arena;		/* owns what the signatures point to, but checks and vectors */
};

struct signature_set *signature_set_create(void);
void signature_set_destroy(struct signature_set *set);

/* The automaton that a signature goes into, and how many first bytes it may speak of. */
enum p2p_automaton_id signature_automaton(const struct signature *signature);
unsigned int signature_window(const struct signature *signature);

/* Bytes that a field takes from the payload, 0 when it is not there. */
unsigned int field_width(unsigned int kind);

/* First payload byte behind everything that a check reads. */
unsigned int check_extent(const struct check *check);

#endif
