// SPDX-License-Identifier: GPL-2.0-or-later
#include "print.h"

#include "bucket.h"
#include "client.h"
#include "content.h"
#include "key.h"
#include "names.h"
#include "prefix.h"
#include "print_event.h"

void print_settings(struct output *output, const struct settings *settings)
{
	if (settings->has_enforce)
		output_switch(output, "enforce", settings->enforce);
	if (settings->has_capture)
		output_switch(output, "capture", settings->capture);
	if (settings->has_nested)
		output_switch(output, "nested", settings->nested);
	if (settings->has_mark_mask)
		output_hex(output, "mark_mask", settings->mark_mask);
}

void print_garden(struct output *output, const struct garden_entry *entry)
{
	output_string(output, "prefix", prefix_text(&entry->prefix).text);
	if (entry->protocol)
		output_name(output, "protocol", word_name(word_protocols, entry->protocol), entry->protocol);
	if (!entry->port_min)
		return;
	output_number(output, "port_min", entry->port_min);
	output_number(output, "port_max", entry->port_max);
}

static void print_sanction(struct output *output, const struct sanction *sanction)
{
	output_object(output, "sanction");
	output_name(output, "scope", word_name(word_scopes, sanction->scope), sanction->scope);
	output_name(output, "action", word_name(word_actions, sanction->action), sanction->action);
	if (sanction->action == P2P_ACTION_MARK) {
		output_hex(output, "mark_value", sanction->mark_value);
		output_hex(output, "mark_mask", sanction->mark_mask);
	}
	if (sanction->action == P2P_ACTION_LIMIT) {
		output_number(output, "rate", sanction->rate);
		output_number(output, "burst", sanction->burst ? sanction->burst : p2p_bucket_burst(sanction->rate));
	}
	if (sanction->reason)
		output_string(output, "reason", sanction->reason);
	if (sanction->start)
		output_time(output, "start", sanction->start);
	if (sanction->end)
		output_time(output, "end", sanction->end);
	if (sanction->state)
		output_name(output, "state", word_name(name_sanction_states, sanction->state), sanction->state);
	if (sanction->state == P2P_SANCTION_WAITING)
		output_number(output, "wait_s", sanction->wait_s);
	if (sanction->end && sanction->state)
		output_number(output, "left_s", sanction->left_s);
	output_end(output);
}

/* Nothing was counted: the kernel leaves them out, and so do we. */
static void print_counters(struct output *output, const struct counters *counters)
{
	bool any = false;

	for (unsigned int i = 0; i < __P2P_COUNTERS_A_MAX; i++)
		any |= counters->value[i] != 0;
	if (!any)
		return;
	output_object(output, "counters");
	for (unsigned int i = 0; i < __P2P_COUNTERS_A_MAX; i++) {
		if (client_counter_names[i])
			output_number(output, client_counter_names[i], counters->value[i]);
	}
	output_end(output);
}

static void print_history(struct output *output, const struct subscriber *subscriber)
{
	if (!subscriber->history_count)
		return;
	output_text(output, "history", "the last events under a sanction");
	output_list(output, "history", print_event_columns);
	for (size_t i = 0; i < subscriber->history_count; i++) {
		output_object(output, NULL);
		print_event(output, &subscriber->history[i]);
		output_end(output);
	}
	output_end(output);
}

void print_subscriber(struct output *output, const struct subscriber *subscriber)
{
	output_string(output, "key", key_text(subscriber->key, subscriber->key_length).text);
	output_list(output, "prefixes", NULL);
	for (size_t i = 0; i < subscriber->prefix_count; i++)
		output_string(output, NULL, prefix_text(&subscriber->prefixes[i]).text);
	output_end(output);
	if (subscriber->sanction.scope)
		print_sanction(output, &subscriber->sanction);
	print_counters(output, &subscriber->counters);
	print_history(output, subscriber);
}

void print_content(struct output *output, const struct content_list *list)
{
	output_string(output, "name", list->name);
	output_switch(output, "except", list->except);
	output_list(output, "ids", NULL);
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		for (size_t i = 0; i < list->ids[kind].count; i++)
			output_string(output, NULL, id_text(list->ids[kind].bytes + i * content_size[kind],
							    content_size[kind]).text);
	}
	output_end(output);
}

void print_default(struct output *output, const struct subscriber *subscriber)
{
	print_sanction(output, &subscriber->sanction);
	print_counters(output, &subscriber->counters);
}
