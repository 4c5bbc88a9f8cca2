/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_ACCOUNT_H
#define P2P_ACCOUNT_H

#include <linux/percpu.h>
#include <linux/refcount.h>

#include "history.h"
#include "limiter.h"

/**
 * struct p2p_counters - what a subscriber's packets met, on one CPU
 * @value: by enum p2p_counters_attr
 */
struct p2p_counters {
	u64 value[__P2P_COUNTERS_A_MAX];
};

/**
 * struct p2p_account - what outlives the versions of a subscriber
 * @refcount: one for each version
 * @counters: per CPU; NULL until something is counted
 * @limiters: of what the subscriber sends, and of what he gets
 * @history: what happened to him under a sanction
 *
 * Made for the first packet that is counted, or the first event that is kept: most subscribers own none.
 */
struct p2p_account {
	refcount_t refcount;
	struct p2p_counters __percpu *counters;
	struct p2p_limiter limiters[2];
	struct p2p_history history;
};

/* Return: the counter of packets that an action touched; that of the bytes follows */
static inline enum p2p_counters_attr p2p_counters_of(u8 action)
{
	switch (action) {
	case P2P_ACTION_COUNT:
		return P2P_COUNTERS_A_COUNT_PACKETS;
	case P2P_ACTION_MARK:
		return P2P_COUNTERS_A_MARK_PACKETS;
	case P2P_ACTION_LIMIT:
		return P2P_COUNTERS_A_LIMIT_PACKETS;
	case P2P_ACTION_REJECT:
		return P2P_COUNTERS_A_REJECT_PACKETS;
	default:
		return P2P_COUNTERS_A_DROP_PACKETS;
	}
}

/* The counters. Return: NULL when there are none yet */
static __always_inline struct p2p_counters __percpu *p2p_account_peek(struct p2p_account *const *slot)
{
	const struct p2p_account *account = READ_ONCE(*slot);

	return account ? READ_ONCE(account->counters) : NULL;
}

struct p2p_account *p2p_account_open(struct p2p_account **slot);		/* make it. Return: NULL when there is no memory */
struct p2p_counters __percpu *p2p_account_open_counters(struct p2p_account **slot);	/* likewise */

/* Return: the account, made when there is none; NULL when there is no memory */
static inline struct p2p_account *p2p_account_of(struct p2p_account **slot)
{
	return READ_ONCE(*slot) ?: p2p_account_open(slot);
}

/**
 * p2p_account_counters - where packets are counted
 * @slot: of the subscriber's version; the account is made when it is NULL
 *
 * Packet path. Return: NULL when there is no memory
 */
static inline struct p2p_counters __percpu *p2p_account_counters(struct p2p_account **slot)
{
	return p2p_account_peek(slot) ?: p2p_account_open_counters(slot);
}

/* @packets: enum p2p_counters_attr of the packets; that of the bytes follows */
static __always_inline void p2p_counters_add(struct p2p_counters __percpu *counters, enum p2p_counters_attr packets, u32 count,
					     u32 bytes)
{
	this_cpu_add(counters->value[packets], count);
	this_cpu_add(counters->value[packets + 1], bytes);
}

/**
 * p2p_account_limiter - the bucket of a direction
 * @slot: of the subscriber's version; the account is made when it is NULL
 * @to: the packet goes to him
 *
 * Return: NULL when there is no memory
 */
static inline struct p2p_limiter *p2p_account_limiter(struct p2p_account **slot, bool to)
{
	struct p2p_account *account = p2p_account_of(slot);

	return account ? &account->limiters[to] : NULL;
}

/**
 * p2p_account_remember - keep an event
 * @slot: of the subscriber's version; the account is made when it is NULL
 *
 * See p2p_history_add().
 */
bool p2p_account_remember(struct p2p_account **slot, struct p2p_event *event, bool again);

/* See p2p_history_due(). @account: may be NULL */
bool p2p_account_due(const struct p2p_account *account, u8 kind);

/* See p2p_history_copy(). @account: may be NULL */
unsigned int p2p_account_recall(struct p2p_account *account, struct p2p_event events[P2P_HISTORY_EVENTS]);

/* Add up the counters of all CPUs, by enum p2p_counters_attr. Return: false when nothing was counted */
bool p2p_account_sum(const struct p2p_account *account, u64 sums[__P2P_COUNTERS_A_MAX]);

/* @account: may be NULL */
static inline bool p2p_account_counted(const struct p2p_account *account)
{
	return account && READ_ONCE(account->counters);
}

/**
 * p2p_account_pass_on - from one version of a subscriber to the next
 * @slot: of the next one; shares @account when it has none
 * @account: of the one before; may be NULL. When both have one, packets use this one no more: what it has counted is added
 */
void p2p_account_pass_on(struct p2p_account **slot, struct p2p_account *account);
void p2p_account_put(struct p2p_account *account);

#endif
