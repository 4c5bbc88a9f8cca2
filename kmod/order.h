/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_ORDER_H
#define P2P_ORDER_H

#include <linux/list.h>
#include <linux/refcount.h>
#include <linux/rhashtable.h>

#include "verdict.h"

/**
 * struct p2p_words - an order as user space words it
 * @order: without a boot deadline; action 0 for none
 * @reason: why, in people's words; not terminated, and the caller's
 * @reason_length: 0 for none, P2P_REASON_MAX at most
 */
struct p2p_words {
	struct p2p_order order;
	const char *reason;
	u8 reason_length;
};

/**
 * struct p2p_sanction - an order and those who are under it
 * @order: what packets look at
 * @node: in the table by what the order says
 * @timed: in the list of those that have something to tell at a time: that they begin, that they end
 * @rcu: packets may look at it while it goes: then nothing is to be told any more
 * @users: versions of subscribers
 * @held: one for all of them together, and one for each event in the queue or in a history that
 *	names its reason
 * @told: its end was told, or there is none to tell: it had ended when it was ordered
 * @awaited: its start is still to be told
 * @beginning: it has just begun, and its subscribers are being told
 * @ending: it has just ended, likewise
 * @reason: why it was ordered; empty for none
 *
 * Many subscribers are under the same order, word for word: they share one. Protected by the configuration lock, but for
 * @order and @reason, which packets read in an RCU section.
 */
struct p2p_sanction {
	struct p2p_order order;
	struct rhash_head node;
	union {
		struct list_head timed;
		struct rcu_head rcu;
	};
	u32 users;
	refcount_t held;
	bool told;
	bool awaited;
	bool beginning;
	bool ending;
	char reason[];
};

/**
 * struct p2p_sanctions - the orders of a namespace
 * @table: all
 * @timed: those with a start or an end that was not told yet
 */
struct p2p_sanctions {
	struct rhashtable table;
	struct list_head timed;
};

int p2p_sanctions_init(struct p2p_sanctions *sanctions);
void p2p_sanctions_exit(struct p2p_sanctions *sanctions);	/* nobody uses one any more */

/**
 * p2p_sanction_get - the sanction that says what an order says
 * @words: of the order
 * @running: the one that the subscriber is under now, or NULL
 * @now: both clocks
 *
 * An order that is the same as the running one goes on with it: with its deadline, begun when it has begun, and ended
 * when it has ended. Another one whose start lies in the past begins at once; one whose end does has ended from the start.
 *
 * Return: one use, for p2p_sanction_put(); NULL when there is no memory
 */
struct p2p_sanction *p2p_sanction_get(struct p2p_sanctions *sanctions, const struct p2p_words *words,
				      struct p2p_sanction *running, const struct p2p_now *now);

/* Give a use back. */
void p2p_sanction_put(struct p2p_sanctions *sanctions, struct p2p_sanction *sanction);

/* Keep one of which there is a use for longer than that, to read its @reason; any context. NULL is none. */
void p2p_sanction_hold(struct p2p_sanction *sanction);
void p2p_sanction_release(struct p2p_sanction *sanction);

#endif
