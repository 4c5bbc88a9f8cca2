// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures that can never match: the defect that goes unnoticed longest, because nothing happens. */
#include "compile/lint.h"
#include "compile/reach.h"

static bool same_field(const struct field *a, const struct field *b)
{
	return a->kind == b->kind && a->at == b->at && a->behind == b->behind && a->mask == b->mask &&
	       a->modulo == b->modulo;
}

/* What all checks up to this one leave to its field. */
static void allow_together(struct value_set *allowed, const struct signature_step *step, size_t last)
{
	const struct field *field = &step->checks[last].left;

	value_set_of_check(allowed, &step->checks[last]);
	for (size_t i = 0; i < last; i++) {
		const struct check *check = &step->checks[i];
		struct value_set other;

		if (!check_is_constant(check) || !same_field(&check->left, field))
			continue;
		value_set_of_check(&other, check);
		value_set_intersect(allowed, &other);
	}
}

/* The end of the first match cannot come sooner. */
static size_t shortest_end(const struct signature_step *step)
{
	return (step->pattern ? step->pattern->shortest : 0) + (step->search ? step->search->shortest : 0);
}

static size_t bytes_demanded(const struct signature_step *step)
{
	size_t end = shortest_end(step), bytes = end;

	for (size_t i = 0; i < step->check_count; i++) {
		size_t front = check_extent(&step->checks[i], false);
		size_t behind = check_extent(&step->checks[i], true);

		if (front > bytes)
			bytes = front;
		if (behind && end + behind > bytes)
			bytes = end + behind;
	}
	return bytes;
}

/* A datagram that is long enough to be looked at must be one that the checks of its length allow. */
static bool length_possible(const struct signature_step *step, const struct check *check,
			    const struct value_set *allowed, struct diagnostics *diagnostics)
{
	size_t demanded = bytes_demanded(step);
	struct value_set long_enough = { 1, { { demanded, UINT16_MAX } } };
	struct value_set both = *allowed;

	if (check->left.mask < UINT16_MAX || check->left.modulo)
		return true;
	value_set_intersect(&both, &long_enough);
	if (both.count)
		return true;
	diagnostics_error(diagnostics, &check->at,
			  "this never holds: pattern and checks take at least %zu bytes of payload "
			  "(headers not counted)", demanded);
	return false;
}

static bool constant_possible(const struct signature_step *step, size_t index, struct diagnostics *diagnostics)
{
	const struct check *check = &step->checks[index];
	struct value_set allowed;

	value_set_of_check(&allowed, check);
	if (!allowed.count) {
		diagnostics_error(diagnostics, &check->at, "this never holds: the field cannot have such a value");
		return false;
	}
	if (value_set_size(&allowed) == (uint64_t)field_maximum(&check->left) + 1)
		diagnostics_warning(diagnostics, &check->at, "this always holds");
	allow_together(&allowed, step, index);
	if (!allowed.count) {
		diagnostics_error(diagnostics, &check->at, "this never holds together with the checks before it");
		return false;
	}
	return check->left.kind != P2P_FIELD_LENGTH || length_possible(step, check, &allowed, diagnostics);
}

/* Whether a pattern has a match without any byte of a set, its last byte counted or not. */
static bool avoids(const struct pattern *pattern, const struct byte_set *set, bool but_last)
{
	switch (pattern->kind) {
	case PATTERN_SET:
		for (int i = 0; i < 4; i++)
			if (pattern->set.bits[i] & ~set->bits[i])
				return true;
		return but_last;
	case PATTERN_SEQUENCE:
		if (avoids(pattern->left, set, false) && avoids(pattern->right, set, but_last))
			return true;
		return !pattern->right->shortest && avoids(pattern->left, set, but_last);
	case PATTERN_CHOICE:
		return avoids(pattern->left, set, but_last) || avoids(pattern->right, set, but_last);
	case PATTERN_REPEAT:
		if (pattern->min < 2)
			return !pattern->min || avoids(pattern->left, set, but_last);
		return avoids(pattern->left, set, false);
	default:
		return true;
	}
}

/* The byte that ends a search is still read. */
static bool search_possible(const struct signature_step *step, struct diagnostics *diagnostics)
{
	if (!step->search || avoids(step->search, &step->until, true))
		return true;
	diagnostics_error(diagnostics, &step->until_at,
			  "this ends the search before anything is found: it is in each match");
	return false;
}

/* Return: whether the step can match */
static bool step_possible(const struct signature_step *step, struct diagnostics *diagnostics)
{
	struct reach reach;

	if (!search_possible(step, diagnostics))
		return false;
	reach_of_step(&reach, step);
	for (size_t i = 0; i < step->check_count; i++) {
		const struct check *check = &step->checks[i];

		if (check_is_constant(check) && !constant_possible(step, i, diagnostics))
			return false;
		if (reach_narrow(&reach, check))
			continue;
		diagnostics_error(diagnostics, &check->at,
				  "this never holds: the pattern or the checks before it leave no such bytes");
		return false;
	}
	return true;
}

void lint_dead(const struct signature *signature, struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < signature->step_count; i++)
		if (!step_possible(&signature->steps[i], diagnostics))
			return;
}
