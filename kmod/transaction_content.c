// SPDX-License-Identifier: GPL-2.0-only
/* Content lists in a transaction: the state that it will publish names the table as it will be. */
#include "transaction.h"
#include "net.h"

/* Put @list in the place of the one of that name; its reference goes along on success. */
static int replace(struct p2p_net *pn, const char *name, struct p2p_content *list, struct p2p_refusal *refusal)
{
	struct p2p_state *next = pn->transaction.next;
	struct p2p_contents *contents = p2p_contents_replace(next->contents, name, list);

	if (IS_ERR(contents))
		return p2p_refuse(refusal, PTR_ERR(contents), "no memory for the table of content lists");
	p2p_contents_put(next->contents);
	next->contents = contents;
	return 0;
}

static int check_room(const struct p2p_contents *contents, const struct p2p_content_head *head,
		      struct p2p_refusal *refusal)
{
	const struct p2p_content *old = p2p_contents_named(contents, head->name);
	u64 ids = (u64)head->count20 + head->count16;

	if (ids > P2P_LIST_IDS_MAX)
		return p2p_refuse(refusal, -ENOSPC, "there is no room for so many ids in one content list");
	if (!old && contents && contents->count >= P2P_LISTS_MAX)
		return p2p_refuse(refusal, -ENOSPC, "there is no room for more content lists");
	if (contents)
		ids += contents->ids - (old ? old->head.count20 + old->head.count16 : 0);
	if (ids > P2P_LISTED_MAX)
		return p2p_refuse(refusal, -ENOSPC, "there is no room for so many ids in all content lists");
	return 0;
}

/* A list all of whose ids have come takes its place. */
static int settle(struct p2p_net *pn, struct p2p_refusal *refusal)
{
	struct p2p_content_upload *upload = &pn->transaction.content;
	int err;

	if (!p2p_content_upload_complete(upload))
		return 0;
	err = replace(pn, upload->list->head.name, upload->list, refusal);
	if (!err)
		upload->list = NULL;
	return err;
}

int p2p_transaction_content_begin(struct p2p_net *pn, const struct p2p_content_head *head,
				  struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	int err;

	lockdep_assert_held(&pn->lock);
	if (tx->content.list)
		return p2p_refuse(refusal, -EINVAL, "the content list that was begun before is not complete");
	err = check_room(tx->next->contents, head, refusal);
	if (err)
		return err;
	if (p2p_content_upload_begin(&tx->content, head))
		return p2p_refuse(refusal, -ENOMEM, "no memory for the content list");
	return settle(pn, refusal);
}

int p2p_transaction_content_add(struct p2p_net *pn, const char *name, const void *ids, u32 length,
				struct p2p_refusal *refusal)
{
	struct p2p_content_upload *upload = &pn->transaction.content;

	lockdep_assert_held(&pn->lock);
	if (!upload->list || strcmp(upload->list->head.name, name))
		return p2p_refuse(refusal, -EINVAL, "no such content list was begun: a first message tells how many ids it has");
	refusal->why = p2p_content_upload_add(upload, ids, length);
	return refusal->why ? -EINVAL : settle(pn, refusal);
}

int p2p_transaction_content_delete(struct p2p_net *pn, const char *name, struct p2p_refusal *refusal)
{
	lockdep_assert_held(&pn->lock);
	if (!p2p_contents_named(pn->transaction.next->contents, name))
		return p2p_refuse(refusal, -ENOENT, "there is no such content list");
	return replace(pn, name, NULL, refusal);
}

void p2p_transaction_content_flush(struct p2p_net *pn)
{
	lockdep_assert_held(&pn->lock);
	p2p_contents_put(pn->transaction.next->contents);
	pn->transaction.next->contents = NULL;
}
