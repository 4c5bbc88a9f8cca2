// SPDX-License-Identifier: GPL-2.0-or-later
/* status warns of what will go wrong, and of nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "warning.h"

static const struct row {
	uint32_t subscribers;
	bool clock_held;
	struct conntrack_size conntrack;
	const char *warnings[WARNINGS_MAX];	/* how they begin, in this order */
} rows[] = {
	{ 0, false, { 0, 0 }, { NULL } },
	{ 1000, false, { 0, 0 }, { NULL } },			/* not known: nothing is said */
	{ 0, false, { 5, 1024 }, { NULL } },
	{ 1000, false, { 5, 160000 }, { NULL } },
	{ 1000, false, { 5, 159999 }, { "conntrack has room for 159999 connections, fewer than 160 for each of the 1000 " } },
	{ 1000000, false, { 0, 262144 }, { "conntrack has room for 262144 connections" } },
	{ 30000000, false, { 0, UINT32_MAX }, { "conntrack has room for 4294967295 connections" } },
	{ 1, false, { 800, 1000 }, { NULL } },
	{ 1, false, { 801, 1000 }, { "conntrack is full to 80 % (801 of 1000 connections)" } },
	{ 1, false, { 1001, 1000 }, { "conntrack is full to 100 %" } },
	{ 1, true, { 0, 1000 }, { "the wall clock" } },
	{ 10, true, { 1000, 1000 }, { "the wall clock", "conntrack has room", "conntrack is full" } },
};

static void warns_of_what_will_go_wrong(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct status status = { .subscribers = rows[i].subscribers, .clock_held = rows[i].clock_held };
		struct warnings warnings;
		size_t count = 0;

		warnings_make(&warnings, &status, &rows[i].conntrack);
		while (count < WARNINGS_MAX && rows[i].warnings[count])
			count++;
		assert_int_equal(warnings.count, count);
		for (size_t j = 0; j < count; j++)
			assert_int_equal(strncmp(warnings.sentences[j], rows[i].warnings[j], strlen(rows[i].warnings[j])), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(warns_of_what_will_go_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
