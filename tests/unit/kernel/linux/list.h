/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_LIST_H
#define TESTS_LIST_H

#include <stddef.h>

struct hlist_node {
	struct hlist_node *next;
	struct hlist_node **slot;	/* what points to it */
};

struct hlist_head {
	struct hlist_node *first;
};

#define INIT_HLIST_HEAD(head) ((head)->first = NULL)
#define hlist_empty(head) (!(head)->first)

static inline void hlist_add_head(struct hlist_node *node, struct hlist_head *head)
{
	*node = (struct hlist_node){ head->first, &head->first };
	if (node->next)
		node->next->slot = &node->next;
	head->first = node;
}

static inline void hlist_del(struct hlist_node *node)
{
	*node->slot = node->next;
	if (node->next)
		node->next->slot = node->slot;
}

#define hlist_entry(node, entry, member) \
	((node) ? container_of(node, __typeof__(*(entry)), member) : NULL)
#define hlist_for_each_entry(entry, head, member) \
	for ((entry) = hlist_entry((head)->first, entry, member); (entry); \
	     (entry) = hlist_entry((entry)->member.next, entry, member))
#define hlist_for_each_entry_safe(entry, following, head, member) \
	for ((entry) = hlist_entry((head)->first, entry, member); \
	     (entry) && ((following) = (entry)->member.next, 1); \
	     (entry) = hlist_entry(following, entry, member))

#endif
