/* SPDX-License-Identifier: GPL-2.0 */
/* What uapi/nf_p2p.yaml says, as tables; grammar.awk makes them, so that what is new there is tried as well. */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

enum kind {
	KIND_PAD,
	KIND_FLAG,
	KIND_U8,
	KIND_U16,
	KIND_U32,
	KIND_U64,
	KIND_STRING,
	KIND_BINARY,
	KIND_NEST,
};

/**
 * struct attribute - what it may be
 * @min: of an integer
 * @min_length: in bytes, of strings and binary data; @max_length is an arbitrary one where none is set
 * @values: of an enum; NULL otherwise
 * @nest: what it holds; NULL otherwise
 */
struct attribute {
	const char *name;
	uint16_t number;
	enum kind kind;
	uint64_t min;
	uint64_t max;
	unsigned int min_length;
	unsigned int max_length;
	const uint64_t *values;
	unsigned int value_count;
	const struct set *nest;
	bool repeated;
};

struct set {
	const char *name;
	const struct attribute *attributes;
	unsigned int count;
};

/* Without do and dump it is one that the kernel sends. */
struct command {
	const char *name;
	uint8_t number;
	bool can_do;
	bool can_dump;
	const struct attribute *const *request;
	unsigned int request_count;
};

extern const struct command grammar_commands[];
extern const unsigned int grammar_command_count;
extern const char grammar_family[];
extern const unsigned char grammar_version;
extern const char grammar_group[];
extern const struct set *const grammar_main;

/* Return: NULL when there is none of that number */
static inline const struct attribute *grammar_attribute(const struct set *set, unsigned int number)
{
	unsigned int i;

	for (i = 0; set && i < set->count; i++)
		if (set->attributes[i].number == number)
			return &set->attributes[i];
	return 0;
}

#endif
