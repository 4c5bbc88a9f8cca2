// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a settings block do. A second block may set what the first one left. */
#include "lang/build.h"

static bool first_time(struct context *c, bool has, const char *name, const struct location *at)
{
	if (has)
		diagnostics_error(c->diagnostics, at, "%s was set already", name);
	return !has;
}

void settings_switch(struct context *c, enum said which, struct text word, const struct location *at)
{
	const char *name = which == SAID_ENFORCE ? "enforce" : "capture";
	struct settings *settings = &c->configuration->settings;
	bool *has = which == SAID_ENFORCE ? &settings->has_enforce : &settings->has_capture;
	struct reason reason;
	unsigned int value;

	if (!first_time(c, *has, name, at))
		return;
	if (!word_value(word_switches, name, word, &value, &reason)) {
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
		return;
	}
	*has = true;
	if (which == SAID_ENFORCE)
		settings->enforce = value;
	else
		settings->capture = value;
}

void settings_mark_mask(struct context *c, struct text word, const struct location *at)
{
	struct settings *settings = &c->configuration->settings;
	struct reason reason;

	if (!first_time(c, settings->has_mark_mask, "mark-mask", at))
		return;
	if (!word_mark_mask(word, &settings->mark_mask, &reason)) {
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
		return;
	}
	settings->has_mark_mask = true;
	settings->mark_mask_at = *at;
}
