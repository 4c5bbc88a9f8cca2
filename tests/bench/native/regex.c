// SPDX-License-Identifier: GPL-2.0-or-later
#include "regex.h"

static void write_range(FILE *out, unsigned int first, unsigned int last)
{
	fprintf(out, "\\x%02x", first);
	if (last > first)
		fprintf(out, "-\\x%02x", last);
}

static void write_ranges(FILE *out, const struct byte_set *set, bool inside)
{
	unsigned int byte, first;

	for (byte = 0; byte < 256; byte++) {
		if (byte_set_has(set, byte) != inside)
			continue;
		for (first = byte; byte < 255 && byte_set_has(set, byte + 1) == inside; byte++)
			;
		write_range(out, first, byte);
	}
}

static void write_set(FILE *out, const struct byte_set *set)
{
	if (byte_set_count(set) == 256) {
		fputc('.', out);
		return;
	}
	fputc('[', out);
	write_ranges(out, set, true);
	fputc(']', out);
}

/* Patterns are as deep as they were written. */
static void write_pattern(FILE *out, const struct pattern *pattern)
{
	switch (pattern->kind) {
	case PATTERN_EMPTY:
		break;
	case PATTERN_SET:
		write_set(out, &pattern->set);
		break;
	case PATTERN_SEQUENCE:
		write_pattern(out, pattern->left);
		write_pattern(out, pattern->right);
		break;
	case PATTERN_CHOICE:
		fputs("(?:", out);
		write_pattern(out, pattern->left);
		fputc('|', out);
		write_pattern(out, pattern->right);
		fputc(')', out);
		break;
	case PATTERN_REPEAT:
		fputs("(?:", out);
		write_pattern(out, pattern->left);
		fprintf(out, "){%u,%u}", pattern->min, pattern->max);
		break;
	}
}

/* What may stand between the gate and what is searched: anything but what ends the search. */
static void write_search(FILE *out, const struct signature_step *step)
{
	if (byte_set_count(&step->until)) {
		fputs("[^", out);
		write_ranges(out, &step->until, true);
		fputs("]*", out);
	} else {
		fputs(".*", out);
	}
	write_pattern(out, step->search);
}

static void write_gap(FILE *out, size_t bytes)
{
	if (bytes)
		fprintf(out, ".{%zu}", bytes);
}

static void write_bytes(FILE *out, const struct text *bytes)
{
	for (size_t i = 0; i < bytes->length; i++)
		write_range(out, (unsigned char)bytes->bytes[i], 0);
}

/* Where fixed bytes begin behind the end of the pattern. Return: false when that has no one place */
static bool place_behind(const struct signature_step *step, const struct pattern *pattern, const struct check *check,
			 size_t *at)
{
	*at = check->left.at;
	if (check->left.behind)
		return true;
	if (step->search || pattern->shortest != pattern->longest || *at < pattern->longest)
		return false;
	*at -= pattern->longest;
	return true;
}

/* Fixed bytes are the only checks that an expression can say, in their order. Return: how many it does not */
static int write_checks(FILE *out, const struct signature_step *step, const struct pattern *pattern)
{
	size_t at, written = 0;
	int left_out = 0;

	for (size_t i = 0; i < step->check_count; i++) {
		const struct check *check = &step->checks[i];

		if (check->op != P2P_CHECK_BYTES || !place_behind(step, pattern, check, &at) || at < written) {
			left_out++;
			continue;
		}
		write_gap(out, at - written);
		write_bytes(out, &check->bytes);
		written = at + check->bytes.length;
	}
	return left_out;
}

int regex_write_step(FILE *out, const struct signature_step *step, const struct pattern *pattern)
{
	fputc('^', out);
	write_pattern(out, pattern);
	if (step->search)
		write_search(out, step);
	return write_checks(out, step, pattern);
}
