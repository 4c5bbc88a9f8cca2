// SPDX-License-Identifier: GPL-2.0-or-later
#include <inttypes.h>
#include <stdlib.h>

#include "command.h"
#include "garden.h"
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
	FILE *stream = subscriber ? open_memstream(&line, &size) : NULL;

	if (!stream)
		return;
	statement_subscriber(stream, subscriber);
	if (fclose(stream) == 0)
		print_line(lines, change, line);
	free(line);
}

static void print_garden_line(struct lines *lines, const char *change, const struct garden_entry *entry)
{
	char line[sizeof(struct garden_text) + sizeof("garden { prefix  }")] = "";
	FILE *stream = fmemopen(line, sizeof(line), "w");

	if (!stream)
		return;
	statement_garden(stream, entry);
	if (fclose(stream) == 0)
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
	FILE *stream = fmemopen(line, sizeof(line), "w");

	if (!stream)
		return;
	statement_settings(stream, settings);
	if (fclose(stream) == 0)
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
