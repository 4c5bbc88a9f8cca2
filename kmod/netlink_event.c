// SPDX-License-Identifier: GPL-2.0-only
#include "netlink_event.h"
#include "netlink_message.h"

static int put_tuple(struct sk_buff *skb, int type, const struct nf_conntrack_tuple *tuple)
{
	unsigned int size = tuple->src.l3num == NFPROTO_IPV6 ? 16 : 4;
	struct nlattr *nest = nla_nest_start(skb, type);

	if (!nest ||
	    nla_put(skb, P2P_TUPLE_A_SRC, size, &tuple->src.u3) ||
	    nla_put(skb, P2P_TUPLE_A_DST, size, &tuple->dst.u3) ||
	    nla_put_u16(skb, P2P_TUPLE_A_SPORT, ntohs(tuple->src.u.all)) ||
	    nla_put_u16(skb, P2P_TUPLE_A_DPORT, ntohs(tuple->dst.u.all)) ||
	    nla_put_u8(skb, P2P_TUPLE_A_PROTOCOL, tuple->dst.protonum))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* What lies in a segment of a stream whose start was not seen has no place in the stream. */
static int put_match(struct sk_buff *skb, const struct p2p_event *event)
{
	if (nla_put_string(skb, P2P_EVENT_A_SIGNATURE, event->signature))
		return -EMSGSIZE;
	if (event->midflow)
		return nla_put_u8(skb, P2P_EVENT_A_MIDFLOW, 1);
	return nla_put_u32(skb, P2P_EVENT_A_OFFSET, event->offset);
}

static int put_flow(struct sk_buff *skb, const struct p2p_event *event)
{
	if (event->orig.src.l3num && put_tuple(skb, P2P_EVENT_A_ORIG, &event->orig))
		return -EMSGSIZE;
	if (event->reply.src.l3num && put_tuple(skb, P2P_EVENT_A_REPLY, &event->reply))
		return -EMSGSIZE;
	if (event->class && nla_put_u8(skb, P2P_EVENT_A_CLASS, event->class))
		return -EMSGSIZE;
	if (event->signature[0] && put_match(skb, event))
		return -EMSGSIZE;
	if (event->content_id_size &&
	    nla_put(skb, P2P_EVENT_A_CONTENT_ID, event->content_id_size, event->content_id))
		return -EMSGSIZE;
	return event->list[0] ? nla_put_string(skb, P2P_EVENT_A_LIST, event->list) : 0;
}

static int put_order(struct sk_buff *skb, const struct p2p_event *event)
{
	if ((event->is_default && nla_put_u8(skb, P2P_EVENT_A_DEFAULT, 1)) ||
	    (event->key_length && nla_put(skb, P2P_EVENT_A_KEY, event->key_length, event->key)) ||
	    (event->scope && nla_put_u8(skb, P2P_EVENT_A_SCOPE, event->scope)) ||
	    (event->action && nla_put_u8(skb, P2P_EVENT_A_ACTION, event->action)) ||
	    (event->old_scope && nla_put_u8(skb, P2P_EVENT_A_OLD_SCOPE, event->old_scope)) ||
	    (event->old_action && nla_put_u8(skb, P2P_EVENT_A_OLD_ACTION, event->old_action)) ||
	    (event->clock && nla_put_u8(skb, P2P_EVENT_A_CLOCK, event->clock)) ||
	    (event->sanction && nla_put_string(skb, P2P_EVENT_A_REASON, event->sanction->reason)))
		return -EMSGSIZE;
	return 0;
}

int p2p_netlink_put_event(struct sk_buff *skb, int type, const struct p2p_event *event)
{
	struct nlattr *nest = nla_nest_start(skb, type);

	if (!nest)
		return -EMSGSIZE;
	if (nla_put_u8(skb, P2P_EVENT_A_KIND, event->kind) ||
	    nla_put_u64_64bit(skb, P2P_EVENT_A_TIME_MS, event->time_ms, P2P_EVENT_A_PAD) ||
	    nla_put_u64_64bit(skb, P2P_EVENT_A_GENERATION, event->generation, P2P_EVENT_A_PAD) ||
	    put_order(skb, event) || put_flow(skb, event) ||
	    (event->repeats && nla_put_u32(skb, P2P_EVENT_A_REPEATS, event->repeats))) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static u64 generation(struct p2p_net *pn)
{
	u64 generation;

	rcu_read_lock();
	generation = rcu_dereference(pn->state)->generation;
	rcu_read_unlock();
	return generation;
}

/* Return: the start of a message, or NULL */
static void *put_head(struct sk_buff *skb, struct p2p_net *pn, u64 lost)
{
	void *header = genlmsg_put(skb, 0, 0, &p2p_netlink_family, 0, P2P_CMD_EVENT);

	if (!header || nla_put_u64_64bit(skb, P2P_A_GENERATION, generation(pn), P2P_A_PAD) ||
	    nla_put_u64_64bit(skb, P2P_A_LOST, lost, P2P_A_PAD))
		return NULL;
	return header;
}

/* Return: how many of the events one message took; 0 when there is no memory. A message holds at least five. */
static unsigned int send_message(struct p2p_net *pn, const struct p2p_event *events, unsigned int n, u64 lost)
{
	struct sk_buff *skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	unsigned int sent = 0;
	void *header;

	if (!skb)
		return 0;
	header = put_head(skb, pn, lost);
	while (header && sent < n && !p2p_netlink_put_event(skb, P2P_A_EVENT, &events[sent]))
		sent++;
	if (!sent) {
		nlmsg_free(skb);
		return 0;
	}
	genlmsg_end(skb, header);
	genlmsg_multicast_netns(&p2p_netlink_family, pn->net, skb, 0, P2P_NETLINK_EVENTS, GFP_KERNEL);
	return sent;
}

static void count_lost(struct p2p_net *pn, unsigned int n)
{
	spin_lock_bh(&pn->events.lock);
	pn->events.lost += n;
	p2p_stats_add(pn->stats, P2P_STATS_A_EVENTS_LOST, n);
	spin_unlock_bh(&pn->events.lock);
}

void p2p_netlink_send_events(struct p2p_net *pn, const struct p2p_event *events, unsigned int n, u64 lost)
{
	unsigned int sent;

	while (n) {
		sent = send_message(pn, events, n, lost);
		if (!sent) {
			count_lost(pn, n);
			return;
		}
		events += sent;
		n -= sent;
	}
}

bool p2p_netlink_has_listeners(struct net *net)
{
	return genl_has_listeners(&p2p_netlink_family, net, P2P_NETLINK_EVENTS);
}
