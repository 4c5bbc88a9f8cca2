// SPDX-License-Identifier: GPL-2.0-only
/* Once a second: end the sanctions whose time has come and tell it, abort a transaction that nobody goes on with, bring
 * back offloaded flows that a sanction touches, age the flow table. Packets do not wait for it: they see for themselves that a sanction has ended.
 */
#include "sweep.h"

#include "net.h"

#include <linux/timekeeping.h>

static void tell_ended(struct p2p_net *pn, struct p2p_subscriber *subscriber, enum p2p_clock clock)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	const struct p2p_order *order = p2p_subscriber_order(subscriber);
	struct p2p_event event = {
		.kind = P2P_EVENT_SANCTION_ENDED,
		.generation = state->generation,
		.scope = order->scope,
		.action = order->action,
		/* A packet saw it end and latched it, and the clock was set back since: it was the wall clock. */
		.clock = clock ?: P2P_CLOCK_WALL,
		.key_length = subscriber->key_length,
	};

	memcpy(event.key, p2p_subscriber_key(subscriber), subscriber->key_length);
	p2p_event_queue_order(pn, &event);
	if (!p2p_account_remember(&subscriber->account, &event, false))
		p2p_stats_count(pn->stats, P2P_STATS_A_NO_MEMORY);
}

static void tell_ending(struct p2p_net *pn, const struct p2p_now *now)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	struct p2p_subscriber *subscriber;
	unsigned long id;

	xa_for_each(&pn->subscribers.all, id, subscriber) {
		cond_resched();
		if (subscriber->sanction && subscriber->sanction->ending &&
		    p2p_subscriber_valid(&pn->subscribers, subscriber, state->generation))
			tell_ended(pn, subscriber, p2p_order_over(&subscriber->sanction->order, now));
	}
}

/* Return: whether one has ended since the last time. The list holds only those that have an end and run. */
static bool end_sanctions(struct p2p_sanctions *sanctions, const struct p2p_now *now)
{
	struct p2p_sanction *sanction;
	bool any = false;

	list_for_each_entry(sanction, &sanctions->timed, timed) {
		cond_resched();
		if (!p2p_order_over(&sanction->order, now) && !READ_ONCE(sanction->order.ended))
			continue;
		WRITE_ONCE(sanction->order.ended, 1);
		sanction->ending = true;
		any = true;
	}
	return any;
}

static void forget_ended(struct p2p_sanctions *sanctions)
{
	struct p2p_sanction *sanction, *next;

	list_for_each_entry_safe(sanction, next, &sanctions->timed, timed) {
		if (!sanction->ending)
			continue;
		sanction->ending = false;
		sanction->told = true;
		list_del_init(&sanction->timed);
	}
}

static void sweep_sanctions(struct p2p_net *pn)
{
	struct p2p_now now = {
		.wall_s = ktime_get_real_seconds(),
		.boot_s = ktime_get_boottime_seconds(),
	};

	lockdep_assert_held(&pn->lock);
	if (!end_sanctions(&pn->subscribers.sanctions, &now))
		return;
	tell_ending(pn, &now);
	forget_ended(&pn->subscribers.sanctions);
}

static void sweep(struct work_struct *work)
{
	struct p2p_net *pn = container_of(to_delayed_work(work), struct p2p_net, sweep);

	mutex_lock(&pn->lock);
	p2p_transaction_idle(pn);
	sweep_sanctions(pn);
	mutex_unlock(&pn->lock);
	p2p_offload_sweep(pn);
	p2p_flow_sweep(&pn->flows);
	queue_delayed_work(system_power_efficient_wq, &pn->sweep, HZ);
}

void p2p_sweep_init(struct p2p_net *pn)
{
	INIT_DELAYED_WORK(&pn->sweep, sweep);
}

void p2p_sweep_start(struct p2p_net *pn)
{
	queue_delayed_work(system_power_efficient_wq, &pn->sweep, HZ);
}

void p2p_sweep_exit(struct p2p_net *pn)
{
	cancel_delayed_work_sync(&pn->sweep);
}
