// SPDX-License-Identifier: GPL-2.0-or-later
/* What does not fit the terminal is cut off; what is left of the text before is wiped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"

#define BEGIN	"\033[H"
#define EOL	"\033[K\n"
#define END	"\033[J"

static const struct row {
	const char *text;
	unsigned int lines;
	unsigned int columns;
	const char *drawn;
} rows[] = {
	{ "", 24, 80, BEGIN END },
	{ "one\ntwo\n", 24, 80, BEGIN "one" EOL "two" EOL END },
	{ "no end of line", 24, 80, BEGIN "no end of line" EOL END },
	{ "exact\nbroader\n", 24, 5, BEGIN "exact" EOL "broad" EOL END },
	{ "1\n2\n3\n", 4, 80, BEGIN "1" EOL "2" EOL "3" EOL END },
	{ "1\n2\n3\n", 3, 80, BEGIN "1" EOL "2" EOL END },
	{ "1\n2\n", 1, 80, BEGIN END },
	/* A character of several bytes is one column, and none of it is left over. */
	{ "z\303\274rich\n", 24, 2, BEGIN "z\303\274" EOL END },
	{ "z\303\274rich\n", 24, 1, BEGIN "z" EOL END },
	/* Bold is switched off even where the text is cut. */
	{ "\033[1mhead\033[0m\n", 24, 2, BEGIN "\033[1mhe\033[0m" EOL END },
	{ "\033[1", 24, 1, BEGIN "\033" EOL END },
	{ "\n\nx\n", 24, 80, BEGIN EOL EOL "x" EOL END },
};

static void draws_what_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *drawn = NULL;
		size_t size;
		FILE *terminal = open_memstream(&drawn, &size);

		screen_draw(terminal, rows[i].text, rows[i].lines, rows[i].columns);
		fclose(terminal);
		assert_string_equal(drawn, rows[i].drawn);
		free(drawn);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(draws_what_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
