/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values that a check leaves to its left side, as ascending ranges. */
#ifndef P2PCTL_VALUE_SET_H
#define P2PCTL_VALUE_SET_H

#include "lang/signature.h"

struct value_set {
	size_t count;
	struct p2p_blob_range list[2 * P2P_RANGES_MAX + 2];
};

/* The largest value of a field under its mask and modulo. */
uint32_t field_maximum(const struct field *field);
/* A number as mask and modulo leave it. */
uint32_t field_value(const struct field *field, uint32_t number);

/* What a check with a constant or a set on its right side allows; the others are not for this. */
void value_set_of_check(struct value_set *set, const struct check *check);
bool check_is_constant(const struct check *check);

/* Leave only what other has too. A set that becomes too ragged stays larger than the truth. */
void value_set_intersect(struct value_set *set, const struct value_set *other);
bool value_set_has(const struct value_set *set, uint32_t value);
uint64_t value_set_size(const struct value_set *set);

#endif
