/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_NOTICE_H
#define P2P_NOTICE_H

#include "event.h"

struct p2p_account;
struct p2p_subscriber;

/* What one commit, or one second, tells of so many subscribers goes into their histories: an order for everybody would make
 * a history for each of a million.
 */
#define P2P_NOTICES_MAX 1024

void p2p_notice_begin(struct p2p_net *pn);	/* a commit or a sweep */

/**
 * p2p_notice - tell what a sanction of a subscriber does: that it began, changed or ended
 * @subscriber: whose sanction it is
 * @account: with the history: that of the version which stays
 * @event: kind, clock and what was there before are set by the caller
 *
 * To whoever listens, and into the subscriber's history. Called under the configuration lock; may sleep.
 */
void p2p_notice(struct p2p_net *pn, const struct p2p_subscriber *subscriber, struct p2p_account **account,
		struct p2p_event *event);

#endif
