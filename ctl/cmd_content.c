// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "content.h"
#include "lang/hashes.h"
#include "lang/parse.h"
#include "print.h"
#include "statement.h"

static enum exit_code content_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "name", 24, NULL, NULL },
		{ "except", 6, NULL, NULL },
		{ "count20", 8, NULL, NULL },
		{ "count16", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};
	struct content_heads heads;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_content_heads(&session->client, &heads))
		return session_failed(session);
	output_list(&session->out, NULL, columns);
	for (size_t i = 0; i < heads.count; i++) {
		output_object(&session->out, NULL);
		output_string(&session->out, "name", heads.items[i].name);
		output_switch(&session->out, "except", heads.items[i].except);
		output_number(&session->out, "count20", heads.items[i].count[CONTENT_INFO_HASH]);
		output_number(&session->out, "count16", heads.items[i].count[CONTENT_ED2K]);
		output_end(&session->out);
	}
	output_end(&session->out);
	return EXIT_OK;
}

static int read_name(struct session *session, int argc, char **argv, struct content_list *list)
{
	if (argc && content_read_name(text_of(argv[0]), list->name))
		return 0;
	if (argc)
		session_misuse(session, "the name of a content list has 1 to %d bytes of printable ASCII", P2P_NAME_MAX);
	else
		session_misuse(session, "the name of a content list is missing");
	return -1;
}

/* In text what load reads. */
static void print_list(struct output *out, const struct content_list *list)
{
	if (!out->json) {
		statement_ids(out->stream, list, "");
		return;
	}
	output_object(out, NULL);
	print_content(out, list);
	output_end(out);
}

static enum exit_code content_show(struct session *session, int argc, char **argv)
{
	struct content_list list = { 0 };

	if (!read_name(session, argc, argv, &list) && !command_no_arguments(session, argc - 1, argv + 1) &&
	    !session_connect(session) && !client_content_get(&session->client, &list))
		print_list(&session->out, &list);
	content_free(&list);
	return session_failed(session);
}

static int read_ids(struct session *session, int argc, char **argv, struct content_list *list)
{
	for (int i = 0; i < argc; i++) {
		uint8_t id[P2P_CONTENT_ID_MAX];
		enum content_kind kind;
		struct quoted quoted;

		if (!content_read_id(text_of(argv[i]), id, &kind)) {
			session_misuse(session, "%s is none: " HASHES_NEITHER, text_quote(&quoted, text_of(argv[i])));
			return -1;
		}
		content_add(list, kind, id);
	}
	return 0;
}

/* What the words say is done to the list of the kernel. Return: 0, or -1 with a failure. */
typedef int (*content_edit)(struct session *session, struct content_list *present, const struct content_list *words);

/* Change a list and leave the rest of it as it is. The transaction is held meanwhile, so nobody else's change is
 * overwritten.
 */
static int content_change(struct session *session, const struct content_list *words, content_edit edit,
			  uint64_t *generation)
{
	struct client *client = &session->client;
	struct content_list present = *words;
	int result = -1;

	memset(present.ids, 0, sizeof(present.ids));
	if (!session_connect(session) && !client_begin(client, generation) && !edit(session, &present, words) &&
	    !client_content_set(client, &present) && !client_commit(client, generation))
		result = 0;
	content_free(&present);
	return result;
}

static int add_ids(struct session *session, struct content_list *present, const struct content_list *words)
{
	if (client_content_get(&session->client, present)) {
		if (session->failure.error != ENOENT)
			return -1;
		failure_clear(&session->failure);
	}
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		for (size_t i = 0; i < words->ids[kind].count; i++)
			content_add(present, kind, words->ids[kind].bytes + i * content_size[kind]);
	}
	content_sort(present);
	return 0;
}

static int remove_ids(struct session *session, struct content_list *present, const struct content_list *words)
{
	if (client_content_get(&session->client, present))
		return -1;
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		for (size_t i = 0; i < words->ids[kind].count; i++) {
			const uint8_t *id = words->ids[kind].bytes + i * content_size[kind];

			if (content_remove(present, kind, id))
				continue;
			session_misuse(session, "%s is not on content list \"%s\"", id_text(id, content_size[kind]).text,
				       present->name);
			return -1;
		}
	}
	return 0;
}

static enum exit_code content_edit_words(struct session *session, int argc, char **argv, content_edit edit)
{
	struct content_list words = { 0 };
	uint64_t generation;
	int result;

	result = read_name(session, argc, argv, &words) || read_ids(session, argc - 1, argv + 1, &words);
	content_sort(&words);
	if (!result && !content_change(session, &words, edit, &generation))
		session_print_generation(session, generation);
	content_free(&words);
	return session_failed(session);
}

static enum exit_code content_add_words(struct session *session, int argc, char **argv)
{
	if (argc == 1)
		return session_misuse(session, "content add wants ids: p2pctl content add NAME HASH...");
	return content_edit_words(session, argc, argv, add_ids);
}

static enum exit_code content_delete(struct session *session, int argc, char **argv)
{
	struct client *client = &session->client;
	struct content_list list = { 0 };
	uint64_t generation;

	if (argc > 1)
		return content_edit_words(session, argc, argv, remove_ids);
	if (read_name(session, argc, argv, &list) || session_connect(session) || client_begin(client, &generation) ||
	    client_content_del(client, &list) || client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

static int replace_list(struct session *session, struct content_list *list, uint64_t *generation)
{
	struct client *client = &session->client;

	if (client_begin(client, generation) || client_content_set(client, list))
		return -1;
	return client_commit(client, generation);
}

/* What is to be spared does not become what is to be hit by a word that was forgotten. */
static int keep_kind(struct session *session, const struct content_list *list)
{
	struct content_heads heads;

	if (session_connect(session) || client_content_heads(&session->client, &heads))
		return -1;
	for (size_t i = 0; i < heads.count; i++) {
		if (strcmp(heads.items[i].name, list->name) || heads.items[i].except == list->except)
			continue;
		session_misuse(session, list->except ? "\"%s\" is no except list; content del it first" :
						       "\"%s\" is an except list: say except, or content del it first",
			       list->name);
		return -1;
	}
	return 0;
}

static enum exit_code content_load(struct session *session, int argc, char **argv)
{
	struct content_list list = { .except = argc == 3 && !strcmp(argv[2], "except") };
	const struct source *source;
	uint64_t generation;

	if (argc != 2 && !list.except)
		return session_misuse(session, "content load wants a name and a file: p2pctl content load NAME FILE [except]");
	if (read_name(session, argc, argv, &list))
		return session_failed(session);
	source = parse_source(argv[1], &session->diagnostics);
	if (source)
		hashes_read(&session->diagnostics, source, &list);
	content_sort(&list);
	if (!session->diagnostics.errors && !keep_kind(session, &list) && !replace_list(session, &list, &generation))
		session_print_generation(session, generation);
	content_free(&list);
	return session_failed(session);
}

static bool confirm_flush(struct session *session)
{
	struct status status;
	char question[128];

	if (client_status(&session->client, &status))
		return false;
	snprintf(question, sizeof(question), "Remove all %u content lists and their %u ids", status.lists, status.listed);
	return session_confirm(session, question);
}

static enum exit_code content_flush(struct session *session, int argc, char **argv)
{
	struct client *client = &session->client;
	uint64_t generation;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || !confirm_flush(session) ||
	    client_begin(client, &generation) || client_content_flush(client) || client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command content_verbs[] = {
	{ "list", content_list, NULL, NULL, "all content lists, and how many ids of 20 and of 16 bytes they have" },
	{ "show", content_show, NULL, "NAME", "the ids of one, one a line" },
	{ "add", content_add_words, NULL, "NAME HASH...", "put ids on it; it is made when there is none" },
	{ "del", content_delete, NULL, "NAME [HASH...]", "take ids off it, or remove it" },
	{ "load", content_load, NULL, "NAME FILE [except]", "replace it by the ids of a file, - is stdin; except: spare them" },
	{ "flush", content_flush, NULL, NULL, "remove all" },
	{ NULL, NULL, NULL, NULL, NULL }
};
