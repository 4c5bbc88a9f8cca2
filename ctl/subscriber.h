/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Subscribers as plain values: lists of them, their order, and what makes two the same. */
#ifndef P2PCTL_SUBSCRIBER_H
#define P2PCTL_SUBSCRIBER_H

#include "model.h"

struct subscriber_list {
	struct subscriber *items;	/* owned, with their prefixes */
	size_t count;
	size_t room;
};

/* Take over *subscriber. Return: 0, or -1: no memory, the caller still owns it. */
int subscriber_list_append(struct subscriber_list *list, struct subscriber *subscriber);
void subscriber_list_sort(struct subscriber_list *list);
void subscriber_list_free(struct subscriber_list *list);

void subscriber_free(struct subscriber *subscriber);

/* By key; for qsort(). */
int subscriber_compare(const void *a, const void *b);

/* Same order to the kernel: what it only reports is not looked at. Prefixes must be sorted. */
bool subscriber_equal(const struct subscriber *a, const struct subscriber *b);
bool sanction_equal(const struct sanction *a, const struct sanction *b);

/* Takes the place of the one that @to has. */
void sanction_copy(struct sanction *to, const struct sanction *from);

bool subscriber_has_prefix(const struct subscriber *subscriber, const struct prefix *prefix);

#endif
