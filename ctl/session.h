/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One run of p2pctl: its options, what it prints to, its conversation with the kernel, and what went wrong. */
#ifndef P2PCTL_SESSION_H
#define P2PCTL_SESSION_H

#include "client.h"
#include "failure.h"
#include "lang/diagnostics.h"
#include "output.h"

struct session {
	bool yes;			/* do not ask */
	uint32_t most;			/* subscribers that an order may hit without a question */
	const char *netns;		/* network namespace, NULL for the present one */
	struct output out;
	struct failure failure;
	struct diagnostics diagnostics;	/* of the files that were read */
	struct client client;
	bool connected;
};

void session_init(struct session *session);

/* Print what went wrong, and free. Return: the exit code of the program. */
enum exit_code session_exit(struct session *session, enum exit_code code);

/* Enter the namespace and open the client, once; commands that need no kernel do not call it.
 * Return: 0, or -1 with a failure.
 */
int session_connect(struct session *session);

/* Record a misuse of the command line. Return: EXIT_USAGE. */
enum exit_code session_misuse(struct session *session, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What a command returns when a call to the client failed, or a parser left errors. */
enum exit_code session_failed(const struct session *session);

/* Ask before what cannot be undone. Return: whether to go on; a failure otherwise. */
bool session_confirm(struct session *session, const char *question);

/* The result of a change. */
void session_print_generation(struct session *session, uint64_t generation);

#endif
