/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_SLAB_H
#define TESTS_SLAB_H

#include "err.h"
#include "mm.h"

#define kmem_cache_create(name, size, align, flags, constructor) ((struct kmem_cache *)(size_t)(size))
#define kmem_cache_destroy(cache) ((void)(cache))
#define kmem_cache_alloc(cache, flags) kvzalloc((size_t)(cache), flags)
#define kmem_cache_zalloc(cache, flags) kvzalloc((size_t)(cache), flags)
#define kmem_cache_free(cache, memory) free(memory)

#endif
