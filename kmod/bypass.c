// SPDX-License-Identifier: GPL-2.0-only
#include "bypass.h"

#include "mark.h"

#include <linux/mutex.h>
#include <net/netfilter/nf_conntrack_core.h>

/* Counts the namespaces that are bypassed. */
DEFINE_STATIC_KEY_FALSE(p2p_bypass_key);

/* A commit may take the mask away meanwhile. It waits for who still sees it before it clears what was written with it. */
static int adopt(struct nf_conn *ct, void *data)
{
	const struct p2p_net *pn = data;
	const struct p2p_state *state;

	rcu_read_lock();
	state = rcu_dereference(pn->state);
	if (state->ruleset && READ_ONCE(pn->hooked[P2P_HOOK_CLASSIFY]))
		p2p_mark_adopt(ct, &state->settings);
	rcu_read_unlock();
	return 0;
}

static void adopt_flows(struct p2p_net *pn)
{
	struct nf_ct_iter_data iter = { .net = pn->net, .data = pn };

	if (READ_ONCE(pn->hooked[P2P_HOOK_CLASSIFY]))
		nf_ct_iterate_cleanup_net(adopt, &iter);
}

/* @since: how often it was switched on before this order: a younger order to do so stands. Return: whether it was the other way */
static bool turn(struct p2p_net *pn, bool on, u32 since)
{
	static DEFINE_MUTEX(lock);
	bool changes;

	mutex_lock(&lock);
	changes = pn->bypass != on && (on || pn->bypass_orders == since);
	pn->bypass_orders += on;
	if (changes)
		WRITE_ONCE(pn->bypass, on);
	if (changes && on)
		static_branch_inc(&p2p_bypass_key);
	else if (changes)
		static_branch_dec(&p2p_bypass_key);
	mutex_unlock(&lock);
	return changes;
}

/* The walks through the flows take their time: who wants the module out of the way does not wait for them. */
void p2p_bypass_set(struct p2p_net *pn, bool on)
{
	u32 since = READ_ONCE(pn->bypass_orders);

	if (on) {
		turn(pn, true, since);
		return;
	}
	if (READ_ONCE(pn->bypass))
		adopt_flows(pn);
	if (!turn(pn, false, since))
		return;
	p2p_offload_end(pn);
	adopt_flows(pn);	/* those that came during the first walk */
}
