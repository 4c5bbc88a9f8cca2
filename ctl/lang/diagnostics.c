// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/diagnostics.h"

#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"

/* A longer line is shown in part, around what is to blame. */
#define SHOWN_MAX	110
#define SHOWN_BEFORE	40

static char *sentence_format(const char *format, va_list arguments)
{
	va_list again;
	char *sentence;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	sentence = memory_alloc(length + 1);
	vsnprintf(sentence, length + 1, format, arguments);
	return sentence;
}

/* An error is worth more than the last warning. Return: whether there is room now. */
static bool make_room(struct diagnostics *d, bool warning)
{
	if (d->count < DIAGNOSTICS_ERRORS_MAX)
		return true;
	d->left_out++;
	for (size_t i = d->count; !warning && i > 0; i--) {
		if (!d->list[i - 1].warning)
			continue;
		free(d->list[i - 1].sentence);
		memmove(&d->list[i - 1], &d->list[i], (d->count - i) * sizeof(*d->list));
		d->count--;
		return true;
	}
	return false;
}

static void add(struct diagnostics *d, bool warning, const struct location *at, const char *format, va_list arguments)
{
	struct diagnostic *entry;

	if (!warning)
		d->errors++;
	if (!make_room(d, warning))
		return;
	d->list = memory_grow(d->list, d->count, &d->capacity, sizeof(*d->list));
	entry = &d->list[d->count++];
	*entry = (struct diagnostic){ .warning = warning, .sentence = sentence_format(format, arguments) };
	if (at)
		entry->at = *at;
}

void diagnostics_error(struct diagnostics *d, const struct location *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(d, false, at, format, arguments);
	va_end(arguments);
}

void diagnostics_warning(struct diagnostics *d, const struct location *at, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(d, true, at, format, arguments);
	va_end(arguments);
}

static void source_destroy(struct source *source)
{
	free(source->name);
	free(source->text);
	free(source->lines);
	free(source);
}

void diagnostics_clear(struct diagnostics *d)
{
	while (d->sources) {
		struct source *source = d->sources;

		d->sources = source->next;
		source_destroy(source);
	}
	for (size_t i = 0; i < d->count; i++)
		free(d->list[i].sentence);
	free(d->list);
	memset(d, 0, sizeof(*d));
}

struct source *diagnostics_source_add(struct diagnostics *d, const char *name, char *text, size_t size)
{
	struct source *source = memory_alloc(sizeof(*source));
	size_t length = strlen(name);

	source->name = memory_alloc(length + 1);
	memcpy(source->name, name, length);
	source->text = text;
	source->size = size;
	source->next = d->sources;
	d->sources = source;
	return source;
}

/* Locations point to the name itself, so that two texts of one name are told apart. */
static struct source *source_of(const struct diagnostics *d, const char *file)
{
	struct source *source = d->sources;

	while (source && source->name != file)
		source = source->next;
	return source;
}

static void index_lines(struct source *source)
{
	size_t capacity = 0;

	for (size_t at = 0; at <= source->size; ) {
		const char *end = memchr(source->text + at, '\n', source->size - at);

		source->lines = memory_grow(source->lines, source->line_count, &capacity, sizeof(*source->lines));
		source->lines[source->line_count++] = at;
		at = end ? (size_t)(end - source->text) + 1 : source->size + 1;
	}
}

const char *diagnostics_line(const struct diagnostics *d, const struct location *at, size_t *length)
{
	struct source *source = at->file ? source_of(d, at->file) : NULL;
	const char *line, *end;

	if (!source || at->first_line < 1)
		return NULL;
	if (!source->lines)
		index_lines(source);
	if ((size_t)at->first_line > source->line_count)
		return NULL;
	line = source->text + source->lines[at->first_line - 1];
	end = memchr(line, '\n', source->size - (line - source->text));
	*length = (end ? end : source->text + source->size) - line;
	if (*length && line[*length - 1] == '\r')
		--*length;
	return line;
}

/* What a terminal may see: it obeys control characters, and not everyone's is UTF-8. */
static char shown(char c)
{
	return c == '\t' || (c >= 0x20 && c <= 0x7e) ? c : '?';
}

static void print_line(FILE *out, const char *line, size_t length, size_t first, size_t last)
{
	size_t from = length > SHOWN_MAX && first > SHOWN_BEFORE ? first - SHOWN_BEFORE : 0;
	size_t to = length - from > SHOWN_MAX ? from + SHOWN_MAX : length;

	fputs(from ? "..." : "", out);
	for (size_t i = from; i < to; i++)
		fputc(shown(line[i]), out);
	fputs(to < length ? "...\n" : "\n", out);
	fputs(from ? "   " : "", out);
	for (size_t i = from; i < first; i++)
		fputc(i < length && line[i] == '\t' ? '\t' : ' ', out);
	for (size_t i = first; i == first || (i <= last && i < to); i++)
		fputc('^', out);
	fputc('\n', out);
}

static void print_place(FILE *out, const struct location *at)
{
	if (!at->file)
		return;
	if (at->first_line < 1)
		fprintf(out, "%s: ", at->file);
	else if (at->first_line == at->last_line)
		fprintf(out, "%s:%d:%d-%d: ", at->file, at->first_line, at->first_column, at->last_column);
	else
		fprintf(out, "%s:%d:%d-%d:%d: ", at->file, at->first_line, at->first_column, at->last_line,
			at->last_column);
}

void diagnostics_print_at(const struct diagnostics *d, FILE *out, const struct location *at, const char *kind,
			  const char *sentence)
{
	size_t length = 0, first, last;
	const char *line = diagnostics_line(d, at, &length);

	print_place(out, at);
	fprintf(out, "%s: %s\n", kind, sentence);
	if (!line)
		return;
	first = at->first_column > 0 ? at->first_column - 1 : 0;
	if (first > length)
		first = length;
	last = at->last_line > at->first_line ? length : (size_t)at->last_column - 1;
	print_line(out, line, length, first, last);
}

void diagnostics_print(const struct diagnostics *d, FILE *out)
{
	for (size_t i = 0; i < d->count; i++)
		diagnostics_print_at(d, out, &d->list[i].at, d->list[i].warning ? "Warning" : "Error",
				     d->list[i].sentence);
	if (d->left_out)
		fprintf(out, "%zu more left out\n", d->left_out);
}

struct location location_inside(const struct location *token, size_t from, size_t length)
{
	struct location at = *token;

	at.last_line = at.first_line;
	at.first_column += from;
	at.last_column = at.first_column + (length ? length - 1 : 0);
	return at;
}
