/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_FLOW_H
#define P2P_FLOW_H

#include <linux/spinlock.h>
#include <net/netfilter/nf_conntrack.h>

#include "dialogue.h"

/**
 * struct p2p_flow - what is kept of a flow beside its class in the conntrack mark
 * @node: in its bucket
 * @ct: only compared, never followed: no reference is held
 * @tuple: original; with @ct and @zone it tells whether the entry is still this flow's
 * @zone: conntrack zone
 * @record: the flow is decided: counted in the table's records
 * @looks: of a record, payloads that were looked at in search of its content id
 * @standing: of a record, enum p2p_standing
 * @ruleset_id: the ruleset that @trail and @dialogue speak of
 * @lists_id: the content lists that @standing speaks of; 0 for none
 * @hit: ids of the subscribers' versions whose sanctions hit it and were told last, one for each end; 0 for none
 * @since: jiffies when it was made; of a record when it was last asked for
 * @trail: what its packets add up to; of a record only the finding
 * @dialogue: its sides by enum ip_conntrack_dir; NULL for UDP, mid-flow and once decided
 *
 * Read and written under the lock of its bucket.
 */
struct p2p_flow {
	struct hlist_node node;
	const struct nf_conn *ct;
	struct nf_conntrack_tuple tuple;
	u16 zone;
	bool record;
	u8 looks;
	u8 standing;
	u32 ruleset_id;
	u32 lists_id;
	u32 hit[2];
	unsigned long since;
	struct p2p_trail trail;
	struct p2p_dialogue *dialogue;
};

/**
 * struct p2p_flow_finding - a copy of what an entry says
 * @ruleset_id: the ruleset that @finding speaks of
 * @finding: what decided
 */
struct p2p_flow_finding {
	u32 ruleset_id;
	struct p2p_finding finding;
};

/**
 * struct p2p_flow_bucket - one chain
 * @lock: protects the chain and its entries; bottom halves off
 * @chain: of struct p2p_flow
 */
struct p2p_flow_bucket {
	spinlock_t lock;
	struct hlist_head chain;
};

/**
 * struct p2p_flows - bounded table of the flows that need memory
 * @buckets: allocated with the first commit that loads signatures; stays until the namespace ends
 * @mask: buckets - 1
 * @bits: binary logarithm of the number of buckets
 * @count: entries
 * @records: those of decided flows
 * @rooms: large windows that streams have borrowed
 * @max: bound of @count; records may take half of it, rooms an eighth
 * @swept: bucket at which the next sweep goes on
 * @key: of the hash
 */
struct p2p_flows {
	struct p2p_flow_bucket *buckets;
	u32 mask;
	u32 bits;
	u32 max;
	u32 swept;
	unsigned long key;
	/* Away from what each packet reads. */
	atomic_t count ____cacheline_aligned_in_smp;
	atomic_t records;
	atomic_t rooms;
};

int p2p_flow_init(void);
void p2p_flow_exit(void);

/* Allocate the table of a namespace; may be called again.
 * @of_user: somebody without privileges may have made the namespace: a small one
 * Return: 0 or -ENOMEM
 */
int p2p_flow_start(struct p2p_flows *flows, bool of_user);
void p2p_flow_flush(struct p2p_flows *flows);	/* forget all entries */
void p2p_flow_stop(struct p2p_flows *flows);	/* no packet can reach it any more */

struct p2p_flow_bucket *p2p_flow_bucket(const struct p2p_flows *flows, const struct nf_conn *ct);

/* False only while nobody has an entry, without a look at the table. Who sees an entry sees the table it is in. */
static inline bool p2p_flow_any(const struct p2p_flows *flows)
{
	return atomic_read_acquire(&flows->count);	/* pairs with the one who counted it */
}

/* Records must not crowd out undecided flows. */
static inline u32 p2p_flow_records_max(const struct p2p_flows *flows)
{
	return flows->max / 2;
}

static inline bool p2p_flow_takes_records(const struct p2p_flows *flows)
{
	return atomic_read(&flows->records) < p2p_flow_records_max(flows);
}

/* Whether there is room for flows that have asked a question and no more; a quarter of the table is not for those. */
static inline bool p2p_flow_spare(const struct p2p_flows *flows)
{
	return atomic_read(&flows->count) < flows->max - flows->max / 4;
}

/**
 * p2p_flow_find - the entry of a connection
 * @bucket: of @ct, its lock held
 * @ct: of the packet at hand
 *
 * Return: valid while the lock is held; NULL when there is none
 */
struct p2p_flow *p2p_flow_find(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, const struct nf_conn *ct);

/**
 * p2p_flow_find_or_create - the entry of a connection, made when there is none
 *
 * Return: as p2p_flow_find(), or ERR_PTR(-ENOSPC) when the table is full, ERR_PTR(-ENOMEM)
 */
struct p2p_flow *p2p_flow_find_or_create(struct p2p_flows *flows, struct p2p_flow_bucket *bucket,
					 const struct nf_conn *ct);

/**
 * p2p_flow_replace - in a full table, take the entry of the flow that would be forgotten first
 * @bucket: of @ct, its lock held; what was found there may be another flow's now
 * @ct: of the packet at hand, which has no entry
 * @question: it has asked a question and no more, and takes the entry of none that has done more
 *
 * The entry changes hands while it is counted: no other CPU can take the room in between. So a flood has to be faster than a
 * handshake for a whole table to keep one from being decided. Records stay.
 *
 * Return: as p2p_flow_find(); NULL when none near gives way
 */
struct p2p_flow *p2p_flow_replace(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, const struct nf_conn *ct,
				  bool question);

/**
 * p2p_flow_make_record - the flow is decided: from now on its entry is a record
 * @flow: its bucket is locked
 *
 * Records must not crowd out undecided flows: when they fill half of the table, this one is removed.
 *
 * Return: false when it was
 */
bool p2p_flow_make_record(struct p2p_flows *flows, struct p2p_flow *flow);

/* Give an entry, its bucket locked, a dialogue. Return: 0 or -ENOMEM */
int p2p_flow_add_dialogue(struct p2p_flow *flow);
void p2p_flow_drop_dialogue(struct p2p_flows *flows, struct p2p_flow *flow);

/* Give one of its streams, which has none, a large window. Return: 0, -ENOSPC or -ENOMEM */
int p2p_flow_add_room(struct p2p_flows *flows, struct p2p_stream *stream);

/* What a record says counts no more: it is the entry of an undecided flow, as long as it is used. */
void p2p_flow_drop_record(struct p2p_flows *flows, struct p2p_flow *flow);
void p2p_flow_remove(struct p2p_flows *flows, struct p2p_flow *flow);	/* its bucket is locked */
void p2p_flow_remove_of(struct p2p_flows *flows, const struct nf_conn *ct);

/* A connection begins, or ends with its first packet: nothing in the table is of it any more. */
static inline void p2p_flow_forget(struct p2p_flows *flows, const struct nf_conn *ct)
{
	if (p2p_flow_any(flows))
		p2p_flow_remove_of(flows, ct);
}

/**
 * p2p_flow_hit - is this the first packet of a recorded flow that a sanction touches
 * @id: of the subscriber's version: another one has another sanction
 *
 * Return: 1 yes, 0 no, -ENOENT when the flow has no record
 */
int p2p_flow_hit(struct p2p_flows *flows, const struct nf_conn *ct, u32 id);

/* What was found in a flow. Return: false when it has no entry */
bool p2p_flow_recall(struct p2p_flows *flows, const struct nf_conn *ct, struct p2p_flow_finding *found);

/* Free entries that nothing used for long; a bounded part of the table in each call. */
void p2p_flow_sweep(struct p2p_flows *flows);

#endif
