// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "lang/words.h"
#include "print.h"
#include "weight.h"

static enum exit_code default_show(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { .is_default = true };

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_subscriber_get(&session->client, &subscriber))
		return session_failed(session);
	output_object(&session->out, NULL);
	print_default(&session->out, &subscriber);
	output_end(&session->out);
	subscriber_free(&subscriber);
	return EXIT_OK;
}

static enum exit_code default_set(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { .is_default = true };
	struct client *client = &session->client;
	struct weight weight = { 0 };
	uint64_t generation;

	if (command_sanction(session, argc, argv, &subscriber.sanction))
		return session_failed(session);
	if (!word_default_action(subscriber.sanction.action))
		return session_misuse(session, WORD_DEFAULT_ACTIONS);
	weight_add(&weight, NULL, &subscriber);
	if (!session_confirm_weight(session, &weight) || session_connect(session) ||
	    client_begin(client, &generation) || client_subscriber_set(client, &subscriber) ||
	    client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

static enum exit_code default_del(struct session *session, int argc, char **argv)
{
	const struct subscriber subscriber = { .is_default = true };
	struct client *client = &session->client;
	uint64_t generation;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_begin(client, &generation) || client_subscriber_del(client, &subscriber) ||
	    client_commit(client, &generation))
		return session_failed(session);
	session_print_generation(session, generation);
	return EXIT_OK;
}

const struct command default_verbs[] = {
	{ "show", default_show, NULL, NULL, "it, with its counters" },
	{ "set", default_set, NULL,
	  "scope p2p|listed|all action count|drop|mark [VALUE/MASK] [from WHEN] [until WHEN] [reason TEXT]",
	  "order it, instead of the one that is there" },
	{ "del", default_del, NULL, NULL, "lift it at once" },
	{ NULL, NULL, NULL, NULL, NULL }
};
