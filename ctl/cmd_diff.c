// SPDX-License-Identifier: GPL-2.0-or-later
#include <inttypes.h>
#include <stdlib.h>

#include "command.h"
#include "content.h"
#include "garden.h"
#include "lang/memory.h"
#include "lang/seen.h"
#include "plan.h"
#include "snapshot.h"
#include "statement.h"
#include "target.h"

/* The lines of a difference. */
struct lines {
	struct output *out;
	size_t count;
};

static const struct column line_columns[] = {
	{ "change", 0, NULL, " " },
	{ "line", 0, NULL, NULL },
	{ NULL, 0, NULL, NULL },
};

static void print_line(struct lines *lines, const char *change, const char *line)
{
	output_object(lines->out, NULL);
	output_string(lines->out, "change", change);
	output_string(lines->out, "line", line);
	output_end(lines->out);
	lines->count++;
}

static void print_subscriber_line(struct lines *lines, const char *change, const struct subscriber *subscriber)
{
	char *line = NULL;
	size_t size;
	FILE *stream;

	if (!subscriber)
		return;
	stream = memory_or_exit(open_memstream(&line, &size));
	statement_subscriber(stream, subscriber);
	memory_or_exit(fclose(stream) ? NULL : line);
	print_line(lines, change, line);
	free(line);
}

static void print_garden_line(struct lines *lines, const char *change, const struct garden_entry *entry)
{
	char line[sizeof(struct garden_text) + sizeof("garden { prefix  }")] = "";
	FILE *stream = memory_or_exit(fmemopen(line, sizeof(line), "w"));

	statement_garden(stream, entry);
	memory_or_exit(fclose(stream) ? NULL : line);
	print_line(lines, change, line);
}

/* What one side has and the other one has not. */
static void print_garden_lines(struct lines *lines, const char *change, const struct garden *garden,
			       const struct garden *other)
{
	for (size_t i = 0; i < garden->count; i++) {
		if (!garden_find(other, &garden->entries[i]))
			print_garden_line(lines, change, &garden->entries[i]);
	}
}

static void print_settings_line(struct lines *lines, const char *change, const struct settings *settings)
{
	char line[128] = "";
	FILE *stream = memory_or_exit(fmemopen(line, sizeof(line), "w"));

	statement_settings(stream, settings);
	memory_or_exit(fclose(stream) ? NULL : line);
	print_line(lines, change, line);
}

/* What the kernel has of those settings that are to change. */
static struct settings present_settings(const struct settings *wanted, const struct settings *present)
{
	struct settings result = *present;

	result.has_mark_mask = wanted->has_mark_mask;
	result.has_enforce = wanted->has_enforce;
	result.has_capture = wanted->has_capture;
	result.has_nested = wanted->has_nested;
	return result;
}

/* The fingerprint tells two rulesets apart that are alike in everything else. */
static void print_ruleset_line(struct lines *lines, const char *change, size_t signatures, const void *data, size_t size)
{
	char line[96];

	snprintf(line, sizeof(line), "# ruleset: signatures %zu, bytes %zu, fingerprint %016" PRIx64, signatures, size,
		 seen_hash(SEEN_HASH, data, size));
	print_line(lines, change, line);
}

/* Ids of one list that are shown on each side; of more only their number. */
#define IDS_SHOWN	100

struct id_lines {
	struct lines *lines;
	const struct content_list *list;
	size_t removed;
	size_t added;
};

static void print_content_line(struct lines *lines, const char *change, const struct content_list *list,
			       const char *what)
{
	char line[2 * P2P_NAME_MAX + 2 * P2P_CONTENT_ID_MAX + 16] = "";
	FILE *stream;

	if (!list)
		return;
	stream = memory_or_exit(fmemopen(line, sizeof(line), "w"));
	statement_content_name(stream, list);
	fputs(what, stream);
	memory_or_exit(fclose(stream) ? NULL : line);
	print_line(lines, change, line);
}

static void print_id_line(const struct id_lines *ids, const char *change, const uint8_t *id, size_t size)
{
	char what[2 * P2P_CONTENT_ID_MAX + 2];

	snprintf(what, sizeof(what), " %s", id_text(id, size).text);
	print_content_line(ids->lines, change, ids->list, what);
}

static void print_removed_id(const uint8_t *id, size_t size, void *data)
{
	struct id_lines *ids = data;

	if (ids->removed++ < IDS_SHOWN)
		print_id_line(ids, "-", id, size);
}

static void print_added_id(const uint8_t *id, size_t size, void *data)
{
	struct id_lines *ids = data;

	if (ids->added++ < IDS_SHOWN)
		print_id_line(ids, "+", id, size);
}

static void print_more_ids(const struct id_lines *ids, const char *change, size_t count)
{
	char what[48];

	if (count <= IDS_SHOWN)
		return;
	snprintf(what, sizeof(what), " # and %zu more ids", count - IDS_SHOWN);
	print_content_line(ids->lines, change, ids->list, what);
}

static const char *kind_of(const struct content_list *list)
{
	return list && list->except ? " except" : "";
}

/* The list itself, when it comes, goes or becomes one of the other kind; then its ids. */
static void print_content_step(struct lines *lines, const struct content_step *step)
{
	struct id_lines ids = { .lines = lines, .list = step->after ? step->after : step->before };
	struct content_visitor visitor = { print_removed_id, print_added_id, &ids };

	if (!step->before || !step->after || step->before->except != step->after->except) {
		print_content_line(lines, "-", step->before, kind_of(step->before));
		print_content_line(lines, "+", step->after, kind_of(step->after));
	}
	content_differences(step->before, step->after, &visitor);
	print_more_ids(&ids, "-", ids.removed);
	print_more_ids(&ids, "+", ids.added);
}

static void print_plan(struct lines *lines, const struct plan *plan, const struct snapshot *before)
{
	if (plan_changes_settings(plan)) {
		struct settings present = present_settings(&plan->settings, &before->status.settings);

		print_settings_line(lines, "-", &present);
		print_settings_line(lines, "+", &plan->settings);
	}
	if (plan->garden) {
		print_garden_lines(lines, "-", &before->garden, plan->garden);
		print_garden_lines(lines, "+", plan->garden, &before->garden);
	}
	for (size_t i = 0; i < plan->content_count; i++)
		print_content_step(lines, &plan->contents[i]);
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->steps[i].kind == STEP_SHRINK)
			continue;
		print_subscriber_line(lines, "-", plan->steps[i].before);
		print_subscriber_line(lines, "+", plan->steps[i].after);
	}
}

static int print_difference(struct session *session, struct target *target, struct lines *lines)
{
	struct snapshot before = { 0 };
	struct plan plan = { 0 };
	int result = -1;

	if (snapshot_take(&session->client, &before, target_has_signatures(target)) ||
	    plan_make(&plan, &before.subscribers, target->configuration, &session->failure))
		goto out;
	plan_settings(&plan, &before.status.settings, &target->configuration->settings);
	plan_garden(&plan, &before.garden, &target->configuration->garden);
	plan_contents(&plan, &before.contents, &target->configuration->contents);
	output_list(lines->out, NULL, line_columns);
	if (target_has_signatures(target) && !snapshot_has_ruleset(&before, target->blob.data, target->blob.size)) {
		if (before.ruleset)
			print_ruleset_line(lines, "-", before.status.signatures, before.ruleset, before.ruleset_size);
		print_ruleset_line(lines, "+", target->configuration->signatures->count, target->blob.data,
				   target->blob.size);
	}
	print_plan(lines, &plan, &before);
	output_end(lines->out);
	result = 0;
out:
	plan_free(&plan);
	snapshot_free(&before);
	return result;
}

enum exit_code cmd_diff(struct session *session, int argc, char **argv)
{
	struct lines lines = { .out = &session->out };
	struct target target;

	if (argc != 1)
		return session_misuse(session, "diff wants one file: p2pctl diff FILE");
	if (!target_read(session, 1, argv, &target) && !session_connect(session))
		print_difference(session, &target, &lines);
	target_free(&target);
	if (session_failed(session))
		return session_failed(session);
	return lines.count ? EXIT_DIFFERENT : EXIT_OK;
}
