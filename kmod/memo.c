// SPDX-License-Identifier: GPL-2.0-only
#include "memo.h"

#include <linux/bottom_half.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/random.h>

int p2p_memos_start(struct p2p_memos *memos, u32 count)
{
	u32 i, rounded = roundup_pow_of_two(count);
	struct p2p_memo *memo;

	if (memos->memo)
		return 0;
	memo = kvcalloc(rounded, sizeof(*memo), GFP_KERNEL_ACCOUNT);
	if (!memo)
		return -ENOMEM;
	for (i = 0; i < rounded; i++)
		seqcount_init(&memo[i].sequence);
	memos->bits = ilog2(rounded);
	memos->key = get_random_long();
	memos->memo = memo;
	return 0;
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
	write_seqcount_begin(&memo->sequence);
	return true;
}

static void end(struct p2p_memo *memo)
{
	write_seqcount_end(&memo->sequence);
	clear_bit_unlock(0, &memo->busy);
	local_bh_enable();
}

void p2p_memo_note(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, struct p2p_subscriber *initiator,
		   struct p2p_subscriber *responder)
{
	struct p2p_memo *memo;

	if (!memos->memo)
		return;
	memo = p2p_memo_of(memos, ct);
	if (!begin(memo))
		return;
	memo->ct = ct;
	memo->zone = nf_ct_zone(ct)->id;
	memo->tuple = ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;
	memo->generation = generation;
	memo->ends[IP_CT_DIR_ORIGINAL] = initiator;
	memo->ends[IP_CT_DIR_REPLY] = responder;
	memo->told = 0;
	end(memo);
}

void p2p_memo_note_told(struct p2p_memos *memos, const struct nf_conn *ct, u64 generation, u8 dir)
{
	struct p2p_memo *memo;

	if (!memos->memo)
		return;
	memo = p2p_memo_of(memos, ct);
	if (!begin(memo))
		return;
	if (p2p_memo_is_of(memo, ct, generation)) {
		memo->told |= 1 << dir;
		memo->told_at = jiffies;
	}
	end(memo);
}

void p2p_memo_forget(struct p2p_memos *memos, const struct nf_conn *ct)
{
	struct p2p_memo *memo;

	if (!memos->memo)
		return;
	memo = p2p_memo_of(memos, ct);
	if (READ_ONCE(memo->ct) != ct || !begin(memo))
		return;
	memo->ct = NULL;
	end(memo);
}
