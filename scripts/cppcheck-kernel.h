/* SPDX-License-Identifier: GPL-2.0-only */
/* cppcheck reads no headers but ours. What it must know of the kernel's is that these are loops. */
#define for_each_possible_cpu(cpu)			for (cpu = 0; cpu < nr_cpu_ids; cpu++)
#define hlist_for_each_entry(at, head, member)		for (at = first(head); at; at = next(at))
#define hlist_for_each_entry_safe(at, n, head, member)	for (at = first(head, &n); at; at = next(n))
#define list_for_each_entry(at, head, member)		for (at = first(head); at != last(head); at = next(at))
#define list_for_each_entry_safe(at, n, head, member)	for (at = first(head, &n); at != last(head); at = next(n))
#define nla_for_each_nested(at, nest, left)		for (at = first(nest, &left); left; at = next(at, &left))
#define nlmsg_for_each_attr(at, message, size, left)	for (at = first(message, size, &left); left; at = next(at, &left))
#define xa_for_each(array, id, at)			for (at = first(array, &id); at; at = next(array, &id))
#define xa_for_each_marked(array, id, at, mark)		for (at = first(array, &id); at; at = next(array, &id))
#define xa_for_each_start(array, id, at, start)		for (id = start, at = first(array, &id); at; at = next(array, &id))
