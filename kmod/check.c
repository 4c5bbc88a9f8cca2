// SPDX-License-Identifier: GPL-2.0-only
/* What a signature says beyond its bytes: numbers of the payload, compared with constants, with each other, with the
 * length, with the ports, or with what an earlier step has kept. Every offset was checked in blob_signature.c to lie within what
 * the signature waits for.
 */
#include "check.h"

static inline u32 read_field(const struct p2p_payload *payload, u8 field, u32 at)
{
	switch (field) {
	case P2P_FIELD_LENGTH:
		return payload->length;
	case P2P_FIELD_SPORT:
		return payload->sport;
	case P2P_FIELD_DPORT:
		return payload->dport;
	case P2P_FIELD_U8:
		return payload->data[at];
	case P2P_FIELD_U16LE:
		return get_unaligned_le16(payload->data + at);
	case P2P_FIELD_U16BE:
		return get_unaligned_be16(payload->data + at);
	case P2P_FIELD_U32LE:
		return get_unaligned_le32(payload->data + at);
	case P2P_FIELD_U32BE:
		return get_unaligned_be32(payload->data + at);
	default:
		return 0;
	}
}

u32 p2p_check_field(const struct p2p_payload *payload, u8 field, u32 at)
{
	return read_field(payload, field, at);
}

static bool ranges_contain(const struct p2p_blob_range *range, u32 count, u32 value)
{
	for (; count; count--, range++)
		if (range->low <= value && value <= range->high)
			return true;
	return false;
}

static bool compares(u8 op, s64 left, s64 right)
{
	switch (op) {
	case P2P_CHECK_EQ:
		return left == right;
	case P2P_CHECK_NE:
		return left != right;
	case P2P_CHECK_LT:
		return left < right;
	case P2P_CHECK_LE:
		return left <= right;
	case P2P_CHECK_GT:
		return left > right;
	default:
		return left >= right;
	}
}

static u32 width_mask(u8 field)
{
	switch (field) {
	case P2P_FIELD_U8:
		return 0xff;
	case P2P_FIELD_U16LE:
	case P2P_FIELD_U16BE:
	case P2P_FIELD_SPORT:
	case P2P_FIELD_DPORT:
		return 0xffff;
	default:
		return 0xffffffff;
	}
}

static u32 offset_of(const struct p2p_trial *trial, const struct p2p_blob_check *check, u8 behind, u16 at)
{
	return check->behind & behind ? trial->end + at : at;
}

static s64 right_value(const struct p2p_trial *trial, const struct p2p_blob_check *check)
{
	u32 at = offset_of(trial, check, P2P_BEHIND_RIGHT, check->right_at);
	s64 value;

	if (check->right == P2P_FIELD_NONE)
		return check->constant;
	if (check->right < P2P_FIELD_KEPT0)
		return (s64)read_field(trial->payload, check->right, at) * check->factor + check->constant;
	value = (s64)trial->kept[check->right - P2P_FIELD_KEPT0] * check->factor + check->constant;
	return value & width_mask(check->left);
}

static bool value_holds(const struct p2p_trial *trial, const struct p2p_blob_check *check,
			u32 left)
{
	left &= check->mask;
	if (check->modulo)
		left %= check->modulo;
	switch (check->op) {
	case P2P_CHECK_IN:
		return ranges_contain(trial->blob->ranges + check->constant, check->factor, left);
	case P2P_CHECK_NOT_IN:
		return !ranges_contain(trial->blob->ranges + check->constant, check->factor, left);
	default:
		return compares(check->op, left, right_value(trial, check));
	}
}

/* One of the ports, or with a negation neither. */
static bool port_holds(const struct p2p_trial *trial, const struct p2p_blob_check *check)
{
	bool source = value_holds(trial, check, trial->payload->sport);
	bool destination = value_holds(trial, check, trial->payload->dport);

	if (check->op == P2P_CHECK_NE || check->op == P2P_CHECK_NOT_IN)
		return source && destination;
	return source || destination;
}

static bool is_hex(u8 byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Width of the byte of percent-encoded text that begins here; a lone percent sign stands for itself. */
static u32 escaped_width(const u8 *data, u32 size)
{
	return size >= 3 && data[0] == '%' && is_hex(data[1]) && is_hex(data[2]) ? 3 : 1;
}

/* How many bytes the text has. Return: false when its end is not at hand. */
static bool escaped_length(const struct p2p_trial *trial, u32 at, u32 *length)
{
	for (*length = 0; at < trial->size && *length < P2P_ESCAPED_MAX; (*length)++) {
		const u8 *data = trial->payload->data + at;

		if (*data == '&' || *data == ' ')
			return true;
		/* whether this is %HH is not known yet */
		if (*data == '%' && at + 3 > trial->size)
			return false;
		at += escaped_width(data, trial->size - at);
	}
	return *length == P2P_ESCAPED_MAX;
}

static enum p2p_outcome check_outcome(const struct p2p_trial *trial,
				      const struct p2p_blob_check *check)
{
	u32 at = offset_of(trial, check, P2P_BEHIND_LEFT, check->left_at);
	u32 length;

	if (check->op == P2P_CHECK_BYTES)
		return !memcmp(trial->payload->data + at, trial->blob->literals + check->constant, check->factor);
	if (check->right >= P2P_FIELD_KEPT0 && !trial->kept)
		return P2P_HOLDS;
	if (check->left == P2P_FIELD_PORT)
		return port_holds(trial, check);
	if (check->left != P2P_FIELD_ESCAPED)
		return value_holds(trial, check, read_field(trial->payload, check->left, at));
	if (!escaped_length(trial, at, &length))
		return P2P_WAITS;
	return value_holds(trial, check, length);
}

enum p2p_outcome p2p_check_all(const struct p2p_trial *trial)
{
	const struct p2p_blob_signature *signature = trial->signature;
	enum p2p_outcome worst = P2P_HOLDS;
	u32 i;

	for (i = 0; i < signature->checks; i++) {
		enum p2p_outcome outcome = check_outcome(trial, &trial->blob->checks[signature->first_check + i]);

		if (outcome == P2P_FAILS)
			return P2P_FAILS;
		if (outcome == P2P_WAITS)
			worst = P2P_WAITS;
	}
	return worst;
}

static u8 hex_value(u8 digit)
{
	return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

static u32 capture_escaped(const struct p2p_trial *trial, u32 at, u8 *id, u32 size)
{
	u32 i;

	for (i = 0; i < size && at < trial->size; i++) {
		const u8 *data = trial->payload->data + at;
		u32 width = escaped_width(data, trial->size - at);

		id[i] = width == 3 ? hex_value(data[1]) << 4 | hex_value(data[2]) : data[0];
		at += width;
	}
	return i == size ? size : 0;
}

static u32 capture_start(const struct p2p_trial *trial)
{
	const struct p2p_blob_signature *signature = trial->signature;

	return signature->capture_at + (signature->capture == P2P_CAPTURE_FRONT ? 0 : trial->end);
}

u32 p2p_check_capture(const struct p2p_trial *trial, u8 *id)
{
	u32 size = trial->signature->capture_size;
	u32 at = capture_start(trial);

	if (!size || !trial->payload->capture)
		return 0;
	if (trial->signature->capture == P2P_CAPTURE_ESCAPED)
		return capture_escaped(trial, at, id, size);
	if (at + size > trial->payload->size)
		return 0;
	memcpy(id, trial->payload->data + at, size);
	return size;
}
