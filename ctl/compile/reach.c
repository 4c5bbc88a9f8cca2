// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/reach.h"

#include <string.h>

#include "compile/bits.h"

/* Offsets at which a part of a pattern can begin or end. */
struct offsets {
	bool at[P2P_DATAGRAM_WINDOW + 1];
};

static void unite(struct offsets *offsets, const struct offsets *other)
{
	for (size_t i = 0; i <= P2P_DATAGRAM_WINDOW; i++)
		offsets->at[i] |= other->at[i];
}

static void visit_set(struct reach *reach, const struct byte_set *set, struct offsets *offsets)
{
	struct offsets ends = { 0 };

	for (size_t i = 0; i < P2P_DATAGRAM_WINDOW; i++) {
		if (!offsets->at[i])
			continue;
		for (int word = 0; word < 4; word++)
			reach->bytes[i].bits[word] |= set->bits[word];
		ends.at[i + 1] = true;
	}
	*offsets = ends;
}

/* Note the bytes of a pattern that begins at these offsets; offsets becomes where it ends. */
static void visit(struct reach *reach, const struct pattern *pattern, struct offsets *offsets)
{
	struct offsets other;

	switch (pattern->kind) {
	case PATTERN_SET:
		visit_set(reach, &pattern->set, offsets);
		break;
	case PATTERN_SEQUENCE:
		visit(reach, pattern->left, offsets);
		visit(reach, pattern->right, offsets);
		break;
	case PATTERN_CHOICE:
		other = *offsets;
		visit(reach, pattern->left, offsets);
		visit(reach, pattern->right, &other);
		unite(offsets, &other);
		break;
	case PATTERN_REPEAT:
		for (unsigned int i = 0; i < pattern->max; i++) {
			other = *offsets;
			visit(reach, pattern->left, offsets);
			if (i >= pattern->min)
				unite(offsets, &other);
		}
		break;
	default:
		break;
	}
}

void reach_of_step(struct reach *reach, const struct signature_step *step)
{
	struct offsets start = { .at = { true } };
	size_t open = 0;

	memset(reach, 0, sizeof(*reach));
	memset(reach->behind, 0xff, sizeof(reach->behind));
	if (step->pattern) {
		visit(reach, step->pattern, &start);
		open = step->pattern->shortest;
	}
	/* behind the shortest match anything may stand */
	for (size_t i = open; i < P2P_DATAGRAM_WINDOW; i++)
		memset(&reach->bytes[i], 0xff, sizeof(reach->bytes[i]));
}

/* The bytes of a field. */
static struct byte_set *place(struct reach *reach, const struct field *field)
{
	return (field->behind ? reach->behind : reach->bytes) + field->at;
}

/* Leave one byte. Return: whether it was possible. */
static bool fix(struct byte_set *set, uint8_t byte)
{
	bool possible = byte_set_has(set, byte);

	memset(set, 0, sizeof(*set));
	byte_set_add(set, byte);
	return possible;
}

static bool narrow_bytes(struct reach *reach, const struct check *check)
{
	bool possible = true;

	for (size_t i = 0; i < check->bytes.length; i++)
		possible &= fix(place(reach, &check->left) + i, check->bytes.bytes[i]);
	return possible;
}

static bool narrow_byte(struct reach *reach, const struct check *check, const struct value_set *allowed)
{
	struct byte_set left = { 0 }, *set = place(reach, &check->left);

	for (unsigned int byte = 0; byte < 256; byte++)
		if (byte_set_has(set, byte) && value_set_has(allowed, field_value(&check->left, byte)))
			byte_set_add(&left, byte);
	*set = left;
	return byte_set_count(&left);
}

/* How far a byte of a field is shifted in its value. */
static unsigned int shift_of(unsigned int kind, unsigned int index)
{
	bool big = kind == P2P_FIELD_U16BE || kind == P2P_FIELD_U32BE;

	return 8 * (big ? field_width(kind) - 1 - index : index);
}

/* The bytes that values of a set have in one place. */
static struct byte_set bytes_at(const struct value_set *allowed, unsigned int shift)
{
	struct byte_set bytes = { 0 };

	for (size_t i = 0; i < allowed->count; i++) {
		uint64_t low = allowed->list[i].low >> shift, high = allowed->list[i].high >> shift;

		for (uint64_t value = low; value <= high && value < low + 256; value++)
			byte_set_add(&bytes, value & 0xff);
	}
	return bytes;
}

/* Each byte of a wide field is one that a value which is allowed has there, in the bits that the mask shows. */
static bool narrow_value(struct reach *reach, const struct field *field, const struct value_set *allowed)
{
	struct byte_set *set = place(reach, field);
	bool possible = true;

	for (unsigned int i = 0; i < field_width(field->kind); i++, set++) {
		struct byte_set wanted = bytes_at(allowed, shift_of(field->kind, i)), left = { 0 };
		uint8_t mask = field->mask >> shift_of(field->kind, i);

		for (unsigned int byte = 0; byte < 256; byte++)
			if (byte_set_has(set, byte) && byte_set_has(&wanted, byte & mask))
				byte_set_add(&left, byte);
		*set = left;
		possible &= byte_set_count(&left) > 0;
	}
	return possible;
}

/* A step that searches may speak of bytes further on: of those nothing is kept here. */
static bool within(const struct field *field, size_t width)
{
	return field->at + width <= P2P_DATAGRAM_WINDOW;
}

bool reach_narrow(struct reach *reach, const struct check *check)
{
	struct value_set allowed;

	if (!within(&check->left, check->op == P2P_CHECK_BYTES ? check->bytes.length : field_width(check->left.kind)))
		return true;
	if (check->op == P2P_CHECK_BYTES)
		return narrow_bytes(reach, check);
	if (!check_is_constant(check) || !field_width(check->left.kind) || check->left.kind == P2P_FIELD_ESCAPED)
		return true;
	value_set_of_check(&allowed, check);
	if (check->left.kind == P2P_FIELD_U8)
		return narrow_byte(reach, check, &allowed);
	if (check->left.modulo)
		return allowed.count > 0;
	return narrow_value(reach, &check->left, &allowed);
}

double reach_open_bits(const struct reach *reach, const struct field *field, unsigned int width)
{
	const struct byte_set *set = field->behind ? reach->behind : reach->bytes;
	double bits = 0;

	if (!within(field, width))
		return 8 * width;
	for (unsigned int i = field->at; i < field->at + width; i++)
		if (byte_set_count(&set[i]))
			bits += bits_of(byte_set_count(&set[i]));
	return bits;
}
