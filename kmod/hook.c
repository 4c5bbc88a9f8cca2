// SPDX-License-Identifier: GPL-2.0-only
/* The way of a packet. PRE_ROUTING, right behind conntrack: what is this flow, and does somebody want it marked, so that
 * routing, tc and nft see the mark of this very packet. FORWARD: is it to be counted or dropped; what is meant for the
 * router itself never comes here.
 */
#include "hook.h"

#include "bypass.h"
#include "inspect.h"
#include "limit.h"
#include "mark.h"
#include "passage.h"
#include "reject.h"
#include "report.h"
#include "standing.h"

#include <linux/bottom_half.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <linux/timekeeping.h>
#include <net/l3mdev.h>
#include <net/netfilter/nf_conntrack_core.h>

/* --- packet, flow, classify --- */

/* Class bits on the first packet of an expected connection are the master's, and what is no class is nobody's. */
static noinline u8 reset_class(const struct p2p_passage *pass, u8 class)
{
	if (!p2p_state_works(pass->state))
		return 0;	/* our bits may be others by the time that we have something to do */
	if (class > P2P_CLASS_LAST)
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_MARK_UNKNOWN);
	else if (test_bit(IPS_EXPECTED_BIT, &pass->ct->status))
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_MARK_INHERITED);
	else
		return class;
	p2p_mark_advance(pass->ct, &pass->state->settings, class, 0);
	return 0;
}

/* What the first packet of a flow finds in the second hook is what was decided in the first. */
static __always_inline u8 read_class(const struct p2p_passage *pass, bool first_hook)
{
	u8 class = p2p_mark_read(pass->ct, &pass->state->settings);

	if (likely(class <= P2P_CLASS_LAST && (!class || !first_hook || nf_ct_is_confirmed(pass->ct))))
		return class;
	return reset_class(pass, class);
}

/* The packet is an error about the flow, or begins an expected one. */
static bool is_related(enum ip_conntrack_info info)
{
	return info % IP_CT_IS_REPLY == IP_CT_RELATED;
}

/* It touches a packet, which goes on all the same. */
static bool lets_pass(u8 action)
{
	return action && action < P2P_ACTION_REJECT;
}

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

/* May a sanction of scope all mean one of the ends? */
static bool may_touch(const struct p2p_net *pn, const struct p2p_state *state, const struct sk_buff *skb)
{
	const struct nf_conn *ct = (void *)skb_nfct(skb);

	return state->tally.defaults_all ||
	       p2p_filter_may_hold(&pn->subscribers.touched, nf_ct_l3num(ct),
				   &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple.src.u3,
				   &ct->tuplehash[IP_CT_DIR_REPLY].tuple.src.u3);
}

/* Who is cleared may be offloaded past both hooks: not while a sanction of scope all touches him, be it that it lets him pass. */
static noinline bool is_kept(const struct p2p_passage *pass)
{
	struct p2p_passage now = *pass;

	return pass->ct && pass->state->settings.enforce && may_touch(pass->pn, pass->state, pass->skb) &&
	       lets_pass(p2p_passage_verdict(&now).action);
}

/* Judge a packet whose flow is not decided. One without a connection is judged in both hooks and told in one. */
static void judge(struct p2p_passage *pass, const struct p2p_packet *packet, bool tell_it)
{
	struct p2p_inspection in = inspection_of(pass, packet);
	const struct p2p_tally *tally = &pass->state->tally;

	in.kept = unlikely(tally->marking_all || tally->forwarding_all) && packet->payload_size && is_kept(pass);
	pass->class = p2p_inspect(&in);
	if (pass->state->contents)
		pass->standing = p2p_standing_find(pass->state->contents, &in.finding);
	if (tell_it && p2p_mark_p2p(pass->class) && p2p_finding_decides(&in.finding))
		p2p_report_decided(pass, &in);
}

/* --- subscriber, verdict --- */

static struct p2p_verdict decide(struct p2p_passage *pass, bool first_hook)
{
	struct p2p_verdict verdict = p2p_passage_verdict(pass);

	/* Each hook tells of the actions that are its own. */
	if (unlikely(verdict.spared) && (verdict.spared == P2P_ACTION_MARK) == first_hook)
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_GARDEN_PASSED, p2p_packet_segments(pass->skb));
	return verdict;
}

static __always_inline void count_p2p(const struct p2p_net *pn, const struct sk_buff *skb, u8 class)
{
	p2p_stats_add(pn->stats, p2p_stats_packets_of(class), p2p_packet_segments(skb));
	p2p_stats_add(pn->stats, p2p_stats_packets_of(class) + 1, skb->len);
}

/* Who is at the ends is looked up in one hook, where that can be: the one in which sanctions ask for it. */
static bool counted_in_forward(const struct p2p_tally *tally)
{
	return tally->forwarding && !tally->marking;
}

/* Of one who is at both ends, once. */
static void count_ends(struct p2p_passage *pass)
{
	u32 segments = p2p_packet_segments(pass->skb), bytes = pass->skb->len;
	unsigned int end;

	p2p_passage_find_ends(pass);
	for (end = 0; end < 2; end++)
		if (pass->ends[end] && (!end || pass->ends[0] != pass->ends[1]) &&
		    !p2p_account_count(&pass->ends[end]->account, P2P_COUNTERS_A_P2P_PACKETS, segments, bytes))
			p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
}

/* What was cleared before a sanction touched it must not be offloaded either. */
static void keep_from_offload(const struct p2p_passage *pass, u8 action)
{
	if (lets_pass(action) && pass->ct && pass->class == P2P_CLASS_OTHER && pass->state->settings.enforce)
		p2p_offload_prevent(pass->ct, &pass->state->settings);
}

/* --- event --- */

static void account(struct p2p_passage *pass, u8 end, enum p2p_stats_attr what)
{
	struct p2p_subscriber *subscriber = pass->ends[end];
	u32 segments = p2p_packet_segments(pass->skb);

	p2p_stats_add(pass->pn->stats, what, segments);
	if (!p2p_subscriber_count(subscriber, p2p_subscriber_order(subscriber)->action, segments, pass->skb->len))
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
	p2p_report_hit(pass, end);
}

/* --- the hooks --- */

/* Nearly all packets are. The first one of an expected connection has the mark of another. */
static __always_inline bool is_cleared(const struct p2p_state *state, const struct sk_buff *skb)
{
	const struct nf_conn *ct = (void *)skb_nfct(skb);

	return ct && p2p_mark_cleared(ct, &state->settings) && nf_ct_is_confirmed(ct);
}

/* The class of a packet that belongs to a flow which was found to be peer-to-peer; an error about a flow does not.
 * Return: 0 where a closer look is needed
 */
static __always_inline u8 settled_class(const struct p2p_state *state, const struct sk_buff *skb)
{
	enum ip_conntrack_info info;
	const struct nf_conn *ct = nf_ct_get(skb, &info);
	u8 class = ct ? p2p_mark_read(ct, &state->settings) : 0;

	return p2p_mark_p2p(class) && nf_ct_is_confirmed(ct) && !is_related(info) ? class : 0;
}

static void enter(struct p2p_passage *pass, bool first_hook)
{
	pass->ct = nf_ct_get(pass->skb, &pass->info);
	pass->class = pass->ct ? read_class(pass, first_hook) : P2P_CLASS_UNDECIDED;
}

/* What is not known of the flow yet, or what must not be taken for the flow itself.
 * Return: false when no sanction may touch the packet
 */
static noinline bool examine(struct p2p_passage *pass, bool first_hook)
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
	if (pass->ct && is_related(pass->info) && p2p_packet_is_icmp(&packet)) {
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
	if (pass->state->ruleset && (first_hook || !pass->ct)) {
		local_bh_disable();	/* nf_reinject() comes here without */
		judge(pass, &packet, first_hook);
		local_bh_enable();
	}
	return true;
}

static void mark_packet(struct p2p_passage *pass)
{
	struct p2p_verdict verdict = decide(pass, true);
	const struct p2p_order *order;

	if (verdict.action != P2P_ACTION_MARK)
		return;
	if (!pass->state->settings.enforce) {
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_WOULD_MARK, p2p_packet_segments(pass->skb));
		return;
	}
	keep_from_offload(pass, verdict.action);
	account(pass, verdict.end, P2P_STATS_A_MARKED);
	order = p2p_subscriber_order(pass->ends[verdict.end]);
	pass->skb->mark = (pass->skb->mark & ~order->mark_mask) | order->mark_value;
}

/* A flow may say what it is about only after it was decided. */
static __always_inline bool may_say_more(const struct p2p_state *state, const struct p2p_flows *flows)
{
	return (state->settings.capture || p2p_state_heeds_lists(state)) && state->ruleset && p2p_flow_any(flows);
}

static noinline void look_closer(struct p2p_passage *pass)
{
	struct p2p_packet packet;
	struct p2p_inspection in = inspection_of(pass, &packet);

	if (!p2p_packet_parse(&packet, pass->skb, pass->family))
		return;
	local_bh_disable();	/* nf_reinject() comes here without */
	p2p_inspect_content(&in);
	local_bh_enable();
}

static __always_inline unsigned int count_and_mark(struct p2p_passage *pass)
{
	const struct p2p_tally *tally = &pass->state->tally;
	bool p2p = p2p_mark_p2p(pass->class);

	if (p2p) {
		count_p2p(pass->pn, pass->skb, pass->class);
		if (!counted_in_forward(tally))
			count_ends(pass);
	}
	if (tally->marking_all || (tally->marking && p2p))
		mark_packet(pass);
	return NF_ACCEPT;
}

static noinline unsigned int look_and_mark(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					   const struct p2p_state *state)
{
	struct p2p_passage pass = { .pn = pn, .state = state, .skb = skb, .family = hook->pf };

	enter(&pass, true);
	if (pass.class != P2P_CLASS_OTHER && !examine(&pass, true))
		return NF_ACCEPT;
	return count_and_mark(&pass);
}

static noinline unsigned int listen_and_mark(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					     const struct p2p_state *state, u8 class)
{
	struct p2p_passage pass = { .pn = pn, .state = state, .skb = skb, .family = hook->pf, .class = class };

	pass.ct = nf_ct_get(skb, &pass.info);
	if (may_say_more(state, &pn->flows))
		look_closer(&pass);
	return count_and_mark(&pass);
}

/* Of what was found to be peer-to-peer, most is not to be marked and has nothing more to say. */
static noinline unsigned int mark_p2p(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
				      const struct p2p_state *state)
{
	u8 class = settled_class(state, skb);

	if (unlikely(!class))
		return look_and_mark(pn, skb, hook, state);
	if (!counted_in_forward(&state->tally) || may_say_more(state, &pn->flows))
		return listen_and_mark(pn, skb, hook, state, class);
	count_p2p(pn, skb, class);
	return NF_ACCEPT;
}

static noinline unsigned int mark_cleared(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					  const struct p2p_state *state)
{
	p2p_stats_add(pn->stats, P2P_STATS_A_CLEARED, p2p_packet_segments(skb));
	return state->tally.marking_all && may_touch(pn, state, skb) ? look_and_mark(pn, skb, hook, state) : NF_ACCEPT;
}

static unsigned int prerouting(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	struct p2p_net *pn = priv;
	const struct p2p_state *state = p2p_net_state(pn);

	/* A packet that comes out of a VRF device was seen when it came in. */
	if (p2p_bypassed(pn) || netif_is_l3_master(hook->in))
		return NF_ACCEPT;
	if (unlikely(!is_cleared(state, skb)))
		return mark_p2p(pn, skb, hook, state);
	if (unlikely(state->tally.marking_all || skb_is_gso(skb)))
		return mark_cleared(pn, skb, hook, state);
	p2p_stats_count(pn->stats, P2P_STATS_A_CLEARED);
	return NF_ACCEPT;
}

static unsigned int drop_packet(struct p2p_passage *pass, u8 end, enum p2p_stats_attr what)
{
	if (!pass->state->settings.enforce) {
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_WOULD_DROP, p2p_packet_segments(pass->skb));
		return NF_ACCEPT;
	}
	account(pass, end, what);
	/* The connection is freed with its first packet: so is what was kept of it. */
	if (pass->ct && !nf_ct_is_confirmed(pass->ct))
		p2p_flow_forget(&pass->pn->flows, pass->ct);
	return NF_DROP;
}

/* He who is told is the subscriber: what comes from elsewhere is dropped silently. */
static unsigned int reject_packet(struct p2p_passage *pass, u8 end, const struct nf_hook_state *hook)
{
	unsigned int verdict = drop_packet(pass, end, P2P_STATS_A_REJECTED);

	if (verdict == NF_DROP && !end)
		p2p_reject(pass->skb, hook);
	return verdict;
}

static unsigned int limit_packet(struct p2p_passage *pass, u8 limits)
{
	int over = p2p_limit(pass->ends[0], pass->ends[1], limits, pass->skb->len, ktime_get_ns());

	if (over >= 0)
		return drop_packet(pass, over, P2P_STATS_A_LIMITED);
	if (over != P2P_LIMIT_NONE)
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
	return NF_ACCEPT;
}

static __always_inline unsigned int act(struct p2p_passage *pass, const struct nf_hook_state *hook)
{
	struct p2p_verdict verdict;

	if (p2p_mark_p2p(pass->class) && counted_in_forward(&pass->state->tally))
		count_ends(pass);
	verdict = decide(pass, false);
	keep_from_offload(pass, verdict.action);
	switch (verdict.action) {
	case P2P_ACTION_COUNT:
		account(pass, verdict.end, P2P_STATS_A_COUNTED);
		return NF_ACCEPT;
	case P2P_ACTION_LIMIT:
		return limit_packet(pass, verdict.limits);
	case P2P_ACTION_REJECT:
		return reject_packet(pass, verdict.end, hook);
	case P2P_ACTION_DROP:
		return drop_packet(pass, verdict.end, P2P_STATS_A_DROPPED);
	default:
		return NF_ACCEPT;
	}
}

static noinline unsigned int judge_and_act(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					   const struct p2p_state *state)
{
	struct p2p_passage pass = { .pn = pn, .state = state, .skb = skb, .family = hook->pf };
	const struct p2p_tally *tally = &state->tally;

	enter(&pass, false);
	if (!tally->forwarding || (pass.ct && !p2p_mark_p2p(pass.class) && !tally->forwarding_all))
		return NF_ACCEPT;
	if ((!pass.ct || is_related(pass.info)) && !examine(&pass, false))
		return NF_ACCEPT;
	return act(&pass, hook);
}

static noinline unsigned int act_on_p2p(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					const struct p2p_state *state)
{
	struct p2p_passage pass = { .pn = pn, .state = state, .skb = skb, .family = hook->pf };

	pass.class = settled_class(state, skb);
	if (unlikely(!pass.class))
		return judge_and_act(pn, skb, hook, state);
	pass.ct = nf_ct_get(skb, &pass.info);
	return state->tally.forwarding ? act(&pass, hook) : NF_ACCEPT;
}

static noinline unsigned int act_on_touched(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					    const struct p2p_state *state)
{
	return may_touch(pn, state, skb) ? judge_and_act(pn, skb, hook, state) : NF_ACCEPT;
}

static unsigned int forward(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	struct p2p_net *pn = priv;
	const struct p2p_state *state = p2p_net_state(pn);

	if (p2p_bypassed(pn))
		return NF_ACCEPT;
	if (unlikely(!is_cleared(state, skb)))
		return act_on_p2p(pn, skb, hook, state);
	return unlikely(state->tally.forwarding_all) ? act_on_touched(pn, skb, hook, state) : NF_ACCEPT;
}

static const struct nf_hook_ops prerouting_ops[] = {
	{ .hook = prerouting, .pf = NFPROTO_IPV4, .hooknum = NF_INET_PRE_ROUTING, .priority = NF_IP_PRI_CONNTRACK + 1 },
	{ .hook = prerouting, .pf = NFPROTO_IPV6, .hooknum = NF_INET_PRE_ROUTING, .priority = NF_IP6_PRI_CONNTRACK + 1 },
};

static const struct nf_hook_ops forward_ops[] = {
	{ .hook = forward, .pf = NFPROTO_IPV4, .hooknum = NF_INET_FORWARD, .priority = NF_IP_PRI_FILTER - 1 },
	{ .hook = forward, .pf = NFPROTO_IPV6, .hooknum = NF_INET_FORWARD, .priority = NF_IP6_PRI_FILTER - 1 },
};

/* The namespace's own copy of the hooks leads to what it has: a packet need not look for it. */
static int register_hooks(struct p2p_net *pn, struct nf_hook_ops ops[P2P_HOOK_FAMILIES], const struct nf_hook_ops *hooks)
{
	unsigned int i;

	for (i = 0; i < P2P_HOOK_FAMILIES; i++) {
		ops[i] = hooks[i];
		ops[i].priv = pn;
	}
	return nf_register_net_hooks(pn->net, ops, P2P_HOOK_FAMILIES);
}

int p2p_hook_register_prerouting(struct p2p_net *pn)
{
	int error = nf_ct_netns_get(pn->net, NFPROTO_INET);

	if (error)
		return error;
	error = register_hooks(pn, pn->hooks.prerouting, prerouting_ops);
	if (error)
		nf_ct_netns_put(pn->net, NFPROTO_INET);
	return error;
}

void p2p_hook_unregister_prerouting(struct p2p_net *pn)
{
	nf_unregister_net_hooks(pn->net, pn->hooks.prerouting, P2P_HOOK_FAMILIES);
	nf_ct_netns_put(pn->net, NFPROTO_INET);
}

int p2p_hook_register_forward(struct p2p_net *pn)
{
	return register_hooks(pn, pn->hooks.forward, forward_ops);
}

void p2p_hook_unregister_forward(struct p2p_net *pn)
{
	nf_unregister_net_hooks(pn->net, pn->hooks.forward, P2P_HOOK_FAMILIES);
}
