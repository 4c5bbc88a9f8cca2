// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures that can never match: the defect that goes unnoticed longest, because nothing happens. */
#include "compile/lint.h"
#include "compile/reach.h"

static bool same_field(const struct field *a, const struct field *b)
{
	return a->kind == b->kind && a->at == b->at && a->mask == b->mask;
}

/* What all checks up to this one leave to its field. */
static void allow_together(struct value_set *allowed, const struct signature *signature, size_t last)
{
	const struct field *field = &signature->checks[last].left;

	value_set_of_check(allowed, &signature->checks[last]);
	for (size_t i = 0; i < last; i++) {
		const struct check *check = &signature->checks[i];
		struct value_set other;

		if (!check_is_constant(check) || !same_field(&check->left, field))
			continue;
		value_set_of_check(&other, check);
		value_set_intersect(allowed, &other);
	}
}

static size_t bytes_demanded(const struct signature *signature)
{
	size_t bytes = signature->pattern->shortest;

	for (size_t i = 0; i < signature->check_count; i++)
		if (check_extent(&signature->checks[i]) > bytes)
			bytes = check_extent(&signature->checks[i]);
	return bytes;
}

/* A datagram that is long enough to be looked at must be one that the checks of its length allow. */
static bool length_possible(const struct signature *signature, const struct check *check,
			    const struct value_set *allowed, struct diagnostics *diagnostics)
{
	size_t demanded = bytes_demanded(signature);
	struct value_set long_enough = { 1, { { demanded, UINT16_MAX } } };
	struct value_set both = *allowed;

	if (check->left.mask < UINT16_MAX)
		return true;
	value_set_intersect(&both, &long_enough);
	if (both.count)
		return true;
	diagnostics_error(diagnostics, &check->at,
			  "this never holds: pattern and checks take at least %zu bytes of payload "
			  "(headers not counted)", demanded);
	return false;
}

static bool constant_possible(const struct signature *signature, size_t index, struct diagnostics *diagnostics)
{
	const struct check *check = &signature->checks[index];
	struct value_set allowed;

	value_set_of_check(&allowed, check);
	if (!allowed.count) {
		diagnostics_error(diagnostics, &check->at, "this never holds: the field cannot have such a value");
		return false;
	}
	if (value_set_size(&allowed) == (uint64_t)field_maximum(&check->left) + 1)
		diagnostics_warning(diagnostics, &check->at, "this always holds");
	allow_together(&allowed, signature, index);
	if (!allowed.count) {
		diagnostics_error(diagnostics, &check->at, "this never holds together with the checks before it");
		return false;
	}
	return check->left.kind != P2P_FIELD_LENGTH || length_possible(signature, check, &allowed, diagnostics);
}

void lint_dead(const struct signature *signature, struct diagnostics *diagnostics)
{
	struct reach reach;

	reach_of_pattern(&reach, signature->pattern);
	for (size_t i = 0; i < signature->check_count; i++) {
		const struct check *check = &signature->checks[i];

		if (check_is_constant(check) && !constant_possible(signature, i, diagnostics))
			return;
		if (reach_narrow(&reach, check))
			continue;
		diagnostics_error(diagnostics, &check->at,
				  "this never holds: the pattern or the checks before it leave no such bytes");
		return;
	}
}
