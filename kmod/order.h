/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_ORDER_H
#define P2P_ORDER_H

#include <linux/list.h>
#include <linux/rhashtable.h>

#include "verdict.h"

/**
 * struct p2p_sanction - an order and those who are under it
 * @order: what packets look at
 * @node: in the table by what the order says
 * @timed: in the list of those that have something to tell at a time: that they begin, that they end
 * @users: versions of subscribers
 * @told: its end was told, or there is none to tell: it had ended when it was ordered
 * @awaited: its start is still to be told
 * @beginning: it has just begun, and its subscribers are being told
 * @ending: it has just ended, likewise
 * @rcu: packets may look at it while it goes
 *
 * Many subscribers are under the same order, word for word: they share one. Protected by the configuration lock, but for
 * @order, which packets read in an RCU section.
 */
struct p2p_sanction {
	struct p2p_order order;
	struct rhash_head node;
	struct list_head timed;
	u32 users;
	bool told;
	bool awaited;
	bool beginning;
	bool ending;
	struct rcu_head rcu;
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
 * @order: as user space gave it: without a boot deadline
 * @running: the one that the subscriber is under now, or NULL
 * @now: both clocks
 *
 * An order that is the same as the running one goes on with it: with its deadline, begun when it has begun, and ended when
 * it has ended. Another one whose start lies in the past begins at once; one whose end does has ended from the start.
 *
 * Return: one use, for p2p_sanction_put(); NULL when there is no memory
 */
struct p2p_sanction *p2p_sanction_get(struct p2p_sanctions *sanctions, const struct p2p_order *order,
				      struct p2p_sanction *running, const struct p2p_now *now);

/* Give a use back. */
void p2p_sanction_put(struct p2p_sanctions *sanctions, struct p2p_sanction *sanction);

#endif
