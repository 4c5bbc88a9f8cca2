// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "command.h"
#include "holder.h"

static void print_process(struct output *out, uint32_t port)
{
	struct holder holder;

	if (!holder_find(port, &holder))
		return;
	output_number(out, "process", holder.pid);
	output_string(out, "process_name", holder.name);
}

static enum exit_code transaction_show(struct session *session, int argc, char **argv)
{
	struct status status;

	if (command_no_arguments(session, argc, argv) || session_connect(session) ||
	    client_status(&session->client, &status))
		return session_failed(session);
	output_object(&session->out, NULL);
	output_string(&session->out, "transaction", status.busy ? "open" : "none");
	if (status.busy) {
		output_number(&session->out, "holder", status.holder);
		print_process(&session->out, status.holder);
		output_number(&session->out, "held_s", status.held_s);
	}
	output_end(&session->out);
	return EXIT_OK;
}

/* A transaction lives no longer than the p2pctl that began it: there is none of our own to abort. */
static enum exit_code transaction_abort(struct session *session, int argc, char **argv)
{
	if (argc != 1 || strcmp(argv[0], "--force"))
		return session_misuse(session, "a transaction belongs to the process that began it; --force ends anybody's");
	if (!session_confirm(session, "End the transaction, whoever holds it") || session_connect(session) ||
	    client_abort_any(&session->client))
		return session_failed(session);
	return EXIT_OK;
}

const struct command transaction_verbs[] = {
	{ "show", transaction_show, NULL, NULL, "who holds it, and since when" },
	{ "abort", transaction_abort, NULL, "--force", "end it, whoever holds it" },
	{ NULL, NULL, NULL, NULL, NULL }
};
