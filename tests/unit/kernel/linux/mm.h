/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MM_H
#define TESTS_MM_H

#include <stdlib.h>

#define GFP_KERNEL_ACCOUNT 0

extern bool no_memory;	/* the test lets allocations fail */

static inline void *kvzalloc(size_t size, int flags)
{
	(void)flags;
	return no_memory ? NULL : calloc(1, size);
}

#define kvfree(memory) free(memory)

#endif
