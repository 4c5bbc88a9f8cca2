// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a settings block do. A second block may set what the first one left. */
#include "lang/build.h"

static bool first_time(struct context *c, bool has, const char *name, const struct location *at)
{
	if (has)
		diagnostics_error(c->diagnostics, at, "%s was set already", name);
	return !has;
}

/* A setting that is on or off. */
struct toggle {
	const char *name;
	bool *has;
	bool *value;
};

static struct toggle toggle_of(struct settings *settings, enum said which)
{
	switch (which) {
	case SAID_ENFORCE:
		return (struct toggle){ "enforce", &settings->has_enforce, &settings->enforce };
	case SAID_CAPTURE_SETTING:
		return (struct toggle){ "capture", &settings->has_capture, &settings->capture };
	default:
		return (struct toggle){ "nested", &settings->has_nested, &settings->nested };
	}
}

void settings_switch(struct context *c, enum said which, struct text word, const struct location *at)
{
	struct toggle toggle = toggle_of(&c->configuration->settings, which);
	struct reason reason;
	unsigned int value;

	if (!first_time(c, *toggle.has, toggle.name, at))
		return;
	if (!word_value(word_switches, toggle.name, word, &value, &reason)) {
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
		return;
	}
	*toggle.has = true;
	*toggle.value = value;
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
