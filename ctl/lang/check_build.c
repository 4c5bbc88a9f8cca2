// SPDX-License-Identifier: GPL-2.0-or-later
/* What the checks behind "where" mean. */
#include <string.h>

#include "lang/build.h"

#define CONSTANT_MAX	(INT64_C(1) << 40)

static void add(struct context *c, const struct check *check)
{
	struct signature_step *step = step_current(c);

	/* the compiler adds one when it cuts the pattern */
	if (step->check_count == P2P_CHECKS_MAX - 1) {
		diagnostics_error(c->diagnostics, &check->at, "step has more than %d checks", P2P_CHECKS_MAX - 1);
		return;
	}
	step->checks = memory_grow(step->checks, step->check_count, &step->check_capacity, sizeof(*step->checks));
	step->checks[step->check_count++] = *check;
}

/* One of two ports is something or neither is; which of them would be larger is no question. */
static bool port_valid(struct context *c, const struct field *left, enum p2p_check_op op)
{
	if (left->kind != P2P_FIELD_PORT || op == P2P_CHECK_EQ || op == P2P_CHECK_NE)
		return true;
	diagnostics_error(c->diagnostics, &left->where,
			  "port is two numbers: compare it with ==, !=, in or not in, or name sport or dport");
	return false;
}

/* What was kept is compared modulo the width of the left side: only whether it is the same can be told. */
static bool kept_valid(struct context *c, const struct field *left, enum p2p_check_op op, const struct value *right)
{
	if (!field_is_kept(&right->field))
		return true;
	if (op != P2P_CHECK_EQ && op != P2P_CHECK_NE)
		diagnostics_error(c->diagnostics, &right->field.where, "a kept number can be compared with == and != only");
	else if (right->factor != 1)
		diagnostics_error(c->diagnostics, &right->field.where,
				  "a kept number is compared as NAME, NAME + NUMBER or NAME - NUMBER");
	else if (left->mask != UINT32_MAX || left->modulo)
		diagnostics_error(c->diagnostics, &left->where,
				  "what is compared with a kept number has no mask and no modulo: it is whole");
	else if (left->kind == P2P_FIELD_PORT || left->kind == P2P_FIELD_ESCAPED)
		diagnostics_error(c->diagnostics, &left->where, "this cannot be compared with a kept number");
	else
		return true;
	return false;
}

void check_compare(struct context *c, struct field left, enum p2p_check_op op, struct value right,
		   const struct location *at)
{
	struct check check = {
		.op = op, .left = left, .right = right.field, .factor = right.factor, .constant = right.constant,
		.at = *at,
	};

	if (!port_valid(c, &left, op) || !kept_valid(c, &left, op, &right))
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

	check.ranges = arena_copy(&c->configuration->signatures->arena, c->ranges,
				  c->range_count * sizeof(*c->ranges));
	add(c, &check);
}

void check_bytes(struct context *c, struct offset offset, enum p2p_check_op op, struct text text,
		 const struct location *at, const struct location *text_at)
{
	struct check check = { .op = P2P_CHECK_BYTES, .left = field_at(c, P2P_FIELD_NONE, offset, at), .at = *at };

	check.bytes = context_string(c, text, text_at);
	if (op != P2P_CHECK_EQ)
		diagnostics_error(c->diagnostics, at, "bytes can only be compared with ==");
	else if (!check.bytes.length)
		diagnostics_error(c->diagnostics, text_at, "there are no bytes to compare with");
	else
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
