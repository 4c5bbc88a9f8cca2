// SPDX-License-Identifier: GPL-2.0-only
/* What a packet has to tell: that its flow was decided, that a sanction hit it for the first time. Told to whoever listens,
 * and remembered of those who are under a sanction.
 */
#include "report.h"

#include "inspect.h"
#include "mark.h"
#include "standing.h"

static void fill_tuple(const struct p2p_packet *packet, struct nf_conntrack_tuple *tuple)
{
	u8 size = packet->family == NFPROTO_IPV4 ? 4 : 16;

	tuple->src.l3num = packet->family;
	tuple->dst.protonum = packet->protocol;
	memcpy(&tuple->src.u3, p2p_packet_address(packet->skb, packet->family, 0), size);
	memcpy(&tuple->dst.u3, p2p_packet_address(packet->skb, packet->family, 1), size);
	tuple->src.u.all = htons(packet->sport);
	tuple->dst.u.all = htons(packet->dport);
}

static void set_flow(struct p2p_event *event, const struct p2p_passage *pass, const struct p2p_packet *packet)
{
	if (pass->ct) {
		event->orig = pass->ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple;
		event->reply = pass->ct->tuplehash[IP_CT_DIR_REPLY].tuple;
	} else if (packet) {
		fill_tuple(packet, &event->orig);
	}
	event->generation = pass->state->generation;
	event->class = p2p_mark_decided(pass->class) ? pass->class : 0;
}

static bool sanctioned(const struct p2p_subscriber *subscriber)
{
	const struct p2p_order *order = p2p_subscriber_order(subscriber);

	return order && !READ_ONCE(order->ended);
}

/* A flow whose first packet is dropped is new with every packet. */
static bool unconfirmed(const struct p2p_passage *pass)
{
	return !pass->ct || !nf_ct_is_confirmed(pass->ct);
}

/* @subscriber: that the event names already; NULL when neither end is one. @again: the next packet may cause the same event. */
static void tell(const struct p2p_passage *pass, struct p2p_event *event, struct p2p_subscriber *subscriber, bool again)
{
	if (again)
		p2p_event_queue_once(pass->pn, event, &event->orig.src.u3);
	else
		p2p_event_queue(pass->pn, event);
	if (subscriber && sanctioned(subscriber) && !p2p_account_remember(&subscriber->account, event, again))
		p2p_stats_count(pass->pn->stats, P2P_STATS_A_NO_MEMORY);
}

void p2p_report_decided(struct p2p_passage *pass, const struct p2p_inspection *in)
{
	const struct p2p_ruleset *ruleset = pass->state->ruleset;
	struct p2p_event event = { .kind = P2P_EVENT_DECIDED, .offset = in->finding.offset,
				   .midflow = in->finding.midflow };
	unsigned int end;

	p2p_stats_count(pass->pn->stats, P2P_STATS_A_DECIDED_P2P);
	p2p_ruleset_count_decision(pass->state->ruleset, in->finding.signature);
	set_flow(&event, pass, in->packet);
	strscpy(event.signature, p2p_blob_name(&ruleset->blob, in->finding.signature), sizeof(event.signature));
	p2p_standing_tell(&event, pass->state, &in->finding);
	p2p_passage_find_ends(pass);
	if (!pass->ends[0] && !pass->ends[1])
		tell(pass, &event, NULL, unconfirmed(pass));
	for (end = 0; end < 2; end++) {
		if (!pass->ends[end] || (end && pass->ends[0] == pass->ends[1]))
			continue;
		p2p_event_set_subscriber(&event, pass->ends[end]);
		tell(pass, &event, pass->ends[end], unconfirmed(pass));
	}
}

/* Does it make a difference to somebody that a sanction hit again, which may be so with every packet. */
static bool heard(const struct p2p_passage *pass, const struct p2p_subscriber *subscriber)
{
	return p2p_account_due(READ_ONCE(subscriber->account), P2P_EVENT_SANCTION_HIT) || p2p_event_wanted(pass->pn);
}

static noinline void tell_hit(const struct p2p_passage *pass, struct p2p_subscriber *subscriber, bool recorded)
{
	const struct p2p_ruleset *ruleset = pass->state->ruleset;
	struct p2p_event event = { .kind = P2P_EVENT_SANCTION_HIT };
	struct p2p_flow_finding found;

	set_flow(&event, pass, NULL);
	p2p_event_set_sanction(&event, subscriber);
	if (!recorded || !p2p_flow_recall(&pass->pn->flows, pass->ct, &found)) {
		tell(pass, &event, subscriber, true);
		return;
	}
	if (ruleset && found.ruleset_id == ruleset->id && found.finding.signature != P2P_NO_SIGNATURE)
		strscpy(event.signature, p2p_blob_name(&ruleset->blob, found.finding.signature), sizeof(event.signature));
	event.offset = found.finding.offset;
	event.midflow = found.finding.midflow;
	p2p_standing_tell(&event, pass->state, &found.finding);
	tell(pass, &event, subscriber, unconfirmed(pass));
}

void p2p_report_first_hit(const struct p2p_passage *pass, u8 end)
{
	struct p2p_subscriber *subscriber = pass->ends[end];
	u8 reply = pass->ct && CTINFO2DIR(pass->info) == IP_CT_DIR_REPLY;
	int first;

	first = pass->ct ? p2p_flow_hit(&pass->pn->flows, pass->ct, subscriber->id) : -ENOENT;
	if (!first)
		p2p_memo_note_told(&pass->pn->memos, pass->ct, pass->state->generation, end ^ reply);
	else if (first > 0 || heard(pass, subscriber))
		tell_hit(pass, subscriber, first > 0);
}
