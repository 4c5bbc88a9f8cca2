/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was said before: finds the first of two equal things among a million without comparing each with each. */
#ifndef P2PCTL_SEEN_H
#define P2PCTL_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen {
	struct seen_entry *entries;	/* owned; all zero: empty */
	size_t capacity;
	size_t count;
};

/* Whether the thing that value stands for is the one being added. */
typedef bool (*seen_same)(const void *context, uint64_t value);

/* Add a thing; value is the caller's name for it, not 0.
 *
 * Return: 0, or the value of an equal one that was there already (nothing is added then)
 */
uint64_t seen_add(struct seen *seen, uint64_t hash, uint64_t value, seen_same same, const void *context);
void seen_clear(struct seen *seen);

#define SEEN_HASH UINT64_C(0xcbf29ce484222325)

/* Hash some bytes more; begin with SEEN_HASH. */
uint64_t seen_hash(uint64_t hash, const void *data, size_t size);

#endif
