/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdlib.h>

#define get_random_u32() ((u32)rand())
#define get_random_long() ((unsigned long)rand())

#endif
