// SPDX-License-Identifier: GPL-2.0-only
/* What is this flow? Asked of packets of which the mark does not tell. */
#include "examine.h"

#include "inspect.h"
#include "mark.h"
#include "passage.h"
#include "report.h"
#include "standing.h"

#include <linux/bottom_half.h>

static struct p2p_inspection inspection_of(const struct p2p_passage *pass, const struct p2p_packet *packet)
{
	return (struct p2p_inspection) {
		.pn = pass->pn,
		.state = pass->state,
		.packet = packet,
		.ct = pass->ct,
		.dir = pass->ct ? CTINFO2DIR(pass->info) : IP_CT_DIR_ORIGINAL,
		.finding = P2P_FINDING_NONE,
	};
}

/* Who is cleared may be offloaded past all hooks: not while a sanction of scope all touches him, be it that it lets him pass. */
static bool is_kept(const struct p2p_passage *pass)
{
	struct p2p_passage now = *pass;

	if (!pass->ct || !pass->state->settings.enforce ||
	    !p2p_passage_may_touch(pass->pn, pass->state, pass->ct, nf_ct_l3num(pass->ct)))
		return false;
	return p2p_action_lets_pass(p2p_passage_verdict(&now).action);
}

/* Judge a packet whose flow is not decided. One without a connection is judged in each hook, counted and told in the first. */
static void judge(struct p2p_passage *pass, const struct p2p_packet *packet, bool first_hook)
{
	struct p2p_inspection in = inspection_of(pass, packet);

	in.again = !first_hook;
	in.kept = unlikely(pass->state->tally.scope_all) && packet->payload_size && is_kept(pass);
	pass->class = p2p_inspect(&in);
	if (pass->state->contents)
		pass->standing = p2p_standing_find(pass->state->contents, &in.finding);
	if (!first_hook || !p2p_mark_p2p(pass->class) || !p2p_finding_decides(&in.finding))
		return;
	if (pass->ct)
		p2p_memo_forget(&pass->pn->memos, pass->ct);	/* hits were told of what was found before */
	p2p_report_decided(pass, &in);
}

bool p2p_examine(struct p2p_passage *pass, bool first_hook)
{
	struct p2p_stats __percpu *stats = pass->pn->stats;
	struct p2p_packet packet;

	/* Its addresses are sound, and scope all needs no more. */
	if (!p2p_packet_parse(&packet, pass->skb, pass->family)) {
		if (first_hook)
			p2p_stats_count(stats, P2P_STATS_A_SHORT_PACKET);
		return true;
	}
	/* Errors about a flow pass for every scope but all: path MTU discovery needs them. */
	if (pass->ct && p2p_passage_is_related(pass->info) && p2p_packet_is_icmp(&packet)) {
		if (first_hook && p2p_mark_p2p(pass->class))
			p2p_stats_count(stats, P2P_STATS_A_RELATED_PASSED);
		pass->class = P2P_CLASS_UNDECIDED;
		return true;
	}
	if (p2p_mark_decided(pass->class))
		return true;
	pass->class = P2P_CLASS_UNDECIDED;
	if (!pass->ct && pass->info == IP_CT_UNTRACKED) {
		if (first_hook)
			p2p_stats_count(stats, P2P_STATS_A_UNTRACKED);
		return !p2p_packet_is_neighbour_discovery(&packet);
	}
	if (!pass->ct && first_hook)
		p2p_stats_count(stats, P2P_STATS_A_NO_CONNTRACK);
	/* What the tables say of this memory, and even of these ends, was said of a connection that is gone. */
	if (pass->ct && first_hook && !nf_ct_is_confirmed(pass->ct)) {
		p2p_flow_forget(&pass->pn->flows, pass->ct);
		p2p_memo_forget(&pass->pn->memos, pass->ct);
	}
	if (!pass->state->ruleset || (pass->ct && !first_hook))
		return true;
	if (!pass->ct || !p2p_inspect_passed(pass->pn, pass->state, &packet, pass->ct, CTINFO2DIR(pass->info))) {
		local_bh_disable();	/* nf_reinject() comes here without */
		judge(pass, &packet, first_hook);
		local_bh_enable();
	}
	return true;
}

void p2p_examine_content(struct p2p_passage *pass)
{
	struct p2p_packet packet;
	struct p2p_inspection in = inspection_of(pass, &packet);

	if (!p2p_packet_parse(&packet, pass->skb, pass->family))
		return;
	local_bh_disable();	/* nf_reinject() comes here without */
	p2p_inspect_content(&in);
	local_bh_enable();
}
