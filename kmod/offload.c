// SPDX-License-Identifier: GPL-2.0-only
#include "offload.h"

#include "mark.h"
#include "net.h"

#include <linux/timekeeping.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_zones.h>

/* The second one finds what a packet that had passed the hooks before the commit added behind the first one. */
#define P2P_OFFLOAD_WALKS 2

/**
 * struct walk - through the connections of a namespace
 * @pn: namespace
 * @now: when it began
 * @clock_held: the wall clock cannot be right: timed sanctions are held
 */
struct walk {
	struct p2p_net *pn;
	struct p2p_now now;
	bool clock_held;
};

void p2p_offload_end(struct p2p_net *pn)
{
	atomic_set(&pn->offload.walks, P2P_OFFLOAD_WALKS);
}

static bool touched(const struct walk *walk, const struct p2p_subscriber *subscriber)
{
	const struct p2p_order *order = subscriber ? p2p_subscriber_order(subscriber) : NULL;

	return p2p_order_touches_all(order) &&
	       p2p_order_applies(order, P2P_CLASS_OTHER, P2P_STANDING_PLAIN, &walk->now, walk->clock_held);
}

static bool in_garden(const struct p2p_garden *garden, const struct nf_conn *ct, enum ip_conntrack_dir dir)
{
	struct p2p_place place = p2p_place_of_flow(ct, dir);

	return garden && p2p_garden_holds(garden, &place);
}

/* The initiator as it is before address translation, the responder as it is after; or nobody: as the hooks look. */
static bool ends_touched(const struct walk *walk, const struct p2p_state *state, struct nf_conn *ct)
{
	struct p2p_subscribers *subscribers = &walk->pn->subscribers;
	struct p2p_subscriber *end;
	enum ip_conntrack_dir dir;
	bool any = false;

	for (dir = 0; dir < IP_CT_DIR_MAX; dir++) {
		end = p2p_subscriber_lookup(subscribers, state->generation, nf_ct_l3num(ct),
					    &ct->tuplehash[dir].tuple.src.u3, nf_ct_zone(ct)->id);
		if (touched(walk, end) && !in_garden(state->garden, ct, !dir))
			return true;
		any |= !!end;
	}
	return !any && state->tally.defaults &&
	       touched(walk, p2p_subscriber_find_default(subscribers, state->generation)) &&
	       !in_garden(state->garden, ct, IP_CT_DIR_ORIGINAL) && !in_garden(state->garden, ct, IP_CT_DIR_REPLY);
}

static int belongs_to_touched(struct nf_conn *ct, void *data)
{
	const struct walk *walk = data;
	bool found;

	if (!test_bit(IPS_OFFLOAD_BIT, &ct->status))
		return 0;
	rcu_read_lock();
	found = ends_touched(walk, rcu_dereference(walk->pn->state), ct);
	rcu_read_unlock();
	return found;
}

/* With nothing ordered, or nothing enforced, there is nobody to be reached. */
static bool wanted(struct p2p_net *pn)
{
	const struct p2p_state *state;
	bool result;

	rcu_read_lock();
	state = rcu_dereference(pn->state);
	result = state->tally.scope_all && state->settings.enforce && READ_ONCE(pn->hooked[P2P_HOOK_CLASSIFY]) &&
		 !READ_ONCE(pn->bypass);
	rcu_read_unlock();
	return result;
}

void p2p_offload_sweep(struct p2p_net *pn)
{
	struct walk walk = { .pn = pn };
	struct nf_ct_iter_data iter = { .net = pn->net, .data = &walk };

	if (atomic_dec_if_positive(&pn->offload.walks) < 0 || !wanted(pn))
		return;
	walk.now.wall_s = ktime_get_real_seconds();
	walk.now.boot_s = ktime_get_boottime_seconds();
	walk.clock_held = walk.now.wall_s < P2P_BUILD_TIME;
	nf_ct_iterate_cleanup_net(belongs_to_touched, &iter);
}

void p2p_offload_prevent(struct nf_conn *ct, const struct p2p_settings *settings)
{
	p2p_mark_advance(ct, settings, P2P_CLASS_OTHER, P2P_MARK_FULL);
}
