// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "print.h"
#include "snapshot.h"
#include "statement.h"

/* A compiled ruleset cannot be turned into text: say so where somebody who restores the file will read it. */
static void save_text(FILE *stream, const struct snapshot *snapshot)
{
	if (snapshot->status.signatures)
		fprintf(stream, "# signatures loaded: %u. They are not in this file: include the files that they are from.\n",
			snapshot->status.signatures);
	statement_settings(stream, &snapshot->status.settings);
	putc('\n', stream);
	for (size_t i = 0; i < snapshot->garden.count; i++) {
		statement_garden(stream, &snapshot->garden.entries[i]);
		putc('\n', stream);
	}
	for (size_t i = 0; i < snapshot->contents.count; i++)
		statement_content(stream, &snapshot->contents.items[i]);
	for (size_t i = 0; i < snapshot->subscribers.count; i++) {
		statement_subscriber(stream, &snapshot->subscribers.items[i]);
		putc('\n', stream);
	}
}

static void save_json(struct output *out, const struct snapshot *snapshot)
{
	static const struct column none[] = { { NULL, 0, NULL, NULL } };

	output_object(out, NULL);
	output_number(out, "signatures", snapshot->status.signatures);
	output_object(out, "settings");
	print_settings(out, &snapshot->status.settings);
	output_end(out);
	output_list(out, "garden", none);
	for (size_t i = 0; i < snapshot->garden.count; i++) {
		output_object(out, NULL);
		print_garden(out, &snapshot->garden.entries[i]);
		output_end(out);
	}
	output_end(out);
	output_list(out, "contents", none);
	for (size_t i = 0; i < snapshot->contents.count; i++) {
		output_object(out, NULL);
		print_content(out, &snapshot->contents.items[i]);
		output_end(out);
	}
	output_end(out);
	for (size_t i = 0; i < snapshot->subscribers.count; i++) {
		if (!snapshot->subscribers.items[i].is_default)
			continue;
		output_object(out, "default");
		print_default(out, &snapshot->subscribers.items[i]);
		output_end(out);
	}
	output_list(out, "subscribers", none);
	for (size_t i = 0; i < snapshot->subscribers.count; i++) {
		if (snapshot->subscribers.items[i].is_default)
			continue;
		output_object(out, NULL);
		print_subscriber(out, &snapshot->subscribers.items[i]);
		output_end(out);
	}
	output_end(out);
	output_end(out);
}

enum exit_code cmd_save(struct session *session, int argc, char **argv)
{
	struct snapshot snapshot = { 0 };

	if (command_no_arguments(session, argc, argv) || session_connect(session))
		return session_failed(session);
	if (!snapshot_take(&session->client, &snapshot, false)) {
		if (session->out.json)
			save_json(&session->out, &snapshot);
		else
			save_text(session->out.stream, &snapshot);
	}
	snapshot_free(&snapshot);
	return session_failed(session);
}
