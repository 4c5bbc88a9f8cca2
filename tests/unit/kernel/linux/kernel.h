/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_KERNEL_H
#define TESTS_KERNEL_H

#include <assert.h>
#include <endian.h>

#define container_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define clamp(value, low, high) max(low, min(value, high))
#define GENMASK_ULL(high, low) ((~0ull >> (63 - (high))) & (~0ull << (low)))
#define WRITE_ONCE(target, value) ((target) = (value))
#define smp_load_acquire(target) (*(target))
#define smp_store_release(target, value) (*(target) = (value))
#define likely(condition) (condition)
#define unlikely(condition) (condition)
#define noinline
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define __force
#define cpu_to_be32(value) htobe32(value)
#define cpu_to_be64(value) htobe64(value)
#define ____cacheline_aligned_in_smp
#define WARN_ON_ONCE(condition) ({ assert(!(condition)); 0; })

#endif
