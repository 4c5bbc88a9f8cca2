// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "command.h"
#include "garden.h"
#include "lang/words.h"
#include "print.h"

static enum exit_code garden_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "prefix", 24, NULL, NULL },
		{ "protocol", 8, NULL, NULL },
		{ "port_min", 8, NULL, NULL },
		{ "port_max", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};
	struct garden garden;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_garden(&session->client, &garden))
		return session_failed(session);
	output_list(&session->out, NULL, columns);
	for (size_t i = 0; i < garden.count; i++) {
		output_object(&session->out, NULL);
		print_garden(&session->out, &garden.entries[i]);
		output_end(&session->out);
	}
	output_end(&session->out);
	garden_free(&garden);
	return EXIT_OK;
}

/* An entry that is being read. */
struct wish {
	struct garden_entry entry;
	struct reason reason;
};

static const char *read_protocol(const char *word, void *data)
{
	struct wish *wish = data;

	return word_protocol(text_of(word), &wish->entry.protocol, &wish->reason) ? NULL : wish->reason.sentence;
}

static const char *read_ports(const char *word, void *data)
{
	struct wish *wish = data;
	struct garden_entry *entry = &wish->entry;

	return word_ports(text_of(word), &entry->port_min, &entry->port_max, &wish->reason) ? NULL :
											      wish->reason.sentence;
}

static const struct keyword entry_words[] = {
	{ "protocol", read_protocol, false, false },
	{ "port", read_ports, false, false },
	{ NULL, NULL, false, false },
};

/* PREFIX [protocol P] [port N]. Return: 0, or -1 with a failure */
static int read_entry(struct session *session, int argc, char **argv, struct garden_entry *entry)
{
	struct wish wish = { 0 };
	const char *wrong;

	if (!argc) {
		session_misuse(session, "the prefix is missing");
		return -1;
	}
	if (!word_prefix(text_of(argv[0]), &wish.entry.prefix, &wish.reason)) {
		session_misuse(session, "%s", wish.reason.sentence);
		return -1;
	}
	if (keywords_read(session, entry_words, argc - 1, argv + 1, &wish))
		return -1;
	*entry = wish.entry;
	wrong = garden_check(entry);
	if (!wrong)
		return 0;
	session_misuse(session, "%s", wrong);
	return -1;
}

static int add_entry(struct garden *garden, const struct garden_entry *entry, struct failure *failure)
{
	if (garden_find(garden, entry))
		return failure_set(failure, EXIT_REFUSED, "the garden has %s already", garden_text(entry).text);
	if (garden_append(garden, entry))
		return failure_set(failure, EXIT_REFUSED, "the garden has at most %d entries", P2P_GARDEN_MAX);
	return 0;
}

static int remove_entry(struct garden *garden, const struct garden_entry *entry, struct failure *failure)
{
	struct garden_entry *found = garden_find(garden, entry);

	if (!found)
		return failure_set(failure, EXIT_REFUSED, "the garden has no %s; see p2pctl garden list",
				   garden_text(entry).text);
	*found = garden->entries[--garden->count];
	return 0;
}

typedef int (*garden_change)(struct garden *garden, const struct garden_entry *entry, struct failure *failure);

/* GARDEN_SET replaces the whole garden. While the transaction is ours, nobody else changes what was read. */
static int change(struct client *client, garden_change change_it, const struct garden_entry *entry, uint64_t *generation)
{
	struct garden garden = { 0 };
	int result = -1;

	if (!client_begin(client, generation) && !client_garden(client, &garden) &&
	    !change_it(&garden, entry, client->failure) && !client_garden_set(client, &garden))
		result = client_commit(client, generation);
	garden_free(&garden);
	return result;
}

static enum exit_code change_entry(struct session *session, int argc, char **argv, garden_change change_it)
{
	struct garden_entry entry;
	uint64_t generation;

	if (!read_entry(session, argc, argv, &entry) && !session_connect(session) &&
	    !change(&session->client, change_it, &entry, &generation))
		session_print_generation(session, generation);
	return session_failed(session);
}

static enum exit_code garden_add(struct session *session, int argc, char **argv)
{
	return change_entry(session, argc, argv, add_entry);
}

static enum exit_code garden_del(struct session *session, int argc, char **argv)
{
	return change_entry(session, argc, argv, remove_entry);
}

static bool confirm_flush(struct session *session)
{
	struct status status;
	char question[64];

	if (client_status(&session->client, &status))
		return false;
	snprintf(question, sizeof(question), "Remove all %u entries of the garden", status.garden);
	return session_confirm(session, question);
}

static enum exit_code garden_flush(struct session *session, int argc, char **argv)
{
	static const struct garden empty;
	struct client *client = &session->client;
	uint64_t generation;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || !confirm_flush(session) ||
	    client_begin(client, &generation) || client_garden_set(client, &empty) || client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command garden_verbs[] = {
	{ "list", garden_list, NULL, NULL, "all of it" },
	{ "add", garden_add, NULL, "PREFIX [protocol P] [port N[-M]]", "spare it" },
	{ "del", garden_del, NULL, "PREFIX [protocol P] [port N[-M]]", "spare it no longer" },
	{ "flush", garden_flush, NULL, NULL, "remove all" },
	{ NULL, NULL, NULL, NULL, NULL }
};
