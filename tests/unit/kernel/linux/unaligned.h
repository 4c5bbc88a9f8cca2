/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UNALIGNED_H
#define TESTS_UNALIGNED_H

#define get_unaligned(pointer) (((const struct { __typeof__(*(pointer)) value; } __attribute__((packed)) *)(pointer))->value)

#endif
