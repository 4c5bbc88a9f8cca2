/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_BITOPS_H
#define TESTS_BITOPS_H

#define BITS_PER_BYTE 8
#define BITS_PER_LONG 64
#define BITS_TO_LONGS(bits) (((bits) + BITS_PER_LONG - 1) / BITS_PER_LONG)
#define GENMASK(high, low) ((~0ul >> (BITS_PER_LONG - 1 - (high))) & (~0ul << (low)))
#define hweight64(word) __builtin_popcountll(word)
#define test_bit(number, map) ((map)[(number) / BITS_PER_LONG] >> (number) % BITS_PER_LONG & 1)
#define set_bit(number, map) ((map)[(number) / BITS_PER_LONG] |= 1ul << (number) % BITS_PER_LONG)
#define __ffs(word) __builtin_ctzl(word)

#endif
