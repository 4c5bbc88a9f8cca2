// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE 65536

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char bytes[];
};

static const char *complaint = "Error: out of memory\n";
static int complaint_status = EXIT_FAILURE;

void memory_complaint(const char *text, int status)
{
	complaint = text;
	complaint_status = status;
}

void *memory_or_exit(void *memory)
{
	if (memory)
		return memory;
	fputs(complaint, stderr);
	exit(complaint_status);
}

void *memory_alloc(size_t size)
{
	return memory_or_exit(calloc(1, size ? size : 1));
}

void *memory_resize(void *old, size_t count, size_t width)
{
	return memory_or_exit(count > SIZE_MAX / width ? NULL : realloc(old, count ? count * width : 1));
}

void *memory_grow(void *array, size_t count, size_t *capacity, size_t width)
{
	if (count < *capacity)
		return array;
	*capacity = *capacity ? *capacity * 2 : 8;
	return memory_resize(array, *capacity, width);
}

static struct arena_block *block_create(size_t size)
{
	struct arena_block *block;

	if (size < BLOCK_SIZE)
		size = BLOCK_SIZE;
	block = memory_alloc(sizeof(*block) + size);
	block->size = size;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	void *place;

	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (!block || block->size - block->used < size) {
		block = block_create(size);
		block->next = arena->blocks;
		arena->blocks = block;
	}
	place = block->bytes + block->used;
	block->used += size;
	return place;
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	char *copy = arena_alloc(arena, size + 1);

	if (size)
		memcpy(copy, data, size);
	return copy;
}

void arena_destroy(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->next;
		free(block);
	}
}
