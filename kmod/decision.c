// SPDX-License-Identifier: GPL-2.0-only
/* What is written into the mark and the flow table when a flow moves on. Two CPUs may have packets of one flow at hand:
 * the mark only ever moves forward, and the one whose write of a class succeeds tells it.
 */
#include "decision.h"

void p2p_decision_count_failure(struct p2p_inspection *in, int error)
{
	p2p_stats_count(in->pn->stats, error == -ENOMEM ? P2P_STATS_A_NO_MEMORY : P2P_STATS_A_TABLE_FULL);
}

/* It stays as close to being cleared as it can be, and there it is decided by proof alone. */
static u8 keep(struct p2p_inspection *in)
{
	u8 from;

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_CLASS_OTHER)
			return from;
	} while (from != P2P_MARK_FULL && !p2p_mark_advance(in->ct, &in->state->settings, from, P2P_MARK_FULL));
	return P2P_CLASS_UNDECIDED;
}

u8 p2p_decision_clear(struct p2p_inspection *in)
{
	if (in->kept)
		return keep(in);
	if (p2p_mark_decide(in->ct, &in->state->settings, P2P_CLASS_OTHER))
		p2p_stats_count(in->pn->stats, P2P_STATS_A_DECIDED_OTHER);
	return p2p_decision_progress(in);
}

static struct p2p_flow *hold(struct p2p_inspection *in, struct p2p_flow_bucket *bucket, bool replace)
{
	struct p2p_flow *flow = p2p_flow_find_or_create(&in->pn->flows, bucket, in->ct);

	if (!IS_ERR(flow))
		return flow;
	p2p_decision_count_failure(in, PTR_ERR(flow));
	if (PTR_ERR(flow) != -ENOSPC || !replace)
		return NULL;
	return p2p_flow_replace(&in->pn->flows, bucket, in->ct, false);
}

struct p2p_flow *p2p_decision_hold(struct p2p_inspection *in, struct p2p_flow_bucket *bucket)
{
	return hold(in, bucket, true);
}

static void fill_record(struct p2p_inspection *in, struct p2p_flow *flow)
{
	if (flow->ruleset_id != in->state->ruleset->id)
		p2p_flow_drop_record(&in->pn->flows, flow);	/* what older signatures said was told of them */
	if (!p2p_flow_make_record(&in->pn->flows, flow)) {
		p2p_decision_count_failure(in, -ENOSPC);
		return;
	}
	flow->trail.finding = in->finding;
	flow->looks = 0;
	flow->lists_id = 0;
	flow->ruleset_id = in->state->ruleset->id;
}

/* Asked under the lock of the bucket: who sees the class and takes it finds the record, and only who was first writes that. */
static bool is_first(struct p2p_inspection *in)
{
	if (p2p_mark_decide(in->ct, &in->state->settings, in->finding.class))
		return true;
	in->finding = P2P_FINDING_NONE;		/* another packet has told it */
	return false;
}

static void hold_and_decide(struct p2p_inspection *in)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	struct p2p_flow *flow;

	spin_lock_bh(&bucket->lock);
	flow = is_first(in) ? hold(in, bucket, p2p_flow_takes_records(&in->pn->flows)) : NULL;
	if (flow)
		fill_record(in, flow);
	spin_unlock_bh(&bucket->lock);
}

u8 p2p_decision_make(struct p2p_inspection *in, struct p2p_flow *flow)
{
	if (!in->ct)
		return in->finding.class;
	if (in->finding.class == P2P_CLASS_OTHER) {
		if (flow)
			p2p_flow_remove(&in->pn->flows, flow);
		return p2p_decision_clear(in);
	}
	if (!flow)
		hold_and_decide(in);
	else if (is_first(in))
		fill_record(in, flow);
	return p2p_decision_progress(in);
}

u8 p2p_decision_bury(struct p2p_inspection *in, u8 dead, u8 forget)
{
	const u8 both = P2P_MARK_DEAD(IP_CT_DIR_ORIGINAL) | P2P_MARK_DEAD(IP_CT_DIR_REPLY);
	u8 from, to;

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_MARK_MIDFLOW)
			return from >= P2P_CLASS_OTHER ? from : P2P_CLASS_UNDECIDED;
		to = (from | dead) & ~forget;
		if ((to & both) == both)
			return p2p_decision_clear(in);
	} while (!p2p_mark_advance(in->ct, &in->state->settings, from, to));
	return P2P_CLASS_UNDECIDED;
}

void p2p_decision_lose_start(struct p2p_inspection *in)
{
	u8 from;

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_MARK_MIDFLOW)
			return;
	} while (!p2p_mark_advance(in->ct, &in->state->settings, from, P2P_MARK_MIDFLOW));
	p2p_stats_count(in->pn->stats, P2P_STATS_A_MIDFLOW);
}

void p2p_decision_set_held(struct p2p_inspection *in)
{
	u8 from;

	do {
		from = p2p_decision_progress(in);
		if (from >= P2P_MARK_MIDFLOW)
			return;
	} while (!p2p_mark_advance(in->ct, &in->state->settings, from, from | P2P_MARK_HELD));
}

u8 p2p_decision_restore(struct p2p_inspection *in)
{
	u8 class = P2P_CLASS_UNDECIDED;
	struct p2p_flow_bucket *bucket;
	struct p2p_flow *flow;

	if (p2p_decision_progress(in) || !nf_ct_is_confirmed(in->ct) || !p2p_flow_any(&in->pn->flows))
		return P2P_CLASS_UNDECIDED;
	bucket = p2p_flow_bucket(&in->pn->flows, in->ct);
	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(&in->pn->flows, bucket, in->ct);
	/* Not what an older ruleset said: it may have been replaced because it was wrong. */
	if (flow && flow->record && flow->ruleset_id == in->state->ruleset->id) {
		p2p_mark_decide(in->ct, &in->state->settings, flow->trail.finding.class);
		class = p2p_decision_progress(in);
	}
	spin_unlock_bh(&bucket->lock);
	return class;
}
