/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_SORT_H
#define TESTS_SORT_H

#include <stdlib.h>

#define sort(base, count, size, compare, swap) qsort(base, count, size, compare)

#endif
