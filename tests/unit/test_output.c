// SPDX-License-Identifier: GPL-2.0-or-later
/* One call, text or JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

static const struct column columns[] = {
	{ "key", 6, NULL, NULL },
	{ "scope", 5, NULL, NULL },
	{ "prefixes", 1, NULL, NULL },
	{ NULL, 0, NULL, NULL },
};

static void say_subscriber(struct output *out, const char *key, bool sanctioned)
{
	output_object(out, NULL);
	output_string(out, "key", key);
	output_list(out, "prefixes", NULL);
	output_string(out, NULL, "10.1.0.0/24");
	output_string(out, NULL, "2001:db8::/56");
	output_end(out);
	if (sanctioned) {
		output_object(out, "sanction");
		output_string(out, "scope", "p2p");
		output_number(out, "left_s", 5);
		output_end(out);
	}
	output_end(out);
}

static void say_list(struct output *out)
{
	output_list(out, NULL, columns);
	say_subscriber(out, "bob", true);
	say_subscriber(out, "zoë", false);
	output_end(out);
}

static void say_empty_list(struct output *out)
{
	output_list(out, NULL, columns);
	output_end(out);
}

static void say_block(struct output *out)
{
	output_object(out, NULL);
	output_number(out, "flows_max", UINT64_MAX);
	output_switch(out, "bypass", false);
	output_hex(out, "mark_mask", 0xff000000);
	output_real(out, "seconds", 0.25);
	output_time(out, "end", 1798675200);
	output_time_ms(out, "time", 1798675200007);
	output_name(out, "class", NULL, 99);
	output_object(out, "settings");
	output_switch(out, "enforce", true);
	output_end(out);
	output_end(out);
}

static void say_row(struct output *out)
{
	static const struct column row[] = {
		{ "outcome", 0, NULL, ": " },
		{ "added", 0, NULL, " added" },
		{ "absent", 0, ", absent ", NULL },
		{ "flow_text", 0, ", ", NULL },
		{ NULL, 0, NULL, NULL },
	};

	output_row(out, row);
	output_string(out, "outcome", "applied");
	output_number(out, "added", 3);
	output_text(out, "flow_text", "a > b");
	output_end(out);
}

static void say_evil(struct output *out)
{
	output_object(out, NULL);
	output_string(out, "name", "a\033[2Jb\xff");
	output_end(out);
}

static void expect(void (*say)(struct output *), bool json, const char *wanted)
{
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);
	struct output out;

	output_init(&out, stream);
	out.json = json;
	say(&out);
	assert_int_equal(output_exit(&out), 0);
	fclose(stream);
	assert_string_equal(text, wanted);
	free(text);
}

static void a_list_is_a_table_or_an_array(void **state)
{
	(void)state;
	expect(say_list, false,
	       "KEY     SCOPE  PREFIXES\n"
	       "bob     p2p    10.1.0.0/24, 2001:db8::/56\n"
	       "zoë     -      10.1.0.0/24, 2001:db8::/56\n");
	expect(say_list, true,
	       "[\n"
	       "{\"key\":\"bob\",\"prefixes\":[\"10.1.0.0/24\",\"2001:db8::/56\"],\"sanction\":{\"scope\":\"p2p\",\"left_s\":5}},\n"
	       "{\"key\":\"zoë\",\"prefixes\":[\"10.1.0.0/24\",\"2001:db8::/56\"]}\n"
	       "]\n");
}

static void an_empty_list_is_nothing_or_an_empty_array(void **state)
{
	(void)state;
	expect(say_empty_list, false, "");
	expect(say_empty_list, true, "[]\n");
}

static void an_object_is_a_block_or_an_object(void **state)
{
	(void)state;
	expect(say_block, false,
	       "flows max         18446744073709551615\n"
	       "bypass            off\n"
	       "mark mask         0xff000000\n"
	       "seconds           0.250\n"
	       "end               2026-12-31T00:00:00Z\n"
	       "time              2026-12-31T00:00:00.007Z\n"
	       "class             99\n"
	       "settings\n"
	       "  enforce         on\n");
	expect(say_block, true,
	       "{\"flows_max\":\"18446744073709551615\",\"bypass\":false,\"mark_mask\":4278190080,\"seconds\":0.25,"
	       "\"end\":\"2026-12-31T00:00:00Z\",\"time\":\"2026-12-31T00:00:00.007Z\",\"class\":99,"
	       "\"settings\":{\"enforce\":true}}\n");
}

static void a_row_is_one_line_without_what_is_missing(void **state)
{
	(void)state;
	expect(say_row, false, "applied: 3 added, a > b\n");
	expect(say_row, true, "{\"outcome\":\"applied\",\"added\":3}\n");
}

static void nothing_that_a_terminal_obeys_is_printed(void **state)
{
	(void)state;
	expect(say_evil, false, "name              a?[2Jb?\n");
	expect(say_evil, true, "{\"name\":\"a?[2Jb?\"}\n");
}

static void a_full_disk_is_an_error(void **state)
{
	FILE *full = fopen("/dev/full", "w");
	struct output out;

	(void)state;
	assert_non_null(full);
	output_init(&out, full);
	say_block(&out);
	assert_int_not_equal(output_exit(&out), 0);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_a_table_or_an_array),
		cmocka_unit_test(an_empty_list_is_nothing_or_an_empty_array),
		cmocka_unit_test(an_object_is_a_block_or_an_object),
		cmocka_unit_test(a_row_is_one_line_without_what_is_missing),
		cmocka_unit_test(nothing_that_a_terminal_obeys_is_printed),
		cmocka_unit_test(a_full_disk_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
