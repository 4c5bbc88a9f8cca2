// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"

static enum exit_code bypass_show(struct session *session, int argc, char **argv)
{
	struct status status;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_status(&session->client, &status))
		return session_failed(session);
	output_object(&session->out, NULL);
	output_switch(&session->out, "bypass", status.bypass);
	output_end(&session->out);
	return EXIT_OK;
}

static enum exit_code bypass_set(struct session *session, int argc, char **argv, bool on)
{
	if (command_no_arguments(session, argc, argv) || session_connect(session) || client_bypass(&session->client, on))
		return session_failed(session);
	return bypass_show(session, 0, NULL);
}

static enum exit_code bypass_on(struct session *session, int argc, char **argv)
{
	return bypass_set(session, argc, argv, true);
}

static enum exit_code bypass_off(struct session *session, int argc, char **argv)
{
	return bypass_set(session, argc, argv, false);
}

const struct command bypass_verbs[] = {
	{ "on", bypass_on, NULL, NULL, "packets pass as if the module were not there" },
	{ "off", bypass_off, NULL, NULL, "back to work" },
	{ "show", bypass_show, NULL, NULL, "which of both" },
	{ NULL, NULL, NULL, NULL, NULL }
};
