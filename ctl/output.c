// SPDX-License-Identifier: GPL-2.0-or-later
#include "output.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"
#include "utc.h"

/* Columns of a block's values. */
#define KEY_WIDTH	18

void output_init(struct output *output, FILE *stream)
{
	*output = (struct output){ .stream = stream };
}

static void output_check(struct output *output, bool failed)
{
	if (failed && !output->error)
		output->error = errno ? errno : EIO;
}

static void output_flush(struct output *output)
{
	errno = 0;
	output_check(output, fflush(output->stream) || ferror(output->stream));
}

int output_exit(struct output *output)
{
	output_flush(output);
	while (output->depth > 0) {
		struct output_frame *frame = &output->frames[--output->depth];

		free(frame->key);
		json_decref(frame->json);
	}
	for (int i = 0; i < OUTPUT_COLUMNS; i++)
		free(output->cells[i]);
	free(output->values);
	return output->error;
}

static char *text_copy(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(memory_alloc(size), text, size);
}

static struct output_frame *output_top(struct output *output)
{
	return output->depth ? &output->frames[output->depth - 1] : NULL;
}

static struct output_frame *output_push(struct output *output, enum output_shape shape, const char *key,
					const struct column *columns)
{
	struct output_frame *frame = &output->frames[output->depth++];

	assert(output->depth <= OUTPUT_DEPTH);
	*frame = (struct output_frame){ .shape = shape, .key = key ? text_copy(key) : NULL, .columns = columns };
	return frame;
}

/* Text */

static int output_indent(const struct output *output)
{
	int blocks = 0;

	for (int i = 0; i < output->depth; i++)
		blocks += output->frames[i].shape == OUTPUT_BLOCK;
	return blocks ? 2 * (blocks - 1) : 0;
}

static void text_line(struct output *output, const char *key, const char *value)
{
	int indent = output_indent(output), width = KEY_WIDTH - indent;

	fprintf(output->stream, "%*s", indent, "");
	for (; *key; key++, width--)
		putc(*key == '_' ? ' ' : *key, output->stream);
	if (value)
		fprintf(output->stream, "%*s%s", width > 1 ? width : 1, "", value);
	putc('\n', output->stream);
}

static void text_cell(struct output *output, const struct column *columns, const char *key, const char *value)
{
	for (int i = 0; columns[i].key; i++) {
		if (strcmp(columns[i].key, key))
			continue;
		free(output->cells[i]);
		output->cells[i] = text_copy(value);
	}
}

static void text_append(struct output *output, struct output_frame *list, const char *value)
{
	size_t old = output->values ? strlen(output->values) : 0, size = old + strlen(value) + sizeof(", ");

	output->values = memory_resize(output->values, size, 1);
	snprintf(output->values + old, size - old, "%s%s", list->count++ ? ", " : "", value);
}

/* A character is as wide as another: bytes that continue one take no room. */
static int text_width(const char *text)
{
	int width = 0;

	for (; *text; text++)
		width += (*text & 0xc0) != 0x80;
	return width;
}

static void text_pad(struct output *output, const char *value, int width, bool last)
{
	fputs(value, output->stream);
	if (!last)
		fprintf(output->stream, "%*s", width > text_width(value) ? width - text_width(value) + 2 : 2, "");
}

/* What stands in quotes cannot end them. */
static void text_quoted(FILE *stream, const char *value)
{
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			putc('\\', stream);
		putc(*value, stream);
	}
}

static void text_part(FILE *stream, const struct column *column, const char *value)
{
	fputs(column->before ? column->before : "", stream);
	if (column->after && column->after[0] == '"')
		text_quoted(stream, value);
	else
		fputs(value, stream);
	fputs(column->after ? column->after : "", stream);
}

static void text_row(struct output *output, const struct column *columns)
{
	for (int i = 0; columns[i].key; i++) {
		const struct column *column = &columns[i];
		const char *value = output->cells[i];

		if (column->width)
			text_pad(output, value ? value : "-", column->width, !columns[i + 1].key);
		else if (value)
			text_part(output->stream, column, value);
		free(output->cells[i]);
		output->cells[i] = NULL;
	}
	putc('\n', output->stream);
}

static void text_heading(struct output *output, const struct column *columns)
{
	if (!columns[0].width)
		return;
	if (output->color)
		fputs("\033[1m", output->stream);
	for (int i = 0; columns[i].key; i++) {
		char title[32];

		snprintf(title, sizeof(title), "%s", columns[i].key);
		for (char *c = title; *c; c++)
			*c = *c == '_' ? ' ' : *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c;
		text_pad(output, title, columns[i].width, !columns[i + 1].key);
	}
	fputs(output->color ? "\033[0m\n" : "\n", output->stream);
}

static void text_scalar(struct output *output, const char *key, const char *value)
{
	struct output_frame *frame = output_top(output);

	switch (frame->shape) {
	case OUTPUT_BLOCK:
		text_line(output, key, value);
		break;
	case OUTPUT_ROW:
	case OUTPUT_PART:
		text_cell(output, frame->columns, key, value);
		break;
	case OUTPUT_VALUES:
		text_append(output, frame, value);
		break;
	case OUTPUT_TABLE:
		break;
	}
}

static void text_end(struct output *output, struct output_frame *frame)
{
	if (frame->shape == OUTPUT_ROW)
		text_row(output, frame->columns);
	if (frame->shape == OUTPUT_VALUES && output->values) {
		text_scalar(output, frame->key, output->values);
		free(output->values);
		output->values = NULL;
	}
}

/* JSON */

static void json_write(struct output *output, const json_t *json)
{
	size_t flags = output->pretty ? JSON_INDENT(2) : JSON_COMPACT;

	errno = 0;
	output_check(output, json_dumpf(json, output->stream, flags | JSON_REAL_PRECISION(15)) != 0);
}

/* Takes over the value. */
static void json_put(struct output *output, const char *key, json_t *value)
{
	struct output_frame *frame = output_top(output);

	if (json_is_array(frame->json))
		json_array_append_new(frame->json, value);
	else
		json_object_set_new(frame->json, key, value);
}

/* The list at the top is never held as a whole: a million subscribers would take a gigabyte. */
static bool json_streams(const struct output *output)
{
	return output->depth == 1 && json_is_array(output->frames[0].json);
}

static void json_end(struct output *output, struct output_frame *frame)
{
	if (json_streams(output)) {
		struct output_frame *list = output_top(output);

		fputs(list->count++ ? ",\n" : "[\n", output->stream);
		json_write(output, frame->json);
		json_decref(frame->json);
	} else if (output->depth) {
		json_put(output, frame->key, frame->json);
	} else if (json_is_array(frame->json)) {
		fputs(frame->count ? "\n]\n" : "[]\n", output->stream);
		json_decref(frame->json);
	} else {
		json_write(output, frame->json);
		putc('\n', output->stream);
		json_decref(frame->json);
	}
}

/* Both */

void output_object(struct output *output, const char *key)
{
	struct output_frame *around = output_top(output), *frame;

	if (!around || around->shape == OUTPUT_BLOCK) {
		if (around && !output->json)
			text_line(output, key, NULL);
		frame = output_push(output, OUTPUT_BLOCK, key, NULL);
	} else if (around->shape == OUTPUT_TABLE) {
		if (!output->json && around->count++ == 0)
			text_heading(output, around->columns);
		frame = output_push(output, OUTPUT_ROW, NULL, around->columns);
	} else {
		frame = output_push(output, OUTPUT_PART, key, around->columns);
	}
	if (output->json)
		frame->json = json_object();
}

void output_list(struct output *output, const char *key, const struct column *columns)
{
	struct output_frame *frame = output_push(output, columns ? OUTPUT_TABLE : OUTPUT_VALUES, key, columns);

	if (output->json)
		frame->json = json_array();
}

void output_row(struct output *output, const struct column *columns)
{
	struct output_frame *frame = output_push(output, OUTPUT_ROW, NULL, columns);

	if (output->json)
		frame->json = json_object();
}

void output_end(struct output *output)
{
	struct output_frame frame = output->frames[--output->depth];

	if (output->json)
		json_end(output, &frame);
	else
		text_end(output, &frame);
	free(frame.key);
	if (output->depth == 0)
		output_flush(output);
}

/* Nothing that a terminal obeys, and no bytes that are not UTF-8, whoever they came from. */
void output_string(struct output *output, const char *key, const char *value)
{
	json_t *json = json_string(value);
	char *clean = text_copy(value);

	for (char *c = clean; *c; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f || (!json && (*c & 0x80)))
			*c = '?';
	}
	if (output->json)
		json_put(output, key, json ? json_incref(json) : json_string(clean));
	else
		text_scalar(output, key, clean);
	json_decref(json);
	free(clean);
}

void output_number(struct output *output, const char *key, uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	/* JSON has no integer above 2^63 - 1 that every reader takes. */
	if (output->json)
		json_put(output, key, value <= INT64_MAX ? json_integer(value) : json_string(text));
	else
		text_scalar(output, key, text);
}

void output_hex(struct output *output, const char *key, uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%08" PRIx64, value);
	if (output->json)
		output_number(output, key, value);
	else
		text_scalar(output, key, text);
}

void output_real(struct output *output, const char *key, double value)
{
	char text[32];

	snprintf(text, sizeof(text), "%.3f", value);
	if (output->json)
		json_put(output, key, json_real(strtod(text, NULL)));
	else
		text_scalar(output, key, text);
}

void output_switch(struct output *output, const char *key, bool value)
{
	if (output->json)
		json_put(output, key, json_boolean(value));
	else
		text_scalar(output, key, value ? "on" : "off");
}

void output_time(struct output *output, const char *key, uint64_t seconds)
{
	output_string(output, key, utc_text(seconds).text);
}

void output_time_ms(struct output *output, const char *key, uint64_t milliseconds)
{
	output_string(output, key, utc_text_ms(milliseconds).text);
}

void output_null(struct output *output, const char *key)
{
	if (output->json)
		json_put(output, key, json_null());
}

void output_text(struct output *output, const char *key, const char *value)
{
	if (!output->json)
		output_string(output, key, value);
}

void output_name(struct output *output, const char *key, const char *name, unsigned int value)
{
	if (name)
		output_string(output, key, name);
	else
		output_number(output, key, value);
}
