/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's connections, one after the other: none is kept, however many there are. */
#ifndef P2PCTL_CONNTRACK_H
#define P2PCTL_CONNTRACK_H

#include "client_event.h"

struct failure;

struct connection_seen {
	struct tuple orig;		/* as the initiator sends */
	struct tuple reply;		/* as the responder sends, after translation */
	uint16_t zone;
	uint32_t mark;
	uint32_t timeout_s;
	bool has_counters;		/* net.netfilter.nf_conntrack_acct is on */
	uint64_t packets;		/* both directions */
	uint64_t bytes;
	bool offloaded;			/* a flowtable forwards it */
};

/* Show each connection of the present network namespace. The visitor returns whether to go on.
 *
 * Return: 0, or -1 with @failure set.
 */
int conntrack_each(bool (*visit)(const struct connection_seen *connection, void *data), void *data,
		   struct failure *failure);

#endif
