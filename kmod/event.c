// SPDX-License-Identifier: GPL-2.0-only
/* What user space is told. Events are queued by packets and handlers and carried to the listeners by a work item, in
 * batches; the queue is bounded, and what does not fit is counted where the reader sees it. The reason of a sanction is
 * not copied into each event, which would make the queue half as large again: an event holds the sanction.
 */
#include "event.h"

#include "net.h"
#include "netlink_event.h"

#include <linux/jhash.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#define BATCH 16

/* Return: how many events were taken off the queue. */
static u32 take(struct p2p_events *events, struct p2p_event *batch, u64 *lost)
{
	u32 n;

	spin_lock_bh(&events->lock);
	for (n = 0; n < BATCH && events->count; n++, events->count--) {
		batch[n] = events->ring[events->head];
		events->head = (events->head + 1) % P2P_EVENT_QUEUE;
	}
	*lost = events->lost;
	spin_unlock_bh(&events->lock);
	return n;
}

static void release(const struct p2p_event *batch, u32 n)
{
	while (n--)
		p2p_sanction_release(batch[n].sanction);
}

static void carry(struct work_struct *work)
{
	struct p2p_net *pn = container_of(work, struct p2p_net, events.work);
	struct p2p_event *batch = kmalloc_array(BATCH, sizeof(*batch), GFP_KERNEL);
	u32 n, left = P2P_EVENT_QUEUE;
	u64 lost;

	if (!batch)
		return;		/* the next event tries again */
	while (left && (n = take(&pn->events, batch, &lost))) {
		p2p_netlink_send_events(pn, batch, n, lost);
		release(batch, n);
		left -= min(left, n);
		cond_resched();
	}
	/* Events may come as fast as they are carried: who waits for this to end is not to wait for that. */
	if (!left)
		schedule_work(work);
	kfree(batch);
}

void p2p_event_init(struct p2p_net *pn)
{
	spin_lock_init(&pn->events.lock);
	INIT_WORK(&pn->events.work, carry);
	pn->events.seed = get_random_u32();
}

int p2p_event_start(struct p2p_net *pn)
{
	struct p2p_events *events = &pn->events;

	if (events->ring)
		return 0;
	events->slots = kvcalloc(P2P_EVENT_SLOTS, sizeof(*events->slots), GFP_KERNEL_ACCOUNT);
	events->ring = kvcalloc(P2P_EVENT_QUEUE, sizeof(*events->ring), GFP_KERNEL_ACCOUNT);
	if (events->slots && events->ring)
		return 0;
	kvfree(events->slots);
	kvfree(events->ring);
	events->slots = NULL;
	events->ring = NULL;
	return -ENOMEM;
}

void p2p_event_exit(struct p2p_net *pn)
{
	struct p2p_events *events = &pn->events;

	cancel_work_sync(&events->work);
	for (; events->count; events->count--) {
		release(&events->ring[events->head], 1);
		events->head = (events->head + 1) % P2P_EVENT_QUEUE;
	}
	kvfree(events->slots);
	kvfree(events->ring);
}

void p2p_event_set_subscriber(struct p2p_event *event, const struct p2p_subscriber *subscriber)
{
	event->is_default = p2p_subscriber_is_default(subscriber);
	event->key_length = subscriber->key_length;
	memcpy(event->key, p2p_subscriber_key(subscriber), subscriber->key_length);
}

void p2p_event_set_sanction(struct p2p_event *event, const struct p2p_subscriber *subscriber)
{
	struct p2p_sanction *sanction = subscriber->sanction;

	p2p_event_set_subscriber(event, subscriber);
	event->scope = sanction->order.scope;
	event->action = sanction->order.action;
	event->sanction = sanction->reason[0] ? sanction : NULL;
}

bool p2p_event_wanted(struct p2p_net *pn)
{
	return pn->events.ring && p2p_netlink_has_listeners(pn->net);
}

/* Return: false when @limit events are waiting already */
static bool put(struct p2p_net *pn, struct p2p_event *event, u32 limit)
{
	struct p2p_events *events = &pn->events;
	bool room;

	p2p_event_stamp(event);
	spin_lock_bh(&events->lock);
	room = events->count < limit;
	if (room) {
		events->ring[(events->head + events->count++) % P2P_EVENT_QUEUE] = *event;
		p2p_sanction_hold(event->sanction);
		p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS);
	}
	spin_unlock_bh(&events->lock);
	schedule_work(&events->work);
	return room;
}

static void lose(struct p2p_net *pn)
{
	spin_lock_bh(&pn->events.lock);
	pn->events.lost++;
	spin_unlock_bh(&pn->events.lock);
	p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS_LOST);
}

void p2p_event_queue(struct p2p_net *pn, struct p2p_event *event)
{
	if (p2p_event_wanted(pn) && !put(pn, event, P2P_EVENT_QUEUE - P2P_EVENT_RESERVE))
		lose(pn);
}

void p2p_event_queue_order(struct p2p_net *pn, struct p2p_event *event)
{
	unsigned int tries;

	if (!p2p_event_wanted(pn))
		return;
	/* The work item takes none of our locks. It may find no memory, but not for ever. */
	for (tries = 0; tries < 10; tries++) {
		if (put(pn, event, P2P_EVENT_QUEUE))
			return;
		flush_work(&pn->events.work);
	}
	lose(pn);
}

static u32 likeness(const struct p2p_events *events, const struct p2p_event *event, const union nf_inet_addr *address)
{
	u32 hash = jhash(event->signature, strlen(event->signature), events->seed + event->kind);

	if (event->key_length || event->is_default)
		return jhash(event->key, event->key_length, hash);
	return jhash(address, sizeof(*address), hash);
}

/* Return: the slot of events like this one, or else the one that was used least lately */
static struct p2p_event_slot *find_slot(const struct p2p_events *events, u32 hash)
{
	struct p2p_event_slot *set = &events->slots[hash % (P2P_EVENT_SLOTS / P2P_EVENT_WAYS) * P2P_EVENT_WAYS];
	struct p2p_event_slot *oldest = set;
	unsigned int way;

	for (way = 0; way < P2P_EVENT_WAYS; way++) {
		if (READ_ONCE(set[way].hash) == hash)
			return &set[way];
		if (READ_ONCE(set[way].second) < READ_ONCE(oldest->second))
			oldest = &set[way];
	}
	return oldest;
}

/* Without a lock for all that is left out: a flood of it must not make the CPUs wait for each other. */
static bool told_already(struct p2p_event_slot *slot, u32 hash, u32 second)
{
	/* Pairs with the store in claim(): who sees this second sees the hash that goes with it. */
	if (smp_load_acquire(&slot->second) != second || READ_ONCE(slot->hash) != hash)
		return false;
	atomic_inc(&slot->repeats);
	return true;
}

/* Return: 0 and the slot is the event's; -EALREADY when another CPU told it; -EBUSY when another event has the slot */
static int claim(struct p2p_events *events, u32 hash, u32 second, u32 *repeats)
{
	struct p2p_event_slot *slot;
	int err = 0;

	spin_lock_bh(&events->lock);
	slot = find_slot(events, hash);
	if (told_already(slot, hash, second)) {
		err = -EALREADY;
	} else if (slot->second == second) {
		err = -EBUSY;
	} else {
		*repeats = atomic_xchg(&slot->repeats, 0);
		if (slot->hash != hash)
			*repeats = 0;
		WRITE_ONCE(slot->hash, hash);
		smp_store_release(&slot->second, second);	/* behind the hash */
	}
	spin_unlock_bh(&events->lock);
	return err;
}

void p2p_event_queue_once(struct p2p_net *pn, struct p2p_event *event, const union nf_inet_addr *address)
{
	u32 second = ktime_get_seconds() + 1;	/* never 0, the mark of an empty slot */
	int err = -EALREADY;
	u32 hash;

	if (!p2p_event_wanted(pn))
		return;
	hash = likeness(&pn->events, event, address);
	if (!told_already(find_slot(&pn->events, hash), hash, second))
		err = claim(&pn->events, hash, second, &event->repeats);
	if (!err)
		p2p_event_queue(pn, event);
	else if (err == -EBUSY)
		lose(pn);
	else
		p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS_COALESCED);
}
