// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "lang/words.h"
#include "target.h"

static enum exit_code signature_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "name", 36, NULL, NULL },
		{ "class", 13, NULL, NULL },
		{ "strength", 8, NULL, NULL },
		{ "matches", 12, NULL, NULL },
		{ "decisions", 12, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};
	struct signature_list list;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_signatures(&session->client, &list))
		return session_failed(session);
	output_list(&session->out, NULL, columns);
	for (size_t i = 0; i < list.count; i++) {
		const struct signature_counters *item = &list.items[i];

		output_object(&session->out, NULL);
		output_string(&session->out, "name", item->name);
		output_name(&session->out, "class", word_name(word_classes, item->class), item->class);
		output_name(&session->out, "strength", word_name(word_strengths, item->strength), item->strength);
		output_number(&session->out, "matches", item->matches);
		output_number(&session->out, "decisions", item->decisions);
		output_end(&session->out);
	}
	output_end(&session->out);
	signature_list_free(&list);
	return EXIT_OK;
}

static const struct column ruleset_columns[] = {
	{ "signatures", 0, "signatures ", NULL },
	{ "ruleset_size", 0, ", bytes ", NULL },
	{ "generation", 0, ", generation ", NULL },
	{ NULL, 0, NULL, NULL },
};

static bool has_settings(const struct settings *settings)
{
	return settings->has_mark_mask || settings->has_enforce || settings->has_capture || settings->has_nested;
}

static bool has_more_than_signatures(const struct configuration *configuration)
{
	return configuration->subscriber_count || configuration->garden.count || configuration->contents.count ||
	       has_settings(&configuration->settings);
}

/* An include may name files that are not there any more. */
static bool says_nothing(const struct target *target)
{
	return !target_has_signatures(target) && !has_more_than_signatures(target->configuration);
}

/* Signatures alone: what else stands in a file is applied by "apply", not by the way. */
static int only_signatures(struct session *session, const struct target *target)
{
	const struct configuration *configuration = target->configuration;

	if (has_more_than_signatures(configuration))
		session_misuse(session, "there is more than signatures in the files: use p2pctl apply");
	else if (!target_has_signatures(target))
		session_misuse(session, "there is no signature in the files; p2pctl signature flush removes all");
	else
		return 0;
	return -1;
}

static int ruleset_replace(struct client *client, const void *data, size_t size, uint64_t *generation)
{
	if (client_begin(client, generation) || client_ruleset_set(client, data, size))
		return -1;
	return client_commit(client, generation);
}

static enum exit_code signature_load(struct session *session, int argc, char **argv)
{
	struct target target;
	uint64_t generation;

	if (!argc)
		return session_misuse(session, "load wants at least one file");
	if (!target_read(session, argc, argv, &target) && !only_signatures(session, &target) &&
	    !session_connect(session) &&
	    !ruleset_replace(&session->client, target.blob.data, target.blob.size, &generation)) {
		output_row(&session->out, ruleset_columns);
		output_number(&session->out, "signatures", target.configuration->signatures->count);
		output_number(&session->out, "ruleset_size", target.blob.size);
		output_number(&session->out, "generation", generation);
		output_end(&session->out);
	}
	target_free(&target);
	return session_failed(session);
}

static const struct column checked_columns[] = {
	{ "signatures", 0, "signatures ", NULL },
	{ "ruleset_size", 0, ", bytes ", NULL },
	{ "steps", 0, ", further steps ", NULL },
	{ "gates", 0, ", gates ", NULL },
	{ "stream_states", 0, ", stream states ", NULL },
	{ "datagram_states", 0, ", datagram states ", NULL },
	{ "segment_states", 0, ", segment states ", NULL },
	{ "stream_search_states", 0, ", stream search states ", NULL },
	{ "datagram_search_states", 0, ", datagram search states ", NULL },
	{ "segment_search_states", 0, ", segment search states ", NULL },
	{ NULL, 0, NULL, NULL },
};

/* By enum p2p_automaton_id: the columns behind the first four. */
static const char *states_key(unsigned int automaton)
{
	return checked_columns[4 + automaton].key;
}

/* What there is none of is left out of the text, which is for eyes. */
static void print_count(struct output *out, const char *key, unsigned int count)
{
	if (out->json || count)
		output_number(out, key, count);
}

static void print_check(struct output *out, const struct target *target)
{
	const struct p2p_blob_header *header = target->blob.data;
	const struct signature_set *set = target->configuration->signatures;

	/* a configuration may have none */
	output_row(out, checked_columns);
	output_number(out, "signatures", set->count);
	output_number(out, "ruleset_size", target->blob.size);
	if (header) {
		print_count(out, "steps", header->signatures - set->count);
		print_count(out, "gates", header->gates);
		for (size_t i = 0; i < P2P_AUTOMATON_COUNT; i++)
			print_count(out, states_key(i), header->automata[i].states);
	}
	output_end(out);
}

static enum exit_code signature_check(struct session *session, int argc, char **argv)
{
	struct target target;

	if (!argc)
		return session_misuse(session, "check wants at least one file");
	if (!target_read(session, argc, argv, &target)) {
		if (says_nothing(&target))
			session_misuse(session, "there is nothing in the files: no signature, no subscriber, no setting");
		else
			print_check(&session->out, &target);
	}
	target_free(&target);
	return session_failed(session);
}

static enum exit_code signature_flush(struct session *session, int argc, char **argv)
{
	uint64_t generation;

	if (command_no_arguments(session, argc, argv) || !session_confirm(session, "Remove all signatures") ||
	    session_connect(session) || ruleset_replace(&session->client, NULL, 0, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command signature_verbs[] = {
	{ "list", signature_list, NULL, NULL, "the loaded ones, and how often each matched" },
	{ "load", signature_load, NULL, "FILE...", "compile files; they replace what is loaded, at one instant" },
	{ "check", signature_check, NULL, "FILE...", "compile and lint files; no kernel is needed" },
	{ "flush", signature_flush, NULL, NULL, "remove all" },
	{ NULL, NULL, NULL, NULL, NULL }
};
