// SPDX-License-Identifier: GPL-2.0-only
#include "account.h"

#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/string.h>

#define GFP (GFP_NOWAIT | __GFP_NOWARN | __GFP_ACCOUNT)
/* For so long memory per CPU that could not be had is not asked for again. */
#define PATIENCE max(HZ / 50, 1)

static struct p2p_account *create(void)
{
	struct p2p_account *account = kzalloc(sizeof(*account), GFP);

	if (!account)
		return NULL;
	refcount_set(&account->refcount, 1);
	p2p_history_init(&account->history);
	return account;
}

void p2p_account_put(struct p2p_account *account)
{
	if (!account || !refcount_dec_and_test(&account->refcount))
		return;
	p2p_history_exit(&account->history);
	free_percpu(account->counters);
	kfree(account);
}

/* Another CPU may be as fast. */
struct p2p_account *p2p_account_open(struct p2p_account **slot)
{
	struct p2p_account *account = create(), *winner;

	if (!account)
		return NULL;
	winner = cmpxchg(slot, NULL, account);
	if (!winner)
		return account;
	p2p_account_put(account);
	return winner;
}

/* A worker of the kernel gets the pages. Who tried with each packet until then would hold the lock that he waits for, and all
 * processors with it.
 */
static struct p2p_counters __percpu *create_counters(void)
{
	static unsigned long failed_at;
	struct p2p_counters __percpu *counters;

	if (jiffies - READ_ONCE(failed_at) < PATIENCE)
		return NULL;
	/* The limit of one who sends must not fail others. */
	counters = alloc_percpu_gfp(struct p2p_counters, GFP & ~__GFP_ACCOUNT);
	if (!counters)
		WRITE_ONCE(failed_at, jiffies);
	return counters;
}

static struct p2p_counters __percpu *counters_of(struct p2p_account *account)
{
	struct p2p_counters __percpu *counters = READ_ONCE(account->counters), *winner;

	if (likely(counters))
		return counters;
	counters = create_counters();
	if (!counters)
		return NULL;
	winner = cmpxchg(&account->counters, NULL, counters);
	if (!winner)
		return counters;
	free_percpu(counters);
	return winner;
}

struct p2p_counters __percpu *p2p_account_open_counters(struct p2p_account **slot)
{
	struct p2p_account *account = p2p_account_of(slot);

	return account ? counters_of(account) : NULL;
}

bool p2p_account_remember(struct p2p_account **slot, struct p2p_event *event, bool again)
{
	struct p2p_account *account = p2p_account_of(slot);

	return account && p2p_history_add(&account->history, event, again);
}

bool p2p_account_due(const struct p2p_account *account, u8 kind)
{
	return !account || p2p_history_due(&account->history, kind);
}

unsigned int p2p_account_recall(struct p2p_account *account, struct p2p_event events[P2P_HISTORY_EVENTS])
{
	return account ? p2p_history_copy(&account->history, events) : 0;
}

bool p2p_account_sum(const struct p2p_account *account, u64 sums[__P2P_COUNTERS_A_MAX])
{
	const struct p2p_counters __percpu *counters = account ? READ_ONCE(account->counters) : NULL;
	unsigned int i;
	int cpu;

	memset(sums, 0, sizeof(u64) * __P2P_COUNTERS_A_MAX);
	if (!counters)
		return false;
	for_each_possible_cpu(cpu)
		for (i = 0; i < __P2P_COUNTERS_A_MAX; i++)
			sums[i] += READ_ONCE(per_cpu_ptr(counters, cpu)->value[i]);
	return memchr_inv(sums, 0, sizeof(u64) * __P2P_COUNTERS_A_MAX);
}

static void add(struct p2p_account *to, struct p2p_account *from)
{
	u64 sums[__P2P_COUNTERS_A_MAX];
	unsigned int i;

	if (!p2p_account_sum(from, sums))
		return;
	if (!cmpxchg(&to->counters, NULL, from->counters)) {
		from->counters = NULL;
		return;
	}
	for (i = 0; i < __P2P_COUNTERS_A_MAX; i++)
		this_cpu_add(to->counters->value[i], sums[i]);
}

void p2p_account_pass_on(struct p2p_account **slot, struct p2p_account *account)
{
	struct p2p_account *own;

	if (!account || READ_ONCE(*slot) == account)
		return;
	refcount_inc(&account->refcount);
	own = cmpxchg(slot, NULL, account);
	if (!own)
		return;
	add(own, account);
	p2p_history_put_before(&own->history, &account->history);
	p2p_account_put(account);
}
