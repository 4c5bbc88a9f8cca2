// SPDX-License-Identifier: GPL-2.0-or-later
#include "failure.h"

#include <stdio.h>
#include <string.h>

int failure_set(struct failure *failure, enum exit_code code, const char *format, ...)
{
	va_list arguments;

	if (failure->code != EXIT_OK)
		return -1;
	failure->code = code;
	va_start(arguments, format);
	vsnprintf(failure->sentence, sizeof(failure->sentence), format, arguments);
	va_end(arguments);
	return -1;
}

void failure_clear(struct failure *failure)
{
	memset(failure, 0, sizeof(*failure));
}
