// SPDX-License-Identifier: GPL-2.0-only
#include "notice.h"

#include "net.h"

void p2p_notice_begin(struct p2p_net *pn)
{
	lockdep_assert_held(&pn->lock);
	pn->notices = 0;
}

void p2p_notice(struct p2p_net *pn, const struct p2p_subscriber *subscriber, struct p2p_account **account,
		struct p2p_event *event)
{
	event->generation = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock))->generation;
	p2p_event_set_sanction(event, subscriber);
	p2p_event_queue_order(pn, event);
	if (pn->notices == P2P_NOTICES_MAX)
		return;
	pn->notices++;
	if (!p2p_account_remember(account, event, false))
		p2p_stats_count(pn->stats, P2P_STATS_A_NO_MEMORY);
}
