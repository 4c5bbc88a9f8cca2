// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <stdio.h>

#include "client_event.h"
#include "command.h"
#include "key.h"
#include "names.h"
#include "tuple.h"

/* Set by SIGINT and SIGTERM; a handler has nowhere else to put it. */
static volatile sig_atomic_t stopped;

static void stop(int signal)
{
	(void)signal;
	stopped = 1;
}

/* The signals are let in only while waiting for events: none can slip between looking at "stopped" and the wait. */
static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t caught;

	sigemptyset(&caught);
	sigaddset(&caught, SIGINT);
	sigaddset(&caught, SIGTERM);
	sigprocmask(SIG_BLOCK, &caught, NULL);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static const struct column event_columns[] = {
	{ "time", 0, NULL, NULL },
	{ "kind", 0, " ", NULL },
	{ "subscriber", 0, " subscriber \"", "\"" },
	{ "whose", 0, " subscriber ", NULL },
	{ "class", 0, " ", NULL },
	{ "signature", 0, " by ", NULL },
	{ "offset", 0, " at ", NULL },
	{ "midflow", 0, " mid-flow ", NULL },
	{ "content_id", 0, " content-id ", NULL },
	{ "orig_text", 0, " ", NULL },
	{ "reply_text", 0, " reply ", NULL },
	{ "scope", 0, " scope ", NULL },
	{ "action", 0, " action ", NULL },
	{ "old_scope", 0, " instead of scope ", NULL },
	{ "old_action", 0, " action ", NULL },
	{ "reason", 0, " reason \"", "\"" },
	{ "clock", 0, " clock ", NULL },
	{ "repeats", 0, " and ", " more" },
	{ "generation", 0, " generation ", NULL },
	{ NULL, 0, NULL, NULL },
};

static void print_content_id(struct output *out, const struct event *event)
{
	char text[2 * P2P_CONTENT_ID_MAX + 1];

	for (size_t i = 0; i < event->content_id_length; i++)
		sprintf(text + 2 * i, "%02x", event->content_id[i]);
	if (event->content_id_length)
		output_string(out, "content_id", text);
}

static void print_word(struct output *out, const char *key, const struct word_name *names, unsigned int value)
{
	if (value)
		output_name(out, key, word_name(names, value), value);
}

static void print_event(const struct event *event, void *data)
{
	struct output *out = data;

	output_row(out, event_columns);
	output_time_ms(out, "time", event->time_ms);
	output_name(out, "kind", word_name(name_event_kinds, event->kind), event->kind);
	if (event->key_length)
		output_string(out, "subscriber", key_text(event->key, event->key_length).text);
	if (event->is_default && out->json)
		output_switch(out, "default", true);
	else if (event->is_default)
		output_text(out, "whose", "default");
	print_word(out, "class", word_classes, event->class);
	if (event->signature[0])
		output_string(out, "signature", event->signature);
	if (event->has_offset)
		output_number(out, "offset", event->offset);
	if (event->midflow)
		output_switch(out, "midflow", true);
	print_content_id(out, event);
	print_tuple(out, "orig", "orig_text", &event->orig);
	print_tuple(out, "reply", "reply_text", &event->reply);
	print_word(out, "scope", word_scopes, event->scope);
	print_word(out, "action", word_actions, event->action);
	print_word(out, "old_scope", word_scopes, event->old_scope);
	print_word(out, "old_action", word_actions, event->old_action);
	if (event->reason[0])
		output_string(out, "reason", event->reason);
	print_word(out, "clock", name_clocks, event->clock);
	if (event->repeats)
		output_number(out, "repeats", event->repeats);
	output_number(out, "generation", event->generation);
	output_end(out);
}

/* How many the socket lost is not known; the line says so by leaving the number out. */
static void print_gap(uint64_t count, void *data)
{
	static const struct column columns[] = {
		{ "kind", 0, NULL, NULL },
		{ "lost", 0, ": ", NULL },
		{ "text", 0, " ", NULL },
		{ NULL, 0, NULL, NULL },
	};
	struct output *out = data;

	output_row(out, columns);
	output_string(out, "kind", "gap");
	if (count)
		output_number(out, "lost", count);
	output_text(out, "text", "events were lost here");
	output_end(out);
}

enum exit_code cmd_monitor(struct session *session, int argc, char **argv)
{
	struct event_visitor visitor = { .event = print_event, .lost = print_gap, .data = &session->out };
	int result = 0;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || client_join(&session->client))
		return session_failed(session);
	catch_signals();
	while (!stopped && result >= 0 && !session->out.error)
		result = client_listen(&session->client, &visitor);
	return session_failed(session);
}
