/* SPDX-License-Identifier: GPL-2.0-or-later */
/* There is one thread: whom it would wait for is itself. */
#ifndef TESTS_SPINLOCK_H
#define TESTS_SPINLOCK_H

#include <assert.h>

#include "atomic.h"

typedef int spinlock_t;

#define spin_lock_init(lock) (*(lock) = 0)
#define spin_lock_bh(lock) assert(!(*(lock))++)
#define spin_unlock_bh(lock) ((void)--*(lock))
#define spin_trylock(lock) (!*(lock) && ++*(lock))
#define spin_unlock(lock) spin_unlock_bh(lock)
#define lockdep_assert_held(lock) assert(*(lock))

#endif
