// SPDX-License-Identifier: GPL-2.0-or-later
/* What is wrong with a step can often be told only when its signature is complete: "transport" may stand last. */
#include "lang/build.h"

/* Sentences about what is read too far call what is read. */
static const char *payload_name(const struct signature *signature)
{
	return signature_automaton(signature) == P2P_AUTOMATON_STREAM ? "stream" : "packet";
}

static void validate_extent(struct context *c, const struct signature *signature, const struct signature_step *step,
			    unsigned int extent, const struct location *at)
{
	unsigned int window = step_window(signature, step);

	if (extent > window)
		diagnostics_error(c->diagnostics, at, "only the first %u bytes of a %s are looked at", window,
				  payload_name(signature));
}

static void validate_check(struct context *c, const struct signature *signature, const struct signature_step *step,
			   const struct check *check)
{
	bool escaped = check->left.kind == P2P_FIELD_ESCAPED;

	validate_extent(c, signature, step, check_extent(check, false), &check->at);
	if (check_extent(check, true) > P2P_DATAGRAM_WINDOW)
		diagnostics_error(c->diagnostics, &check->at, "this reads more than %d bytes behind the match",
				  P2P_DATAGRAM_WINDOW);
	if (escaped && !step->search_at.file)
		diagnostics_error(c->diagnostics, &check->left.where,
				  "escaped text stands behind a search, and this step has none");
	if (signature_automaton(signature) == P2P_AUTOMATON_STREAM &&
	    (check->left.kind == P2P_FIELD_LENGTH || check->right.kind == P2P_FIELD_LENGTH))
		diagnostics_error(c->diagnostics, &check->at,
				  "a tcp stream has no len: segments are cut anywhere; compare a length field instead");
}

/* An entry is always looked for in the anchored automaton, whatever stands behind it. */
static void validate_pattern(struct context *c, const struct signature *signature, const struct signature_step *step)
{
	unsigned int window = signature_automaton(signature) == P2P_AUTOMATON_STREAM ? P2P_STREAM_WINDOW :
										      P2P_DATAGRAM_WINDOW;

	if (step->pattern && step->pattern->longest > window)
		diagnostics_error(c->diagnostics, &step->pattern_at,
				  "pattern is up to %zu bytes long, but only the first %u are looked at",
				  step->pattern->longest, window);
}

static void validate_search(struct context *c, const struct signature *signature, const struct signature_step *step)
{
	size_t shortest = step->search->shortest + (step->pattern ? step->pattern->shortest : 0);

	if (step->window > step_window(signature, step))
		diagnostics_error(c->diagnostics, &step->window_at, "a search ends within the first %u bytes",
				  step_window(signature, step));
	if (step->window < shortest)
		diagnostics_error(c->diagnostics, &step->window_at,
				  "nothing can be found within %u bytes: pattern and search take at least %zu",
				  step->window, shortest);
}

static void validate_opening(struct context *c, const struct signature *signature, const struct signature_step *step)
{
	if (signature_automaton(signature) != P2P_AUTOMATON_STREAM)
		diagnostics_error(c->diagnostics, &step->opening_at,
				  "only a tcp stream whose start was seen has an opening: not udp, not midflow");
	if (!step->search_at.file)
		diagnostics_error(c->diagnostics, &step->opening_at,
				  "an unknown opening needs a search: it proves nothing by itself");
}

/* A stream is read once in each direction, from its first byte: by the first step, and by an answer to it. */
static void validate_turn(struct context *c, const struct signature *signature, const struct signature_step *step)
{
	if (signature_automaton(signature) != P2P_AUTOMATON_STREAM || step == signature->steps)
		return;
	if (step->turn != P2P_TURN_ANSWER || step != signature->steps + 1)
		diagnostics_error(c->diagnostics, &step->at,
				  "a tcp stream is read once in each direction: there is one answer, and nothing follows");
}

void step_validate(struct context *c, const struct signature *signature, const struct signature_step *step)
{
	if (!step->pattern_at.file && !step->opening_at.file)
		diagnostics_error(c->diagnostics, &step->at, step->turn ? "step has no pattern" :
				  "signature has no pattern");
	validate_turn(c, signature, step);
	validate_pattern(c, signature, step);
	if (step->search)
		validate_search(c, signature, step);
	if (step->opening_at.file)
		validate_opening(c, signature, step);
	for (size_t i = 0; i < step->check_count; i++)
		validate_check(c, signature, step, &step->checks[i]);
	for (size_t i = 0; i < signature->keep_count; i++)
		if (&signature->steps[signature->keeps[i].step] == step)
			validate_extent(c, signature, step, signature->keeps[i].field.at +
					field_width(signature->keeps[i].field.kind), &signature->keeps[i].field.where);
}
