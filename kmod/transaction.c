// SPDX-License-Identifier: GPL-2.0-only
/* Changes take effect for one packet and not for the one before it. A version of a subscriber says in which generations it
 * is valid, and what judges a packet reads the generation once: so new versions stand in the tables from the moment they are
 * staged, valid from the coming generation on; those to go stay there up to it. A commit publishes that generation and only
 * then tidies up, an abort takes back what was staged. Neither depends on how much is not changed.
 */
#include "transaction.h"
#include "net.h"
#include "notice.h"
#include "sweep.h"

#include <linux/jiffies.h>
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

void p2p_transaction_init(struct p2p_net *pn)
{
	memset(&pn->transaction, 0, sizeof(pn->transaction));
}

static void forget(struct p2p_transaction *tx)
{
	p2p_upload_drop(&tx->upload);
	p2p_content_upload_drop(&tx->content);
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
	p2p_garden_get(next->garden);
	p2p_contents_get(next->contents);
	return next;
}

int p2p_transaction_begin(struct p2p_net *pn, u32 portid, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (tx->cookie)
		return p2p_refuse(refusal, -EBUSY, "another transaction is open in this network namespace");
	tx->next = next_state(pn);
	if (!tx->next)
		return p2p_refuse(refusal, -ENOMEM, "no memory for a transaction");
	do {
		tx->cookie = get_random_u64();
	} while (!tx->cookie);
	smp_wmb();	/* the versions of the last transaction were settled before */
	WRITE_ONCE(pn->subscribers.coming, tx->next->generation);
	smp_wmb();	/* and those of this one come behind it */
	tx->begun = jiffies;
	tx->touched = jiffies;
	WRITE_ONCE(tx->portid, portid);
	p2p_sweep_start(pn);	/* it ends a transaction that is left idle */
	return 0;
}

int p2p_transaction_touch(struct p2p_net *pn, u64 cookie, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (!cookie || cookie != tx->cookie)
		return p2p_refuse(refusal, -ESTALE,
			      "this transaction is over: committed, aborted, left idle too long, or never begun");
	tx->touched = jiffies;
	return 0;
}

static u32 *scope_tally(struct p2p_tally *tally, u8 scope)
{
	switch (scope) {
	case P2P_SCOPE_ALL:
		return &tally->scope_all;
	case P2P_SCOPE_LISTED:
		return &tally->scope_listed;
	default:
		return &tally->scope_p2p;
	}
}

/* Return: in which hook an order is carried out; what is peer-to-peer is dealt with behind conntrack if it can be */
static enum p2p_hook last_hook_of(const struct p2p_subscriber *subscriber, const struct p2p_order *order)
{
	if (order->action == P2P_ACTION_REJECT)
		return P2P_HOOK_REJECT;
	if (order->action == P2P_ACTION_MARK)
		return P2P_HOOK_CLASSIFY;
	/* Who is nobody at first may be somebody behind a translation. */
	if (p2p_order_touches_all(order) || (p2p_subscriber_is_default(subscriber) && order->action != P2P_ACTION_COUNT))
		return P2P_HOOK_JUDGE;
	return P2P_HOOK_CLASSIFY;
}

static void tally_order(struct p2p_tally *tally, const struct p2p_subscriber *subscriber, const struct p2p_order *order, int by)
{
	enum p2p_hook hook = last_hook_of(subscriber, order);

	tally->sanctions += by;
	*scope_tally(tally, order->scope) += by;
	tally->wanted[hook] += by;
	if (hook == P2P_HOOK_JUDGE)
		tally->wanted[P2P_HOOK_CLASSIFY] += by;
	if (p2p_order_touches_all(order))
		tally->wanted_of_all[hook] += by;
}

/* The state's own counts follow what is staged. */
static void tally(struct p2p_state *next, const struct p2p_subscriber *subscriber, int by)
{
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	if (p2p_subscriber_is_default(subscriber)) {
		next->tally.defaults += by;
		next->tally.defaults_all += p2p_order_touches_all(order) ? by : 0;
	} else {
		next->tally.subscribers += by;
	}
	next->tally.prefixes += by * (int)p2p_subscriber_prefix_count(subscriber);
	if (order)
		tally_order(&next->tally, subscriber, order, by);
}

static void retire(struct p2p_net *pn, struct p2p_subscriber *subscriber)
{
	tally(pn->transaction.next, subscriber, -1);
	if (subscriber->state == P2P_VERSION_NEW)
		p2p_subscriber_unlink(&pn->subscribers, subscriber);
	else
		p2p_subscriber_set_state(&pn->subscribers, subscriber, P2P_VERSION_OLD);
}

static int check_room(struct p2p_net *pn, const struct p2p_subscriber *subscriber, const struct p2p_subscriber *old,
		      struct p2p_refusal *refusal)
{
	const struct p2p_tally *next = &pn->transaction.next->tally;

	if (pn->transaction.staged + p2p_subscriber_size(subscriber) > P2P_STAGED_MAX)
		return p2p_refuse(refusal, -ENOSPC, "too much for one transaction: commit in parts");
	if (!old && next->subscribers >= (p2p_net_of_user(pn) ? P2P_SUBSCRIBERS_OF_USER : P2P_SUBSCRIBERS_MAX))
		return p2p_refuse(refusal, -ENOSPC, "there is no room for more subscribers");
	if (next->prefixes - (old ? p2p_subscriber_prefix_count(old) : 0) + p2p_subscriber_prefix_count(subscriber) >
	    P2P_BINDINGS_MAX)
		return p2p_refuse(refusal, -ENOSPC, "there is no room for more prefixes");
	return 0;
}

static int add(struct p2p_net *pn, struct p2p_subscriber *subscriber, struct p2p_subscriber *old,
	       struct p2p_refusal *refusal)
{
	struct p2p_subscriber *owner = NULL;
	u32 prefix = P2P_NO_PREFIX;
	int err;

	err = p2p_subscriber_link(&pn->subscribers, subscriber, old, &prefix, &owner);
	if (err == -ENOSPC)
		return p2p_refuse(refusal, err, "more than 16777215 versions of subscribers: commit in parts");
	if (err != -EEXIST)
		return err ? p2p_refuse(refusal, err, "no memory for the subscriber") : 0;
	refusal->prefix = prefix;
	if (owner == subscriber)
		return p2p_refuse(refusal, -EINVAL, "the subscriber names this prefix twice");
	refusal->owner = owner;
	return p2p_refuse(refusal, -EEXIST, "the prefix belongs to another subscriber");
}

static struct p2p_subscriber *find_version(struct p2p_net *pn, const struct p2p_subscriber *subscriber, u64 when)
{
	return p2p_subscriber_find(&pn->subscribers, p2p_subscriber_key(subscriber), subscriber->key_length, when);
}

/* Return: what was wrong with it; then it is freed, at once or with the transaction */
static int stage(struct p2p_net *pn, struct p2p_subscriber *subscriber, const struct p2p_words *words,
		 struct p2p_subscriber *old, struct p2p_refusal *refusal)
{
	struct p2p_subscriber *running = find_version(pn, subscriber, generation(pn));
	struct p2p_now at = now();
	int err;

	err = check_room(pn, subscriber, old, refusal);
	if (!err && words->order.action) {
		subscriber->sanction = p2p_sanction_get(&pn->subscribers.sanctions, words,
							running ? running->sanction : NULL, &at);
		if (!subscriber->sanction)
			err = p2p_refuse(refusal, -ENOMEM, "no memory for the sanction");
		else if (subscriber->sanction->users == 1)
			pn->transaction.staged += sizeof(*subscriber->sanction) + words->reason_length;
	}
	if (!err)
		err = add(pn, subscriber, old, refusal);
	/* Now: the first packet that sees the new version finds spent what was spent. */
	if (!err && running)
		p2p_account_pass_on(&subscriber->account, READ_ONCE(running->account));
	pn->transaction.staged += p2p_subscriber_size(subscriber);
	if (err && !subscriber->id) {
		p2p_sanction_put(&pn->subscribers.sanctions, subscriber->sanction);
		p2p_subscriber_destroy(subscriber);
	}
	return err;
}

int p2p_transaction_set(struct p2p_net *pn, struct p2p_subscriber *subscriber, const struct p2p_words *words,
			struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	struct p2p_subscriber *old;
	int err;

	lockdep_assert_held(&pn->lock);
	old = find_version(pn, subscriber, tx->next->generation);
	err = stage(pn, subscriber, words, old, refusal);
	if (err)
		return err;
	tally(tx->next, subscriber, 1);
	if (old)
		retire(pn, old);
	return 0;
}

int p2p_transaction_delete(struct p2p_net *pn, const void *key, u8 key_length, struct p2p_refusal *refusal)
{
	struct p2p_subscriber *subscriber;

	lockdep_assert_held(&pn->lock);
	subscriber = p2p_subscriber_find(&pn->subscribers, key, key_length, pn->transaction.next->generation);
	if (!subscriber)
		return p2p_refuse(refusal, -ENOENT,
			      key_length ? "there is no such subscriber" : "there is no default sanction");
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
		if (p2p_subscriber_valid(&pn->subscribers, subscriber, next))
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

void p2p_transaction_garden(struct p2p_net *pn, struct p2p_garden *garden)
{
	struct p2p_state *next = pn->transaction.next;

	lockdep_assert_held(&pn->lock);
	p2p_garden_put(next->garden);
	next->garden = garden;
}

static void tell_ended(struct p2p_net *pn, struct p2p_subscriber *old, struct p2p_subscriber *new, enum p2p_clock clock)
{
	struct p2p_event event = { .kind = P2P_EVENT_SANCTION_ENDED, .clock = clock };

	p2p_notice(pn, old, new ? &new->account : &old->account, &event);
}

static void tell_changed(struct p2p_net *pn, const struct p2p_subscriber *old, struct p2p_subscriber *new)
{
	struct p2p_event event = {
		.kind = P2P_EVENT_SANCTION_CHANGED,
		.old_scope = old->sanction->order.scope,
		.old_action = old->sanction->order.action,
	};

	p2p_notice(pn, new, &new->account, &event);
}

/* Its begin was told, and its end was not. */
static bool told_to_run(const struct p2p_subscriber *subscriber)
{
	return subscriber->sanction && !subscriber->sanction->awaited && !subscriber->sanction->told;
}

/* Return: 0 while it is in force; else which clock ended it */
static enum p2p_clock ended_by(const struct p2p_sanction *sanction, const struct p2p_now *now)
{
	return p2p_order_over(&sanction->order, now) ?: READ_ONCE(sanction->order.ended) ? P2P_CLOCK_WALL : 0;
}

static void tell_begun(struct p2p_net *pn, struct p2p_subscriber *new)
{
	struct p2p_event event = { .kind = P2P_EVENT_SANCTION_BEGAN };
	struct p2p_now at = now();

	if (told_to_run(new) && !ended_by(new->sanction, &at))
		p2p_notice(pn, new, &new->account, &event);
}

/* The same sanction, word for word, is one object, and goes on. */
static void tell_replaced(struct p2p_net *pn, struct p2p_subscriber *old, struct p2p_subscriber *new)
{
	struct p2p_now at = now();
	enum p2p_clock clock = 0;

	if (new && new->sanction == old->sanction)
		return;
	if (told_to_run(old))
		clock = ended_by(old->sanction, &at) ?: P2P_CLOCK_ORDER;
	if (clock == P2P_CLOCK_ORDER && new && told_to_run(new) && !ended_by(new->sanction, &at)) {
		tell_changed(pn, old, new);
		return;
	}
	if (clock)
		tell_ended(pn, old, new, clock);
	if (new)
		tell_begun(pn, new);
}

/* What a subscriber loses is told before what he gets: the order in which a reader wants them. No packet sees the old
 * versions any more.
 */
static void settle(struct p2p_net *pn)
{
	struct p2p_subscriber *subscriber, *other;
	u64 coming = pn->subscribers.coming;
	unsigned long id;

	p2p_notice_begin(pn);
	xa_for_each_marked(&pn->subscribers.all, id, subscriber, P2P_VERSION_PENDING) {
		if (subscriber->state != P2P_VERSION_OLD)
			continue;
		other = find_version(pn, subscriber, coming);
		/* It may have been made meanwhile. First this: what is told goes into its history. */
		if (other)
			p2p_account_pass_on(&other->account, subscriber->account);
		tell_replaced(pn, subscriber, other);
		cond_resched();
	}
	xa_for_each_marked(&pn->subscribers.all, id, subscriber, P2P_VERSION_PENDING) {
		if (subscriber->state == P2P_VERSION_NEW && !find_version(pn, subscriber, coming - 1))
			tell_begun(pn, subscriber);
		cond_resched();
	}
}

/* Decide what becomes of the versions of this transaction. */
static void tidy_up(struct p2p_net *pn, bool committed)
{
	struct p2p_subscriber *subscriber;
	unsigned long id;

	xa_for_each_marked(&pn->subscribers.all, id, subscriber, P2P_VERSION_PENDING) {
		if (subscriber->state == (committed ? P2P_VERSION_NEW : P2P_VERSION_OLD))
			p2p_subscriber_set_state(&pn->subscribers, subscriber, P2P_VERSION_LIVE);
		else if (subscriber->state != P2P_VERSION_GONE)
			p2p_subscriber_unlink(&pn->subscribers, subscriber);
		cond_resched();
	}
	p2p_subscribers_tidy(&pn->subscribers);
}

/* Only now: in the middle of a transaction a prefix may lie within one that is about to go. */
static int check_nesting(struct p2p_net *pn, struct p2p_refusal *refusal)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));

	if (pn->transaction.next->settings.nested ||
	    !p2p_nesting_find(&pn->subscribers, state->settings.nested, &refusal->nesting))
		return 0;
	return p2p_refuse(refusal, -EEXIST, "a prefix lies within one of another subscriber");
}

int p2p_transaction_commit(struct p2p_net *pn, struct p2p_refusal *refusal)
{
	struct p2p_transaction *tx = &pn->transaction;
	int err;

	lockdep_assert_held(&pn->lock);
	if (tx->upload.data)
		return p2p_refuse(refusal, -EINVAL, "the ruleset is not complete: its last chunks are missing");
	err = check_nesting(pn, refusal);
	if (err)
		return err;
	if (tx->content.list)
		return p2p_refuse(refusal, -EINVAL, "a content list is not complete: its last ids are missing");
	err = p2p_net_publish(pn, tx->next);
	if (err == -ENOMEM)
		return p2p_refuse(refusal, err, "no memory for the tables that this configuration needs");
	if (err)
		return p2p_refuse(refusal, err, "conntrack or the packet hooks could not be started");
	settle(pn);
	tidy_up(pn, true);
	p2p_offload_end(pn);
	forget(tx);
	return 0;
}

void p2p_transaction_abort(struct p2p_net *pn)
{
	struct p2p_transaction *tx = &pn->transaction;

	lockdep_assert_held(&pn->lock);
	if (!tx->cookie)
		return;
	tidy_up(pn, false);
	p2p_ruleset_put(tx->next->ruleset);
	p2p_garden_put(tx->next->garden);
	p2p_contents_put(tx->next->contents);
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
