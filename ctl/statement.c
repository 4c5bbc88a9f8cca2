// SPDX-License-Identifier: GPL-2.0-or-later
#include "statement.h"

#include <string.h>

#include "bucket.h"
#include "content.h"
#include "garden.h"
#include "key.h"
#include "lang/words.h"
#include "prefix.h"
#include "rate.h"
#include "utc.h"

static void statement_text(FILE *stream, const char *text, size_t length)
{
	putc('"', stream);
	for (size_t i = 0; i < length; i++) {
		if (text[i] == '"' || text[i] == '\\')
			putc('\\', stream);
		putc(text[i], stream);
	}
	putc('"', stream);
}

/* Printable keys keep their form but for quotes and backslashes; the others are written byte by byte. */
static void statement_key(FILE *stream, const struct subscriber *subscriber)
{
	if (key_printable(subscriber->key, subscriber->key_length)) {
		statement_text(stream, (const char *)subscriber->key, subscriber->key_length);
		return;
	}
	putc('"', stream);
	for (size_t i = 0; i < subscriber->key_length; i++)
		fprintf(stream, "\\x%02x", subscriber->key[i]);
	putc('"', stream);
}

/* A value that has no name is from a newer kernel; apply will say so. */
static void statement_word(FILE *stream, const struct word_name *names, unsigned int value)
{
	const char *name = word_name(names, value);

	if (name)
		fputs(name, stream);
	else
		fprintf(stream, "%u", value);
}

static void statement_sanction(FILE *stream, const struct sanction *sanction)
{
	fputs(" sanction scope ", stream);
	statement_word(stream, word_scopes, sanction->scope);
	fputs(" action ", stream);
	statement_word(stream, word_actions, sanction->action);
	if (sanction->action == P2P_ACTION_MARK)
		fprintf(stream, " 0x%x/0x%x", sanction->mark_value, sanction->mark_mask);
	if (sanction->action == P2P_ACTION_LIMIT)
		fprintf(stream, " %s", rate_text(sanction->rate).text);
	if (sanction->burst && sanction->burst != p2p_bucket_burst(sanction->rate))
		fprintf(stream, " burst %u", sanction->burst);
	if (sanction->start)
		fprintf(stream, " from %s", utc_text(sanction->start).text);
	if (sanction->end)
		fprintf(stream, " until %s", utc_text(sanction->end).text);
	if (sanction->reason) {
		fputs(" reason ", stream);
		statement_text(stream, sanction->reason, strlen(sanction->reason));
	}
}

void statement_subscriber(FILE *stream, const struct subscriber *subscriber)
{
	if (subscriber->is_default) {
		fputs("default {", stream);
	} else {
		fputs("subscriber ", stream);
		statement_key(stream, subscriber);
		fputs(" {", stream);
	}
	for (size_t i = 0; i < subscriber->prefix_count; i++)
		fprintf(stream, "%s prefix %s", i ? ";" : "", prefix_text(&subscriber->prefixes[i]).text);
	if (subscriber->sanction.scope) {
		fputs(subscriber->prefix_count ? ";" : "", stream);
		statement_sanction(stream, &subscriber->sanction);
	}
	fputs(" }", stream);
}

void statement_garden(FILE *stream, const struct garden_entry *entry)
{
	fprintf(stream, "garden { prefix %s }", garden_text(entry).text);
}

void statement_ids(FILE *stream, const struct content_list *list, const char *indent)
{
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		const struct id_set *set = &list->ids[kind];

		for (size_t i = 0; i < set->count; i++) {
			fputs(indent, stream);
			fputs(id_text(set->bytes + i * content_size[kind], content_size[kind]).text, stream);
			putc('\n', stream);
		}
	}
}

void statement_content_name(FILE *stream, const struct content_list *list)
{
	fputs("content ", stream);
	statement_text(stream, list->name, strlen(list->name));
}

void statement_content(FILE *stream, const struct content_list *list)
{
	statement_content_name(stream, list);
	fputs(list->except ? " except {\n" : " {\n", stream);
	statement_ids(stream, list, "\t");
	fputs("}\n", stream);
}

void statement_settings(FILE *stream, const struct settings *settings)
{
	const char *between = "";

	fputs("settings {", stream);
	if (settings->has_enforce) {
		fprintf(stream, " enforce %s", settings->enforce ? "on" : "off");
		between = ";";
	}
	if (settings->has_capture) {
		fprintf(stream, "%s capture %s", between, settings->capture ? "on" : "off");
		between = ";";
	}
	if (settings->has_nested) {
		fprintf(stream, "%s nested %s", between, settings->nested ? "on" : "off");
		between = ";";
	}
	if (settings->has_mark_mask)
		fprintf(stream, "%s mark-mask 0x%08x", between, settings->mark_mask);
	fputs(" }", stream);
}
