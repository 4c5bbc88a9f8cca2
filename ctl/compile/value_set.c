// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/value_set.h"

#include <stdlib.h>

#define LIST_MAX (sizeof(((struct value_set *)NULL)->list) / sizeof(struct p2p_blob_range))

static uint32_t field_bits(const struct field *field)
{
	switch (field->kind) {
	case P2P_FIELD_NONE:
		return 0;
	case P2P_FIELD_U8:
		return 0xff;
	case P2P_FIELD_U32LE:
	case P2P_FIELD_U32BE:
		return UINT32_MAX;
	default:
		return 0xffff;
	}
}

uint32_t field_maximum(const struct field *field)
{
	uint32_t maximum = field_bits(field) & field->mask;

	if (field->kind == P2P_FIELD_ESCAPED && maximum > P2P_ESCAPED_MAX)
		maximum = P2P_ESCAPED_MAX;
	return field->modulo && field->modulo <= maximum ? field->modulo - 1 : maximum;
}

uint32_t field_value(const struct field *field, uint32_t number)
{
	number &= field->mask;
	return field->modulo ? number % field->modulo : number;
}

bool check_is_constant(const struct check *check)
{
	return check->op != P2P_CHECK_BYTES && check->right.kind == P2P_FIELD_NONE;
}

/* Add low..high as far as it lies within 0..limit. */
static void add(struct value_set *set, int64_t low, int64_t high, uint32_t limit)
{
	if (low < 0)
		low = 0;
	if (high > limit)
		high = limit;
	if (low <= high && set->count < LIST_MAX)
		set->list[set->count++] = (struct p2p_blob_range){ low, high };
}

static int compare_ranges(const void *a, const void *b)
{
	const struct p2p_blob_range *left = a, *right = b;

	return (left->low > right->low) - (left->low < right->low);
}

/* Sort, and join what overlaps. */
static void tidy(struct value_set *set)
{
	size_t kept = 0;

	qsort(set->list, set->count, sizeof(*set->list), compare_ranges);
	for (size_t i = 0; i < set->count; i++) {
		struct p2p_blob_range *last = kept ? &set->list[kept - 1] : NULL;

		if (last && set->list[i].low <= (uint64_t)last->high + 1) {
			if (set->list[i].high > last->high)
				last->high = set->list[i].high;
		} else {
			set->list[kept++] = set->list[i];
		}
	}
	set->count = kept;
}

static void add_listed(struct value_set *set, const struct check *check, uint32_t limit)
{
	for (size_t i = 0; i < check->range_count; i++)
		add(set, check->ranges[i].low, check->ranges[i].high, limit);
	tidy(set);
}

static void add_unlisted(struct value_set *set, const struct check *check, uint32_t limit)
{
	struct value_set listed = { 0 };
	int64_t next = 0;

	add_listed(&listed, check, limit);
	for (size_t i = 0; i < listed.count; i++) {
		add(set, next, (int64_t)listed.list[i].low - 1, limit);
		next = (int64_t)listed.list[i].high + 1;
	}
	add(set, next, limit, limit);
}

void value_set_of_check(struct value_set *set, const struct check *check)
{
	uint32_t limit = field_maximum(&check->left);

	set->count = 0;
	switch (check->op) {
	case P2P_CHECK_EQ:
		add(set, check->constant, check->constant, limit);
		break;
	case P2P_CHECK_NE:
		add(set, 0, check->constant - 1, limit);
		add(set, check->constant + 1, limit, limit);
		break;
	case P2P_CHECK_LT:
		add(set, 0, check->constant - 1, limit);
		break;
	case P2P_CHECK_LE:
		add(set, 0, check->constant, limit);
		break;
	case P2P_CHECK_GT:
		add(set, check->constant + 1, limit, limit);
		break;
	case P2P_CHECK_GE:
		add(set, check->constant, limit, limit);
		break;
	case P2P_CHECK_IN:
		add_listed(set, check, limit);
		break;
	default:
		add_unlisted(set, check, limit);
	}
}

void value_set_intersect(struct value_set *set, const struct value_set *other)
{
	struct value_set both = { 0 };
	size_t i = 0, j = 0;

	while (i < set->count && j < other->count) {
		const struct p2p_blob_range *a = &set->list[i], *b = &other->list[j];

		if (both.count == LIST_MAX)
			return;
		add(&both, a->low > b->low ? a->low : b->low, a->high < b->high ? a->high : b->high, UINT32_MAX);
		if (a->high < b->high)
			i++;
		else
			j++;
	}
	*set = both;
}

bool value_set_has(const struct value_set *set, uint32_t value)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->list[i].low <= value && value <= set->list[i].high)
			return true;
	return false;
}

uint64_t value_set_size(const struct value_set *set)
{
	uint64_t size = 0;

	for (size_t i = 0; i < set->count; i++)
		size += (uint64_t)set->list[i].high - set->list[i].low + 1;
	return size;
}
