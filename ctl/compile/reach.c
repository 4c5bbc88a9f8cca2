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

void reach_of_pattern(struct reach *reach, const struct pattern *pattern)
{
	struct offsets start = { .at = { true } };

	memset(reach, 0, sizeof(*reach));
	visit(reach, pattern, &start);
	/* behind the shortest match anything may stand */
	for (size_t i = pattern->shortest; i < P2P_DATAGRAM_WINDOW; i++)
		memset(&reach->bytes[i], 0xff, sizeof(reach->bytes[i]));
}

/* Leave one byte. Return: whether it was possible. */
static bool fix(struct reach *reach, unsigned int at, uint8_t byte)
{
	bool possible = byte_set_has(&reach->bytes[at], byte);

	memset(&reach->bytes[at], 0, sizeof(reach->bytes[at]));
	byte_set_add(&reach->bytes[at], byte);
	return possible;
}

static bool narrow_bytes(struct reach *reach, const struct check *check)
{
	bool possible = true;

	for (size_t i = 0; i < check->bytes.length; i++)
		possible &= fix(reach, check->left.at + i, check->bytes.bytes[i]);
	return possible;
}

static bool narrow_byte(struct reach *reach, const struct check *check, const struct value_set *allowed)
{
	struct byte_set left = { 0 };

	for (unsigned int byte = 0; byte < 256; byte++)
		if (byte_set_has(&reach->bytes[check->left.at], byte) &&
		    value_set_has(allowed, byte & check->left.mask))
			byte_set_add(&left, byte);
	reach->bytes[check->left.at] = left;
	return byte_set_count(&left);
}

/* How far a byte of a field is shifted in its value. */
static unsigned int shift_of(unsigned int kind, unsigned int index)
{
	bool big = kind == P2P_FIELD_U16BE || kind == P2P_FIELD_U32BE;

	return 8 * (big ? field_width(kind) - 1 - index : index);
}

/* A wide field that must have one value fixes the bits of its bytes that the mask shows. */
static bool narrow_value(struct reach *reach, const struct field *field, uint32_t value)
{
	bool possible = true;

	for (unsigned int i = 0; i < field_width(field->kind); i++) {
		uint8_t mask = field->mask >> shift_of(field->kind, i);
		uint8_t wanted = value >> shift_of(field->kind, i);
		struct byte_set left = { 0 };

		for (unsigned int byte = 0; byte < 256; byte++)
			if (byte_set_has(&reach->bytes[field->at + i], byte) && (byte & mask) == wanted)
				byte_set_add(&left, byte);
		reach->bytes[field->at + i] = left;
		possible &= byte_set_count(&left) > 0;
	}
	return possible;
}

bool reach_narrow(struct reach *reach, const struct check *check)
{
	struct value_set allowed;

	if (check->op == P2P_CHECK_BYTES)
		return narrow_bytes(reach, check);
	if (!check_is_constant(check) || !field_width(check->left.kind))
		return true;
	value_set_of_check(&allowed, check);
	if (check->left.kind == P2P_FIELD_U8)
		return narrow_byte(reach, check, &allowed);
	if (value_set_size(&allowed) == 1)
		return narrow_value(reach, &check->left, allowed.list[0].low);
	return allowed.count > 0;
}

double reach_open_bits(const struct reach *reach, unsigned int at, unsigned int width)
{
	double bits = 0;

	for (unsigned int i = at; i < at + width; i++)
		if (byte_set_count(&reach->bytes[i]))
			bits += bits_of(byte_set_count(&reach->bytes[i]));
	return bits;
}
