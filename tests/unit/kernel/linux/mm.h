/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MM_H
#define TESTS_MM_H

#include <stdlib.h>

#define GFP_ATOMIC 0
#define GFP_KERNEL 0
#define GFP_KERNEL_ACCOUNT 0
#define __GFP_NOWARN 0
#define __GFP_NORETRY 0
#define __GFP_ZERO 0
#define PAGE_SIZE 4096

typedef int gfp_t;

extern bool no_memory;	/* the test lets allocations fail */
static unsigned int refused;	/* so many did */

static inline void *kvzalloc(size_t size, gfp_t flags)
{
	(void)flags;
	refused += no_memory;
	return no_memory ? NULL : calloc(1, size);
}

static inline void *kzalloc(size_t size, gfp_t flags) { return kvzalloc(size, flags); }
static inline void *kmalloc(size_t size, gfp_t flags) { return kvzalloc(size, flags); }
static inline void *__vmalloc(size_t size, gfp_t flags) { return kvzalloc(size, flags); }

static inline void *kvcalloc(size_t count, size_t size, gfp_t flags) { return kvzalloc(count * size, flags); }
static inline void *kmalloc_array(size_t count, size_t size, gfp_t flags) { return kvzalloc(count * size, flags); }

#define kvmalloc_array(count, size, flags) kmalloc_array(count, size, flags)
#define kfree(memory) free(memory)
#define kvfree(memory) free(memory)

#endif
