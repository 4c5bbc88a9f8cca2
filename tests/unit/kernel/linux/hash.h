/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_HASH_H
#define TESTS_HASH_H

#define GOLDEN_RATIO_64 0x61c8864680b583ebull
#define hash_long(value, bits) ((unsigned long)(value) * GOLDEN_RATIO_64 >> (64 - (bits)))

#endif
