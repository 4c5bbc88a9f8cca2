// SPDX-License-Identifier: GPL-2.0-only
/* Once a second: begin and end the sanctions whose time has come and tell it, abort a transaction that nobody goes on
 * with, bring back offloaded flows that a sanction touches, age the flow table. Packets do not wait for it: they see for
 * themselves that a sanction has begun or ended.
 */
#include "sweep.h"

#include "net.h"
#include "notice.h"

#include <linux/timekeeping.h>

/* A walk over all connections takes seconds, which a processor's own workers would keep from others that wait for them. */
static struct workqueue_struct *sweep_queue;

int p2p_sweep_init_queue(void)
{
	sweep_queue = alloc_workqueue("nf_p2p", WQ_UNBOUND, 0);
	return sweep_queue ? 0 : -ENOMEM;
}

void p2p_sweep_exit_queue(void)
{
	destroy_workqueue(sweep_queue);
}

static void tell(struct p2p_net *pn, struct p2p_subscriber *subscriber, enum p2p_event_kind kind, enum p2p_clock clock)
{
	struct p2p_event event = { .kind = kind, .clock = clock };

	p2p_notice(pn, subscriber, &subscriber->account, &event);
}

/* What ended without having begun, because the clock jumped, was nothing to anybody. */
static void tell_due(struct p2p_net *pn, struct p2p_subscriber *subscriber, const struct p2p_now *now)
{
	const struct p2p_sanction *sanction = subscriber->sanction;

	if (sanction->beginning)
		tell(pn, subscriber, P2P_EVENT_SANCTION_BEGAN, 0);
	/* A packet saw it end and latched it, and the clock was set back since: it was the wall clock. */
	if (sanction->ending && (sanction->beginning || !sanction->awaited))
		tell(pn, subscriber, P2P_EVENT_SANCTION_ENDED,
		     p2p_order_over(&sanction->order, now) ?: P2P_CLOCK_WALL);
}

static void tell_all_due(struct p2p_net *pn, const struct p2p_now *now)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	struct p2p_subscriber *subscriber;
	unsigned long id;

	xa_for_each(&pn->subscribers.all, id, subscriber) {
		cond_resched();
		if (subscriber->sanction && (subscriber->sanction->beginning || subscriber->sanction->ending) &&
		    p2p_subscriber_valid(&pn->subscribers, subscriber, state->generation))
			tell_due(pn, subscriber, now);
	}
}

/* Return: whether it has just begun, or ended, or both */
static bool look_at(struct p2p_sanction *sanction, const struct p2p_now *now)
{
	struct p2p_order *order = &sanction->order;

	sanction->ending = READ_ONCE(order->ended) || p2p_order_over(order, now);
	sanction->beginning = sanction->awaited && now->wall_s >= P2P_BUILD_TIME &&
			      (READ_ONCE(order->begun) || (!sanction->ending && !p2p_order_waiting(order, now)));
	if (sanction->beginning)
		WRITE_ONCE(order->begun, 1);
	if (sanction->ending)
		WRITE_ONCE(order->ended, 1);
	return sanction->beginning || sanction->ending;
}

/* Return: whether anything is due. The list holds only those that have something to tell. */
static bool find_due(struct p2p_net *pn, const struct p2p_now *now)
{
	struct p2p_sanction *sanction;
	bool any = false;

	list_for_each_entry(sanction, &pn->subscribers.sanctions.timed, timed) {
		cond_resched();
		any |= look_at(sanction, now);
		if (sanction->beginning && sanction->order.scope == P2P_SCOPE_ALL)
			p2p_offload_end(pn);
	}
	return any;
}

static void forget_due(struct p2p_sanctions *sanctions)
{
	struct p2p_sanction *sanction, *next;

	list_for_each_entry_safe(sanction, next, &sanctions->timed, timed) {
		cond_resched();
		if (sanction->beginning)
			sanction->awaited = false;
		if (sanction->ending)
			sanction->told = true;
		sanction->beginning = false;
		sanction->ending = false;
		if (sanction->told || (!sanction->awaited && !sanction->order.end_wall_s))
			list_del_init(&sanction->timed);
	}
}

/* What was held while the clock was wrong is in force from now on. */
static void look_at_clock(struct p2p_net *pn, const struct p2p_now *now)
{
	bool held = now->wall_s < P2P_BUILD_TIME;

	if (pn->clock_held && !held)
		p2p_offload_end(pn);
	pn->clock_held = held;
}

static void sweep_sanctions(struct p2p_net *pn)
{
	struct p2p_now now = {
		.wall_s = ktime_get_real_seconds(),
		.boot_s = ktime_get_boottime_seconds(),
	};

	lockdep_assert_held(&pn->lock);
	look_at_clock(pn, &now);
	if (!find_due(pn, &now))
		return;
	p2p_notice_begin(pn);
	tell_all_due(pn, &now);
	forget_due(&pn->subscribers.sanctions);
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
	queue_delayed_work(sweep_queue, &pn->sweep, HZ);
}

void p2p_sweep_init(struct p2p_net *pn)
{
	INIT_DELAYED_WORK(&pn->sweep, sweep);
}

void p2p_sweep_start(struct p2p_net *pn)
{
	queue_delayed_work(sweep_queue, &pn->sweep, HZ);
}

void p2p_sweep_exit(struct p2p_net *pn)
{
	cancel_delayed_work_sync(&pn->sweep);
}
