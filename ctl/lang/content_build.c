// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a content block do. */
#include <string.h>

#include "content.h"
#include "lang/build.h"
#include "lang/hashes.h"

static struct content_list *current(struct context *c)
{
	return &c->configuration->contents.items[c->configuration->contents.count - 1];
}

void content_begin(struct context *c, struct text name, const struct location *at)
{
	const struct content_list *first;
	char word[P2P_NAME_MAX + 1] = "";
	struct content_list *list;
	struct quoted quoted;

	context_block_begin(c, at);
	if (memchr(name.bytes, '\\', name.length))
		name = context_string(c, name, at);
	if (!content_read_name(name, word))
		diagnostics_error(c->diagnostics, at, "the name of a content list has 1 to %d bytes of printable ASCII",
				  P2P_NAME_MAX);
	first = contents_find(&c->configuration->contents, word);
	if (first && *word)
		diagnostics_error(c->diagnostics, at, "content list %s exists already, at %s:%d", text_quote(&quoted, name),
				  first->at.file, first->at.first_line);
	list = contents_append(&c->configuration->contents);
	memcpy(list->name, word, sizeof(word));
	list->at = *at;
}

void content_except(struct context *c)
{
	current(c)->except = true;
}

void content_id(struct context *c, struct text word, const struct location *at)
{
	uint8_t id[P2P_CONTENT_ID_MAX];
	enum content_kind kind;
	struct quoted quoted;

	if (content_read_id(word, id, &kind))
		content_add(current(c), kind, id);
	else
		diagnostics_error(c->diagnostics, at, "%s is none: " HASHES_NEITHER, text_quote(&quoted, word));
}

void content_file(struct context *c, struct text text, const struct location *at)
{
	const struct source *source = parse_beside(c, text, at);

	if (source)
		hashes_read(c->diagnostics, source, current(c));
}

void content_end(struct context *c)
{
	struct content_list *list = current(c);

	content_sort(list);
	if (content_count(list) > P2P_LIST_IDS_MAX)
		diagnostics_error(c->diagnostics, &list->at, "a content list has at most %d ids, not %zu", P2P_LIST_IDS_MAX,
				  content_count(list));
	context_block_end(c);
}
