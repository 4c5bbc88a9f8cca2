// SPDX-License-Identifier: GPL-2.0-only
/* The lists of contents that an operator asks for. A list is loaded as a whole and never changed; a commit that names one
 * list makes a new table, which shares all the others with the old one. So packets need no lock, and what was found out
 * about a flow holds as long as the table is the same.
 */
#include "content.h"

#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/slab.h>

static atomic_t last_id = ATOMIC_INIT(0);

static void content_put(struct p2p_content *list)
{
	if (!refcount_dec_and_test(&list->refcount))
		return;
	kvfree(list->ids);
	kfree(list);
}

struct p2p_contents *p2p_contents_get(struct p2p_contents *contents)
{
	if (contents)
		refcount_inc(&contents->refcount);
	return contents;
}

static void contents_free_rcu(struct rcu_head *rcu)
{
	struct p2p_contents *contents = container_of(rcu, struct p2p_contents, rcu);
	u32 i;

	for (i = 0; i < contents->count; i++)
		content_put(contents->lists[i]);
	kfree(contents);
}

void p2p_contents_put(struct p2p_contents *contents)
{
	if (contents && refcount_dec_and_test(&contents->refcount))
		call_rcu(&contents->rcu, contents_free_rcu);
}

static bool holds(const struct p2p_content *list, const u8 *id, u32 size)
{
	const struct p2p_content_head *head = &list->head;

	if (size == P2P_INFO_HASH_SIZE)
		return p2p_ids_contain(list->ids, head->count20, size, id);
	return p2p_ids_contain(list->ids + p2p_content_bytes20(head), head->count16, size, id);
}

const struct p2p_content *p2p_contents_find(const struct p2p_contents *contents, const u8 *id, u32 size)
{
	const struct p2p_content *found = NULL;
	u32 i;

	for (i = 0; size && contents && i < contents->count; i++) {
		const struct p2p_content *list = contents->lists[i];

		if ((found && !list->head.except) || !holds(list, id, size))
			continue;
		if (list->head.except)
			return list;
		found = list;
	}
	return found;
}

const struct p2p_content *p2p_contents_named(const struct p2p_contents *contents, const char *name)
{
	u32 i;

	for (i = 0; contents && i < contents->count; i++)
		if (!strcmp(contents->lists[i]->head.name, name))
			return contents->lists[i];
	return NULL;
}

/* The table takes over the reference. */
static void contents_append(struct p2p_contents *contents, struct p2p_content *list)
{
	contents->lists[contents->count++] = list;
	contents->ids += list->head.count20 + list->head.count16;
	contents->excepting |= list->head.except;
}

struct p2p_contents *p2p_contents_replace(const struct p2p_contents *old, const char *name, struct p2p_content *list)
{
	u32 i, count = old ? old->count : 0;
	struct p2p_contents *contents;

	if (!list && count <= 1)
		return NULL;
	contents = kzalloc(struct_size(contents, lists, count + 1), GFP_KERNEL_ACCOUNT);
	if (!contents)
		return ERR_PTR(-ENOMEM);
	contents->id = atomic_inc_return(&last_id);
	refcount_set(&contents->refcount, 1);
	for (i = 0; i < count; i++) {
		if (!strcmp(old->lists[i]->head.name, name))
			continue;
		refcount_inc(&old->lists[i]->refcount);
		contents_append(contents, old->lists[i]);
	}
	if (list)
		contents_append(contents, list);
	return contents;
}

int p2p_content_upload_begin(struct p2p_content_upload *upload, const struct p2p_content_head *head)
{
	struct p2p_content *list = kzalloc(sizeof(*list), GFP_KERNEL_ACCOUNT);

	if (!list)
		return -ENOMEM;
	list->head = *head;
	refcount_set(&list->refcount, 1);
	list->ids = kvmalloc(p2p_content_bytes(head) ?: 1, GFP_KERNEL_ACCOUNT);
	if (!list->ids) {
		kfree(list);
		return -ENOMEM;
	}
	upload->list = list;
	upload->filled = 0;
	return 0;
}

const char *p2p_content_upload_add(struct p2p_content_upload *upload, const void *ids, u32 length)
{
	const struct p2p_content_head *head = &upload->list->head;
	u8 *end = upload->list->ids + upload->filled;
	u32 size = P2P_INFO_HASH_SIZE;
	size_t from = 0, to = p2p_content_bytes20(head);

	if (upload->filled >= to) {
		size = P2P_ED2K_HASH_SIZE;
		from = to;
		to = p2p_content_bytes(head);
	}
	if (length > to - upload->filled)
		return "there are more ids than the list was begun with, or ids of both sizes in one message";
	if (length % size)
		return "the last id is cut short: first come those of 20 bytes, then those of 16";
	if (!p2p_ids_ascend(ids, length / size, size, upload->filled > from ? end - size : NULL))
		return "the ids of a content list must ascend";
	memcpy(end, ids, length);
	upload->filled += length;
	return NULL;
}

bool p2p_content_upload_complete(const struct p2p_content_upload *upload)
{
	return upload->filled == p2p_content_bytes(&upload->list->head);
}

void p2p_content_upload_drop(struct p2p_content_upload *upload)
{
	if (upload->list)
		content_put(upload->list);
	upload->list = NULL;
}
