// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "print.h"
#include "warning.h"

/* A sentence is a line of its own. */
static void print_warnings(struct output *out, const struct status *status)
{
	struct conntrack_size conntrack = conntrack_size_read();
	struct warnings warnings;

	warnings_make(&warnings, status, &conntrack);
	for (size_t i = 0; i < warnings.count; i++)
		output_text(out, "warning", warnings.sentences[i]);
	if (!out->json)
		return;
	output_list(out, "warnings", NULL);
	for (size_t i = 0; i < warnings.count; i++)
		output_string(out, NULL, warnings.sentences[i]);
	output_end(out);
}

static void print_status(struct output *out, const struct status *status)
{
	output_object(out, NULL);
	output_string(out, "version", status->version);
	output_number(out, "generation", status->generation);
	output_switch(out, "active", status->active);
	output_switch(out, "bypass", status->bypass);
	output_switch(out, "clock_held", status->clock_held);
	output_number(out, "signatures", status->signatures);
	output_number(out, "ruleset_size", status->ruleset_size);
	output_number(out, "subscribers", status->subscribers);
	output_number(out, "prefixes", status->prefixes);
	output_number(out, "sanctions", status->sanctions);
	output_number(out, "garden", status->garden);
	output_number(out, "lists", status->lists);
	output_number(out, "listed", status->listed);
	output_number(out, "flows", status->flows);
	output_number(out, "flows_max", status->flows_max);
	if (status->busy) {
		output_number(out, "holder", status->holder);
		output_number(out, "held_s", status->held_s);
	}
	output_object(out, "settings");
	print_settings(out, &status->settings);
	output_end(out);
	print_warnings(out, status);
	output_end(out);
}

enum exit_code cmd_status(struct session *session, int argc, char **argv)
{
	struct status status;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_status(&session->client, &status))
		return session_failed(session);
	print_status(&session->out, &status);
	return EXIT_OK;
}
