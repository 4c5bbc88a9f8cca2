/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with a text, and where. The texts that were read are kept here too: locations point to their names, and
 * the guilty line is shown with carets under it. So diagnostics outlive whatever was parsed with them.
 */
#ifndef P2PCTL_DIAGNOSTICS_H
#define P2PCTL_DIAGNOSTICS_H

#include <stdarg.h>
#include <stdio.h>

#include "model.h"

#define DIAGNOSTICS_ERRORS_MAX	20	/* what a reader still takes in; the rest is only counted */

struct source {
	char *name;			/* owned; as the user wrote it */
	char *text;			/* owned; NUL-terminated, may contain NUL too */
	size_t size;
	size_t *lines;			/* owned; where each line begins; made on the first question */
	size_t line_count;
	struct source *next;
};

struct diagnostic {
	bool warning;
	struct location at;		/* file is NULL when no text is to blame */
	char *sentence;			/* owned */
};

struct diagnostics {
	struct diagnostic *list;	/* owned, in the order of discovery */
	size_t count;
	size_t capacity;
	size_t errors;			/* all of them, those left out included */
	size_t left_out;
	struct source *sources;		/* owned */
};

/* An empty one is all zero. */
void diagnostics_clear(struct diagnostics *diagnostics);

void diagnostics_error(struct diagnostics *diagnostics, const struct location *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void diagnostics_warning(struct diagnostics *diagnostics, const struct location *at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Keep a text; takes ownership of it. */
struct source *diagnostics_source_add(struct diagnostics *diagnostics, const char *name, char *text, size_t size);

/* The line a location begins in, without its end; NULL when the text is not known. For JSON output. */
const char *diagnostics_line(const struct diagnostics *diagnostics, const struct location *at, size_t *length);

/* All of them as "file:line:col-col: Error: sentence", the line and carets; nothing when there is none. */
void diagnostics_print(const struct diagnostics *diagnostics, FILE *out);

/* One place in the same form, for an error that came from elsewhere (the kernel). */
void diagnostics_print_at(const struct diagnostics *diagnostics, FILE *out, const struct location *at,
			  const char *kind, const char *sentence);

/* A range that is part of another one, in bytes from its start; for tokens that stand in one line. */
struct location location_inside(const struct location *token, size_t from, size_t length);

#endif
