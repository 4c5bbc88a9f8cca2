/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NET_H
#define P2P_NET_H

#include <linux/mutex.h>
#include <linux/workqueue.h>
#include <net/netns/generic.h>

#include "content.h"
#include "event.h"
#include "flow.h"
#include "garden.h"
#include "hook.h"
#include "memo.h"
#include "offload.h"
#include "ruleset.h"
#include "settings.h"
#include "stats.h"
#include "subscriber.h"
#include "transaction.h"

/**
 * struct p2p_tally - how many sanctions of a kind there are, so that a packet can skip what nobody ordered
 * @subscribers: all of them, without the default
 * @prefixes: their bindings
 * @defaults: 1 or 0: flows of nobody have to look for it
 * @defaults_all: 1 when it is of scope all: it may mean any packet
 * @sanctions: all of them, ended ones and the default's included
 * @scope_p2p: of scope p2p
 * @scope_listed: of scope listed
 * @scope_all: of scope all
 * @wanted: that each hook has to look for: behind conntrack all but reject, behind NAT those of scope all with action count, limit
 *	or drop and the default's limit and drop, in FORWARD reject
 * @wanted_of_all: those of scope all, each in the one hook that may have to act on any packet for it
 */
struct p2p_tally {
	u32 subscribers;
	u32 prefixes;
	u32 defaults;
	u32 defaults_all;
	u32 sanctions;
	u32 scope_p2p;
	u32 scope_listed;
	u32 scope_all;
	u32 wanted[P2P_HOOKS];
	u32 wanted_of_all[P2P_HOOKS];
};

/**
 * struct p2p_state - what a packet sees of the configuration; immutable, replaced as a whole by a commit
 * @generation: subscribers valid in it are the ones that count
 * @settings: in force
 * @tally: of the valid subscribers' sanctions
 * @ruleset: one reference; NULL when no signatures are loaded
 * @garden: one reference; NULL when it is empty
 * @contents: likewise; NULL when no content list is loaded
 * @counts_only: PRE_ROUTING has nothing to do for a flow that was found to be peer-to-peer but to count; set by
 *	p2p_net_publish()
 */
struct p2p_state {
	u64 generation;
	struct p2p_settings settings;
	struct p2p_tally tally;
	struct p2p_ruleset *ruleset;
	struct p2p_garden *garden;
	struct p2p_contents *contents;
	bool counts_only;
};

/* Is there anything to look for? Hooks are there before what they are for, and leave everything alone meanwhile. */
static inline bool p2p_state_works(const struct p2p_state *state)
{
	return state->ruleset || state->tally.sanctions;
}

/* Does a sanction depend on what is on the content lists? */
static inline bool p2p_state_heeds_lists(const struct p2p_state *state)
{
	return state->contents &&
	       (state->tally.scope_listed || (state->contents->excepting && state->tally.scope_p2p));
}

/* What nobody asks for is not looked at. */
static inline bool p2p_state_captures(const struct p2p_state *state)
{
	return state->settings.capture || state->contents;
}

/**
 * struct p2p_net - all that the module keeps for a network namespace
 * @net: it
 * @state: never NULL; replaced under @lock
 * @stats: per CPU
 * @flows: undecided flows that are alive in an automaton, and records of decided ones
 * @memos: whom flows concern
 * @subscribers: the customers
 * @events: what user space is told
 * @transaction: changes on their way
 * @lock: the configuration lock: protects @state against other writers, @subscribers, @transaction and the hooks
 * @sweep: the periodic work
 * @bypass: leave this namespace's packets alone
 * @bypass_orders: how often that was ordered
 * @clock_held: the wall clock was before the module's build date when the sweep looked
 * @notices: events of the running commit or sweep that went into histories; protected by @lock
 * @offload: offloaded flows that are to be brought back
 * @hooks: they
 * @hooked: which of them are registered; with the first one conntrack is held
 * @marked: they were at the end, so that there are marks to clear
 */
struct p2p_net {
	struct net *net;
	struct p2p_state __rcu *state;
	struct p2p_stats __percpu *stats;
	struct p2p_flows flows;
	struct p2p_memos memos;
	struct p2p_subscribers subscribers;
	struct p2p_events events;
	struct p2p_transaction transaction;
	struct mutex lock;
	struct delayed_work sweep;
	struct p2p_offload offload;
	u32 bypass_orders;
	bool bypass;
	bool clock_held;
	u32 notices;
	struct p2p_hooks hooks;
	bool hooked[P2P_HOOKS];
	bool marked;
};

extern bool p2p_net_userns;	/* CAP_NET_ADMIN of a user namespace is enough for its network namespaces */

/* May somebody without privileges have made it, and configure it? What packets need there is charged to nobody. */
static inline bool p2p_net_of_user(const struct p2p_net *pn)
{
	return p2p_net_userns && pn->net->user_ns != &init_user_ns;
}

extern unsigned int p2p_net_id;

static inline struct p2p_net *p2p_net(const struct net *net)
{
	return net_generic(net, p2p_net_id);
}

/* What a packet sees of the configuration. */
static inline const struct p2p_state *p2p_net_state(const struct p2p_net *pn)
{
	const struct p2p_state *state = rcu_dereference(pn->state);

	/* The tables were filled before it was published; what is read of them now is not older. */
	smp_rmb();
	return state;
}

/**
 * p2p_net_publish - make a state the one that packets see
 * @next: owned by the namespace on success, by the caller otherwise
 *
 * Registers or unregisters hooks as the state asks for, clears class bits that a new mask leaves behind, waits until no
 * packet sees the old state and frees it. Called under the configuration lock; may sleep.
 *
 * Return: 0, -ENOMEM, or the error of conntrack or the hooks; what packets see is as before
 */
int p2p_net_publish(struct p2p_net *pn, struct p2p_state *next);

int p2p_net_init(void);
void p2p_net_exit(void);

#endif
