/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_CONTENT_H
#define P2P_CONTENT_H

#include <linux/rcupdate.h>
#include <linux/refcount.h>

#include "ids.h"

/**
 * struct p2p_content_head - what a content list is called and how long it is
 * @name: 1 to P2P_NAME_MAX bytes of printable ASCII
 * @except: flows with such a content are spared
 * @count20: ids of 20 bytes
 * @count16: ids of 16 bytes; with @count20 at most P2P_LIST_IDS_MAX
 */
struct p2p_content_head {
	char name[P2P_NAME_MAX + 1];
	bool except;
	u32 count20;
	u32 count16;
};

/* Bytes of the ids, and of those of 20 bytes, which are the first. */
static inline size_t p2p_content_bytes20(const struct p2p_content_head *head)
{
	return (size_t)head->count20 * P2P_INFO_HASH_SIZE;
}

static inline size_t p2p_content_bytes(const struct p2p_content_head *head)
{
	return p2p_content_bytes20(head) + (size_t)head->count16 * P2P_ED2K_HASH_SIZE;
}

/**
 * struct p2p_content - a content list; immutable once it stands in a table
 * @head: of it
 * @ids: ascending: those of 20 bytes, then those of 16
 * @refcount: one for each table that it stands in, or one for its upload
 */
struct p2p_content {
	struct p2p_content_head head;
	u8 *ids;
	refcount_t refcount;
};

/**
 * struct p2p_contents - all content lists that are loaded; immutable. None is no table
 * @id: never the same for two tables: what is remembered of a flow holds for one of them
 * @count: lists, 1 to P2P_LISTS_MAX
 * @ids: of all of them, at most P2P_LISTED_MAX
 * @excepting: one of them is an except list
 * @refcount: one for each state that names it
 * @rcu: for the grace period after the last of them
 * @lists: one reference each
 */
struct p2p_contents {
	u32 id;
	u32 count;
	u32 ids;
	bool excepting;
	refcount_t refcount;
	struct rcu_head rcu;
	struct p2p_content *lists[];
};

struct p2p_contents *p2p_contents_get(struct p2p_contents *contents);	/* NULL is passed on */
void p2p_contents_put(struct p2p_contents *contents);			/* after a grace period; NULL is ignored */

/**
 * p2p_contents_find - the list that a content id is on
 * @contents: may be NULL
 * @size: 20, 16, or 0 for no id
 *
 * Of several lists an except list, otherwise the one that was loaded first.
 *
 * Return: valid inside the caller's RCU section, or NULL
 */
const struct p2p_content *p2p_contents_find(const struct p2p_contents *contents, const u8 *id, u32 size);
const struct p2p_content *p2p_contents_named(const struct p2p_contents *contents, const char *name);

/**
 * p2p_contents_replace - a table with other lists
 * @old: stays as it is; NULL for none
 * @name: of the list that goes, if there is one
 * @list: that takes its place, whose reference the table takes over; NULL for none
 *
 * Return: one reference, NULL when no list is left, or ERR_PTR(-ENOMEM)
 */
struct p2p_contents *p2p_contents_replace(const struct p2p_contents *old, const char *name, struct p2p_content *list);

/**
 * struct p2p_content_upload - a content list on its way
 * @list: one reference, or NULL
 * @filled: bytes of its ids that have arrived
 */
struct p2p_content_upload {
	struct p2p_content *list;
	size_t filled;
};

/* Begin a list. Return: 0 or -ENOMEM */
int p2p_content_upload_begin(struct p2p_content_upload *upload, const struct p2p_content_head *head);

/* More of its ids, all of one size. Return: NULL, or a static sentence why they do not fit */
const char *p2p_content_upload_add(struct p2p_content_upload *upload, const void *ids, u32 length);

bool p2p_content_upload_complete(const struct p2p_content_upload *upload);
void p2p_content_upload_drop(struct p2p_content_upload *upload);

#endif
