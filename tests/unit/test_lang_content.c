// SPDX-License-Identifier: GPL-2.0-or-later
/* What is not about subscribers: content lists, with the files of hashes that they name, and the garden. */
#include <unistd.h>

#include "files.h"
#include "garden.h"
#include "ruleset.h"

#define HASH20	"00112233445566778899AABBCCDDEEFF01234567"
#define HASH16	"ffeeddccbbaa99887766554433221100"

static void content_lists_are_sets(void **state)
{
	static const uint8_t first[] = { 0x00, 0x11, 0x22, 0x33 };
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string("content \"a \\\"b\\\"\" except { " HASH20 "; " HASH16 "\n"
					       "1111111111111111111111111111111111111111\n" HASH20 " }\n", "f", &diagnostics);
	const struct content_list *list;

	(void)state;
	assert_non_null(c);
	assert_int_equal(c->contents.count, 1);
	list = c->contents.items;
	assert_string_equal(list->name, "a \"b\"");
	assert_true(list->except);
	assert_int_equal(list->ids[CONTENT_INFO_HASH].count, 2);
	assert_memory_equal(list->ids[CONTENT_INFO_HASH].bytes, first, sizeof(first));
	assert_int_equal(list->ids[CONTENT_INFO_HASH].bytes[20], 0x11);
	assert_int_equal(list->ids[CONTENT_ED2K].count, 1);
	assert_int_equal(list->ids[CONTENT_ED2K].bytes[15], 0);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

static void files_of_hashes_are_read_line_by_line(void **state)
{
	char directory[] = "/tmp/test_lang_XXXXXX", path[100], *printed = NULL;
	struct diagnostics diagnostics = { 0 };
	struct configuration *c;
	size_t size;
	FILE *out;

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/hashes", directory);
	file_write(path, "# two\n" HASH20 "\r\n\n\t " HASH16 " # the other\n1111111111111111111111111111111111111111");
	snprintf(path, sizeof(path), "%s/main", directory);
	file_write(path, "content films { file \"hashes\"; " HASH20 " }\n");
	c = parse_file(path, &diagnostics);
	assert_non_null(c);
	assert_int_equal(c->contents.items[0].ids[CONTENT_INFO_HASH].count, 2);
	assert_int_equal(c->contents.items[0].ids[CONTENT_ED2K].count, 1);
	configuration_destroy(c);
	snprintf(path, sizeof(path), "%s/hashes", directory);
	file_write(path, HASH20 "\n  " HASH20 " " HASH20 "\n" HASH16 "0 #\n");
	snprintf(path, sizeof(path), "%s/main", directory);
	assert_null(parse_file(path, &diagnostics));
	out = open_memstream(&printed, &size);
	diagnostics_print(&diagnostics, out);
	fclose(out);
	assert_int_equal(diagnostics.errors, 2);
	assert_non_null(strstr(printed, "/hashes:2:3-83: Error: a content id has 40 hexadecimal digits (info-hash) or 32"));
	assert_non_null(strstr(printed, "/hashes:3:1-33: Error: "));
	assert_non_null(strstr(printed, "\n" HASH16 "0 #\n^^^^^^"));
	free(printed);
	diagnostics_clear(&diagnostics);
	snprintf(path, sizeof(path), "rm -r %s", directory);
	assert_int_equal(system(path), 0);
}

static void a_garden_is_read(void **state)
{
	static const char text[] =
		"garden { prefix 192.0.2.53 protocol udp port 53; prefix 192.0.2.0/24 }\n"
		"garden {\n\tprefix 2001:db8::/32 protocol tcp port 80-443\n}\n";
	static const char *const shown[] = { "192.0.2.53/32 protocol udp port 53", "192.0.2.0/24",
					     "2001:db8::/32 protocol tcp port 80-443" };
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string(text, "test", &diagnostics);

	(void)state;
	assert_non_null(c);
	assert_int_equal(c->garden.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(garden_text(&c->garden.entries[i]).text, shown[i]);
	assert_int_equal(c->garden.entries[2].at.first_line, 3);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_lists_are_sets),
		cmocka_unit_test(files_of_hashes_are_read_line_by_line),
		cmocka_unit_test(a_garden_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
