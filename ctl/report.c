// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include "session.h"

static void report_text(const struct session *session)
{
	const struct failure *failure = &session->failure;

	diagnostics_print(&session->diagnostics, stderr);
	if (failure->code == EXIT_OK)
		return;
	if (failure->at.file)
		diagnostics_print_at(&session->diagnostics, stderr, &failure->at, "Error", failure->sentence);
	else
		fprintf(stderr, "Error: %s\n", failure->sentence);
}

static void json_place(json_t *object, const struct diagnostics *diagnostics, const struct location *at)
{
	size_t length;
	const char *line;

	if (!at->file)
		return;
	json_object_set_new(object, "file", json_string(at->file));
	json_object_set_new(object, "line", json_integer(at->first_line));
	json_object_set_new(object, "column", json_integer(at->first_column));
	json_object_set_new(object, "end_line", json_integer(at->last_line));
	json_object_set_new(object, "end_column", json_integer(at->last_column));
	line = diagnostics_line(diagnostics, at, &length);
	if (line)
		json_object_set_new(object, "source", json_stringn(line, length));
}

static json_t *json_complaint(const struct session *session, const char *sentence, const struct location *at)
{
	json_t *object = json_object(), *message = json_string(sentence);

	json_object_set_new(object, "message", message ? message : json_string("(a sentence that is not UTF-8)"));
	json_place(object, &session->diagnostics, at);
	return object;
}

static json_t *json_diagnostics(const struct session *session, bool warnings)
{
	json_t *list = json_array();

	for (size_t i = 0; i < session->diagnostics.count; i++) {
		const struct diagnostic *diagnostic = &session->diagnostics.list[i];

		if (diagnostic->warning == warnings)
			json_array_append_new(list, json_complaint(session, diagnostic->sentence, &diagnostic->at));
	}
	return list;
}

/* "error" is why the run failed: the failure, else the first error in a file. "errors" are all those of the files. */
static json_t *json_error(const struct session *session, const json_t *errors, enum exit_code code)
{
	const struct failure *failure = &session->failure;
	json_t *error;

	if (failure->code != EXIT_OK)
		error = json_complaint(session, failure->sentence, &failure->at);
	else if (json_array_size(errors))
		error = json_deep_copy(json_array_get(errors, 0));
	else
		return NULL;
	json_object_set_new(error, "exit", json_integer(code));
	if (failure->error)
		json_object_set_new(error, "errno", json_integer(failure->error));
	return error;
}

static void json_add_list(json_t *object, const char *key, json_t *list)
{
	if (json_array_size(list))
		json_object_set(object, key, list);
	json_decref(list);
}

static void report_json(const struct session *session, enum exit_code code)
{
	json_t *object = json_object(), *errors = json_diagnostics(session, false);
	json_t *error = json_error(session, errors, code);

	if (error)
		json_object_set_new(object, "error", error);
	json_add_list(object, "errors", errors);
	json_add_list(object, "warnings", json_diagnostics(session, true));
	if (json_object_size(object)) {
		json_dumpf(object, stderr, session->out.pretty ? JSON_INDENT(2) : JSON_COMPACT);
		putc('\n', stderr);
	}
	json_decref(object);
}

void report(const struct session *session, enum exit_code code)
{
	if (session->out.json)
		report_json(session, code);
	else
		report_text(session);
}
