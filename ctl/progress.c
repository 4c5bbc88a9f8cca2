// SPDX-License-Identifier: GPL-2.0-or-later
#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define FIRST_MS	1000
#define AGAIN_MS	500

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void progress_begin(struct progress *progress, bool quiet)
{
	*progress = (struct progress){
		.wanted = !quiet && isatty(STDERR_FILENO),
		.due_ms = now_ms() + FIRST_MS,
	};
}

bool progress_due(struct progress *progress)
{
	int64_t now;

	if (!progress->wanted)
		return false;
	now = now_ms();
	if (now < progress->due_ms)
		return false;
	progress->due_ms = now + AGAIN_MS;
	return true;
}

void progress_tell(struct progress *progress, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputc('\r', stderr);
	vfprintf(stderr, format, arguments);
	fputs("\033[K", stderr);
	va_end(arguments);
	progress->told = true;
}

void progress_end(struct progress *progress)
{
	if (progress->told)
		fputs("\r\033[K", stderr);
	*progress = (struct progress){ 0 };
}
