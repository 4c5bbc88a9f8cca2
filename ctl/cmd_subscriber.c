// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "command.h"
#include "filter.h"
#include "lang/memory.h"
#include "lang/words.h"
#include "print.h"

static enum exit_code subscriber_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "key", 24, NULL, NULL },
		{ "scope", 5, NULL, NULL },
		{ "action", 6, NULL, NULL },
		{ "end", 20, NULL, NULL },
		{ "prefixes", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};

	return command_list_subscribers(session, argc, argv, columns, filter_subscriber_words);
}

static enum exit_code subscriber_show(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { 0 };

	if (command_key(session, argc, argv, &subscriber) || command_no_arguments(session, argc - 1, argv + 1) ||
	    session_connect(session) || client_subscriber_get(&session->client, &subscriber))
		return session_failed(session);
	output_object(&session->out, NULL);
	print_subscriber(&session->out, &subscriber);
	output_end(&session->out);
	subscriber_free(&subscriber);
	return EXIT_OK;
}

struct prefixes {
	struct subscriber *subscriber;
	size_t capacity;
	struct reason reason;
};

static const char *read_prefix(const char *word, void *data)
{
	struct prefixes *prefixes = data;
	struct subscriber *subscriber = prefixes->subscriber;
	struct prefix prefix = { 0 };

	if (!word_prefix(text_of(word), &prefix, &prefixes->reason))
		return prefixes->reason.sentence;
	subscriber->prefixes = memory_grow(subscriber->prefixes, subscriber->prefix_count, &prefixes->capacity,
					   sizeof(prefix));
	subscriber->prefixes[subscriber->prefix_count++] = prefix;
	return NULL;
}

static const char *read_zone(const char *word, void *data)
{
	struct prefixes *prefixes = data;
	struct subscriber *subscriber = prefixes->subscriber;
	uint32_t zone;

	if (!word_number("a zone", text_of(word), UINT16_MAX, &zone, &prefixes->reason))
		return prefixes->reason.sentence;
	if (!subscriber->prefix_count)
		return "stands behind the prefix that it belongs to";
	subscriber->prefixes[subscriber->prefix_count - 1].zone = zone;
	return NULL;
}

static const struct keyword prefix_words[] = {
	{ "prefix", read_prefix, true, true },
	{ "zone", read_zone, true, false },
	{ NULL, NULL, false, false },
};

/* SUBSCRIBER_SET replaces the whole subscriber: carry over the sanction that it has. */
static int keep_sanction(struct session *session, struct subscriber *subscriber)
{
	struct subscriber present = *subscriber;

	present.prefixes = NULL;
	if (client_subscriber_get(&session->client, &present)) {
		if (session->failure.error != ENOENT)
			return -1;
		failure_clear(&session->failure);
		return 0;
	}
	sanction_copy(&subscriber->sanction, &present.sanction);
	subscriber_free(&present);
	return 0;
}

static int set_prefixes(struct session *session, struct subscriber *subscriber, uint64_t *generation)
{
	struct client *client = &session->client;

	if (session_connect(session) || client_begin(client, generation) || keep_sanction(session, subscriber) ||
	    client_subscriber_set(client, subscriber))
		return -1;
	return client_commit(client, generation);
}

static enum exit_code subscriber_set(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { 0 };
	struct prefixes prefixes = { .subscriber = &subscriber };
	uint64_t generation;

	if (!command_key(session, argc, argv, &subscriber) &&
	    !keywords_read(session, prefix_words, argc - 1, argv + 1, &prefixes) &&
	    !set_prefixes(session, &subscriber, &generation))
		session_print_generation(session, generation);
	subscriber_free(&subscriber);
	return session_failed(session);
}

static enum exit_code subscriber_del(struct session *session, int argc, char **argv)
{
	struct client *client = &session->client;
	struct subscriber subscriber = { 0 };
	uint64_t generation;

	if (command_key(session, argc, argv, &subscriber) || command_no_arguments(session, argc - 1, argv + 1) ||
	    session_connect(session) || client_begin(client, &generation) ||
	    client_subscriber_del(client, &subscriber) || client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

static bool confirm_flush(struct session *session)
{
	struct status status;
	char question[128];

	if (client_status(&session->client, &status))
		return false;
	snprintf(question, sizeof(question), "Remove all %u subscribers and their %u sanctions", status.subscribers,
		 status.sanctions);
	return session_confirm(session, question);
}

static enum exit_code subscriber_flush(struct session *session, int argc, char **argv)
{
	struct client *client = &session->client;
	uint64_t generation;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || !confirm_flush(session) ||
	    client_begin(client, &generation) || client_subscriber_flush(client) || client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command subscriber_verbs[] = {
	{ "list", subscriber_list, NULL, "[prefix PREFIX]", "all of them, or those that have anything in a prefix" },
	{ "show", subscriber_show, NULL, "KEY", "one, with its counters" },
	{ "set", subscriber_set, NULL, "KEY prefix PREFIX... [zone N]", "create it, or give it other prefixes" },
	{ "del", subscriber_del, NULL, "KEY", "remove it and its sanction" },
	{ "flush", subscriber_flush, NULL, NULL, "remove all" },
	{ NULL, NULL, NULL, NULL, NULL }
};
