/* SPDX-License-Identifier: GPL-2.0-or-later */
/* There is one processor. */
#ifndef TESTS_PERCPU_H
#define TESTS_PERCPU_H

#define __percpu
#define this_cpu_add(value, n) ((value) += (n))
#define this_cpu_inc(value) ((value)++)
#define per_cpu_ptr(pointer, cpu) ((void)(cpu), pointer)
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < 1; (cpu)++)

#endif
