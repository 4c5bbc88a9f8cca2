// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan.h"

#include <stdlib.h>

#include "content.h"
#include "garden.h"
#include "key.h"
#include "lang/memory.h"
#include "prefix.h"

static struct step *plan_add(struct plan *plan, enum step_kind kind, const struct subscriber *before,
			     const struct subscriber *after)
{
	struct step *step;

	plan->steps = memory_grow(plan->steps, plan->count, &plan->capacity, sizeof(*plan->steps));
	step = &plan->steps[plan->count++];
	*step = (struct step){ .kind = kind, .before = before, .after = after };
	return step;
}

static void sort_prefixes(struct subscriber *subscriber)
{
	if (subscriber->prefix_count)
		qsort(subscriber->prefixes, subscriber->prefix_count, sizeof(*subscriber->prefixes), prefix_compare);
}

static void sort_all(struct subscriber *subscribers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sort_prefixes(&subscribers[i]);
	if (count)
		qsort(subscribers, count, sizeof(*subscribers), subscriber_compare);
}

static int check_unique(const struct configuration *configuration, struct failure *failure)
{
	for (size_t i = 1; i < configuration->subscriber_count; i++) {
		const struct subscriber *twin = &configuration->subscribers[i];

		if (subscriber_compare(twin - 1, twin))
			continue;
		failure_set(failure, EXIT_USAGE, "subscriber \"%s\" is there twice",
			    key_text(twin->key, twin->key_length).text);
		failure->at = twin->at;
		return -1;
	}
	return 0;
}

/* Walk both sorted sides at once. */
static void plan_merge(struct plan *plan, const struct subscriber_list *before, const struct configuration *after)
{
	const struct subscriber *old = before->items, *old_end = old + before->count;
	const struct subscriber *new = after->subscribers, *new_end = new + after->subscriber_count;

	while (old < old_end || new < new_end) {
		int order = old == old_end ? 1 : new == new_end ? -1 : subscriber_compare(old, new);

		if (order < 0) {
			plan_add(plan, STEP_DELETE, old++, NULL);
			plan->removed++;
		} else if (order > 0) {
			plan_add(plan, STEP_SET, NULL, new++);
			plan->added++;
		} else {
			if (subscriber_equal(old, new)) {
				plan->unchanged++;
			} else {
				plan_add(plan, STEP_SET, old, new);
				plan->changed++;
			}
			old++;
			new++;
		}
	}
}

/* Prefixes that a subscriber does not have yet. */
struct prefixes {
	struct prefix *list;
	size_t count;
	size_t capacity;
};

static void collect_gains(const struct plan *plan, struct prefixes *gains)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct step *step = &plan->steps[i];

		for (size_t j = 0; step->after && j < step->after->prefix_count; j++) {
			const struct prefix *prefix = &step->after->prefixes[j];

			if (step->before && subscriber_has_prefix(step->before, prefix))
				continue;
			gains->list = memory_grow(gains->list, gains->count, &gains->capacity, sizeof(*gains->list));
			gains->list[gains->count++] = *prefix;
		}
	}
	if (gains->count)
		qsort(gains->list, gains->count, sizeof(*gains->list), prefix_compare);
}

/* A prefix moves when one subscriber loses it and another one gets it. */
static bool gives_away(const struct step *step, const struct prefixes *gains)
{
	if (!step->before || !step->after || !gains->count)
		return false;
	for (size_t i = 0; i < step->before->prefix_count; i++) {
		const struct prefix *prefix = &step->before->prefixes[i];

		if (!subscriber_has_prefix(step->after, prefix) &&
		    bsearch(prefix, gains->list, gains->count, sizeof(*prefix), prefix_compare))
			return true;
	}
	return false;
}

/* What it keeps, with the new sanction. */
static struct subscriber shrink(const struct subscriber *before, const struct subscriber *after)
{
	struct subscriber shrunk = *after;

	shrunk.prefixes = memory_alloc((after->prefix_count + 1) * sizeof(*shrunk.prefixes));
	shrunk.prefix_count = 0;
	for (size_t i = 0; i < after->prefix_count; i++) {
		if (subscriber_has_prefix(before, &after->prefixes[i]))
			shrunk.prefixes[shrunk.prefix_count++] = after->prefixes[i];
	}
	return shrunk;
}

static void plan_shrinking(struct plan *plan)
{
	struct prefixes gains = { 0 };
	size_t count = plan->count;

	collect_gains(plan, &gains);
	for (size_t i = 0; i < count; i++) {
		const struct subscriber *before = plan->steps[i].before, *after = plan->steps[i].after;

		if (gives_away(&plan->steps[i], &gains))
			plan_add(plan, STEP_SHRINK, before, after)->shrunk = shrink(before, after);
	}
	free(gains.list);
}

static int compare_steps(const void *a, const void *b)
{
	const struct step *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	return subscriber_compare(left->after ? left->after : left->before, right->after ? right->after : right->before);
}

int plan_make(struct plan *plan, struct subscriber_list *before, struct configuration *after, struct failure *failure)
{
	*plan = (struct plan){ 0 };
	sort_all(before->items, before->count);
	sort_all(after->subscribers, after->subscriber_count);
	if (check_unique(after, failure))
		return -1;
	plan_merge(plan, before, after);
	plan_shrinking(plan);
	if (plan->count)
		qsort(plan->steps, plan->count, sizeof(*plan->steps), compare_steps);
	return 0;
}

void plan_settings(struct plan *plan, const struct settings *before, const struct settings *after)
{
	plan->settings = *after;
	plan->settings.has_mark_mask &= !before->has_mark_mask || before->mark_mask != after->mark_mask;
	plan->settings.has_enforce &= !before->has_enforce || before->enforce != after->enforce;
	plan->settings.has_capture &= !before->has_capture || before->capture != after->capture;
	plan->settings.has_nested &= !before->has_nested || before->nested != after->nested;
}

void plan_garden(struct plan *plan, const struct garden *before, struct garden *after)
{
	garden_sort(after);
	plan->garden = garden_equal(before, after) ? NULL : after;
}

static void add_content(struct plan *plan, const struct content_list *before, const struct content_list *after)
{
	plan->contents = memory_grow(plan->contents, plan->content_count, &plan->content_capacity,
				     sizeof(*plan->contents));
	plan->contents[plan->content_count++] = (struct content_step){ before, after };
}

void plan_contents(struct plan *plan, const struct content_lists *before, const struct content_lists *after)
{
	for (size_t i = 0; i < before->count; i++) {
		if (!contents_find(after, before->items[i].name))
			add_content(plan, &before->items[i], NULL);
	}
	for (size_t i = 0; i < after->count; i++) {
		const struct content_list *old = contents_find(before, after->items[i].name);

		if (!old || !content_equal(old, &after->items[i]))
			add_content(plan, old, &after->items[i]);
	}
}

bool plan_changes_settings(const struct plan *plan)
{
	return plan->settings.has_mark_mask || plan->settings.has_enforce || plan->settings.has_capture ||
	       plan->settings.has_nested;
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		free(plan->steps[i].shrunk.prefixes);
	free(plan->steps);
	free(plan->contents);
	*plan = (struct plan){ 0 };
}
