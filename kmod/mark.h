/* SPDX-License-Identifier: GPL-2.0-only */
/* The class of a flow, kept in our 8 bits of its conntrack mark: 0 nothing known, 1 to 15 how far an undecided flow has
 * come, 16 and up what it was decided to be. So an ordinary flow owns no memory, and a decided one costs a load and a
 * compare.
 *
 * Progress of a TCP flow: bits P2P_MARK_DEAD(direction) and P2P_MARK_HELD, or P2P_MARK_MIDFLOW plus the number of segments
 * counted (0 to 7). Progress of a UDP flow: datagrams that matched nothing, 0 to 3 for each direction, two bits each.
 */
#ifndef P2P_MARK_H
#define P2P_MARK_H

#include <net/netfilter/nf_conntrack.h>

#include "settings.h"
#include "uapi/nf_p2p.h"

#define P2P_MARK_DEAD(dir)	(1 << (dir))	/* nothing can match in this direction any more */
#define P2P_MARK_HELD		4		/* the flow has an entry in the flow table */
#define P2P_MARK_MIDFLOW	8		/* the start was not seen: there are no stream offsets */
#define P2P_MARK_STRIDE		4096		/* of sequence numbers, in which at most one segment is counted */
#define P2P_MARK_FULL		15		/* of either: counted is all that can be, and the next one clears the flow */
#define P2P_MARK_DATAGRAMS(dir)	(3 << 2 * (dir))
#define P2P_MARK_DATAGRAM(dir)	(1 << 2 * (dir))

static inline bool p2p_mark_decided(u8 value)
{
	return value >= P2P_CLASS_OTHER && value <= P2P_CLASS_LAST;
}

static inline bool p2p_mark_p2p(u8 value)
{
	return value > P2P_CLASS_OTHER && value <= P2P_CLASS_LAST;
}

static inline bool p2p_mark_cleared(const struct nf_conn *ct, const struct p2p_settings *settings)
{
	return (READ_ONCE(ct->mark) & settings->mark_mask) == settings->mark_other;
}

static inline u8 p2p_mark_read(const struct nf_conn *ct, const struct p2p_settings *settings)
{
	return (READ_ONCE(ct->mark) & settings->mark_mask) >> settings->mark_shift;
}

/**
 * p2p_mark_advance - move an undecided flow on
 * @from: what was read
 * @to: progress, or a class
 *
 * Bits of others are never lost, and a change by another CPU since @from was read wins.
 *
 * Return: true when @to was written
 */
bool p2p_mark_advance(struct nf_conn *ct, const struct p2p_settings *settings, u8 from, u8 to);

/* Write @to whatever stands there, unless it is a class already. Return: true when written. */
bool p2p_mark_decide(struct nf_conn *ct, const struct p2p_settings *settings, u8 class);

/* Clear the bits of @mask of every flow of the namespace. May sleep. */
void p2p_mark_clear_all(struct net *net, u32 mask);

/* Make a flow that is undecided and whose progress is 0 a mid-flow one: it began before anybody looked. */
void p2p_mark_adopt(struct nf_conn *ct, const struct p2p_settings *settings);

/* The same to every flow of the namespace. May sleep. */
void p2p_mark_adopt_all(struct net *net, const struct p2p_settings *settings);

#endif
