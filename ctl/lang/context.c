// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/context.h"

#include <string.h>

bool context_say(struct context *c, enum said what, const char *name, const struct location *at)
{
	if (c->said[what].file) {
		diagnostics_error(c->diagnostics, at, "%s was said already, in line %d", name,
				  c->said[what].first_line);
		return false;
	}
	c->said[what] = *at;
	return true;
}

void context_block_begin(struct context *c, const struct location *at)
{
	memset(c->said, 0, sizeof(c->said));
	c->block = *at;
	c->in_block = true;
}

void context_step_begin(struct context *c)
{
	c->said[SAID_PATTERN].file = NULL;
	c->said[SAID_OPENING].file = NULL;
	c->said[SAID_SEARCH].file = NULL;
}

void context_block_end(struct context *c)
{
	c->in_block = false;
}

uint32_t context_number(struct context *c, const char *what, struct text word, uint32_t max, const struct location *at)
{
	struct reason reason;
	uint32_t value = 0;

	if (!word_number(what, word, max, &value, &reason)) {
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
		return 0;
	}
	return value;
}

struct text context_string(struct context *c, struct text text, const struct location *at)
{
	uint8_t *bytes = arena_copy(&c->configuration->signatures->arena, text.bytes, text.length);
	size_t bad_at, bad_length;
	struct location bad;
	long length = text_unescape(text, bytes, &bad_at, &bad_length);

	if (length >= 0) {
		bytes[length] = 0;
		return (struct text){ (const char *)bytes, length };
	}
	bad = location_inside(at, bad_at + 1, bad_length);
	diagnostics_error(c->diagnostics, &bad, "unknown escape: write \\xHH, \\n, \\r, \\t, \\\\ or \\\"");
	return (struct text){ "", 0 };
}
