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
 * @protocol: IPPROTO_*
 * @told: bits of the ends that need not be told again that a sanction hits the flow, as packets of each direction see them
 * @told_at: jiffies
 * @ct: only compared, never followed: the connection may be gone, and its memory another one's
 * @places: of the initiator as it is before translation, and of the responder as it is after. With @zone and @protocol they
 *	are all of a connection that what is noted hangs on
 * @generation: for which it was noted: versions of that generation are there while a packet sees it
 * @ends: initiator, responder, and the initiator again: of each direction the source, and behind it the destination
 * @verdicts: on packets of each direction
 * @classes: of the flow, for which they hold; 0 where there is none
 * @timed: it holds no longer than until a second of the wall clock is over, not until the next commit
 * @until: that is when jiffies have come so far
 */
struct p2p_memo {
	seqcount_t sequence;
	u32 noted_at;
	unsigned long busy;
	u16 zone;
	u8 protocol;
	u32 told_at;
	const struct nf_conn *ct;
	struct nf_conntrack_man places[IP_CT_DIR_MAX];
	u64 generation;
	struct p2p_subscriber *ends[IP_CT_DIR_MAX + 1];
	u32 until[IP_CT_DIR_MAX];
	struct p2p_verdict verdicts[IP_CT_DIR_MAX];
	u8 classes[IP_CT_DIR_MAX];
	u8 told[IP_CT_DIR_MAX];
	bool timed[IP_CT_DIR_MAX];
} ____cacheline_aligned;

/**
 * struct p2p_recollection - what was noted, as a packet sees it
 * @source: who is there
 * @destination: likewise
 * @verdict: on the packet
 * @told: bits of the ends that were told
 * @told_at: jiffies
 * @judged: there is a verdict
 *
 * No arrays: it lives in registers.
 */
struct p2p_recollection {
	struct p2p_subscriber *source;
	struct p2p_subscriber *destination;
	struct p2p_verdict verdict;
	u8 told;
	u32 told_at;
	bool judged;
};

/**
 * struct p2p_memos - one for each flow that has the same hash
 * @memo: NULL until the first commit that loads signatures
 * @shift: 64 less the binary logarithm of how many there are
 * @key: of the hash
 */
struct p2p_memos {
	struct p2p_memo *memo;
	u32 shift;
	unsigned long key;
};

bool p2p_memos_start(struct p2p_memos *memos, u32 count);	/* may be called again. Return: false when nothing will be noted */
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
void p2p_memo_note_verdict(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir, u8 class, u64 second,
			   struct p2p_verdict verdict);

/* Note that a hit need not be told of this end of the flow for some time, if the flow is noted at all. */
void p2p_memo_note_told(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir);

void p2p_memo_erase(struct p2p_memo *memo);

static inline u64 p2p_memo_index(const struct p2p_memos *memos, const struct nf_conn *ct)
{
	return ((unsigned long)ct ^ memos->key) * GOLDEN_RATIO_64 >> memos->shift;
}

/* Return: NULL while there are no memos */
static inline struct p2p_memo *p2p_memo_of(const struct p2p_memos *memos, const struct nf_conn *ct)
{
	struct p2p_memo *memo = smp_load_acquire(&memos->memo);	/* pairs with p2p_memos_start() */

	return memo ? &memo[p2p_memo_index(memos, ct)] : NULL;
}

/* A connection begins: what was noted was noted of another one, long gone, at the same address. Or it was decided anew. */
static inline void p2p_memo_forget(const struct p2p_memos *memos, const struct nf_conn *ct)
{
	struct p2p_memo *memo = p2p_memo_of(memos, ct);

	if (memo && unlikely(READ_ONCE(memo->ct) == ct))
		p2p_memo_erase(memo);
}

static inline bool p2p_memo_knows_place(const struct p2p_memo *memo, const struct nf_conn *ct, enum ip_conntrack_dir dir)
{
	const struct nf_conntrack_man *known = &memo->places[dir], *place = &ct->tuplehash[dir].tuple.src;

	return nf_inet_addr_cmp(&known->u3, &place->u3) && known->u.all == place->u.all && known->l3num == place->l3num;
}

static inline bool p2p_memo_is_of(const struct p2p_memo *memo, const struct nf_conn *ct, u64 generation)
{
	return memo->ct == ct && memo->generation == generation && memo->zone == nf_ct_zone(ct)->id &&
	       memo->protocol == nf_ct_protonum(ct) && p2p_memo_knows_place(memo, ct, IP_CT_DIR_ORIGINAL) &&
	       p2p_memo_knows_place(memo, ct, IP_CT_DIR_REPLY);
}

static inline bool p2p_memo_has_verdict(const struct p2p_memo *memo, unsigned long dir, u8 class)
{
	return memo->classes[dir] == class && (!memo->timed[dir] || memo->until[dir] - (u32)jiffies - 1 < HZ);
}

/**
 * p2p_memo_recall - what was noted of a flow that is confirmed
 * @generation: that the packet sees
 * @dir: of the packet, enum ip_conntrack_dir
 * @class: of the flow; when it is 0, @known says nothing of a verdict
 *
 * Return: false when nothing was; what stands in @known then means nothing
 */
static __always_inline bool p2p_memo_recall(const struct p2p_memos *memos, const struct nf_conn *ct, u64 generation,
					    unsigned long dir, u8 class, struct p2p_recollection *known)
{
	const struct p2p_memo *memo = smp_load_acquire(&memos->memo);	/* pairs with p2p_memos_start() */
	unsigned int sequence;

	if (unlikely(!memo))
		return false;
	memo += p2p_memo_index(memos, ct);
	sequence = raw_seqcount_begin(&memo->sequence);
	if (unlikely(!p2p_memo_is_of(memo, ct, generation))) {
		read_seqcount_retry(&memo->sequence, sequence);	/* KCSAN takes what comes before for guarded */
		return false;
	}
	known->source = memo->ends[dir];
	known->destination = memo->ends[dir + 1];
	known->verdict = memo->verdicts[dir];
	known->told = memo->told[dir];
	known->told_at = memo->told_at;
	known->judged = p2p_memo_has_verdict(memo, dir, class);
	return likely(!read_seqcount_retry(&memo->sequence, sequence));
}

/* Return: bits of the ends that need not be told again */
static __always_inline u8 p2p_memo_still_told(const struct p2p_recollection *known)
{
	return (u32)jiffies - known->told_at < P2P_MEMO_TOLD_TIME ? known->told : 0;
}

#endif
