/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is always there: a command line tool that finds none has nothing better to do than to say so and end. */
#ifndef P2PCTL_MEMORY_H
#define P2PCTL_MEMORY_H

#include <stddef.h>

void *memory_alloc(size_t size);		/* zeroed */
/* For what others allocate: the memory, which may be NULL, unless it is NULL. */
void *memory_or_exit(void *memory);

/* What is then said, and the status of the process. The text is not copied. */
void memory_complaint(const char *text, int status);

void *memory_resize(void *old, size_t count, size_t width);

/* Make room for one more element in a growing array. capacity is kept by the caller, 0 at first. */
void *memory_grow(void *array, size_t count, size_t *capacity, size_t width);

/* Many small things that are freed together. */
struct arena {
	struct arena_block *blocks;	/* newest first */
};

void *arena_alloc(struct arena *arena, size_t size);	/* zeroed, aligned for anything */
void *arena_copy(struct arena *arena, const void *data, size_t size);	/* with a NUL behind it */
void arena_destroy(struct arena *arena);

#endif
