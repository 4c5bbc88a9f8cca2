// SPDX-License-Identifier: GPL-2.0-only
#include "action.h"

#include "limit.h"
#include "offload.h"
#include "reject.h"
#include "report.h"

static void count_for(const struct p2p_passage *pass, struct p2p_subscriber *subscriber, enum p2p_counters_attr packets)
{
	struct p2p_counters __percpu *counters = p2p_account_counters(&subscriber->account);

	if (counters)
		p2p_counters_add(counters, packets, pass->segments, p2p_packet_bytes(pass->skb));
	else
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
}

void p2p_action_count_p2p(struct p2p_passage *pass)
{
	p2p_stats_count_class(pass->pn->stats, pass->class, pass->segments, p2p_packet_bytes(pass->skb));
	p2p_passage_find_ends(pass);
	if (pass->ends[0])
		count_for(pass, pass->ends[0], P2P_COUNTERS_A_P2P_PACKETS);
	if (pass->ends[1] && pass->ends[1] != pass->ends[0])
		count_for(pass, pass->ends[1], P2P_COUNTERS_A_P2P_PACKETS);
}

static void account(const struct p2p_passage *pass, u8 end, u8 action)
{
	p2p_stats_add(pass->pn->stats, p2p_stats_of_action(action), pass->segments);
	count_for(pass, pass->ends[end], p2p_counters_of(action));
	p2p_report_hit(pass, end);
}

/* What was cleared before a sanction touched it must not be offloaded either. */
static void keep_from_offload(const struct p2p_passage *pass, u8 action)
{
	if (p2p_action_lets_pass(action) && pass->ct && pass->class == P2P_CLASS_OTHER && pass->state->settings.enforce)
		p2p_offload_prevent(pass->ct, &pass->state->settings);
}

/* Each returns whether the packet passes. */

static bool mark_packet(struct p2p_passage *pass, u8 end)
{
	if (!pass->state->settings.enforce) {
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_WOULD_MARK, pass->segments);
		return true;
	}
	account(pass, end, P2P_ACTION_MARK);
	p2p_action_set_mark(pass->skb, pass->ends[end]);
	return true;
}

static bool drop_packet(const struct p2p_passage *pass, u8 end, u8 action)
{
	if (!pass->state->settings.enforce) {
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_WOULD_DROP, pass->segments);
		return true;
	}
	account(pass, end, action);
	/* The connection is freed with its first packet: so is what was kept of it. */
	if (pass->ct && !nf_ct_is_confirmed(pass->ct))
		p2p_flow_forget(&pass->pn->flows, pass->ct);
	return false;
}

/* He who is told is the subscriber: what comes from elsewhere is dropped silently. */
static bool reject_packet(const struct p2p_passage *pass, u8 end, const struct nf_hook_state *hook)
{
	bool passes = drop_packet(pass, end, P2P_ACTION_REJECT);

	if (!passes && !end)
		p2p_reject(pass->skb, hook);
	return passes;
}

static bool limit_packet(const struct p2p_passage *pass, u8 limits)
{
	int over = p2p_limit(pass->ends[0], pass->ends[1], limits, p2p_packet_bytes(pass->skb));

	if (unlikely(over == -ENOMEM))
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
	return over < 0 || drop_packet(pass, over, P2P_ACTION_LIMIT);
}

bool p2p_action(struct p2p_passage *pass, const struct p2p_verdict *verdict, const struct nf_hook_state *hook)
{
	keep_from_offload(pass, verdict->action);
	switch (verdict->action) {
	case P2P_ACTION_COUNT:
		account(pass, verdict->end, P2P_ACTION_COUNT);
		return true;
	case P2P_ACTION_MARK:
		return mark_packet(pass, verdict->end);
	case P2P_ACTION_LIMIT:
		return limit_packet(pass, verdict->limits);
	case P2P_ACTION_REJECT:
		return reject_packet(pass, verdict->end, hook);
	case P2P_ACTION_DROP:
		return drop_packet(pass, verdict->end, P2P_ACTION_DROP);
	default:
		return true;
	}
}
