// SPDX-License-Identifier: GPL-2.0-or-later
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lang/memory.h"
#include "report.h"
#include "weight.h"

void session_init(struct session *session)
{
	*session = (struct session){ .most = WEIGHT_MOST };
	memory_complaint("Error: out of memory\n", EXIT_UNAVAILABLE);
	/* Its functions return NULL and go on without: a document with holes, and a status of success. */
	json_set_alloc_funcs(memory_alloc, free);
	output_init(&session->out, stdout);
}

enum exit_code session_exit(struct session *session, enum exit_code code)
{
	int error = output_exit(&session->out);

	if (error) {
		failure_set(&session->failure, EXIT_UNAVAILABLE, "cannot write the output: %s", strerror(error));
		if (code == EXIT_OK || code == EXIT_DIFFERENT)
			code = EXIT_UNAVAILABLE;
	}
	if (code == EXIT_OK && session->failure.code != EXIT_OK)
		code = session->failure.code;
	report(session, code);
	if (session->connected)
		client_close(&session->client);
	diagnostics_clear(&session->diagnostics);
	return code;
}

/* Where iproute2 keeps them. */
static int netns_enter(const char *name, struct failure *failure)
{
	char path[512];
	int fd, result;

	if (!*name || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, ".."))
		return failure_set(failure, EXIT_USAGE, "\"%s\" is not the name of a network namespace", name);
	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return failure_set(failure, EXIT_UNAVAILABLE, "cannot open network namespace \"%s\": %s", name,
				   strerror(errno));
	result = setns(fd, CLONE_NEWNET);
	if (result)
		failure_set(failure, EXIT_UNAVAILABLE, "cannot enter network namespace \"%s\": %s", name, strerror(errno));
	close(fd);
	return result;
}

int session_connect(struct session *session)
{
	if (session->connected)
		return 0;
	if (session->netns && netns_enter(session->netns, &session->failure))
		return -1;
	session->connected = true;
	return client_open(&session->client, &session->failure);
}

enum exit_code session_misuse(struct session *session, const char *format, ...)
{
	char sentence[sizeof(session->failure.sentence)];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof(sentence), format, arguments);
	va_end(arguments);
	failure_set(&session->failure, EXIT_USAGE, "%s", sentence);
	return EXIT_USAGE;
}

enum exit_code session_failed(const struct session *session)
{
	if (session->failure.code != EXIT_OK)
		return session->failure.code;
	return session->diagnostics.errors ? EXIT_USAGE : EXIT_OK;
}

bool session_confirm(struct session *session, const char *question)
{
	char answer[16] = "";

	if (session->yes)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		session_misuse(session, "nobody is there to answer \"%s?\": say --yes", question);
		return false;
	}
	fprintf(stderr, "%s? [y/N] ", question);
	if (fgets(answer, sizeof(answer), stdin) && (answer[0] == 'y' || answer[0] == 'Y'))
		return true;
	session_misuse(session, "nothing was changed");
	return false;
}

void session_print_generation(struct session *session, uint64_t generation)
{
	static const struct column columns[] = {
		{ "generation", 0, "generation ", NULL },
		{ NULL, 0, NULL, NULL },
	};

	output_row(&session->out, columns);
	output_number(&session->out, "generation", generation);
	output_end(&session->out);
}
