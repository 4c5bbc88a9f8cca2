// SPDX-License-Identifier: GPL-2.0-or-later
#include "utc.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

/* The last second of the year 9999: what lies behind it has no such text, and is shown as the number it is. */
#define UTC_LAST	253402300799u

static size_t utc_write(char *text, size_t size, uint64_t seconds)
{
	time_t time = seconds;
	struct tm parts;

	if (seconds > UTC_LAST)
		return snprintf(text, size, "%" PRIu64, seconds);
	gmtime_r(&time, &parts);
	return strftime(text, size, "%Y-%m-%dT%H:%M:%S", &parts);
}

struct utc_text utc_text(uint64_t seconds)
{
	struct utc_text result;
	size_t length = utc_write(result.text, sizeof(result.text), seconds);

	snprintf(result.text + length, sizeof(result.text) - length, "%s", seconds > UTC_LAST ? "" : "Z");
	return result;
}

struct utc_text utc_text_ms(uint64_t milliseconds)
{
	struct utc_text result;
	uint64_t seconds = milliseconds / 1000;
	size_t length = utc_write(result.text, sizeof(result.text), seconds);

	snprintf(result.text + length, sizeof(result.text) - length, ".%03u%s", (unsigned int)(milliseconds % 1000),
		 seconds > UTC_LAST ? "" : "Z");
	return result;
}
