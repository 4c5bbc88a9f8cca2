// SPDX-License-Identifier: GPL-2.0-only
/* What was told of a subscriber is kept whether or not anybody listened: whoever takes his call reads it afterwards. The
 * last few events are enough for that, and few subscribers have any: each is a block of its own, as large as it must be.
 */
#include "history.h"

#include "order.h"

#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

/* @kept: NULL is ignored */
static void drop(struct p2p_event *kept)
{
	if (kept)
		p2p_sanction_release(kept->sanction);
	kfree(kept);
}

void p2p_history_init(struct p2p_history *history)
{
	spin_lock_init(&history->lock);
}

void p2p_history_exit(struct p2p_history *history)
{
	unsigned int i;

	for (i = 0; i < P2P_HISTORY_EVENTS; i++)
		drop(history->events[i]);
}

/* An order has no flow, and needs half of what a flow needs. */
static u16 size_of(const struct p2p_event *event)
{
	if (!event->orig.src.l3num)
		return offsetof(struct p2p_event, orig);
	if (event->list[0])
		return offsetof(struct p2p_event, list) + strlen(event->list) + 1;
	return offsetof(struct p2p_event, signature) + strlen(event->signature) + 1;
}

static u32 this_second(void)
{
	return ktime_get_seconds() + 1;		/* never 0: nothing was kept yet */
}

bool p2p_history_due(const struct p2p_history *history, u8 kind)
{
	return READ_ONCE(history->seconds[kind == P2P_EVENT_SANCTION_HIT]) != this_second();
}

/* Return: what it takes the place of */
static void *put(struct p2p_history *history, void *kept, u16 size)
{
	void *oldest = history->events[history->next];

	history->events[history->next] = kept;
	history->sizes[history->next] = size;
	history->next = (history->next + 1) % P2P_HISTORY_EVENTS;
	return oldest;
}

bool p2p_history_add(struct p2p_history *history, struct p2p_event *event, bool again)
{
	u16 size = size_of(event);
	struct p2p_event *kept;

	if (again && !p2p_history_due(history, event->kind))
		return true;
	p2p_event_stamp(event);
	kept = kmemdup(event, size, GFP_NOWAIT | __GFP_NOWARN | __GFP_ACCOUNT);
	if (!kept)
		return false;
	p2p_sanction_hold(kept->sanction);
	spin_lock_bh(&history->lock);
	if (again)
		WRITE_ONCE(history->seconds[event->kind == P2P_EVENT_SANCTION_HIT], this_second());
	kept = put(history, kept, size);
	spin_unlock_bh(&history->lock);
	drop(kept);
	return true;
}

/* From the youngest backwards: where the own ones end, the earlier ones begin. */
void p2p_history_put_before(struct p2p_history *history, struct p2p_history *earlier)
{
	unsigned int back, from = 0;

	spin_lock_bh(&history->lock);
	for (back = 1; back <= P2P_HISTORY_EVENTS; back++) {
		unsigned int place = (history->next - back) % P2P_HISTORY_EVENTS, source;

		if (history->events[place])
			continue;
		source = (earlier->next - ++from) % P2P_HISTORY_EVENTS;
		history->events[place] = earlier->events[source];
		history->sizes[place] = earlier->sizes[source];
		earlier->events[source] = NULL;
	}
	spin_unlock_bh(&history->lock);
}

unsigned int p2p_history_copy(struct p2p_history *history, struct p2p_event events[P2P_HISTORY_EVENTS])
{
	unsigned int i, place, n = 0;

	memset(events, 0, sizeof(*events) * P2P_HISTORY_EVENTS);
	spin_lock_bh(&history->lock);
	for (i = 0; i < P2P_HISTORY_EVENTS; i++) {
		place = (history->next + i) % P2P_HISTORY_EVENTS;
		if (history->events[place])
			memcpy(&events[n++], history->events[place], history->sizes[place]);
	}
	spin_unlock_bh(&history->lock);
	return n;
}
