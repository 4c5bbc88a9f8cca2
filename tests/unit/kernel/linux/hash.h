/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_HASH_H
#define TESTS_HASH_H

#define hash_long(value, bits) ((unsigned long)(value) * 0x61c8864680b583ebul >> (64 - (bits)))

#endif
