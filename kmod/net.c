// SPDX-License-Identifier: GPL-2.0-only
/* The life of a namespace: nothing but a small state at first; hooks, conntrack and tables from the first commit that
 * gives them work; and nothing left behind at the end.
 */
#include "net.h"

#include "bypass.h"
#include "hook.h"
#include "mark.h"
#include "sweep.h"

#include <linux/module.h>
#include <linux/slab.h>
#include <net/net_namespace.h>

#define MARK_MASK_DEFAULT 0xff000000

bool p2p_net_userns __read_mostly;
module_param_named(userns, p2p_net_userns, bool, 0444);
MODULE_PARM_DESC(userns, "let a user namespace's own CAP_NET_ADMIN configure its network namespaces (default: no)");

unsigned int p2p_net_id __read_mostly;

static struct p2p_state *current_state(struct p2p_net *pn)
{
	return rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
}

static void free_state(struct p2p_state *state)
{
	p2p_ruleset_put(state->ruleset);
	p2p_garden_put(state->garden);
	p2p_contents_put(state->contents);
	kfree(state);
}

static int start_tables(struct p2p_net *pn, const struct p2p_state *next)
{
	int error = p2p_event_start(pn);

	if (!error && next->ruleset)
		error = p2p_flow_start(&pn->flows, p2p_net_of_user(pn));
	/* Without notes each packet takes the long way. */
	if (!error && next->ruleset && !p2p_memos_start(&pn->memos, p2p_flow_records_max(&pn->flows)))
		p2p_stats_count(pn->stats, P2P_STATS_A_NO_MEMORY);
	return error;
}

static bool needs_hook(const struct p2p_state *state, enum p2p_hook hook)
{
	return hook == P2P_HOOK_CLASSIFY ? p2p_state_works(state) : state->tally.wanted[hook];
}

/* All at once, when nobody needs any: each time the kernel drops all packets of the namespace that wait in user space for a
 * verdict (nf_queue_nf_hook_drop()). @kept: bits of those that stay
 */
static void unregister_hooks(struct p2p_net *pn, unsigned int kept)
{
	int hook;

	for (hook = P2P_HOOKS - 1; hook >= 0; hook--)
		if (pn->hooked[hook] && !(kept & BIT(hook)))
			p2p_hook_unregister(pn, hook);
}

/* Hooks that the next state needs are there before it is published. */
static int register_hooks(struct p2p_net *pn, const struct p2p_state *next)
{
	unsigned int before = 0;
	int hook, error = 0;

	for (hook = 0; hook < P2P_HOOKS; hook++)
		before |= pn->hooked[hook] ? BIT(hook) : 0;
	for (hook = 0; hook < P2P_HOOKS && !error; hook++)
		if (needs_hook(next, hook) && !pn->hooked[hook])
			error = p2p_hook_register(pn, hook);
	if (error)
		unregister_hooks(pn, before);
	return error;
}

static bool mask_moves(const struct p2p_state *old, const struct p2p_state *next)
{
	return old->settings.mark_mask != next->settings.mark_mask;
}

/* Flows that began unseen have no stream offset: what conntrack calls the start of one is where it is now. */
static void adopt_flows(struct p2p_net *pn, const struct p2p_state *old, const struct p2p_state *next)
{
	if (next->ruleset && (!old->ruleset || mask_moves(old, next)))
		p2p_mark_adopt_all(pn->net, &next->settings);
}

/* Marks that nobody will read again go, and with them what the flow table could put back. Bits that were never ours
 * are none of our business.
 */
static void clear_marks(struct p2p_net *pn, const struct p2p_state *old, const struct p2p_state *next)
{
	if (pn->hooked[P2P_HOOK_CLASSIFY] && !mask_moves(old, next))
		return;
	p2p_mark_clear_all(pn->net, old->settings.mark_mask);
	p2p_flow_flush(&pn->flows);
}

static bool counts_only(const struct p2p_state *state)
{
	const struct p2p_tally *tally = &state->tally;

	return !tally->wanted[P2P_HOOK_CLASSIFY] && !tally->subscribers && !state->settings.capture &&
	       !p2p_state_heeds_lists(state);
}

int p2p_net_publish(struct p2p_net *pn, struct p2p_state *next)
{
	struct p2p_state *old = current_state(pn);
	bool used = pn->hooked[P2P_HOOK_CLASSIFY];
	int error;

	error = start_tables(pn, next);
	if (!error)
		error = register_hooks(pn, next);
	if (error)
		return error;
	next->counts_only = counts_only(next);
	adopt_flows(pn, old, next);
	rcu_assign_pointer(pn->state, next);
	synchronize_net();
	if (!p2p_state_works(next))
		unregister_hooks(pn, 0);
	if (used)
		clear_marks(pn, old, next);
	adopt_flows(pn, old, next);	/* those that came during the first walk */
	free_state(old);
	p2p_sweep_start(pn);
	return 0;
}

static int __net_init net_start(struct net *net)
{
	struct p2p_net *pn = p2p_net(net);
	struct p2p_state *state;
	int error = -ENOMEM;

	pn->net = net;
	mutex_init(&pn->lock);
	state = kzalloc(sizeof(*state), GFP_KERNEL_ACCOUNT);
	if (!state)
		return error;
	p2p_settings_set_mask(&state->settings, MARK_MASK_DEFAULT);
	state->settings.enforce = true;
	RCU_INIT_POINTER(pn->state, state);
	pn->stats = alloc_percpu_gfp(struct p2p_stats, GFP_KERNEL_ACCOUNT);
	if (!pn->stats)
		goto err_free_state;
	error = p2p_subscribers_init(&pn->subscribers);
	if (error)
		goto err_free_stats;
	p2p_event_init(pn);
	p2p_transaction_init(pn);
	p2p_sweep_init(pn);
	return 0;

err_free_stats:
	free_percpu(pn->stats);
err_free_state:
	kfree(state);
	return error;
}

/* Unpublish; the core waits a grace period, once for many namespaces. */
static void __net_exit net_unhook(struct net *net)
{
	struct p2p_net *pn = p2p_net(net);

	mutex_lock(&pn->lock);
	pn->marked = pn->hooked[P2P_HOOK_CLASSIFY];
	unregister_hooks(pn, 0);
	mutex_unlock(&pn->lock);
	p2p_bypass_set(pn, false);
}

/* Stop work, free. The connections of a namespace that goes away go with it: their marks need no clearing. */
static void __net_exit net_stop(struct net *net)
{
	struct p2p_net *pn = p2p_net(net);
	struct p2p_state *state;

	p2p_sweep_exit(pn);
	mutex_lock(&pn->lock);
	state = current_state(pn);
	p2p_transaction_abort(pn);
	mutex_unlock(&pn->lock);
	p2p_event_exit(pn);
	if (pn->marked && check_net(net))
		p2p_mark_clear_all(net, state->settings.mark_mask);
	p2p_flow_stop(&pn->flows);
	p2p_memos_stop(&pn->memos);
	p2p_subscribers_exit(&pn->subscribers);
	free_state(state);
	free_percpu(pn->stats);
}

static struct pernet_operations net_ops = {
	.init = net_start,
	.pre_exit = net_unhook,
	.exit = net_stop,
	.id = &p2p_net_id,
	.size = sizeof(struct p2p_net),
};

int p2p_net_init(void)
{
	return register_pernet_subsys(&net_ops);
}

void p2p_net_exit(void)
{
	unregister_pernet_subsys(&net_ops);
}
