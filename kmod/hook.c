// SPDX-License-Identifier: GPL-2.0-only
/* The way of a packet. PRE_ROUTING, right behind conntrack: what is this flow; does somebody want it marked, so that routing,
 * tc and nft see the mark of this very packet; if it is peer-to-peer, is it to be counted, limited or dropped, which is no reason
 * for a second hook. Behind NAT: is anything else of a subscriber to be counted, limited or dropped, now that it is known where the
 * first packet of a flow goes. FORWARD: who is told that he is rejected, which takes a route. A hook in FORWARD costs more than all
 * that is done in one, so there is none without need.
 */
#include "hook.h"

#include "action.h"
#include "bypass.h"
#include "examine.h"
#include "limit.h"
#include "local.h"
#include "mark.h"
#include "packet.h"
#include "passage.h"
#include "vrf.h"

#include <linux/compiler.h>
#include <linux/netfilter_ipv4.h>
#include <linux/netfilter_ipv6.h>
#include <net/netfilter/nf_conntrack_core.h>

/* --- what all hooks do --- */

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

	return p2p_mark_p2p(class) && nf_ct_is_confirmed(ct) && !p2p_passage_is_related(info) ? class : 0;
}

/* What was noted of such a flow, for the direction of the packet. Return: false when nothing was */
static __always_inline bool recall(const struct p2p_net *pn, const struct p2p_state *state, const struct sk_buff *skb,
				   u8 class, struct p2p_recollection *known)
{
	enum ip_conntrack_info info;
	const struct nf_conn *ct = nf_ct_get(skb, &info);

	return p2p_memo_recall(&pn->memos, ct, state->generation, CTINFO2DIR(info), class, known);
}

/* Of a flow that begins, somebody may be meant whose address is still to be translated: then it is not for the default. */
static bool may_be_of_somebody(const struct p2p_passage *pass)
{
	return pass->ct && !nf_ct_is_confirmed(pass->ct) && pass->ends[0] && p2p_subscriber_is_default(pass->ends[0]);
}

static enum p2p_hook hook_of(const struct p2p_passage *pass, u8 action)
{
	if (action == P2P_ACTION_MARK)
		return P2P_HOOK_CLASSIFY;
	if (action == P2P_ACTION_REJECT)
		return P2P_HOOK_REJECT;
	if (!p2p_mark_p2p(pass->class) || (action != P2P_ACTION_COUNT && may_be_of_somebody(pass)))
		return P2P_HOOK_JUDGE;
	return P2P_HOOK_CLASSIFY;
}

/* Subscribers are judged by what is forwarded for them: of what is for the router itself the first hook tells what it is, no more.
 * Return: whether the action is not for such a packet
 */
static bool is_spared(const struct p2p_passage *pass, u8 action, enum p2p_hook here, const struct net_device *in)
{
	if (here == P2P_HOOK_REJECT)
		return false;
	if (here == P2P_HOOK_JUDGE)
		return p2p_local_by_route(pass, in);
	if (action <= P2P_ACTION_MARK || !p2p_local(pass, in))
		return false;
	if (pass->ct && nf_ct_is_confirmed(pass->ct))
		p2p_memo_note_verdict(&pass->pn->memos, pass->ct, pass->state->generation, CTINFO2DIR(pass->info), pass->class, 0,
				      (struct p2p_verdict){});
	return true;
}

static noinline unsigned int act(struct p2p_passage *pass, const struct nf_hook_state *hook, enum p2p_hook here)
{
	struct p2p_verdict verdict = p2p_passage_verdict(pass);

	/* Each hook tells of the actions that are its own. */
	if (unlikely(verdict.spared) && hook_of(pass, verdict.spared) == here && !is_spared(pass, verdict.spared, here, hook->in))
		p2p_stats_add(pass->pn->stats, P2P_STATS_A_GARDEN_PASSED, pass->segments);
	if (!verdict.action || hook_of(pass, verdict.action) != here || is_spared(pass, verdict.action, here, hook->in))
		return NF_ACCEPT;
	return p2p_action(pass, &verdict, hook) ? NF_ACCEPT : NF_DROP;
}

/* --- What is known of a flow: its packets take a short way, on which no function is called. What is missing there, if only a
 * counter, sends them the long way.
 */

/* Return: false when somebody has none yet */
static __always_inline bool find_counters(const struct p2p_recollection *known, struct p2p_counters __percpu *counters[2])
{
	counters[0] = known->source ? p2p_account_peek(&known->source->account) : NULL;
	counters[1] = known->destination ? p2p_account_peek(&known->destination->account) : NULL;
	return (!known->source || counters[0]) && (!known->destination || counters[1]);
}

static __always_inline void count_known(const struct p2p_net *pn, const struct p2p_recollection *known,
					struct p2p_counters __percpu *const counters[2], u8 class, u32 segments, u32 bytes)
{
	p2p_stats_count_class(pn->stats, class, segments, bytes);
	if (counters[0])
		p2p_counters_add(counters[0], P2P_COUNTERS_A_P2P_PACKETS, segments, bytes);
	if (counters[1] && known->destination != known->source)
		p2p_counters_add(counters[1], P2P_COUNTERS_A_P2P_PACKETS, segments, bytes);
}

static __always_inline void count_action(const struct p2p_net *pn, const struct p2p_recollection *known,
					 struct p2p_counters __percpu *const counters[2], u8 action, u32 segments, u32 bytes)
{
	p2p_stats_add(pn->stats, p2p_stats_of_action(action), segments);
	p2p_counters_add(known->verdict.end ? counters[1] : counters[0], p2p_counters_of(action), segments, bytes);
}

/* --- PRE_ROUTING, behind conntrack --- */

static unsigned int count_and_act(struct p2p_passage *pass, const struct nf_hook_state *hook)
{
	const struct p2p_tally *tally = &pass->state->tally;
	bool p2p = p2p_mark_p2p(pass->class);

	if (p2p)
		p2p_action_count_p2p(pass);
	return tally->wanted_of_all[P2P_HOOK_CLASSIFY] || (tally->wanted[P2P_HOOK_CLASSIFY] && p2p) ?
	       act(pass, hook, P2P_HOOK_CLASSIFY) : NF_ACCEPT;
}

static noinline unsigned int look_and_act(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					  const struct p2p_state *state)
{
	struct p2p_passage pass __uninitialized;

	p2p_passage_enter(&pass, pn, skb, hook, state);
	pass.class = p2p_passage_class(&pass, true);
	if (pass.class != P2P_CLASS_OTHER && !p2p_examine(&pass, true))
		return NF_ACCEPT;
	if (!p2p_mark_p2p(pass.class) && !state->tally.wanted_of_all[P2P_HOOK_CLASSIFY])
		return NF_ACCEPT;
	return count_and_act(&pass, hook);
}

/* A flow may say what it is about only after it was decided. */
static __always_inline bool may_say_more(const struct p2p_state *state, const struct p2p_flows *flows)
{
	return (state->settings.capture || p2p_state_heeds_lists(state)) && state->ruleset && p2p_flow_any(flows);
}

static noinline unsigned int listen_and_act(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					    const struct p2p_state *state, u8 class)
{
	struct p2p_passage pass __uninitialized;

	p2p_passage_enter(&pass, pn, skb, hook, state);
	pass.class = class;
	if (may_say_more(state, &pn->flows))
		p2p_examine_content(&pass);
	return count_and_act(&pass, hook);
}

/* Who has counters has an account, and buckets in it. Two of them are for the long way. */
static __always_inline bool is_within_rate(const struct p2p_recollection *known, u32 bytes)
{
	bool to = known->verdict.limits == 2;
	struct p2p_subscriber *subscriber = to ? known->destination : known->source;

	return known->verdict.limits != 3 &&
	       p2p_limit_pass(subscriber, &READ_ONCE(subscriber->account)->limiters[to], bytes);
}

/* The packet passes, and there is nothing to tell. */
static __always_inline bool is_routine(const struct p2p_state *state, const struct p2p_recollection *known, u32 bytes)
{
	u8 action = known->verdict.action;

	if (!state->tally.wanted[P2P_HOOK_CLASSIFY])
		return true;
	if (!known->judged || action == P2P_ACTION_DROP || (action == P2P_ACTION_MARK && !state->settings.enforce))
		return false;
	if (action == P2P_ACTION_LIMIT)
		return is_within_rate(known, bytes);
	return !action || action == P2P_ACTION_REJECT || p2p_memo_still_told(known) >> known->verdict.end & 1;
}

static noinline unsigned int act_on_known(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					  const struct p2p_state *state, u8 class)
{
	u32 segments = p2p_packet_noted_segments(skb), bytes = skb->len;
	struct p2p_recollection known __uninitialized;
	struct p2p_counters __percpu *counters[2];

	if (may_say_more(state, &pn->flows) || !recall(pn, state, skb, class, &known) || !segments ||
	    !find_counters(&known, counters) || !is_routine(state, &known, bytes))
		return listen_and_act(pn, skb, hook, state, class);
	count_known(pn, &known, counters, class, segments, bytes);
	if (!state->tally.wanted[P2P_HOOK_CLASSIFY])
		return NF_ACCEPT;
	if (known.verdict.action == P2P_ACTION_COUNT) {
		count_action(pn, &known, counters, P2P_ACTION_COUNT, segments, bytes);
	} else if (known.verdict.action == P2P_ACTION_MARK) {
		count_action(pn, &known, counters, P2P_ACTION_MARK, segments, bytes);
		p2p_action_set_mark(skb, known.verdict.end ? known.destination : known.source);
	}
	return NF_ACCEPT;
}

static noinline unsigned int act_early(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
				       const struct p2p_state *state)
{
	u32 segments = p2p_packet_noted_segments(skb);
	u8 class = settled_class(state, skb);

	if (unlikely(!class))
		return look_and_act(pn, skb, hook, state);
	if (!state->counts_only || !segments)
		return act_on_known(pn, skb, hook, state, class);
	p2p_stats_count_class(pn->stats, class, segments, skb->len);
	return NF_ACCEPT;
}

static noinline unsigned int mark_cleared(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					  const struct p2p_state *state)
{
	const struct nf_conn *ct = (void *)skb_nfct(skb);

	p2p_stats_add(pn->stats, P2P_STATS_A_CLEARED, p2p_packet_segments(skb));
	if (!state->tally.wanted_of_all[P2P_HOOK_CLASSIFY] || !p2p_passage_may_touch(pn, state, ct, nf_ct_l3num(ct)))
		return NF_ACCEPT;
	return look_and_act(pn, skb, hook, state);
}

static __always_inline unsigned int enter(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	const struct p2p_state *state = p2p_net_state(pn);

	if (unlikely(!is_cleared(state, skb)))
		return act_early(pn, skb, hook, state);
	if (unlikely(state->tally.wanted_of_all[P2P_HOOK_CLASSIFY] || skb_is_gso(skb)))
		return mark_cleared(pn, skb, hook, state);
	p2p_stats_count(pn->stats, P2P_STATS_A_CLEARED);
	return NF_ACCEPT;
}

static noinline unsigned int enter_from_vrf(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	return p2p_vrf_comes_twice(skb, hook) ? NF_ACCEPT : enter(pn, skb, hook);
}

static unsigned int behind_conntrack(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	struct p2p_net *pn = priv;

	if (p2p_bypassed(pn))
		return NF_ACCEPT;
	return unlikely(p2p_vrf_has(hook->in)) ? enter_from_vrf(pn, skb, hook) : enter(pn, skb, hook);
}

/* --- PRE_ROUTING, behind NAT; FORWARD --- */

static noinline unsigned int judge_and_act(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					   enum p2p_hook here)
{
	const struct p2p_state *state = p2p_net_state(pn);
	struct p2p_passage pass __uninitialized;

	if (here == P2P_HOOK_JUDGE && unlikely(p2p_vrf_has(hook->in)) && p2p_vrf_comes_twice(skb, hook))
		return NF_ACCEPT;
	p2p_passage_enter(&pass, pn, skb, hook, state);
	pass.class = p2p_passage_class(&pass, false);
	if (pass.ct && !p2p_mark_p2p(pass.class) && !state->tally.wanted_of_all[here])
		return NF_ACCEPT;
	if ((!pass.ct || p2p_passage_is_related(pass.info)) && !p2p_examine(&pass, false))
		return NF_ACCEPT;
	return act(&pass, hook, here);
}

/* Of a flow that was found to be peer-to-peer all but the answer is done behind conntrack. */
static noinline unsigned int act_late(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
				      enum p2p_hook here)
{
	const struct p2p_state *state = p2p_net_state(pn);
	struct p2p_recollection known __uninitialized;
	u8 class = settled_class(state, skb);

	if (unlikely(!state->tally.wanted[here]) || (class && here == P2P_HOOK_JUDGE))
		return NF_ACCEPT;
	if (class && recall(pn, state, skb, class, &known) && known.judged && known.verdict.action != P2P_ACTION_REJECT)
		return NF_ACCEPT;
	return judge_and_act(pn, skb, hook, here);
}

/* The family is that of the flow, unless something packed its packet into another one. What is not cleared, or may be meant, takes
 * the long way, which reads the state anew: so this one needs no stack.
 */
static __always_inline unsigned int come_late(struct p2p_net *pn, struct sk_buff *skb, const struct nf_hook_state *hook,
					      enum p2p_hook here, u8 family)
{
	const struct p2p_state *state = p2p_net_state(pn);
	const struct nf_conn *ct;

	if (p2p_bypassed(pn))
		return NF_ACCEPT;
	if (unlikely(!is_cleared(state, skb)))
		return act_late(pn, skb, hook, here);
	if (!state->tally.wanted_of_all[here])
		return NF_ACCEPT;
	ct = (void *)skb_nfct(skb);
	if (likely(nf_ct_l3num(ct) == family && !p2p_passage_may_touch(pn, state, ct, family)))
		return NF_ACCEPT;
	return judge_and_act(pn, skb, hook, here);
}

static unsigned int behind_nat4(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	return come_late(priv, skb, hook, P2P_HOOK_JUDGE, NFPROTO_IPV4);
}

static unsigned int behind_nat6(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	return come_late(priv, skb, hook, P2P_HOOK_JUDGE, NFPROTO_IPV6);
}

static unsigned int forward4(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	return come_late(priv, skb, hook, P2P_HOOK_REJECT, NFPROTO_IPV4);
}

static unsigned int forward6(void *priv, struct sk_buff *skb, const struct nf_hook_state *hook)
{
	return come_late(priv, skb, hook, P2P_HOOK_REJECT, NFPROTO_IPV6);
}

/* --- there they are --- */

#define HOOK(number, function4, priority4, function6, priority6) { \
	{ .hook = function4, .pf = NFPROTO_IPV4, .hooknum = number, .priority = priority4 }, \
	{ .hook = function6, .pf = NFPROTO_IPV6, .hooknum = number, .priority = priority6 }, \
}

static const struct nf_hook_ops hooks[P2P_HOOKS][P2P_HOOK_FAMILIES] = {
	[P2P_HOOK_CLASSIFY] = HOOK(NF_INET_PRE_ROUTING, behind_conntrack, NF_IP_PRI_CONNTRACK + 1,
				   behind_conntrack, NF_IP6_PRI_CONNTRACK + 1),
	[P2P_HOOK_JUDGE] = HOOK(NF_INET_PRE_ROUTING, behind_nat4, NF_IP_PRI_NAT_DST + 1, behind_nat6, NF_IP6_PRI_NAT_DST + 1),
	[P2P_HOOK_REJECT] = HOOK(NF_INET_FORWARD, forward4, NF_IP_PRI_FILTER - 1, forward6, NF_IP6_PRI_FILTER - 1),
};

/* The namespace's own copy of the hooks leads to what it has: a packet need not look for it. */
static int register_copy(struct p2p_net *pn, enum p2p_hook hook)
{
	struct nf_hook_ops *ops = pn->hooks.ops[hook];
	unsigned int i;

	for (i = 0; i < P2P_HOOK_FAMILIES; i++) {
		ops[i] = hooks[hook][i];
		ops[i].priv = pn;
	}
	return nf_register_net_hooks(pn->net, ops, P2P_HOOK_FAMILIES);
}

int p2p_hook_register(struct p2p_net *pn, enum p2p_hook hook)
{
	int error = hook == P2P_HOOK_CLASSIFY ? nf_ct_netns_get(pn->net, NFPROTO_INET) : 0;

	if (error)
		return error;
	error = register_copy(pn, hook);
	if (!error)
		WRITE_ONCE(pn->hooked[hook], true);
	else if (hook == P2P_HOOK_CLASSIFY)
		nf_ct_netns_put(pn->net, NFPROTO_INET);
	return error;
}

void p2p_hook_unregister(struct p2p_net *pn, enum p2p_hook hook)
{
	nf_unregister_net_hooks(pn->net, pn->hooks.ops[hook], P2P_HOOK_FAMILIES);
	if (hook == P2P_HOOK_CLASSIFY)
		nf_ct_netns_put(pn->net, NFPROTO_INET);
	WRITE_ONCE(pn->hooked[hook], false);
}
