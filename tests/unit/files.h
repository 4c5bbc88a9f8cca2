/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that tests of the language read. */
#ifndef TEST_FILES_H
#define TEST_FILES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static inline void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

#endif
