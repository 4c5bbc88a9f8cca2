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
	unsigned int at;		/* payload offset, or offset behind the end of the match */
	bool behind;
	uint32_t mask;
	unsigned int modulo;		/* 0: none */
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

/* A number of one step that later ones compare with. */
struct keep {
	const char *name;
	struct field field;
	size_t step;
};

/* What must be seen in one packet, or in one direction of a stream: an entry, and behind it perhaps a search. */
struct signature_step {
	enum p2p_turn turn;
	const struct pattern *pattern;	/* NULL: not said, with errors, or an unknown opening */
	uint16_t opening_min;		/* first flights of an unknown opening; 0: there is a pattern */
	uint16_t opening_max;
	const struct pattern *search;	/* NULL: everything is anchored */
	uint16_t window;		/* the search ends within so many bytes of payload */
	struct byte_set until;		/* and at these */
	struct check *checks;
	size_t check_count;
	size_t check_capacity;
	struct location at;		/* of what begins it: the signature's name, or "then" */
	struct location pattern_at;
	struct location search_at;
	struct location window_at;
	struct location until_at;
	struct location opening_at;
};

/* One payload of a vector: a datagram, or a segment of a stream. */
struct packet {
	const uint8_t *data;
	size_t size;
	uint32_t length;		/* of the datagram; at least size */
	uint16_t sport;
	uint16_t dport;
	uint8_t direction;		/* P2P_DIRECTION_*, 0 for the one that the signature expects */
};

/* Payloads of one flow that the signature must match, or must not. */
struct vector {
	bool matches;
	const struct packet *packets;
	size_t packet_count;
	struct location at;
};

struct signature {
	const char *name;
	uint8_t class;			/* enum p2p_class; 0: not said */
	uint8_t transport;		/* IPPROTO_TCP, IPPROTO_UDP; 0: not said */
	uint8_t directions;		/* P2P_DIRECTION_* of the first step */
	uint8_t strength;		/* enum p2p_strength; 0: not said */
	bool midflow;
	struct signature_step *steps;		/* in their order, at least one */
	size_t step_count;
	size_t step_capacity;
	struct keep keeps[P2P_KEPT_MAX];
	size_t keep_count;
	enum p2p_capture capture;
	uint16_t capture_at;
	uint16_t capture_size;
	const char *source;		/* where the fact is from; NULL: not said */
	const char *structural;		/* why it is proof with few fixed bits; NULL: not said */
	struct vector *vectors;
	size_t vector_count;
	size_t vector_capacity;
	struct location at;		/* of the name */
	struct location strength_at;
	struct location capture_at_place;
};

struct signature_set {
	struct signature *list;		/* in the order of the files */
	size_t count;
	size_t capacity;
	struct arena arena;		/* owns what the signatures point to, but the growing arrays */
};

struct signature_set *signature_set_create(void);
void signature_set_destroy(struct signature_set *set);

/* The anchored automaton in which the steps of a signature begin, and the one in which a step is found. */
enum p2p_automaton_id signature_automaton(const struct signature *signature);
enum p2p_automaton_id step_automaton(const struct signature *signature, const struct signature_step *step);

/* How many first bytes of the payload a step may speak of. */
unsigned int step_window(const struct signature *signature, const struct signature_step *step);
uint8_t step_directions(const struct signature *signature, const struct signature_step *step);

/* The pattern at whose end the step has matched; NULL when that has errors. */
const struct pattern *step_last_pattern(const struct signature_step *step);
static inline const struct signature_step *signature_last_step(const struct signature *signature)
{
	return &signature->steps[signature->step_count - 1];
}

/* Bytes that a field takes from the payload, 0 when it is not there. */
unsigned int field_width(unsigned int kind);

static inline bool field_is_kept(const struct field *field)
{
	return field->kind >= P2P_FIELD_KEPT0;
}

/* First byte behind everything that a check reads from the start of the payload, or behind the end of the match. */
unsigned int check_extent(const struct check *check, bool behind);

#endif
