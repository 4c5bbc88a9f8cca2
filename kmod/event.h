/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_EVENT_H
#define P2P_EVENT_H

#include <linux/ktime.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <net/netfilter/nf_conntrack_tuple.h>

#include "uapi/nf_p2p.h"

struct p2p_net;
struct p2p_sanction;
struct p2p_subscriber;

#define P2P_EVENT_QUEUE		1024	/* a power of two: what the work item carries away before a burst is over */
#define P2P_EVENT_RESERVE	256	/* of them for orders: packets cannot push out what an order has to tell */
#define P2P_EVENT_SLOTS		16384	/* a power of two: different events that packets may repeat within a second */
#define P2P_EVENT_WAYS		4	/* slots to choose from: at 4,000 different ones a second, none finds them all taken */

/**
 * struct p2p_event - one thing to be told
 * @kind: enum p2p_event_kind
 * @time_ms: filled in by p2p_event_stamp()
 * @generation: that was in force
 * @orig: as the initiator sent it; src.l3num 0 when there is no flow
 * @reply: as the answer comes back
 * @class: enum p2p_class, 0 for none
 * @scope: enum p2p_scope, 0 for none
 * @action: enum p2p_action, 0 for none
 * @old_scope: of the sanction that another one took the place of; 0 for none
 * @old_action: likewise
 * @clock: enum p2p_clock, 0 for none
 * @repeats: events like this one that were left out
 * @offset: payload bytes read when the signature matched
 * @midflow: the start of the stream was not seen: @offset counts from a segment
 * @signature: name of the one that decided, empty for none
 * @sanction: whose reason is told; NULL for none. In the queue and in a history, held
 * @content_id: what was captured
 * @content_id_size: 0, 16 or 20
 * @list: name of the content list that it is on, empty for none
 * @key: of the subscriber
 * @key_length: 0 for none
 * @is_default: the sanction is the one of whoever is no subscriber
 *
 * What all events have stands first, what few have stands last, before the key: see p2p_history_add().
 */
struct p2p_event {
	u64 time_ms;
	u64 generation;
	u8 kind;
	u8 class;
	u8 scope;
	u8 action;
	u8 old_scope;
	u8 old_action;
	u8 clock;
	u8 content_id_size;
	u8 key_length;
	u16 offset;
	bool midflow;
	bool is_default;
	u32 repeats;
	struct p2p_sanction *sanction;
	struct nf_conntrack_tuple orig;
	struct nf_conntrack_tuple reply;
	u8 content_id[P2P_CONTENT_ID_MAX];
	char signature[P2P_NAME_MAX + 1];
	char list[P2P_NAME_MAX + 1];
	u8 key[P2P_KEY_MAX];
};

/**
 * struct p2p_event_slot - the last event that may come again and again
 * @hash: of what makes two events alike
 * @second: in which one was told; until it is over the slot is taken
 * @repeats: like the one told, left out since
 */
struct p2p_event_slot {
	u32 hash;
	u32 second;
	atomic_t repeats;
};

/**
 * struct p2p_events - the queue between the packet path and the listeners of a namespace
 * @lock: protects @ring, @head, @count, @lost and changes of @slots; taken with bottom halves off
 * @ring: P2P_EVENT_QUEUE slots, allocated with the first commit
 * @head: oldest
 * @count: filled slots
 * @lost: found the queue full since the namespace began
 * @slots: by hash, P2P_EVENT_SLOTS of them, allocated with @ring
 * @seed: of the hash
 * @work: carries the queue to the listeners
 */
struct p2p_events {
	spinlock_t lock;
	struct p2p_event *ring;
	u32 head;
	u32 count;
	u64 lost;
	struct p2p_event_slot *slots;
	u32 seed;
	struct work_struct work;
};

void p2p_event_init(struct p2p_net *pn);
int p2p_event_start(struct p2p_net *pn);	/* allocates the queue; may be called again. Return: 0 or -ENOMEM */
void p2p_event_exit(struct p2p_net *pn);

/* Whom it is about; and what he is under. The caller's RCU section or lock keeps the sanction until it is queued. */
void p2p_event_set_subscriber(struct p2p_event *event, const struct p2p_subscriber *subscriber);
void p2p_event_set_sanction(struct p2p_event *event, const struct p2p_subscriber *subscriber);

bool p2p_event_wanted(struct p2p_net *pn);	/* does anybody listen */

/* It happened now, unless that was said already: whoever tells it and whoever keeps it say the same time. */
static inline void p2p_event_stamp(struct p2p_event *event)
{
	if (!event->time_ms)
		event->time_ms = ktime_to_ms(ktime_get_real());
}

/**
 * p2p_event_queue - tell it to whoever listens, soon
 * @event: stamped when somebody listens, and copied
 *
 * Any context. Without a listener nothing is queued. A full queue loses the event and counts it.
 */
void p2p_event_queue(struct p2p_net *pn, struct p2p_event *event);

/* The same for what an order tells: waits for room in the queue, so it may sleep. */
void p2p_event_queue_order(struct p2p_net *pn, struct p2p_event *event);

/**
 * p2p_event_queue_once - tell it unless one like it was told in this second
 * @event: copied; its @repeats is filled in
 * @address: of the packet that caused it, for events without a subscriber
 *
 * For events that any packet may cause: a flow whose first packet is dropped is new with every packet. Events are alike
 * when kind, subscriber (or address) and signature are. More different ones in a second than are remembered are lost.
 */
void p2p_event_queue_once(struct p2p_net *pn, struct p2p_event *event, const union nf_inet_addr *address);

#endif
