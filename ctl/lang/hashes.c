// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/hashes.h"

#include <string.h>

#include "content.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* What stands in a line, without blanks around it and a comment. */
static struct text statement_of(struct text line)
{
	const char *comment = memchr(line.bytes, '#', line.length);

	if (comment)
		line.length = comment - line.bytes;
	while (line.length && is_blank(line.bytes[line.length - 1]))
		line.length--;
	while (line.length && is_blank(*line.bytes)) {
		line.bytes++;
		line.length--;
	}
	return line;
}

void hashes_read(struct diagnostics *diagnostics, const struct source *source, struct content_list *list)
{
	const char *next, *end = source->text + source->size;
	int number = 1;

	for (const char *line = source->text; line < end; line = next, number++) {
		const char *newline = memchr(line, '\n', end - line);
		struct text word = statement_of((struct text){ line, (newline ? newline : end) - line });
		int column = word.bytes - line + 1;
		uint8_t id[P2P_CONTENT_ID_MAX];
		enum content_kind kind;

		next = newline ? newline + 1 : end;
		if (!word.length)
			continue;
		if (content_read_id(word, id, &kind))
			content_add(list, kind, id);
		else
			diagnostics_error(diagnostics, &(struct location){ source->name, number, column, number,
									   column + (int)word.length - 1 },
					  HASHES_NEITHER);
	}
}
