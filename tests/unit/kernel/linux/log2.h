/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_LOG2_H
#define TESTS_LOG2_H

#define ilog2(n) (31 - __builtin_clz(n))
#define roundup_pow_of_two(n) (1u << (32 - __builtin_clz((n) - 1)))

#endif
