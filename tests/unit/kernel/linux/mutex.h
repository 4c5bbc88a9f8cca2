/* SPDX-License-Identifier: GPL-2.0-or-later */
/* There is one thread: whom it would wait for is itself. */
#ifndef TESTS_MUTEX_H
#define TESTS_MUTEX_H

#include <assert.h>

#define DEFINE_MUTEX(name) int name
#define mutex_lock(mutex) assert(!(*(mutex))++)
#define mutex_unlock(mutex) (--*(mutex))

#endif
