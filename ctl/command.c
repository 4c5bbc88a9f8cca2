// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"

#include <string.h>

#include "filter.h"
#include "key.h"
#include "lang/text.h"
#include "lang/words.h"
#include "print.h"

#define NAMES_MAX	32

static const struct command *command_find(const struct command *table, const char *name)
{
	for (; table->name; table++) {
		if (!strcmp(table->name, name))
			return table;
	}
	return NULL;
}

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h");
}

/* Who has begun a command asks behind what he has; there "help" is a word like others. */
static bool wants_help(const struct command *command, int argc, char **argv)
{
	if (!argc)
		return false;
	return is_help(argv[0]) || !strcmp(argv[0], "help") || (!command->verbs && is_help(argv[argc - 1]));
}

/* "p2pctl signature: lode: did you mean load?" is worth more than a screen of help. */
static enum exit_code command_unknown(struct session *session, const struct command *table, const char *path,
				      const char *word)
{
	const char *names[NAMES_MAX], *closest;
	struct quoted quoted;
	size_t count = 0;

	for (; table->name && count < NAMES_MAX; table++)
		names[count++] = table->name;
	closest = text_closest(text_of(word), names, count);
	text_quote(&quoted, text_of(word));
	if (closest)
		return session_misuse(session, "%s: there is no command %s; did you mean \"%s\"?", path, quoted.bytes, closest);
	return session_misuse(session, "%s: there is no command %s; see %s --help", path, quoted.bytes, path);
}

static enum exit_code command_missing(struct session *session, const struct command *table, const char *path)
{
	char names[256] = "";
	size_t used = 0;

	for (; table->name && used < sizeof(names); table++)
		used += snprintf(names + used, sizeof(names) - used, "%s%s", used ? ", " : "", table->name);
	return session_misuse(session, "%s: a command is missing: %s", path, names);
}

static void command_usage(FILE *stream, const struct command *command, const char *path)
{
	fprintf(stream, "Usage: %s%s%s\n", path, command->arguments ? " " : "",
		command->arguments ? command->arguments : "");
}

static enum exit_code command_found(struct session *session, const struct command *command, const char *path, int argc,
				    char **argv)
{
	if (wants_help(command, argc, argv)) {
		if (command->verbs)
			command_help(command->verbs, path);
		else
			command_usage(stdout, command, path);
		return EXIT_OK;
	}
	if (command->verbs && (argc || !command->run))
		return command_run(session, command->verbs, path, argc, argv);
	return command->run(session, argc, argv);
}

enum exit_code command_run(struct session *session, const struct command *table, const char *path, int argc, char **argv)
{
	const struct command *command;
	char deeper[128];

	if (!argc)
		return command_missing(session, table, path);
	command = command_find(table, argv[0]);
	if (!command)
		return command_unknown(session, table, path, argv[0]);
	snprintf(deeper, sizeof(deeper), "%s %s", path, command->name);
	return command_found(session, command, deeper, argc - 1, argv + 1);
}

void command_help(const struct command *table, const char *path)
{
	for (; table->name; table++) {
		char line[160];

		if (table->verbs) {
			snprintf(line, sizeof(line), "%s%s%s", path, *path ? " " : "", table->name);
			command_help(table->verbs, line);
			continue;
		}
		snprintf(line, sizeof(line), "%s%s%s %s", path, *path ? " " : "", table->name,
			 table->arguments ? table->arguments : "");
		printf("  %-46s %s%s\n", line, strlen(line) > 46 ? "\n                                                 " : "",
		       table->about);
	}
}

static const struct keyword *keyword_find(const struct keyword *table, const char *name)
{
	for (; table->name; table++) {
		if (!strcmp(table->name, name))
			return table;
	}
	return NULL;
}

static int keyword_unknown(struct session *session, const struct keyword *table, const char *word)
{
	char names[200] = "";
	struct quoted quoted;
	size_t used = 0;

	for (; table->name && used < sizeof(names); table++)
		used += snprintf(names + used, sizeof(names) - used, "%s%s", used ? ", " : "", table->name);
	session_misuse(session, "%s is not understood here; known words: %s", text_quote(&quoted, text_of(word)), names);
	return -1;
}

/* Read the values of one keyword. Return: how many words it took, -1 with a failure. */
static int keyword_read(struct session *session, const struct keyword *table, const struct keyword *keyword, int argc,
			char **argv, void *data)
{
	int taken = 1;

	if (argc < 2) {
		session_misuse(session, "\"%s\" wants a value", keyword->name);
		return -1;
	}
	do {
		const char *why = keyword->read(argv[taken], data);

		if (why) {
			session_misuse(session, "%s: %s", keyword->name, why);
			return -1;
		}
		taken++;
	} while (keyword->many && taken < argc && !keyword_find(table, argv[taken]));
	return taken;
}

int keywords_read(struct session *session, const struct keyword *table, int argc, char **argv, void *data)
{
	bool said[NAMES_MAX] = { false };

	while (argc) {
		const struct keyword *keyword = keyword_find(table, argv[0]);
		int taken;

		if (!keyword)
			return keyword_unknown(session, table, argv[0]);
		if (said[keyword - table] && !keyword->many) {
			session_misuse(session, "\"%s\" is said twice", keyword->name);
			return -1;
		}
		said[keyword - table] = true;
		taken = keyword_read(session, table, keyword, argc, argv, data);
		if (taken < 0)
			return -1;
		argc -= taken;
		argv += taken;
	}
	for (size_t i = 0; table[i].name; i++) {
		if (table[i].required && !said[i]) {
			session_misuse(session, "\"%s\" is missing", table[i].name);
			return -1;
		}
	}
	return 0;
}

int command_no_arguments(struct session *session, int argc, char **argv)
{
	struct quoted quoted;

	if (!argc)
		return 0;
	session_misuse(session, "%s is one word too many", text_quote(&quoted, text_of(argv[0])));
	return -1;
}

int command_key(struct session *session, int argc, char **argv, struct subscriber *subscriber)
{
	const char *why;

	if (!argc) {
		session_misuse(session, "the key of a subscriber is missing");
		return -1;
	}
	why = key_read(argv[0], subscriber->key, &subscriber->key_length);
	if (!why)
		return 0;
	session_misuse(session, "%s", why);
	return -1;
}

int command_seconds(struct session *session, const char *word, uint32_t *seconds)
{
	struct reason reason;

	if (!word_number("a number of seconds", text_of(word), 86400, seconds, &reason))
		session_misuse(session, "%s", reason.sentence);
	else if (!*seconds)
		session_misuse(session, "0 seconds are too few: 1 is the least");
	else
		return 0;
	return -1;
}

enum exit_code command_list_subscribers(struct session *session, int argc, char **argv, const struct column *columns,
					const struct keyword *words)
{
	struct subscriber_list list;
	struct filter filter;

	if (filter_read(session, words, argc, argv, &filter) || session_connect(session) ||
	    client_subscribers(&session->client, &list))
		return session_failed(session);
	output_list(&session->out, NULL, columns);
	for (size_t i = 0; i < list.count; i++) {
		if (!filter_fits(&filter, &list.items[i]))
			continue;
		output_object(&session->out, NULL);
		print_subscriber(&session->out, &list.items[i]);
		output_end(&session->out);
	}
	output_end(&session->out);
	subscriber_list_free(&list);
	return EXIT_OK;
}
