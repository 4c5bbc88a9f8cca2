// SPDX-License-Identifier: GPL-2.0-or-later
/* What the checks behind "where" mean. */
#include <string.h>

#include "lang/build.h"

#define CONSTANT_MAX	(INT64_C(1) << 40)

static void add(struct context *c, const struct check *check)
{
	struct signature_set *set = c->configuration->signatures;
	struct signature *signature = &set->list[set->count - 1];

	/* a check of "port" becomes two */
	if (signature->check_count >= P2P_CHECKS_MAX / 2) {
		diagnostics_error(c->diagnostics, &check->at, "signature has more than %d checks",
				  P2P_CHECKS_MAX / 2);
		return;
	}
	signature->checks = memory_grow(signature->checks, signature->check_count, &signature->check_capacity,
					sizeof(*signature->checks));
	signature->checks[signature->check_count++] = *check;
}

/* All checks of a signature must hold, so "port" can say that neither port is something, but not that either is. */
static bool port_excluded(struct context *c, const struct field *left, bool excludes)
{
	if (left->kind != P2P_FIELD_PORT || excludes)
		return true;
	diagnostics_error(c->diagnostics, &left->where,
			  "port can only be excluded (!= or not in); name sport or dport to demand one");
	return false;
}

static bool offset_valid(struct context *c, const struct field *field)
{
	if (field->at < P2P_DATAGRAM_WINDOW)
		return true;
	diagnostics_error(c->diagnostics, &field->where, "offset %u is beyond the first %d bytes, which are looked at",
			  field->at, P2P_DATAGRAM_WINDOW);
	return false;
}

void check_compare(struct context *c, struct field left, enum p2p_check_op op, struct value right,
		   const struct location *at)
{
	struct check check = {
		.op = op, .left = left, .right = right.field, .factor = right.factor, .constant = right.constant,
		.at = *at,
	};

	if (!port_excluded(c, &left, op == P2P_CHECK_NE) || !offset_valid(c, &left) || !offset_valid(c, &right.field))
		return;
	if (right.constant > CONSTANT_MAX || right.constant < -CONSTANT_MAX) {
		diagnostics_error(c->diagnostics, at, "the right side is larger than any field can be");
		return;
	}
	add(c, &check);
}

void check_in(struct context *c, struct field left, enum p2p_check_op op, const struct location *at)
{
	struct check check = { .op = op, .left = left, .range_count = c->range_count, .at = *at };

	if (!port_excluded(c, &left, op == P2P_CHECK_NOT_IN) || !offset_valid(c, &left))
		return;
	check.ranges = arena_copy(&c->configuration->signatures->arena, c->ranges,
				  c->range_count * sizeof(*c->ranges));
	add(c, &check);
}

void check_bytes(struct context *c, uint32_t offset, enum p2p_check_op op, struct text text,
		 const struct location *at, const struct location *text_at)
{
	struct check check = { .op = P2P_CHECK_BYTES, .left = { .at = offset, .where = *at }, .at = *at };

	check.bytes = context_string(c, text, text_at);
	if (op != P2P_CHECK_EQ)
		diagnostics_error(c->diagnostics, at, "bytes can only be compared with ==");
	else if (!check.bytes.length)
		diagnostics_error(c->diagnostics, text_at, "there are no bytes to compare with");
	else if (offset_valid(c, &check.left))
		add(c, &check);
}

void check_range(struct context *c, uint32_t low, uint32_t high, const struct location *at)
{
	if (high < low)
		diagnostics_error(c->diagnostics, at, "range ends before it begins");
	else if (c->range_count == P2P_RANGES_MAX)
		diagnostics_error(c->diagnostics, at, "set has more than %d entries", P2P_RANGES_MAX);
	else
		c->ranges[c->range_count++] = (struct p2p_blob_range){ low, high };
}

struct value value_add(struct context *c, struct value left, struct value right, int sign, const struct location *at)
{
	if (left.field.kind && right.field.kind)
		diagnostics_error(c->diagnostics, at, "the right side can contain one field only");
	if (right.field.kind) {
		left.field = right.field;
		left.factor = sign * right.factor;
	}
	left.constant += sign * right.constant;
	return left;
}

struct value value_scale(struct context *c, struct field field, uint32_t factor, const struct location *at)
{
	if (field.kind == P2P_FIELD_PORT)
		diagnostics_error(c->diagnostics, at, "port is two numbers: name sport or dport");
	if (factor > P2P_FACTOR_MAX)
		diagnostics_error(c->diagnostics, at, "a factor is at most %d", P2P_FACTOR_MAX);
	return (struct value){ .field = field, .factor = factor };
}
