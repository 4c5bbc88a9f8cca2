// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "lang/words.h"
#include "print.h"

static enum exit_code settings_show(struct session *session, int argc, char **argv)
{
	struct status status;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_status(&session->client, &status))
		return session_failed(session);
	output_object(&session->out, NULL);
	print_settings(&session->out, &status.settings);
	output_end(&session->out);
	return EXIT_OK;
}

struct wish {
	struct settings settings;
	struct reason reason;
};

static const char *read_switch(const char *word, bool *value, bool *has, struct reason *reason)
{
	unsigned int number;

	if (!word_value(word_switches, "switch", text_of(word), &number, reason))
		return reason->sentence;
	*value = number;
	*has = true;
	return NULL;
}

static const char *read_enforce(const char *word, void *data)
{
	struct wish *wish = data;

	return read_switch(word, &wish->settings.enforce, &wish->settings.has_enforce, &wish->reason);
}

static const char *read_capture(const char *word, void *data)
{
	struct wish *wish = data;

	return read_switch(word, &wish->settings.capture, &wish->settings.has_capture, &wish->reason);
}

static const char *read_nested(const char *word, void *data)
{
	struct wish *wish = data;

	return read_switch(word, &wish->settings.nested, &wish->settings.has_nested, &wish->reason);
}

static const char *read_mark_mask(const char *word, void *data)
{
	struct wish *wish = data;

	wish->settings.has_mark_mask = true;
	if (word_mark_mask(text_of(word), &wish->settings.mark_mask, &wish->reason))
		return NULL;
	return wish->reason.sentence;
}

static const struct keyword settings_words[] = {
	{ "enforce", read_enforce, false, false },
	{ "capture", read_capture, false, false },
	{ "nested", read_nested, false, false },
	{ "mark-mask", read_mark_mask, false, false },
	{ NULL, NULL, false, false },
};

static enum exit_code settings_set(struct session *session, int argc, char **argv)
{
	struct client *client = &session->client;
	struct wish wish = { 0 };
	uint64_t generation;

	if (!argc)
		return session_misuse(session, "what is to be set? enforce on|off, capture on|off, nested on|off, mark-mask MASK");
	if (keywords_read(session, settings_words, argc, argv, &wish) || session_connect(session) ||
	    client_begin(client, &generation) || client_settings_set(client, &wish.settings) ||
	    client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command settings_verbs[] = {
	{ "show", settings_show, NULL, NULL, "all of them" },
	{ "set", settings_set, NULL, "[enforce on|off] [capture on|off] [nested on|off] [mark-mask MASK]", "change some" },
	{ NULL, NULL, NULL, NULL, NULL }
};
