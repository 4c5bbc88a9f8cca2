// SPDX-License-Identifier: GPL-2.0-or-later
#include "client_event.h"
#include "command.h"
#include "interrupt.h"
#include "key.h"
#include "names.h"
#include "print_event.h"

/* Which events are printed. */
struct request {
	struct output *out;
	struct subscriber subscriber;	/* only the key; key_length 0: anybody, and nobody */
	unsigned int kinds;		/* a bit for each; 0: any */
	struct reason reason;
};

static const char *read_subscriber(const char *word, void *data)
{
	struct request *request = data;

	return key_read(word, request->subscriber.key, &request->subscriber.key_length);
}

static const char *read_kind(const char *word, void *data)
{
	struct request *request = data;
	unsigned int kind;

	if (!word_value(name_event_kinds, "kind of event", text_of(word), &kind, &request->reason))
		return request->reason.sentence;
	request->kinds |= 1u << kind;
	return NULL;
}

static const struct keyword monitor_words[] = {
	{ "subscriber", read_subscriber, false, false },
	{ "kind", read_kind, true, false },
	{ NULL, NULL, false, false },
};

static bool wanted(const struct request *request, const struct event *event)
{
	const struct subscriber *subscriber = &request->subscriber;

	if (request->kinds && !(event->kind < 32 && request->kinds & 1u << event->kind))
		return false;
	return !subscriber->key_length ||
	       !key_compare(event->key, event->key_length, subscriber->key, subscriber->key_length);
}

static void show(const struct event *event, void *data)
{
	const struct request *request = data;
	struct output *out = request->out;

	if (!wanted(request, event))
		return;
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
	struct output *out = ((const struct request *)data)->out;

	output_row(out, columns);
	output_string(out, "kind", "gap");
	if (count)
		output_number(out, "lost", count);
	output_text(out, "text", "events were lost here");
	output_end(out);
}

enum exit_code cmd_monitor(struct session *session, int argc, char **argv)
{
	struct request request = { .out = &session->out };
	struct event_visitor visitor = { .event = show, .lost = print_gap, .data = &request };
	int result = 0;

	if (keywords_read(session, monitor_words, argc, argv, &request) || session_connect(session) ||
	    client_join(&session->client))
		return session_failed(session);
	interrupt_catch();
	while (!interrupted() && result >= 0 && !session->out.error)
		result = client_listen(&session->client, &visitor);
	return session_failed(session);
}
