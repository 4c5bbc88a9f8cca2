// SPDX-License-Identifier: GPL-2.0-or-later
/* Loaded in front of the C library (LD_PRELOAD), it lets one allocation fail: the FAULT_ALLOCATION-th of the process. To
 * the file FAULT_LOG it writes what it did:
 *
 *   count 512           at the end: so many allocations were asked for
 *   failed 5f1c2d03     a number for the calls that led to the failed one: two failures of one place have the same
 *
 * Allocations that the C library makes for a caller (fopen, strdup) count as well, for they come through here too. Those made
 * behind the end of main() do not: they are of tools that look at the program, and they die of a failure.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DEPTH 12

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static unsigned long chosen, count;
static int log_file = -1;
static bool over;
static int (*program)(int argc, char **argv, char **environment);

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("FAULT_ALLOCATION"), *path = getenv("FAULT_LOG");
	void *frames[DEPTH];

	/* the first call loads the unwinder, which allocates */
	backtrace(frames, DEPTH);
	if (path)
		log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	count = 0;
	chosen = number ? strtoul(number, NULL, 10) : 0;
}

__attribute__((destructor)) static void end(void)
{
	if (log_file >= 0)
		dprintf(log_file, "count %lu\n", count);
}

/* The addresses differ from run to run, the places in their objects do not. */
static uint32_t callers(void)
{
	void *frames[DEPTH];
	int depth = backtrace(frames, DEPTH);
	uint32_t number = 2166136261u;

	for (int i = 2; i < depth; i++) {
		Dl_info object;
		uintptr_t place = (uintptr_t)frames[i];

		if (dladdr(frames[i], &object))
			place -= (uintptr_t)object.dli_fbase;
		number = (number ^ (uint32_t)place) * 16777619u;
	}
	return number;
}

static bool fails(void)
{
	if (over || ++count != chosen)
		return false;
	chosen = 0;
	if (log_file >= 0)
		dprintf(log_file, "failed %08x\n", callers());
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
	return fails() ? NULL : __libc_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
	void *found = aligned_alloc(alignment, size);

	if (!found)
		return ENOMEM;
	*memory = found;
	return 0;
}

static int run(int argc, char **argv, char **environment)
{
	int status = program(argc, argv, environment);

	over = true;
	return status;
}

/* What the program calls to have its main() called. */
int __libc_start_main(int (*start)(int, char **, char **), int argc, char **argv, void (*init)(void), void (*fini)(void),
		      void (*unload)(void), void *stack)
{
	__typeof__(&__libc_start_main) next = dlsym(RTLD_NEXT, "__libc_start_main");

	program = start;
	return next(run, argc, argv, init, fini, unload, stack);
}

void exit(int status)
{
	void (*next)(int) = dlsym(RTLD_NEXT, "exit");

	over = true;
	next(status);
	__builtin_unreachable();
}
