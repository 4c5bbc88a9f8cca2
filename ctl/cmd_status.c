// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "print.h"

static void print_status(struct output *out, const struct status *status)
{
	output_object(out, NULL);
	output_string(out, "version", status->version);
	output_number(out, "generation", status->generation);
	output_switch(out, "active", status->active);
	output_switch(out, "bypass", status->bypass);
	output_switch(out, "clock_held", status->clock_held);
	if (status->clock_held)
		output_text(out, "", "the wall clock is before the module's build date: timed sanctions are held");
	output_number(out, "signatures", status->signatures);
	output_number(out, "ruleset_size", status->ruleset_size);
	output_number(out, "subscribers", status->subscribers);
	output_number(out, "prefixes", status->prefixes);
	output_number(out, "sanctions", status->sanctions);
	output_number(out, "flows", status->flows);
	output_number(out, "flows_max", status->flows_max);
	if (status->busy) {
		output_number(out, "holder", status->holder);
		output_number(out, "held_s", status->held_s);
	}
	output_object(out, "settings");
	print_settings(out, &status->settings);
	output_end(out);
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
