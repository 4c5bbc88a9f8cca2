// SPDX-License-Identifier: GPL-2.0-or-later
/* Fields, and the values that they are compared with. */
#include <string.h>

#include "lang/build.h"

struct field field_of(unsigned int kind, const struct location *at)
{
	return (struct field){ .kind = kind, .mask = UINT32_MAX, .where = *at };
}

struct field field_at(struct context *c, unsigned int kind, struct offset offset, const struct location *at)
{
	struct field field = field_of(kind, at);

	field.behind = offset.behind;
	if (offset.at >= P2P_DATAGRAM_WINDOW)
		diagnostics_error(c->diagnostics, at, offset.behind ?
				  "offset %u is more than %d bytes behind the match" :
				  "offset %u is beyond the first %d bytes, which are looked at",
				  offset.at, P2P_DATAGRAM_WINDOW);
	else
		field.at = offset.at;
	if (kind == P2P_FIELD_ESCAPED && !offset.behind)
		diagnostics_error(c->diagnostics, at,
				  "escaped text begins at no fixed place: count from the match, as in escaped@+0");
	return field;
}

/* The largest value, and all of its bits. */
static uint32_t whole_field(const struct field *field)
{
	switch (field_width(field->kind)) {
	case 1:
		return 0xff;
	case 4:
		return UINT32_MAX;
	default:
		return 0xffff;
	}
}

struct field field_mask(struct context *c, struct field field, uint32_t mask, const struct location *at,
			const struct location *mask_at)
{
	if (!mask || mask & ~whole_field(&field))
		diagnostics_error(c->diagnostics, mask_at, "a mask of this field is a number from 1 to 0x%x",
				  whole_field(&field));
	field.mask = mask;
	field.where = *at;
	return field;
}

struct field field_modulo(struct context *c, struct field field, uint32_t modulo, const struct location *at,
			  const struct location *modulo_at)
{
	if (modulo < 2 || modulo > 255)
		diagnostics_error(c->diagnostics, modulo_at, "a modulo is a number from 2 to 255");
	field.modulo = modulo;
	field.where = *at;
	return field;
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
	if (field.kind == P2P_FIELD_ESCAPED)
		diagnostics_error(c->diagnostics, at, "escaped belongs on the left side");
	if (factor > P2P_FACTOR_MAX)
		diagnostics_error(c->diagnostics, at, "a factor is at most %d", P2P_FACTOR_MAX);
	return (struct value){ .field = field, .factor = factor };
}

static const struct keep *keep_find(const struct signature *signature, struct text name)
{
	for (size_t i = 0; i < signature->keep_count; i++)
		if (text_equals(name, signature->keeps[i].name))
			return &signature->keeps[i];
	return NULL;
}

struct value value_kept(struct context *c, struct text name, const struct location *at)
{
	const struct signature *signature = signature_current(c);
	const struct keep *keep = keep_find(signature, name);
	struct quoted quoted;

	if (signature->step_count == 1)
		diagnostics_error(c->diagnostics, at, "%s is no number, and no step before this one has kept any",
				  text_quote(&quoted, name));
	else if (!keep)
		diagnostics_error(c->diagnostics, at, "no step before this one keeps a number named %s",
				  text_quote(&quoted, name));
	else if (keep->step == signature->step_count - 1)
		diagnostics_error(c->diagnostics, at, "%s is kept by this very step: compare with the field itself",
				  text_quote(&quoted, name));
	else
		return value_scale(c, field_of(P2P_FIELD_KEPT0 + (keep - signature->keeps), at), 1, at);
	return (struct value){ 0 };
}
