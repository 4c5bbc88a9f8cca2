/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_HISTORY_H
#define P2P_HISTORY_H

#include <linux/spinlock.h>

#include "event.h"

#define P2P_HISTORY_EVENTS 4

/**
 * struct p2p_history - the last events of a subscriber
 * @lock: protects @events, @sizes, @next and changes of @seconds; taken with bottom halves off
 * @next: where the next one goes: the place of the oldest
 * @sizes: of @events
 * @seconds: in which an event that may come again and again was kept: a decision, and a hit
 * @events: each a p2p_event up to its last member in use, without the key; NULL where there is none yet
 */
struct p2p_history {
	spinlock_t lock;
	u8 next;
	u16 sizes[P2P_HISTORY_EVENTS];
	u32 seconds[2];
	void *events[P2P_HISTORY_EVENTS];
};

void p2p_history_init(struct p2p_history *history);
void p2p_history_exit(struct p2p_history *history);

/**
 * p2p_history_due - would an event of a kind that comes again and again be kept now
 * @kind: P2P_EVENT_DECIDED or P2P_EVENT_SANCTION_HIT
 *
 * One of each kind in a second: where every packet makes one, they would push out all else.
 */
bool p2p_history_due(const struct p2p_history *history, u8 kind);

/**
 * p2p_history_add - keep an event, in the place of the oldest one
 * @event: copied, but for its key
 * @again: it may come again and again: see p2p_history_due()
 *
 * Any context. Return: false when there was no memory
 */
bool p2p_history_add(struct p2p_history *history, struct p2p_event *event, bool again);

/* Move the events of another history, which nobody else uses any more, in front of the own ones, as far as there is room. */
void p2p_history_put_before(struct p2p_history *history, struct p2p_history *earlier);

/* Copy the events, the oldest first, without the bytes of their keys. Return: how many */
unsigned int p2p_history_copy(struct p2p_history *history, struct p2p_event events[P2P_HISTORY_EVENTS]);

#endif
