/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_BITOPS_H
#define TESTS_BITOPS_H

#define __ffs(word) __builtin_ctzl(word)

#endif
