/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_REFCOUNT_H
#define TESTS_REFCOUNT_H

typedef unsigned int refcount_t;

#define refcount_set(count, value) (*(count) = (value))
#define refcount_inc(count) (++*(count))
#define refcount_dec_and_test(count) (!--*(count))

#endif
