// SPDX-License-Identifier: GPL-2.0-or-later
#include "print_event.h"

#include "content.h"
#include "key.h"
#include "names.h"
#include "tuple.h"

const struct column print_event_columns[] = {
	{ "time", 0, NULL, NULL },
	{ "kind", 0, " ", NULL },
	{ "subscriber", 0, " subscriber \"", "\"" },
	{ "whose", 0, " subscriber ", NULL },
	{ "class", 0, " ", NULL },
	{ "signature", 0, " by ", NULL },
	{ "offset", 0, " at ", NULL },
	{ "midflow", 0, " mid-flow ", NULL },
	{ "content_id", 0, " content-id ", NULL },
	{ "list", 0, " on list \"", "\"" },
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

static void print_event_content(struct output *out, const struct event *event)
{
	if (event->content_id_length)
		output_string(out, "content_id", id_text(event->content_id, event->content_id_length).text);
	if (event->list[0])
		output_string(out, "list", event->list);
}

static void print_word(struct output *out, const char *key, const struct word_name *names, unsigned int value)
{
	if (value)
		output_name(out, key, word_name(names, value), value);
}

void print_event(struct output *out, const struct event *event)
{
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
	print_event_content(out, event);
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
}
