// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements do that belong to one step of a signature. */
#include <string.h>

#include "lang/build.h"

struct signature_step *step_current(struct context *c)
{
	struct signature *signature = signature_current(c);

	return &signature->steps[signature->step_count - 1];
}

void step_begin(struct context *c, enum p2p_turn turn, const struct location *at)
{
	struct signature *signature = signature_current(c);

	context_step_begin(c);
	signature->steps = memory_grow(signature->steps, signature->step_count, &signature->step_capacity,
				       sizeof(*signature->steps));
	signature->steps[signature->step_count++] = (struct signature_step){ .turn = turn, .at = *at };
}

void step_then(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;
	unsigned int turn;

	if (word_value(word_turns, "then", word, &turn, &reason))
		step_begin(c, turn, at);
	else
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

static const struct pattern *parse_pattern(struct context *c, struct text text, const struct location *at)
{
	return pattern_parse(&c->configuration->signatures->arena, text, at, c->diagnostics);
}

/* The beginning is described by its bytes, or by their being unknown. */
static bool say_beginning(struct context *c, enum said what, enum said other, const char *name,
			  const struct location *at)
{
	if (!context_say(c, what, name, at))
		return false;
	if (!c->said[other].file)
		return true;
	diagnostics_error(c->diagnostics, at, "a step has either a pattern or an unknown opening, not both");
	return false;
}

void step_pattern(struct context *c, struct text text, const struct location *at)
{
	if (!say_beginning(c, SAID_PATTERN, SAID_OPENING, "pattern", at))
		return;
	step_current(c)->pattern_at = *at;
	step_current(c)->pattern = parse_pattern(c, text, at);
}

/* MIN-MAX */
static bool read_range(struct context *c, struct text text, const struct location *at, uint32_t *min, uint32_t *max)
{
	const char *dash = memchr(text.bytes, '-', text.length);
	struct text low = { text.bytes, dash ? dash - text.bytes : 0 };
	size_t errors = c->diagnostics->errors;

	if (!dash) {
		diagnostics_error(c->diagnostics, at, "sizes are written MIN-MAX, as in 96-608");
		return false;
	}
	*min = context_number(c, "the smallest size", low, P2P_SEARCH_WINDOW, at);
	*max = context_number(c, "the largest size", (struct text){ dash + 1, text.length - low.length - 1 },
			      P2P_SEARCH_WINDOW, at);
	return c->diagnostics->errors == errors;
}

void step_opening(struct context *c, struct text kind, const struct location *kind_at, struct text range,
		  const struct location *range_at)
{
	struct signature_step *step = step_current(c);
	uint32_t min, max;

	if (!say_beginning(c, SAID_OPENING, SAID_PATTERN, "opening", kind_at))
		return;
	step->opening_at = *kind_at;
	if (!text_equals(kind, "unknown"))
		diagnostics_error(c->diagnostics, kind_at, "an opening can only be unknown; what is known is a pattern");
	if (!read_range(c, range, range_at, &min, &max))
		return;
	if (!min || min > max)
		diagnostics_error(c->diagnostics, range_at, "sizes begin at 1, and the first one is the smaller");
	step->opening_min = min;
	step->opening_max = max;
}

void step_search(struct context *c, struct text text, const struct location *at, struct text window,
		 const struct location *window_at)
{
	struct signature_step *step = step_current(c);

	if (!context_say(c, SAID_SEARCH, "search", at))
		return;
	step->search_at = *at;
	step->search = parse_pattern(c, text, at);
	step->window_at = *window_at;
	step->window = context_number(c, "a number of bytes", window, UINT16_MAX, window_at);
}

void step_until(struct context *c, struct text text, const struct location *at)
{
	const struct pattern *pattern = parse_pattern(c, text, at);

	if (!pattern)
		return;
	if (pattern->kind != PATTERN_SET || byte_set_count(&pattern->set) == 256)
		diagnostics_error(c->diagnostics, at, "a search ends at one byte, or at one of a class: \"[\\r\\n]\"");
	step_current(c)->until = pattern->set;
	step_current(c)->until_at = *at;
}

static bool keep_known(const struct signature *signature, struct text name)
{
	for (size_t i = 0; i < signature->keep_count; i++)
		if (text_equals(name, signature->keeps[i].name))
			return true;
	return false;
}

void step_keep(struct context *c, struct text name, const struct location *at, struct field field)
{
	struct signature *signature = signature_current(c);
	struct quoted quoted;
	struct keep *keep;

	if (keep_known(signature, name)) {
		diagnostics_error(c->diagnostics, at, "%s is kept already", text_quote(&quoted, name));
	} else if (signature->keep_count == P2P_KEPT_MAX) {
		diagnostics_error(c->diagnostics, at, "a signature keeps at most %d numbers", P2P_KEPT_MAX);
	} else if (field.kind < P2P_FIELD_U8 || field.kind > P2P_FIELD_U32BE || field.behind) {
		diagnostics_error(c->diagnostics, &field.where, "only a number of the payload can be kept, as in u16be@2");
	} else {
		keep = &signature->keeps[signature->keep_count++];
		keep->name = arena_copy(&c->configuration->signatures->arena, name.bytes, name.length);
		keep->field = field;
		keep->step = signature->step_count - 1;
	}
}
