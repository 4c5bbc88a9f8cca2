// SPDX-License-Identifier: GPL-2.0-only
/* Changes take effect for one packet and not for the one before it. A version of a subscriber carries the generations
 * in which it is valid, and a packet reads the generation once: so new versions stand in the tables from the moment
 * they are staged, born in the next generation; those to go stay there and die in it. A commit publishes that generation
 * and only then tidies up, an abort takes back what was staged. Neither depends on how much is not changed.
 */
#include "transaction.h"
#include "net.h"

#include <linux/jiffies.h>
#include <linux/overflow.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

static struct p2p_now now(void)
{
	return (struct p2p_now) {
		.wall_s = ktime_get_real_seconds(),
		.boot_s = ktime_get_boottime_seconds(),
	};
}

static u64 generation(struct p2p_net *pn)
{
	return rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock))->generation;
}

static int refuse(struct p2p_refusal *refusal, int err, const char *why)
{
	refusal->why = why;
	return err;
}

void p2p_transaction_init(struct p2p_net *pn)
{
	struct p2p_transaction *tx = &pn->transaction;

	memset(tx, 0, sizeof(*tx));
	INIT_LIST_HEAD(&tx->added);
	INIT_LIST_HEAD(&tx->removed);
	INIT_LIST_HEAD(&tx->discarded);
}

/* The lists are empty by now. */
static void forget(struct p2p_transaction *tx)
{
	p2p_upload_drop(&tx->upload);
	tx->next = NULL;
	tx->staged = 0;
	tx->cookie = 0;
	WRITE_ONCE(tx->portid, 0);
}

static struct p2p_state *next_state(struct p2p_net *pn)
{
	struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	struct p2p_state *next = kmemdup(state, sizeof(*state), GFP_KERNEL_ACCOUNT);

	if (!next)
		return NULL;
	next->generation++;
	p2p_ruleset_get(next->ruleset);
	return next;
}

int p2p_transaction_begin(struct p2p_net *pn, u32 portid, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (tx->cookie)
		return refuse(refusal, -EBUSY, "another transaction is open in this network namespace");
	tx->next = next_state(pn);
	if (!tx->next)
		return refuse(refusal, -ENOMEM, "no memory for a transaction");
	do {
		tx->cookie = get_random_u64();
	} while (!tx->cookie);
	tx->begun = jiffies;
	tx->touched = jiffies;
	WRITE_ONCE(tx->portid, portid);
	return 0;
}

int p2p_transaction_touch(struct p2p_net *pn, u64 cookie, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (!cookie || cookie != tx->cookie)
		return refuse(refusal, -ESTALE,
			      "this transaction is over: committed, aborted, left idle too long, or never begun");
	tx->touched = jiffies;
	return 0;
}

/* The state's own counts follow what is staged. */
static void tally(struct p2p_state *next, const struct p2p_subscriber *subscriber, int by)
{
	const struct p2p_order *order = &subscriber->order;
	bool all = order->scope == P2P_SCOPE_ALL;

	next->tally.subscribers += by;
	next->tally.prefixes += by * (int)subscriber->prefix_count;
	if (!order->action)
		return;
	next->tally.sanctions += by;
	if (all)
		next->tally.scope_all += by;
	if (order->action == P2P_ACTION_MARK) {
		next->tally.marking += by;
		next->tally.marking_all += all ? by : 0;
	} else {
		next->tally.forwarding += by;
		next->tally.forwarding_all += all ? by : 0;
	}
}

static bool same_order(const struct p2p_order *a, const struct p2p_order *b)
{
	return a->action == b->action && a->scope == b->scope && a->end_wall_s == b->end_wall_s &&
	       a->mark_value == b->mark_value && a->mark_mask == b->mark_mask;
}

/* Does it go on with the sanction of the version that it replaces? */
static bool carries_on(const struct p2p_subscriber *subscriber)
{
	return subscriber->counterpart && same_order(&subscriber->order, &subscriber->counterpart->order);
}

static void start_clock(struct p2p_order *order, const struct p2p_subscriber *running)
{
	struct p2p_now at = now();

	if (!order->end_wall_s)
		return;
	if (running && same_order(order, &running->order)) {
		order->end_boot_s = running->order.end_boot_s;
		order->ended = READ_ONCE(running->order.ended);
		return;
	}
	if (order->end_wall_s <= at.wall_s) {
		order->end_boot_s = at.boot_s;
		order->ended = 1;
		return;
	}
	/* Both clocks are cut to seconds: with one more, the boot clock is first only when the wall clock was set back. */
	if (check_add_overflow(at.boot_s + 1, order->end_wall_s - at.wall_s, &order->end_boot_s))
		order->end_boot_s = U64_MAX;
}

static void detach(struct p2p_subscriber *subscriber)
{
	if (subscriber->counterpart)
		subscriber->counterpart->counterpart = NULL;
	subscriber->counterpart = NULL;
}

static void retire(struct p2p_net *pn, struct p2p_subscriber *subscriber)
{
	struct p2p_transaction *tx = &pn->transaction;

	tally(tx->next, subscriber, -1);
	if (subscriber->born == tx->next->generation) {
		detach(subscriber);
		p2p_subscriber_unlink(&pn->subscribers, subscriber);
		list_move_tail(&subscriber->staged, &tx->discarded);
		return;
	}
	WRITE_ONCE(subscriber->died, tx->next->generation);
	list_add_tail(&subscriber->staged, &tx->removed);
}

static int check_room(struct p2p_net *pn, const struct p2p_subscriber *subscriber, const struct p2p_subscriber *old,
		      struct p2p_refusal *refusal)
{
	const struct p2p_tally *next = &pn->transaction.next->tally;

	if (pn->transaction.staged + p2p_subscriber_size(subscriber) > P2P_STAGED_MAX)
		return refuse(refusal, -ENOSPC, "too much for one transaction: commit in parts");
	if (!old && next->subscribers >= P2P_SUBSCRIBERS_MAX)
		return refuse(refusal, -ENOSPC, "there is no room for more subscribers");
	if (next->prefixes - (old ? old->prefix_count : 0) + subscriber->prefix_count > P2P_BINDINGS_MAX)
		return refuse(refusal, -ENOSPC, "there is no room for more prefixes");
	return 0;
}

static int add(struct p2p_net *pn, struct p2p_subscriber *subscriber, struct p2p_subscriber *old,
	       struct p2p_subscriber *running, struct p2p_refusal *refusal)
{
	struct p2p_subscriber *owner = NULL;
	u32 prefix = P2P_NO_PREFIX;
	int err;

	start_clock(&subscriber->order, running);
	if (p2p_subscriber_open_account(subscriber, running ?: old))
		return refuse(refusal, -ENOMEM, "no memory for the subscriber's counters");
	err = p2p_subscriber_link(&pn->subscribers, subscriber, old, &prefix, &owner);
	if (err != -EEXIST)
		return err ? refuse(refusal, err, "no memory for the subscriber") : 0;
	refusal->prefix = prefix;
	if (owner == subscriber)
		return refuse(refusal, -EINVAL, "the subscriber names this prefix twice");
	refusal->owner = owner;
	return refuse(refusal, -EEXIST, "the prefix belongs to another subscriber");
}

int p2p_transaction_set(struct p2p_net *pn, struct p2p_subscriber *subscriber, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	struct p2p_subscriber *old, *running;
	int err;

	lockdep_assert_held(&pn->lock);
	subscriber->born = tx->next->generation;
	old = p2p_subscriber_find(&pn->subscribers, subscriber->key, subscriber->key_length, tx->next->generation);
	running = p2p_subscriber_find(&pn->subscribers, subscriber->key, subscriber->key_length, generation(pn));
	err = check_room(pn, subscriber, old, refusal);
	if (err) {
		p2p_subscriber_destroy(subscriber);
		return err;
	}
	err = add(pn, subscriber, old, running, refusal);
	tx->staged += p2p_subscriber_size(subscriber);
	if (err) {
		list_add_tail(&subscriber->staged, &tx->discarded);
		return err;
	}
	list_add_tail(&subscriber->staged, &tx->added);
	tally(tx->next, subscriber, 1);
	if (old)
		retire(pn, old);
	if (running) {
		subscriber->counterpart = running;
		running->counterpart = subscriber;
	}
	return 0;
}

int p2p_transaction_delete(struct p2p_net *pn, const void *key, u8 key_length, struct p2p_refusal *refusal)
{
	struct p2p_subscriber *subscriber;

	lockdep_assert_held(&pn->lock);
	subscriber = p2p_subscriber_find(&pn->subscribers, key, key_length, pn->transaction.next->generation);
	if (!subscriber)
		return refuse(refusal, -ENOENT, "there is no such subscriber");
	retire(pn, subscriber);
	return 0;
}

void p2p_transaction_flush(struct p2p_net *pn)
{
	u64 next = pn->transaction.next->generation;
	struct p2p_subscriber *subscriber;
	unsigned long id;

	lockdep_assert_held(&pn->lock);
	xa_for_each(&pn->subscribers.all, id, subscriber) {
		if (p2p_subscriber_valid(subscriber, next))
			retire(pn, subscriber);
		cond_resched();
	}
}

struct p2p_settings *p2p_transaction_settings(struct p2p_net *pn)
{
	lockdep_assert_held(&pn->lock);
	return &pn->transaction.next->settings;
}

static void replace_ruleset(struct p2p_state *next, struct p2p_ruleset *ruleset)
{
	p2p_ruleset_put(next->ruleset);
	next->ruleset = ruleset;
}

int p2p_transaction_upload(struct p2p_net *pn, const struct p2p_chunk *chunk, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	struct p2p_ruleset *ruleset = NULL;
	int err;

	lockdep_assert_held(&pn->lock);
	if (!chunk->size) {
		p2p_upload_drop(&tx->upload);
		replace_ruleset(tx->next, NULL);
		return 0;
	}
	err = p2p_upload_add(&tx->upload, chunk, &ruleset, &refusal->why);
	if (ruleset)
		replace_ruleset(tx->next, ruleset);
	return err;
}

static void tell(struct p2p_net *pn, const struct p2p_subscriber *subscriber, enum p2p_event_kind kind,
		 enum p2p_clock clock)
{
	struct p2p_event event = {
		.kind = kind,
		.generation = generation(pn),
		.scope = subscriber->order.scope,
		.action = subscriber->order.action,
		.clock = clock,
		.key_length = subscriber->key_length,
	};

	memcpy(event.key, subscriber->key, subscriber->key_length);
	p2p_event_queue_order(pn, &event);
}

/* A sanction with an end is in the list of the timed ones until its end was told. */
static void tell_taken(struct p2p_net *pn, const struct p2p_subscriber *subscriber)
{
	const struct p2p_order *order = &subscriber->order;
	struct p2p_now at = now();
	enum p2p_clock clock;

	if (!order->action || carries_on(subscriber) || (order->end_wall_s && list_empty(&subscriber->timed)))
		return;
	clock = p2p_order_over(order, &at);
	if (!clock)
		clock = READ_ONCE(order->ended) ? P2P_CLOCK_WALL : P2P_CLOCK_ORDER;
	tell(pn, subscriber, P2P_EVENT_SANCTION_ENDED, clock);
}

static void tell_begun(struct p2p_net *pn, const struct p2p_subscriber *subscriber)
{
	if (subscriber->order.action && !subscriber->order.ended && !carries_on(subscriber))
		tell(pn, subscriber, P2P_EVENT_SANCTION_BEGAN, 0);
}

static void list_timed(struct p2p_net *pn, struct p2p_subscriber *subscriber)
{
	bool runs = subscriber->order.end_wall_s && !subscriber->order.ended;

	if (carries_on(subscriber))
		runs = !list_empty(&subscriber->counterpart->timed);
	if (runs)
		list_add_tail(&subscriber->timed, &pn->subscribers.timed);
}

/* A sanction that ended while its continuation was staged has ended. */
static void carry_latches(struct p2p_transaction *tx)
{
	struct p2p_subscriber *subscriber;

	list_for_each_entry(subscriber, &tx->added, staged) {
		if (carries_on(subscriber) && READ_ONCE(subscriber->counterpart->order.ended))
			WRITE_ONCE(subscriber->order.ended, 1);
		cond_resched();
	}
}

static void settle_added(struct p2p_net *pn)
{
	struct p2p_subscriber *subscriber, *next;

	list_for_each_entry_safe(subscriber, next, &pn->transaction.added, staged) {
		tell_begun(pn, subscriber);
		list_timed(pn, subscriber);
		detach(subscriber);
		list_del_init(&subscriber->staged);
		cond_resched();
	}
}

/* What is taken away is told before what begins: the order in which a reader wants them. */
static void settle_removed(struct p2p_net *pn)
{
	struct p2p_subscriber *subscriber;

	list_for_each_entry(subscriber, &pn->transaction.removed, staged) {
		tell_taken(pn, subscriber);
		cond_resched();
	}
}

static void unlink_all(struct p2p_net *pn, struct list_head *list)
{
	struct p2p_subscriber *subscriber;

	list_for_each_entry(subscriber, list, staged) {
		p2p_subscriber_unlink(&pn->subscribers, subscriber);
		cond_resched();
	}
	list_splice_tail_init(list, &pn->transaction.discarded);
}

int p2p_transaction_commit(struct p2p_net *pn, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	int err;

	lockdep_assert_held(&pn->lock);
	if (tx->upload.data)
		return refuse(refusal, -EINVAL, "the ruleset is not complete: its last chunks are missing");
	carry_latches(tx);
	err = p2p_net_publish(pn, tx->next);
	if (err == -ENOMEM)
		return refuse(refusal, err, "no memory for the tables that this configuration needs");
	if (err)
		return refuse(refusal, err, "conntrack or the packet hooks could not be started");
	carry_latches(tx);	/* no packet sees the old versions any more: what they say now is final */
	settle_removed(pn);
	settle_added(pn);
	unlink_all(pn, &tx->removed);
	p2p_subscribers_free(&tx->discarded);
	p2p_offload_end(pn);
	forget(tx);
	return 0;
}

static void restore_removed(struct p2p_transaction *tx)
{
	struct p2p_subscriber *subscriber, *next;

	list_for_each_entry_safe(subscriber, next, &tx->removed, staged) {
		WRITE_ONCE(subscriber->died, P2P_FOREVER);
		detach(subscriber);
		list_del_init(&subscriber->staged);
		cond_resched();
	}
}

void p2p_transaction_abort(struct p2p_net *pn)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (!tx->cookie)
		return;
	restore_removed(tx);
	unlink_all(pn, &tx->added);
	p2p_subscribers_free(&tx->discarded);
	p2p_ruleset_put(tx->next->ruleset);
	kfree(tx->next);
	forget(tx);
}

void p2p_transaction_idle(struct p2p_net *pn)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (tx->cookie && time_after(jiffies, tx->touched + P2P_TRANSACTION_IDLE_S * HZ))
		p2p_transaction_abort(pn);
}

void p2p_transaction_release(struct p2p_net *pn, u32 portid)
{
	/* Sockets are closed all the time. The one that holds the transaction wrote the number by its own message. */
	if (READ_ONCE(pn->transaction.portid) != portid)
		return;
	mutex_lock(&pn->lock);
	if (pn->transaction.cookie && pn->transaction.portid == portid)
		p2p_transaction_abort(pn);
	mutex_unlock(&pn->lock);
}
