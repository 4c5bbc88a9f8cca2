// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/capture.h"

#include <netinet/in.h>
#include <string.h>

#include "capture/link.h"

/* A packet on its way to its flow. */
struct passage {
	const struct ip_packet *packet;
	struct transport transport;
	struct flow_key key;		/* as the packet has it */
	int64_t now_us;
};

void capture_init(struct capture *capture, const struct p2p_blob *blob, bool why)
{
	*capture = (struct capture){ .judge = { .blob = blob, .why = why }, .fragments = fragments_create() };
	flow_table_init(&capture->flows);
}

void capture_free(struct capture *capture)
{
	flow_table_free(&capture->flows);
	fragments_destroy(capture->fragments);
}

static void make_key(struct passage *pass)
{
	struct flow_key *key = &pass->key;

	memcpy(key->ends[0].address, pass->packet->source, sizeof(key->ends[0].address));
	memcpy(key->ends[1].address, pass->packet->destination, sizeof(key->ends[1].address));
	key->ends[0].port = pass->transport.sport;
	key->ends[1].port = pass->transport.dport;
	key->family = pass->packet->family;
	key->protocol = pass->packet->protocol;
}

/* The flow of the packet, begun when need be. Return: NULL when it belongs to no connection. */
static struct flow *find_flow(struct capture *capture, const struct passage *pass, int *side)
{
	struct flow *flow = flow_table_find(&capture->flows, &pass->key, false, side);
	enum connection_verdict verdict = CONNECTION_BEGINS;
	struct connection connection;

	if (flow && !connection_over(&flow->connection, pass->now_us))
		verdict = connection_advance(&flow->connection, &pass->transport, *side, pass->now_us);
	if (verdict == CONNECTION_GOES_ON)
		return flow;
	if (verdict == CONNECTION_INVALID || !connection_begin(&connection, &pass->transport, pass->now_us))
		return NULL;
	if (flow)
		flow_table_end(&capture->flows, flow);
	flow = flow_table_add(&capture->flows, &pass->key, false);
	flow->connection = connection;
	*side = 0;
	return flow;
}

static void count(struct flow *flow, const struct passage *pass)
{
	flow->packets++;
	flow->bytes += ip_packet_length(pass->packet);
}

static struct piece make_piece(const struct passage *pass)
{
	const struct transport *transport = &pass->transport;

	return (struct piece){
		.payload = transport->payload,
		.sport = transport->sport,
		.dport = transport->dport,
		.syn = transport->flags & TCP_SYN,
		.push = transport->flags & TCP_PUSH,
		.sequence = transport->sequence,
	};
}

static void note(struct capture *capture, struct flow *flow)
{
	const struct judge *judge = &capture->judge;

	if (flow->judgement.class && !flow->decided_at)
		flow->decided_at = capture->packets;
	for (unsigned int i = 0; judge->why && i < judge->match_count; i++) {
		struct flow_match match = { .packet = capture->packets, .match = judge->matches[i] };

		flow_table_add_match(&capture->flows, flow, &match);
	}
}

/* What proves nothing by itself is only counted: scans and resets would make a flow each. */
static void take_lone(struct capture *capture, const struct passage *pass)
{
	struct piece piece = make_piece(pass);
	struct judgement judgement = { 0 };
	struct flow *flow;
	int side;

	capture->lone++;
	if (!piece.payload.length)
		return;
	judge_lone(&capture->judge, &judgement, &piece, pass->transport.protocol == IPPROTO_TCP);
	if (judgement.class <= P2P_CLASS_OTHER)
		return;
	flow = flow_table_find(&capture->flows, &pass->key, true, &side);
	if (!flow)
		flow = flow_table_add(&capture->flows, &pass->key, true);
	if (!flow->judgement.class)
		flow->judgement = judgement;
	count(flow, pass);
	note(capture, flow);
}

static void take_packet(struct capture *capture, const struct passage *pass)
{
	bool tcp = pass->transport.protocol == IPPROTO_TCP;
	struct piece piece = make_piece(pass);
	struct flow *flow;
	int side;

	flow = find_flow(capture, pass, &side);
	if (!flow) {
		take_lone(capture, pass);
		return;
	}
	count(flow, pass);
	piece.side = side;
	piece.based = tcp && connection_base(&flow->connection, &pass->transport, side, &piece.base);
	if (capture->listener)
		capture->listener(capture->listening, flow, &piece);
	if (flow->judgement.class || !piece.payload.length)
		return;
	if (tcp)
		judge_segment(&capture->judge, &flow->judgement, &piece);
	else
		judge_datagram(&capture->judge, &flow->judgement, &piece);
	note(capture, flow);
}

static void take_transport(struct capture *capture, const struct ip_packet *packet, int64_t now_us)
{
	struct passage pass = { .packet = packet, .now_us = now_us };

	if (packet->protocol != IPPROTO_TCP && packet->protocol != IPPROTO_UDP) {
		capture->other++;
		return;
	}
	if (!transport_decode(packet, &pass.transport)) {
		capture->broken++;
		return;
	}
	make_key(&pass);
	take_packet(capture, &pass);
}

static void take_ip(struct capture *capture, const struct bytes *bytes, int64_t now_us)
{
	enum fragment_state state = FRAGMENT_WHOLE;
	struct ip_packet packet;
	bool sound = ip_decode(bytes, &packet);

	if (sound && packet.fragment) {
		state = fragments_add(capture->fragments, &packet, now_us);
		/* Fragments in a packet made of fragments are nobody's honest work. */
		sound = state != FRAGMENT_WHOLE || (ip_skip_extensions(&packet) && !packet.fragment);
	}
	if (!sound || state == FRAGMENT_REFUSED)
		capture->broken++;
	else if (state == FRAGMENT_WHOLE)
		take_transport(capture, &packet, now_us);
}

void capture_frame(struct capture *capture, int link, const struct bytes *frame, int64_t now_us)
{
	struct bytes bytes = *frame;

	capture->packets++;
	switch (link_strip(link, &bytes)) {
	case LINK_IP:
		take_ip(capture, &bytes, now_us);
		break;
	case LINK_NOT_IP:
		capture->not_ip++;
		break;
	case LINK_UNKNOWN:
		capture->broken++;
		break;
	}
}
