/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a command prints: one call yields text or JSON. The keys are for ever; the text is for eyes.
 *
 * In text an object is a block of "key  value" lines, a list of objects a table, a list of values one line. A row is an
 * object in one line: at the top (an event, a result) or as the element of a list; its text shows only the keys that
 * its columns name. JSON shows everything. The elements of a list at the top are written as they end.
 */
#ifndef P2PCTL_OUTPUT_H
#define P2PCTL_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define OUTPUT_DEPTH	8
#define OUTPUT_COLUMNS	24

/* Tables of columns end with an empty one. */
struct column {
	const char *key;
	int width;		/* padded to this; a missing cell shows as "-". 0: as it is; a missing cell is left out */
	const char *before;	/* words around the value, or NULL */
	const char *after;
};

enum output_shape {
	OUTPUT_BLOCK,
	OUTPUT_TABLE,
	OUTPUT_ROW,
	OUTPUT_PART,		/* an object in a row: its values are cells of the row */
	OUTPUT_VALUES,
};

struct output_frame {
	enum output_shape shape;
	char *key;			/* owned; under which it stands in the frame around it, or NULL */
	json_t *json;			/* owned; NULL in text */
	const struct column *columns;
	size_t count;			/* elements of a table, values of a list */
};

struct output {
	FILE *stream;
	bool json;
	bool pretty;
	bool color;
	int error;			/* errno of the first failed write */
	int depth;
	struct output_frame frames[OUTPUT_DEPTH];
	char *cells[OUTPUT_COLUMNS];	/* owned; of the row that is being made */
	char *values;			/* owned; of the list of values that is being made */
};

void output_init(struct output *output, FILE *stream);

/* Write out what is still buffered, and free. Return: 0, or errno when anything could not be written. */
int output_exit(struct output *output);

/* key is NULL at the top and in lists. Each is ended by output_end(). */
void output_object(struct output *output, const char *key);
void output_list(struct output *output, const char *key, const struct column *columns);	/* NULL: of values */
void output_row(struct output *output, const struct column *columns);
void output_end(struct output *output);

void output_string(struct output *output, const char *key, const char *value);
void output_number(struct output *output, const char *key, uint64_t value);
void output_hex(struct output *output, const char *key, uint64_t value);	/* a number in JSON */
void output_real(struct output *output, const char *key, double value);		/* to a thousandth */
void output_switch(struct output *output, const char *key, bool value);		/* on, off; true, false */
void output_time(struct output *output, const char *key, uint64_t seconds);	/* UTC, ISO 8601 */
void output_time_ms(struct output *output, const char *key, uint64_t milliseconds);

/* No value: null in JSON, nothing in text. */
void output_null(struct output *output, const char *key);

/* For eyes only: what JSON says in parts. */
void output_text(struct output *output, const char *key, const char *value);

/* The name of a value, or its number when this p2pctl knows no name for it. */
void output_name(struct output *output, const char *key, const char *name, unsigned int value);

#endif
