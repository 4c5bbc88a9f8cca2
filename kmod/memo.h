/* SPDX-License-Identifier: GPL-2.0-only */
/* Whom a flow concerns, and what is to be done with one that is peer-to-peer. It takes look-ups in tables of any size to find
 * that out, and is the same for all of its packets until the next commit, or the next second where a sanction begins or ends:
 * so it is noted. A note that is lost is only made again.
 */
#ifndef P2P_MEMO_H
#define P2P_MEMO_H

#include <linux/bitops.h>
#include <linux/hash.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/seqlock.h>
#include <net/netfilter/nf_conntrack_zones.h>

#include "verdict.h"

struct p2p_subscriber;

/* For so long a hit need not be told again: then the record of the flow must hear that it still runs. */
#define P2P_MEMO_TOLD_TIME	(60 * HZ)

/* For so long the memo of a flow is not given to another one. */
#define P2P_MEMO_LEAST_TIME	HZ

/**
 * struct p2p_memo - of one flow, until another one takes its place
 * @sequence: odd while somebody writes
 * @noted_at: jiffies
 * @busy: bit 0 is the lock of the writers, who do not wait for it
 * @zone: conntrack zone
 * @told: bits of the ends (by enum ip_conntrack_dir) that need not be told again that a sanction hits the flow
 * @judged: bits of the directions for which there is one of @verdicts
 * @class: for which they hold
 * @told_at: jiffies
 * @ct: only compared, never followed
 * @tuple: original; with @ct, @zone, @responder and @port it tells whether this is the flow
 * @responder: address, as it is after translation
 * @generation: for which it was noted: versions of that generation are there while a packet sees it
 * @ends: initiator and responder
 * @second: of the wall clock, in which @verdicts hold; 0 until the next commit
 * @judged_at: the last bits of jiffies; the clock may be set back to the same second
 * @port: of the responder
 * @verdicts: on packets of each direction
 */
struct p2p_memo {
	seqcount_t sequence;
	u32 noted_at;
	unsigned long busy;
	u16 zone;
	u8 told:2;
	u8 judged:2;
	u8 class;
	u32 told_at;
	const struct nf_conn *ct;
	struct nf_conntrack_tuple tuple;
	union nf_inet_addr responder;
	u64 generation;
	struct p2p_subscriber *ends[IP_CT_DIR_MAX];
	u32 second;
	u16 judged_at;
	__be16 port;
	struct p2p_verdict verdicts[IP_CT_DIR_MAX];
};

/**
 * struct p2p_recollection - what was noted, as a packet sees it
 * @ends: at its source and its destination
 * @told: bits of them
 * @judged: there is a verdict
 * @verdict: on the packet
 */
struct p2p_recollection {
	struct p2p_subscriber *ends[2];
	u8 told;
	bool judged;
	struct p2p_verdict verdict;
};

/**
 * struct p2p_memos - one for each flow that has the same hash
 * @memo: NULL until the first commit that loads signatures
 * @bits: binary logarithm of how many there are
 * @key: of the hash
 */
struct p2p_memos {
	struct p2p_memo *memo;
	u32 bits;
	unsigned long key;
};

void p2p_memos_start(struct p2p_memos *memos, u32 count);	/* may be called again; without memory nothing is noted */
void p2p_memos_stop(struct p2p_memos *memos);			/* no packet can reach it any more */

/* Note the ends of a flow. Nothing is noted while another CPU does, or of another flow just did. */
void p2p_memo_note(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, struct p2p_subscriber *initiator,
		   struct p2p_subscriber *responder);

/**
 * p2p_memo_note_verdict - note what is to be done with packets of a direction, if the flow is noted at all
 * @dir: enum ip_conntrack_dir
 * @class: of the flow
 * @second: of the wall clock, after which it may be another; 0: not before the next commit
 */
void p2p_memo_note_verdict(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir, u8 class, u32 second,
			   struct p2p_verdict verdict);

/* Note that a hit need not be told of this end of the flow for some time, if the flow is noted at all. */
void p2p_memo_note_told(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir);

/* A connection begins: what was noted was noted of another one, long gone, at the same address. */
void p2p_memo_forget(struct p2p_memos *memos, const struct nf_conn *ct);

/* Return: NULL while there are no memos */
static inline struct p2p_memo *p2p_memo_of(const struct p2p_memos *memos, const struct nf_conn *ct)
{
	struct p2p_memo *memo = smp_load_acquire(&memos->memo);	/* pairs with p2p_memos_start() */

	return memo ? &memo[hash_long((unsigned long)ct ^ memos->key, memos->bits)] : NULL;
}

static inline bool p2p_memo_is_of(const struct p2p_memo *memo, const struct nf_conn *ct, u64 generation)
{
	return memo->ct == ct && memo->generation == generation && memo->zone == nf_ct_zone(ct)->id &&
	       nf_ct_tuple_equal(&memo->tuple, &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple) &&
	       nf_inet_addr_cmp(&memo->responder, &ct->tuplehash[IP_CT_DIR_REPLY].tuple.src.u3) &&
	       memo->port == ct->tuplehash[IP_CT_DIR_REPLY].tuple.src.u.all;
}

static inline bool p2p_memo_has_verdict(const struct p2p_memo *memo, u8 dir, u8 class)
{
	return memo->judged >> dir & 1 && memo->class == class &&
	       (!memo->second || (memo->second == (u32)ktime_get_real_seconds() && (u16)((u16)jiffies - memo->judged_at) < HZ));
}

/**
 * p2p_memo_recall - what was noted of a flow
 * @generation: that the packet sees
 * @dir: of the packet, enum ip_conntrack_dir
 * @class: of the flow
 *
 * Return: false when nothing was; what stands in @known then means nothing
 */
static inline bool p2p_memo_recall(const struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir,
				   u8 class, struct p2p_recollection *known)
{
	const struct p2p_memo *memo = p2p_memo_of(memos, ct);
	unsigned int sequence;
	bool found;

	if (!memo)
		return false;
	sequence = raw_seqcount_begin(&memo->sequence);
	found = p2p_memo_is_of(memo, ct, generation);
	if (found) {
		known->ends[0] = memo->ends[dir];
		known->ends[1] = memo->ends[!dir];
		known->told = 0;
		if (memo->told && (u32)jiffies - memo->told_at < P2P_MEMO_TOLD_TIME)
			known->told = dir ? memo->told >> 1 | (memo->told & 1) << 1 : memo->told;
		known->judged = p2p_memo_has_verdict(memo, dir, class);
		known->verdict = memo->verdicts[dir];
	}
	/* In any case: KCSAN takes what comes before for guarded. */
	return !read_seqcount_retry(&memo->sequence, sequence) && found;
}

#endif
