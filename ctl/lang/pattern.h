/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The byte pattern of a signature: what a string after "pattern" means.
 *
 *	\xHH \n \r \t			a byte; \ before punctuation takes its meaning away
 *	.				any byte
 *	[a-z\x00] [^\r\n]		any of these bytes, any but these
 *	(a|b)				alternatives
 *	x? x{3} x{1,3}			bounded repeats
 *
 * It is anchored at the first byte. There is no * and no +: what has no bound has no place in a window of 128 bytes.
 */
#ifndef P2PCTL_PATTERN_H
#define P2PCTL_PATTERN_H

#include "lang/diagnostics.h"
#include "lang/memory.h"
#include "lang/text.h"

/* More of them than any protocol has; what it takes to follow a pattern grows with the square. */
#define PATTERN_POSITIONS_MAX	1024

struct byte_set {
	uint64_t bits[4];
};

static inline bool byte_set_has(const struct byte_set *set, unsigned int byte)
{
	return set->bits[byte / 64] >> byte % 64 & 1;
}

static inline void byte_set_add(struct byte_set *set, unsigned int byte)
{
	set->bits[byte / 64] |= UINT64_C(1) << byte % 64;
}

unsigned int byte_set_count(const struct byte_set *set);

enum pattern_kind {
	PATTERN_EMPTY,
	PATTERN_SET,			/* one byte out of set */
	PATTERN_SEQUENCE,		/* left, then right */
	PATTERN_CHOICE,			/* left or right */
	PATTERN_REPEAT,			/* left, min to max times */
};

struct pattern {
	enum pattern_kind kind;
	unsigned int min;
	unsigned int max;
	struct byte_set set;
	const struct pattern *left;
	const struct pattern *right;
	size_t shortest;		/* bytes that it takes at least and at most */
	size_t longest;
	size_t positions;		/* sets to be read once repeats are written out */
};

/* Whether two patterns are written the same way; NULL equals NULL. */
bool pattern_equal(const struct pattern *a, const struct pattern *b);

/* Read a pattern. at is the location of the whole string token, quotes included.
 *
 * Return: the pattern, from the arena; NULL when it has errors
 */
const struct pattern *pattern_parse(struct arena *arena, struct text text, const struct location *at,
				    struct diagnostics *diagnostics);

#endif
