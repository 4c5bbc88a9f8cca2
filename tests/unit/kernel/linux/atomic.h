/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_ATOMIC_H
#define TESTS_ATOMIC_H

typedef struct {
	int counter;
} atomic_t;

#define atomic_read(v) ((v)->counter)
#define atomic_read_acquire(v) ((v)->counter)
#define atomic_inc(v) ((void)++(v)->counter)
#define atomic_dec(v) ((void)--(v)->counter)
#define atomic_inc_return(v) (++(v)->counter)

static inline int atomic_xchg(atomic_t *v, int value)
{
	int old = v->counter;

	v->counter = value;
	return old;
}

#endif
