// SPDX-License-Identifier: GPL-2.0-or-later
/* What apply sends: only what differs, and in an order that the kernel can take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "garden.h"
#include "lang/parse.h"
#include "plan.h"

struct sides {
	struct diagnostics diagnostics;
	struct configuration *before, *after;
	struct subscriber_list list;
	struct failure failure;
	struct plan plan;
};

/* Both sides are written in the language of the files; the kernel's is the first. */
static void make(struct sides *sides, const char *before, const char *after)
{
	*sides = (struct sides){ 0 };
	sides->before = parse_string(before, "before", &sides->diagnostics);
	sides->after = parse_string(after, "after", &sides->diagnostics);
	assert_non_null(sides->before);
	assert_non_null(sides->after);
	sides->list.items = sides->before->subscribers;
	sides->list.count = sides->before->subscriber_count;
	assert_int_equal(plan_make(&sides->plan, &sides->list, sides->after, &sides->failure), 0);
	plan_settings(&sides->plan, &sides->before->settings, &sides->after->settings);
	plan_contents(&sides->plan, &sides->before->contents, &sides->after->contents);
}

static void clear(struct sides *sides)
{
	plan_free(&sides->plan);
	configuration_destroy(sides->before);
	configuration_destroy(sides->after);
	diagnostics_clear(&sides->diagnostics);
}

static void expect_step(const struct sides *sides, size_t number, enum step_kind kind, const char *key)
{
	const struct step *step = &sides->plan.steps[number];
	const struct subscriber *subscriber = step->after ? step->after : step->before;

	assert_true(number < sides->plan.count);
	assert_int_equal(step->kind, kind);
	assert_int_equal(subscriber->key_length, strlen(key));
	assert_memory_equal(subscriber->key, key, strlen(key));
}

static void what_is_equal_is_not_sent(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "subscriber b { prefix 10.2.0.0/24; prefix 10.1.0.0/24 }\nsubscriber a { prefix 10.3.0.0/24 }\n",
	     "subscriber a { prefix 10.3.0.0/24 }\nsubscriber b { prefix 10.1.0.0/24; prefix 10.2.0.0/24 }\n");
	assert_int_equal(sides.plan.count, 0);
	assert_int_equal(sides.plan.unchanged, 2);
	clear(&sides);
}

static void deletions_come_first(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "subscriber z { prefix 10.1.0.0/24 }\nsubscriber m { prefix 10.2.0.0/24 }\n",
	     "subscriber a { prefix 10.1.0.0/24 }\nsubscriber m { prefix 10.3.0.0/24 }\n");
	assert_int_equal(sides.plan.count, 3);
	expect_step(&sides, 0, STEP_DELETE, "z");
	expect_step(&sides, 1, STEP_SET, "a");
	expect_step(&sides, 2, STEP_SET, "m");
	assert_int_equal(sides.plan.added, 1);
	assert_int_equal(sides.plan.changed, 1);
	assert_int_equal(sides.plan.removed, 1);
	clear(&sides);
}

static void prefixes_that_change_places_are_given_up_before_they_are_taken(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "subscriber a { prefix 10.1.0.0/24; prefix 10.9.0.0/24 }\nsubscriber b { prefix 10.2.0.0/24 }\n",
	     "subscriber a { prefix 10.2.0.0/24; prefix 10.9.0.0/24 }\nsubscriber b { prefix 10.1.0.0/24 }\n");
	assert_int_equal(sides.plan.count, 4);
	expect_step(&sides, 0, STEP_SHRINK, "a");
	expect_step(&sides, 1, STEP_SHRINK, "b");
	expect_step(&sides, 2, STEP_SET, "a");
	expect_step(&sides, 3, STEP_SET, "b");
	assert_int_equal(sides.plan.steps[0].shrunk.prefix_count, 1);
	assert_int_equal(sides.plan.steps[1].shrunk.prefix_count, 0);
	clear(&sides);
}

static void a_prefix_in_another_zone_is_another_prefix(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "subscriber a { prefix 10.1.0.0/24 }\n", "subscriber a { prefix 10.1.0.0/24 zone 7 }\n");
	assert_int_equal(sides.plan.count, 1);
	expect_step(&sides, 0, STEP_SET, "a");
	clear(&sides);
}

static void every_part_of_a_sanction_counts(void **state)
{
	static const char *const sanctions[] = {
		"", "sanction scope p2p action drop", "sanction scope all action drop", "sanction scope p2p action count",
		"sanction scope p2p action drop until 2030-01-01", "sanction scope p2p action mark 1/3",
		"sanction scope p2p action mark 2/3", "sanction scope p2p action mark 1/7",
		"sanction scope p2p action drop from 2030-01-01",
		"sanction scope p2p action drop reason \"x\"", "sanction scope p2p action drop reason \"y\"",
	};
	const size_t count = sizeof(sanctions) / sizeof(*sanctions);

	(void)state;
	for (size_t i = 0; i < count * count; i++) {
		char before[128], after[128];
		struct sides sides;

		snprintf(before, sizeof(before), "subscriber a { prefix 10.1.0.0/24; %s }\n", sanctions[i / count]);
		snprintf(after, sizeof(after), "subscriber a { prefix 10.1.0.0/24; %s }\n", sanctions[i % count]);
		make(&sides, before, after);
		assert_int_equal(sides.plan.changed, i / count != i % count);
		clear(&sides);
	}
}

static void a_default_that_the_file_leaves_out_goes(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "default { sanction scope p2p action count }\nsubscriber a { }\n", "subscriber a { }\n");
	assert_int_equal(sides.plan.count, 1);
	assert_int_equal(sides.plan.steps[0].kind, STEP_DELETE);
	assert_true(sides.plan.steps[0].before->is_default);
	clear(&sides);
}

static void settings_that_the_file_leaves_out_stay(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "settings { enforce on; capture on; mark-mask 0xff000000 }\n",
	     "settings { enforce off; mark-mask 0xff000000 }\n");
	assert_true(sides.plan.settings.has_enforce);
	assert_false(sides.plan.settings.has_capture);
	assert_false(sides.plan.settings.has_mark_mask);
	clear(&sides);
}

static void a_garden_is_replaced_when_it_differs(void **state)
{
	static const char *const gardens[] = {
		"", "garden { prefix ::/0 }", "garden { prefix ::/0 protocol tcp }", "garden { prefix ::/0 protocol tcp port 5 }",
		"garden { prefix ::/0 protocol tcp port 5-6 }", "garden { prefix ::/0; prefix 10.0.0.0/8 }",
	};
	const size_t count = sizeof(gardens) / sizeof(*gardens);
	struct sides sides;

	(void)state;
	for (size_t i = 0; i < count * count; i++) {
		make(&sides, gardens[i / count], gardens[i % count]);
		garden_sort(&sides.before->garden);
		plan_garden(&sides.plan, &sides.before->garden, &sides.after->garden);
		assert_int_equal(!sides.plan.garden, i / count == i % count);
		clear(&sides);
	}
	make(&sides, "garden { prefix 10.0.0.0/8; prefix ::/0 }", "garden { prefix ::/0; prefix 10.0.0.0/8 }");
	plan_garden(&sides.plan, &sides.before->garden, &sides.after->garden);
	assert_null(sides.plan.garden);
	clear(&sides);
}

#define ONE	"1111111111111111111111111111111111111111"
#define TWO	"2222222222222222222222222222222222222222"
#define SHORT	"33333333333333333333333333333333"

static void content_lists_that_differ_are_sent_whole_behind_those_that_go(void **state)
{
	struct sides sides;

	(void)state;
	make(&sides, "content same { " ONE "; " SHORT " }\ncontent gone { " ONE " }\ncontent more { " ONE " }\n"
	     "content spared { " ONE " }\ncontent other { " ONE " }\n",
	     "content new { }\ncontent more { " ONE "; " TWO " }\ncontent same { " SHORT "; " ONE "; " ONE " }\n"
	     "content spared except { " ONE " }\ncontent other { " TWO " }\n");
	assert_int_equal(sides.plan.content_count, 5);
	assert_string_equal(sides.plan.contents[0].before->name, "gone");
	assert_null(sides.plan.contents[0].after);
	assert_string_equal(sides.plan.contents[1].after->name, "new");
	assert_null(sides.plan.contents[1].before);
	assert_string_equal(sides.plan.contents[2].after->name, "more");
	assert_string_equal(sides.plan.contents[3].after->name, "spared");
	assert_string_equal(sides.plan.contents[4].after->name, "other");
	clear(&sides);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_equal_is_not_sent),
		cmocka_unit_test(deletions_come_first),
		cmocka_unit_test(prefixes_that_change_places_are_given_up_before_they_are_taken),
		cmocka_unit_test(a_prefix_in_another_zone_is_another_prefix),
		cmocka_unit_test(every_part_of_a_sanction_counts),
		cmocka_unit_test(a_garden_is_replaced_when_it_differs),
		cmocka_unit_test(a_default_that_the_file_leaves_out_goes),
		cmocka_unit_test(settings_that_the_file_leaves_out_stay),
		cmocka_unit_test(content_lists_that_differ_are_sent_whole_behind_those_that_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
