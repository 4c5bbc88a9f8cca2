// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a signature block do. */
#include <string.h>

#include "lang/build.h"

static struct signature_set *set_of(struct context *c)
{
	return c->configuration->signatures;
}

struct signature *signature_current(struct context *c)
{
	return &set_of(c)->list[set_of(c)->count - 1];
}

static bool same_name(const void *context, uint64_t value)
{
	const struct signature_set *set = context;

	return !strcmp(set->list[value - 1].name, set->list[set->count - 1].name);
}

static bool name_valid(struct text name)
{
	if (name.length < 1 || name.length > P2P_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.length; i++)
		if (name.bytes[i] < 0x20 || name.bytes[i] > 0x7e)
			return false;
	return true;
}

void signature_begin(struct context *c, struct text name, const struct location *at)
{
	struct signature_set *set = set_of(c);
	struct signature *signature;
	const struct location *first;
	struct quoted quoted;
	uint64_t earlier;

	context_block_begin(c, at);
	set->list = memory_grow(set->list, set->count, &set->capacity, sizeof(*set->list));
	signature = &set->list[set->count++];
	*signature = (struct signature){ .at = *at, .directions = P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY };
	step_begin(c, P2P_TURN_FIRST, at);
	signature->name = context_string(c, name, at).bytes;
	if (!name_valid(text_of(signature->name)))
		diagnostics_error(c->diagnostics, at, "a signature's name is 1 to %d printable ASCII characters",
				  P2P_NAME_MAX);
	earlier = seen_add(&c->names, seen_hash(SEEN_HASH, signature->name, strlen(signature->name)), set->count,
			   same_name, set);
	if (!earlier)
		return;
	first = &set->list[earlier - 1].at;
	diagnostics_error(c->diagnostics, at, "signature %s exists already, at %s:%d",
			  text_quote(&quoted, text_of(signature->name)), first->file, first->first_line);
}

/* A statement whose value is one of a few words. Return: the value, or 0 after an error. */
static unsigned int choose(struct context *c, enum said what, const char *name, const struct word_name *names,
			   struct text word, const struct location *at)
{
	struct reason reason;
	unsigned int value;

	if (!context_say(c, what, name, at))
		return 0;
	if (word_value(names, name, word, &value, &reason))
		return value;
	diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
	return 0;
}

void signature_protocol(struct context *c, struct text word, const struct location *at)
{
	signature_current(c)->class = choose(c, SAID_PROTOCOL, "protocol", word_classes, word, at);
}

void signature_transport(struct context *c, struct text word, const struct location *at)
{
	signature_current(c)->transport = choose(c, SAID_TRANSPORT, "transport", word_transports, word, at);
}

void signature_midflow(struct context *c)
{
	signature_current(c)->midflow = true;
	if (signature_current(c)->transport == IPPROTO_UDP)
		diagnostics_error(c->diagnostics, &c->said[SAID_TRANSPORT],
				  "midflow has no meaning for udp: each datagram is a beginning");
}

void signature_direction(struct context *c, struct text word, const struct location *at)
{
	signature_current(c)->directions = choose(c, SAID_DIRECTION, "direction", word_directions, word, at);
}

void signature_strength(struct context *c, struct text word, const struct location *at)
{
	signature_current(c)->strength = choose(c, SAID_STRENGTH, "strength", word_strengths, word, at);
	signature_current(c)->strength_at = *at;
}

/* @N, or @+N behind the match. */
static bool capture_offset(struct context *c, struct text word, struct signature *signature, const struct location *at)
{
	bool behind = word.length > 1 && word.bytes[1] == '+';
	size_t skip = behind ? 2 : 1;

	if (word.bytes[0] != '@') {
		diagnostics_error(c->diagnostics, at, "a capture is written content-id @OFFSET size 16 or 20");
		return false;
	}
	signature->capture = behind ? P2P_CAPTURE_BEHIND : P2P_CAPTURE_FRONT;
	signature->capture_at = context_number(c, "an offset",
					       (struct text){ word.bytes + skip, word.length - skip }, UINT16_MAX, at);
	return true;
}

void signature_capture(struct context *c, struct text kind, const struct location *kind_at, struct text offset,
		       struct text size, bool escaped, const struct location *at)
{
	struct signature *signature = signature_current(c);

	if (!context_say(c, SAID_CAPTURE, "capture", at))
		return;
	if (!text_equals(kind, "content-id"))
		diagnostics_error(c->diagnostics, kind_at, "only a content-id can be captured");
	if (!capture_offset(c, offset, signature, at))
		return;
	signature->capture_size = context_number(c, "a size", size, UINT16_MAX, at);
	signature->capture_at_place = *at;
	if (signature->capture_size != 16 && signature->capture_size != P2P_CONTENT_ID_MAX)
		diagnostics_error(c->diagnostics, at, "a content-id has 16 or 20 bytes");
	if (escaped && signature->capture == P2P_CAPTURE_FRONT)
		diagnostics_error(c->diagnostics, at,
				  "escaped text begins at no fixed place: count from the match, as in @+0");
	else if (escaped)
		signature->capture = P2P_CAPTURE_ESCAPED;
}

/* Words for a reader. */
static const char *words(struct context *c, struct text text, const struct location *at)
{
	struct text said = context_string(c, text, at);

	if (!said.length)
		diagnostics_error(c->diagnostics, at, "this says nothing: leave it out");
	return said.bytes;
}

void signature_source(struct context *c, struct text text, const struct location *at)
{
	if (context_say(c, SAID_SOURCE, "source", at))
		signature_current(c)->source = words(c, text, at);
}

void signature_structural(struct context *c, struct text text, const struct location *at)
{
	if (context_say(c, SAID_STRUCTURAL, "structural", at))
		signature_current(c)->structural = words(c, text, at);
}

static void require(struct context *c, enum said what, const char *name)
{
	if (!c->said[what].file)
		diagnostics_error(c->diagnostics, &signature_current(c)->at, "signature has no %s", name);
}

/* Of the step that completes the signature. */
static void validate_capture(struct context *c, const struct signature *signature)
{
	const struct signature_step *step = signature_last_step(signature);
	unsigned int end = signature->capture_at + signature->capture_size;
	unsigned int window = step_window(signature, step);

	if (signature->capture == P2P_CAPTURE_FRONT && end > window)
		diagnostics_error(c->diagnostics, &signature->capture_at_place,
				  "content-id ends at byte %u, but only the first %u are looked at", end, window);
	if (signature->capture != P2P_CAPTURE_FRONT && end > P2P_STREAM_WINDOW)
		diagnostics_error(c->diagnostics, &signature->capture_at_place,
				  "content-id ends %u bytes behind the match, which is more than %u", end,
				  P2P_STREAM_WINDOW);
	if (signature->capture == P2P_CAPTURE_ESCAPED && !step->search_at.file)
		diagnostics_error(c->diagnostics, &signature->capture_at_place,
				  "escaped text stands behind a search, and the last step has none");
}

static bool compares_with(const struct signature *signature, unsigned int kept)
{
	for (size_t i = 0; i < signature->step_count; i++) {
		const struct signature_step *step = &signature->steps[i];

		for (size_t j = 0; j < step->check_count; j++)
			if (step->checks[j].left.kind == kept || step->checks[j].right.kind == kept)
				return true;
	}
	return false;
}

static void validate_keeps(struct context *c, const struct signature *signature)
{
	for (size_t i = 0; i < signature->keep_count; i++)
		if (!compares_with(signature, P2P_FIELD_KEPT0 + i))
			diagnostics_error(c->diagnostics, &signature->keeps[i].field.where,
					  "no later step compares with %s: leave it out", signature->keeps[i].name);
}

void signature_end(struct context *c)
{
	struct signature *signature = signature_current(c);

	context_block_end(c);
	require(c, SAID_PROTOCOL, "protocol");
	require(c, SAID_TRANSPORT, "transport");
	require(c, SAID_STRENGTH, "strength");
	if (!signature->transport)
		return;
	validate_capture(c, signature);
	for (size_t i = 0; i < signature->step_count; i++)
		step_validate(c, signature, &signature->steps[i]);
	validate_keeps(c, signature);
}
