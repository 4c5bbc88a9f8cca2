/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_TRANSACTION_H
#define P2P_TRANSACTION_H

#include <linux/types.h>

#include "nesting.h"
#include "content.h"
#include "ruleset.h"

struct p2p_garden;
struct p2p_net;
struct p2p_settings;
struct p2p_state;
struct p2p_subscriber;
struct p2p_words;

/* What the versions added by one transaction may take: a million subscribers with three prefixes each take 55 MiB, and
 * an operator may replace each of them more than once.
 */
#define P2P_STAGED_MAX (1ul << 30)

/**
 * struct p2p_transaction - changes on their way; protected by the configuration lock
 * @cookie: that every message carries; 0 while there is no transaction
 * @portid: netlink socket that began it; 0 while there is no transaction. Also read without the lock, to see that a
 *	closed socket is not the one
 * @begun: jiffies
 * @touched: jiffies of its last message
 * @next: the state that a commit publishes
 * @staged: bytes of the versions that it added
 * @upload: ruleset on its way
 * @content: content list on its way
 */
struct p2p_transaction {
	u64 cookie;
	u32 portid;
	unsigned long begun;
	unsigned long touched;
	struct p2p_state *next;
	size_t staged;
	struct p2p_upload upload;
	struct p2p_content_upload content;
};

#define P2P_NO_PREFIX U32_MAX

/**
 * struct p2p_refusal - why a change was refused
 * @why: static sentence; set with every error
 * @prefix: number of the prefix that is to blame, or P2P_NO_PREFIX
 * @owner: whose it is; valid under the configuration lock. NULL when it is nobody else's
 * @nesting: why a commit fails with -EEXIST
 */
struct p2p_refusal {
	const char *why;
	u32 prefix;
	struct p2p_subscriber *owner;
	struct p2p_nesting nesting;
};

/* Return: @err */
static inline int p2p_refuse(struct p2p_refusal *refusal, int err, const char *why)
{
	refusal->why = why;
	return err;
}

void p2p_transaction_init(struct p2p_net *pn);

/* All of the following are called under the configuration lock, but for p2p_transaction_release(), and may sleep. */

void p2p_transaction_idle(struct p2p_net *pn);		/* abort it when nobody went on with it; called every second */
void p2p_transaction_release(struct p2p_net *pn, u32 portid);	/* a socket was closed: abort its transaction */

/**
 * p2p_transaction_begin - start to stage changes
 * @portid: socket that they come from
 *
 * Return: 0, -EBUSY when one is running already, or -ENOMEM
 */
int p2p_transaction_begin(struct p2p_net *pn, u32 portid, struct p2p_refusal *refusal);

/* A message arrived for a transaction. Return: 0, or -ESTALE when it is not the running one */
int p2p_transaction_touch(struct p2p_net *pn, u64 cookie, struct p2p_refusal *refusal);

/**
 * p2p_transaction_commit - publish all staged changes
 *
 * Return: 0 and the transaction is over; or an error, and nothing is published and it goes on. -EEXIST: two prefixes of
 * different subscribers are nested
 */
int p2p_transaction_commit(struct p2p_net *pn, struct p2p_refusal *refusal);
void p2p_transaction_abort(struct p2p_net *pn);		/* nothing happens when there is none */

/**
 * p2p_transaction_set - stage a new version of a subscriber
 * @subscriber: key and prefixes as user space gave them. Belongs to the transaction from here on, refused or not
 * @words: of its sanction
 *
 * Return: 0, -EINVAL, -EEXIST, -ENOSPC or -ENOMEM
 */
int p2p_transaction_set(struct p2p_net *pn, struct p2p_subscriber *subscriber, const struct p2p_words *words,
			struct p2p_refusal *refusal);

/* Without a key: the default. Return: 0 or -ENOENT */
int p2p_transaction_delete(struct p2p_net *pn, const void *key, u8 key_length, struct p2p_refusal *refusal);
void p2p_transaction_flush(struct p2p_net *pn);

/* Stage other settings: what the caller writes there. */
struct p2p_settings *p2p_transaction_settings(struct p2p_net *pn);

/* Stage another garden; takes over the reference. NULL empties it. */
void p2p_transaction_garden(struct p2p_net *pn, struct p2p_garden *garden);

/* Stage a part of a ruleset; the last one has it checked. @chunk.size 0 removes the ruleset. Return: 0 or an error */
int p2p_transaction_upload(struct p2p_net *pn, const struct p2p_chunk *chunk, struct p2p_refusal *refusal);

/**
 * p2p_transaction_content_begin - stage a content list, instead of the one of that name
 *
 * Return: 0, -EINVAL, -ENOSPC or -ENOMEM
 */
int p2p_transaction_content_begin(struct p2p_net *pn, const struct p2p_content_head *head,
				  struct p2p_refusal *refusal);

/* More ids of the list that was begun; with the last ones it is staged. Return: 0, -EINVAL or -ENOMEM */
int p2p_transaction_content_add(struct p2p_net *pn, const char *name, const void *ids, u32 length,
				struct p2p_refusal *refusal);
int p2p_transaction_content_delete(struct p2p_net *pn, const char *name, struct p2p_refusal *refusal);
void p2p_transaction_content_flush(struct p2p_net *pn);

#endif
