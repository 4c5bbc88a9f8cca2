// SPDX-License-Identifier: GPL-2.0-only
/* What user space is told. Events are queued by packets and handlers and carried to the listeners by a work item, in
 * batches; the queue is bounded, and what does not fit is counted where the reader sees it.
 */
#include "event.h"

#include "net.h"
#include "netlink_event.h"

#include <linux/jhash.h>
#include <linux/mm.h>
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

static void carry(struct work_struct *work)
{
	struct p2p_net *pn = container_of(work, struct p2p_net, events.work);
	struct p2p_event *batch = kmalloc_array(BATCH, sizeof(*batch), GFP_KERNEL);
	u64 lost;
	u32 n;

	if (!batch)
		return;		/* the next event tries again */
	while ((n = take(&pn->events, batch, &lost))) {
		p2p_netlink_send_events(pn, batch, n, lost);
		cond_resched();
	}
	kfree(batch);
}

void p2p_event_init(struct p2p_net *pn)
{
	spin_lock_init(&pn->events.lock);
	INIT_WORK(&pn->events.work, carry);
}

int p2p_event_start(struct p2p_net *pn)
{
	if (!pn->events.ring)
		pn->events.ring = kvcalloc(P2P_EVENT_QUEUE, sizeof(*pn->events.ring), GFP_KERNEL_ACCOUNT);
	return pn->events.ring ? 0 : -ENOMEM;
}

void p2p_event_exit(struct p2p_net *pn)
{
	cancel_work_sync(&pn->events.work);
	kvfree(pn->events.ring);
}

static void put(struct p2p_net *pn, const struct p2p_event *event)
{
	struct p2p_events *events = &pn->events;
	struct p2p_event *slot;

	if (events->count == P2P_EVENT_QUEUE) {
		events->lost++;
		p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS_LOST);
		return;
	}
	slot = &events->ring[(events->head + events->count++) % P2P_EVENT_QUEUE];
	*slot = *event;
	slot->time_ms = ktime_to_ms(ktime_get_real());
	p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS);
}

void p2p_event_queue(struct p2p_net *pn, const struct p2p_event *event)
{
	if (!pn->events.ring || !p2p_netlink_has_listeners(pn->net))
		return;
	spin_lock_bh(&pn->events.lock);
	put(pn, event);
	spin_unlock_bh(&pn->events.lock);
	schedule_work(&pn->events.work);
}

static u32 likeness(const struct p2p_event *event, const union nf_inet_addr *address)
{
	u32 hash = jhash(event->signature, strlen(event->signature), event->kind);

	if (event->key_length)
		return jhash(event->key, event->key_length, hash);
	return jhash(address, sizeof(*address), hash);
}

void p2p_event_queue_once(struct p2p_net *pn, struct p2p_event *event, const union nf_inet_addr *address)
{
	u32 hash = likeness(event, address);
	struct p2p_event_slot *slot = &pn->events.slots[hash % P2P_EVENT_SLOTS];
	u32 second = ktime_get_seconds() + 1;	/* never 0, the mark of an empty slot */

	spin_lock_bh(&pn->events.lock);
	if (slot->hash == hash && slot->second == second) {
		slot->repeats++;
		p2p_stats_count(pn->stats, P2P_STATS_A_EVENTS_COALESCED);
		spin_unlock_bh(&pn->events.lock);
		return;
	}
	event->repeats = slot->hash == hash ? slot->repeats : 0;
	*slot = (struct p2p_event_slot){ .hash = hash, .second = second };
	spin_unlock_bh(&pn->events.lock);
	p2p_event_queue(pn, event);
}
