// SPDX-License-Identifier: GPL-2.0-only
#include "memo.h"

#include <linux/bottom_half.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/timekeeping.h>

bool p2p_memos_start(struct p2p_memos *memos, u32 count)
{
	u32 i, rounded = rounddown_pow_of_two(count);
	struct p2p_memo *memo;

	if (memos->memo)
		return true;
	/* It is not worth that anybody is killed for. */
	memo = kvcalloc(rounded, sizeof(*memo), GFP_KERNEL_ACCOUNT | __GFP_NOWARN | __GFP_RETRY_MAYFAIL);
	if (!memo)
		return false;
	for (i = 0; i < rounded; i++) {
		seqcount_init(&memo[i].sequence);
		if (!(i % 65536))
			cond_resched();
	}
	memos->shift = 64 - ilog2(rounded);
	memos->key = get_random_long();
	smp_store_release(&memos->memo, memo);	/* pairs with p2p_memo_of() */
	return true;
}

void p2p_memos_stop(struct p2p_memos *memos)
{
	kvfree(memos->memo);
	memos->memo = NULL;
}

/* Two packets of the same flow, or of two with the same hash: the first one notes. */
static bool begin(struct p2p_memo *memo)
{
	local_bh_disable();
	if (test_and_set_bit_lock(0, &memo->busy)) {
		local_bh_enable();
		return false;
	}
	raw_write_seqcount_begin(&memo->sequence);	/* nobody waits for the end of it */
	return true;
}

static void end(struct p2p_memo *memo)
{
	raw_write_seqcount_end(&memo->sequence);
	clear_bit_unlock(0, &memo->busy);
	local_bh_enable();
}

/* Where more flows run than there are memos, they must not take them from each other with each packet. */
static bool taken(const struct p2p_memo *memo, const struct nf_conn *ct, u64 generation)
{
	const struct nf_conn *holder = READ_ONCE(memo->ct);

	return holder && holder != ct && READ_ONCE(memo->generation) == generation &&
	       (u32)jiffies - READ_ONCE(memo->noted_at) < P2P_MEMO_LEAST_TIME;
}

void p2p_memo_note(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, struct p2p_subscriber *initiator,
		   struct p2p_subscriber *responder)
{
	struct p2p_memo *memo = p2p_memo_of(memos, ct);

	if (!memo || taken(memo, ct, generation) || !begin(memo))
		return;
	memo->noted_at = jiffies;
	memo->ct = ct;
	memo->zone = nf_ct_zone(ct)->id;
	memo->protocol = nf_ct_protonum(ct);
	memo->places[IP_CT_DIR_ORIGINAL] = ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple.src;
	memo->places[IP_CT_DIR_REPLY] = ct->tuplehash[IP_CT_DIR_REPLY].tuple.src;
	memo->generation = generation;
	memo->ends[IP_CT_DIR_ORIGINAL] = initiator;
	memo->ends[IP_CT_DIR_REPLY] = responder;
	memo->ends[IP_CT_DIR_MAX] = initiator;
	memset(memo->told, 0, sizeof(memo->told));
	memset(memo->classes, 0, sizeof(memo->classes));
	end(memo);
}

/* Of a second of the wall clock, in jiffies, and no tick too late. */
static u32 end_of(u64 second)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	return (u32)jiffies + (now.tv_sec == second ? (NSEC_PER_SEC - now.tv_nsec) / TICK_NSEC : 0);
}

void p2p_memo_note_verdict(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir, u8 class, u64 second,
			   struct p2p_verdict verdict)
{
	struct p2p_memo *memo = p2p_memo_of(memos, ct);

	if (!memo || READ_ONCE(memo->ct) != ct || !begin(memo))
		return;
	if (p2p_memo_is_of(memo, ct, generation)) {
		memo->timed[dir] = second;
		if (second)
			memo->until[dir] = end_of(second);
		memo->classes[dir] = class;
		memo->verdicts[dir] = verdict;
	}
	end(memo);
}

void p2p_memo_note_told(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir)
{
	struct p2p_memo *memo = p2p_memo_of(memos, ct);

	if (!memo || READ_ONCE(memo->ct) != ct || !begin(memo))
		return;
	if (p2p_memo_is_of(memo, ct, generation)) {
		memo->told[dir] |= 1;
		memo->told[!dir] |= 2;
		memo->told_at = jiffies;
	}
	end(memo);
}

void p2p_memo_erase(struct p2p_memo *memo)
{
	if (!begin(memo))
		return;
	memo->ct = NULL;
	end(memo);
}
