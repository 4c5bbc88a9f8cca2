// SPDX-License-Identifier: GPL-2.0-only
#include "mark.h"

#include "net.h"

#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_ecache.h>

/* Replace the bits of @mask; conntrack listeners hear of classes, not of progress. */
static bool replace(struct nf_conn *ct, u32 mask, u32 old, u32 bits)
{
	return cmpxchg(&ct->mark, old, (old & ~mask) | bits) == old;
}

bool p2p_mark_advance(struct nf_conn *ct, const struct p2p_settings *settings, u8 from, u8 to)
{
	u32 old;

	do {
		old = READ_ONCE(ct->mark);
		if ((old & settings->mark_mask) >> settings->mark_shift != from)
			return false;
	} while (!replace(ct, settings->mark_mask, old, (u32)to << settings->mark_shift));
	if (p2p_mark_decided(to))
		nf_conntrack_event_cache(IPCT_MARK, ct);
	return true;
}

bool p2p_mark_decide(struct nf_conn *ct, const struct p2p_settings *settings, u8 class)
{
	u8 from;

	do {
		from = p2p_mark_read(ct, settings);
		if (p2p_mark_decided(from))
			return false;
	} while (!p2p_mark_advance(ct, settings, from, class));
	return true;
}

static int clear(struct nf_conn *ct, void *data)
{
	const u32 *mask = data;
	u32 old;

	do {
		old = READ_ONCE(ct->mark);
	} while (old & *mask && !replace(ct, *mask, old, 0));
	return 0;
}

void p2p_mark_clear_all(struct net *net, u32 mask)
{
	struct nf_ct_iter_data iter = { .net = net, .data = &mask };

	nf_ct_iterate_cleanup_net(clear, &iter);
}

void p2p_mark_adopt(struct nf_conn *ct, const struct p2p_settings *settings)
{
	if (nf_ct_protonum(ct) == IPPROTO_TCP)
		p2p_mark_advance(ct, settings, 0, P2P_MARK_MIDFLOW);
}

static int adopt(struct nf_conn *ct, void *data)
{
	p2p_mark_adopt(ct, data);
	return 0;
}

void p2p_mark_adopt_all(struct net *net, const struct p2p_settings *settings)
{
	struct nf_ct_iter_data iter = { .net = net, .data = (void *)settings };

	nf_ct_iterate_cleanup_net(adopt, &iter);
}
