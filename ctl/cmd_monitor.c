// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <stdio.h>

#include "client_event.h"
#include "command.h"
#include "print_event.h"

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

static void show(const struct event *event, void *data)
{
	struct output *out = data;

	output_row(out, print_event_columns);
	print_event(out, event);
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
	struct event_visitor visitor = { .event = show, .lost = print_gap, .data = &session->out };
	int result = 0;

	if (command_no_arguments(session, argc, argv) || session_connect(session) || client_join(&session->client))
		return session_failed(session);
	catch_signals();
	while (!stopped && result >= 0 && !session->out.error)
		result = client_listen(&session->client, &visitor);
	return session_failed(session);
}
