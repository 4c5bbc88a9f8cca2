/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a unit test needs in the kernel's place: one thread, in which every grace period is over at once. */
#ifndef TESTS_RCUPDATE_H
#define TESTS_RCUPDATE_H

#include "pure.h"

struct rcu_head {
	void *unused;
};

#define __rcu
#define rcu_read_lock() ((void)0)
#define rcu_read_unlock() ((void)0)
#define rcu_dereference(pointer) (pointer)
#define rcu_dereference_protected(pointer, condition) (pointer)
#define rcu_dereference_check(pointer, condition) (pointer)
#define rcu_assign_pointer(pointer, value) ((pointer) = (value))
#define RCU_INIT_POINTER(pointer, value) ((pointer) = (value))
#define call_rcu(head, function) function(head)

#endif
