// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/strength.h"

#include "compile/bits.h"
#include "compile/reach.h"

/* A relation to the length holds for one length in many, but many protocols have one: it counts little. */
#define LENGTH_BITS 8

/* -log2 of the probability that random bytes match; what can match in several lengths counts once for each. */
static double pattern_bits(const struct pattern *pattern)
{
	double once, bits;

	switch (pattern->kind) {
	case PATTERN_SET:
		return 8 - bits_of(byte_set_count(&pattern->set));
	case PATTERN_SEQUENCE:
		return pattern_bits(pattern->left) + pattern_bits(pattern->right);
	case PATTERN_CHOICE:
		return bits_of_either(pattern_bits(pattern->left), pattern_bits(pattern->right));
	case PATTERN_REPEAT:
		once = pattern_bits(pattern->left);
		bits = once * pattern->min;
		for (unsigned int i = pattern->min + 1; i <= pattern->max; i++)
			bits = bits_of_either(bits, once * i);
		return bits;
	default:
		return 0;
	}
}

static double smaller(double a, double b)
{
	return a < b ? a : b;
}

/* Of a field whose values are all equally likely. The bits of a mask need not stand side by side. */
static double field_bits(const struct field *field)
{
	if (field->modulo || field->kind == P2P_FIELD_ESCAPED)
		return bits_of(field_maximum(field) + 1.0);
	return __builtin_popcount(field_maximum(field));
}

/* A field that is one of some values. */
static double constant_bits(const struct check *check)
{
	double bits = field_bits(&check->left);
	struct value_set allowed;
	double size;

	if (check->left.kind == P2P_FIELD_LENGTH)
		bits = smaller(bits, LENGTH_BITS);
	if (check->left.kind == P2P_FIELD_LENGTH && check->op != P2P_CHECK_EQ && check->op != P2P_CHECK_IN)
		return 0;
	value_set_of_check(&allowed, check);
	size = value_set_size(&allowed);
	if (size > 1)
		bits -= bits_of(size);
	return bits > 0 ? bits : 0;
}

static bool is_port(unsigned int kind)
{
	return kind == P2P_FIELD_SPORT || kind == P2P_FIELD_DPORT || kind == P2P_FIELD_PORT;
}

/* The bytes that it comes from are fixed by it. The number of percent-encoded bytes fixes none. */
static bool reads_payload(const struct field *field)
{
	return field_width(field->kind) && field->kind != P2P_FIELD_ESCAPED;
}

/* Ports count nothing: every protocol has been seen on every port. */
static double check_bits(const struct check *check, const struct reach *reach)
{
	double open = reach_open_bits(reach, &check->left, field_width(check->left.kind));

	if (check->op == P2P_CHECK_BYTES)
		return reach_open_bits(reach, &check->left, check->bytes.length);
	if (is_port(check->left.kind) || is_port(check->right.kind))
		return 0;
	if (check_is_constant(check) && !reads_payload(&check->left))
		return constant_bits(check);
	if (check_is_constant(check))
		return smaller(constant_bits(check), open);
	if (check->op != P2P_CHECK_EQ)
		return 0;
	if (check->left.kind == P2P_FIELD_LENGTH || check->right.kind == P2P_FIELD_LENGTH)
		return LENGTH_BITS;
	return smaller(field_bits(&check->left), open);
}

/* What may stand anywhere is met as often as there are places for it. */
static double beginning_bits(const struct signature_step *step)
{
	double bits = step->pattern ? pattern_bits(step->pattern) : 0, search;

	if (!step->search)
		return bits;
	search = pattern_bits(step->search) - bits_of(step->window ? step->window : 1);
	return bits + (search > 0 ? search : 0);
}

static double step_bits(const struct signature_step *step)
{
	double bits = beginning_bits(step);
	struct reach reach;

	/* what one check has fixed, the next one cannot fix again */
	reach_of_step(&reach, step);
	for (size_t i = 0; i < step->check_count; i++) {
		bits += check_bits(&step->checks[i], &reach);
		reach_narrow(&reach, &step->checks[i]);
	}
	return bits;
}

double signature_bits(const struct signature *signature)
{
	double bits = 0;

	for (size_t i = 0; i < signature->step_count; i++)
		bits += step_bits(&signature->steps[i]);
	return bits;
}
