/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The garden as plain values: text, order, and what makes two the same. */
#ifndef P2PCTL_GARDEN_H
#define P2PCTL_GARDEN_H

#include "model.h"
#include "prefix.h"

/* As the language writes it: 192.0.2.53/32 protocol udp port 53. */
struct garden_text {
	char text[sizeof(struct prefix_text) + sizeof(" protocol icmpv6 port 65535-65535")];
};
struct garden_text garden_text(const struct garden_entry *entry);

/* What is wrong with its parts together. Return: NULL, or a sentence */
const char *garden_check(const struct garden_entry *entry);

/* Add a copy of an entry. Return: 0, or -1: no memory, or more than P2P_GARDEN_MAX */
int garden_append(struct garden *garden, const struct garden_entry *entry);

/* An entry that says the same. Return: NULL when there is none */
struct garden_entry *garden_find(const struct garden *garden, const struct garden_entry *entry);

/* By prefix, protocol and ports; for qsort(). 0: they say the same. */
int garden_compare(const void *a, const void *b);
void garden_sort(struct garden *garden);

/* Both sorted. */
bool garden_equal(const struct garden *a, const struct garden *b);

void garden_free(struct garden *garden);

#endif
