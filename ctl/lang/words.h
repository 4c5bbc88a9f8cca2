/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words that mean something by themselves: numbers, prefixes, times, rates, keys and the names of enums. The files
 * and the command line read them alike. Pure: the present time is a parameter.
 */
#ifndef P2PCTL_WORDS_H
#define P2PCTL_WORDS_H

#include "lang/text.h"
#include "model.h"

/* Why a word was not understood, as a sentence. */
struct reason {
	char sentence[200];
};

/* A name and its number; tables end with a NULL name. */
struct word_name {
	const char *name;
	unsigned int value;
};

extern const struct word_name word_classes[];		/* enum p2p_class, what signatures can be for */
extern const struct word_name word_strengths[];		/* enum p2p_strength */
extern const struct word_name word_directions[];	/* P2P_DIRECTION_* and "any" */
extern const struct word_name word_turns[];		/* enum p2p_turn, those of further steps */
extern const struct word_name word_transports[];	/* IPPROTO_TCP, IPPROTO_UDP */
extern const struct word_name word_protocols[];		/* IPPROTO_* */
extern const struct word_name word_scopes[];		/* enum p2p_scope */
extern const struct word_name word_actions[];		/* enum p2p_action */
extern const struct word_name word_switches[];		/* "on", "off" */

/* The name of a value, or NULL. */
const char *word_name(const struct word_name *names, unsigned int value);

/* Each returns false with a reason when the word does not say such a thing. what is how the sentence calls it. */
bool word_value(const struct word_name *names, const char *what, struct text word, unsigned int *value,
		struct reason *reason);

/* Decimal, or hexadecimal with 0x; at most max. */
bool word_number(const char *what, struct text word, uint32_t max, uint32_t *value, struct reason *reason);

/* ADDRESS or ADDRESS/LENGTH; an address alone is a prefix of its full length. zone and at are left alone. */
bool word_prefix(struct text word, struct prefix *prefix, struct reason *reason);

/* A date (00:00:00 UTC, where that day begins), a time with its zone (2026-12-31T12:00:00Z, ...+01:00), or +N and s, m, h,
 * d or w from now.
 */
bool word_time(struct text word, uint64_t now, uint64_t *when, struct reason *reason);

/* N and bit, kbit, mbit, gbit, or bps, kbps, mbps, gbps for bytes, as tc writes it; in bytes a second. */
bool word_rate(struct text word, uint64_t *bytes_per_second, struct reason *reason);

/* VALUE or VALUE/MASK for a packet mark. */
bool word_mark(struct text word, uint32_t *value, uint32_t *mask, struct reason *reason);

/* Eight adjacent bits of the conntrack mark. */
bool word_mark_mask(struct text word, uint32_t *mask, struct reason *reason);

/* The name of a protocol, or its number from 1 on. */
bool word_protocol(struct text word, uint8_t *protocol, struct reason *reason);

/* N, or N-M. */
bool word_ports(struct text word, uint16_t *min, uint16_t *max, struct reason *reason);

/* Why something is ordered: 1 to P2P_REASON_MAX bytes of printable UTF-8. */
bool word_reason(struct text word, struct reason *reason);

/* Nobody knows which end of a flow of nobody is to be limited, or to be told. */
bool word_default_action(unsigned int action);
#define WORD_DEFAULT_ACTIONS "the default can count, mark and drop: limit and reject need a subscriber"

/* A subscriber's key as it is: 1 to P2P_KEY_MAX bytes. */
bool word_key(struct text word, uint8_t *key, size_t *key_length, struct reason *reason);

#endif
