/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the contestants read: packets in memory, flow by flow, so that neither a file nor a flow table is in the way. */
#ifndef BENCH_TRAFFIC_H
#define BENCH_TRAFFIC_H

#include "capture/judge.h"
#include "lang/memory.h"

struct traffic_packet {
	struct bytes ip;		/* from its IP header on; empty for what was made up */
	uint64_t time_ms;
	struct piece piece;		/* its payload, and where it stands */
};

struct traffic_flow {
	struct traffic_packet *packets;	/* owned */
	size_t count;
	size_t capacity;
	bool tcp;
	bool midflow;			/* its start was not seen */
	uint8_t class;			/* what the judge of p2pctl classify makes of it */
	uint16_t signature;		/* by which; P2P_NO_SIGNATURE for none */
};

struct traffic {
	struct traffic_flow *flows;	/* owned */
	size_t count;
	size_t capacity;
	size_t packets;
	uint64_t payload_bytes;		/* at hand */
	size_t p2p;			/* flows of a class of file sharing */
	struct arena arena;		/* owns the bytes */
};

struct traffic_flow *traffic_add_flow(struct traffic *traffic);

/* The bytes of the packet are not copied. */
void traffic_add_packet(struct traffic *traffic, struct traffic_flow *flow, const struct traffic_packet *packet);

/* What the flow was judged to be. */
void traffic_note_class(struct traffic_flow *flow, const struct judgement *judgement);

/* Judge traffic that nobody else has judged. */
void traffic_judge(struct traffic *traffic, const struct p2p_blob *blob);

/* It is complete and judged: flows without packets go, and those of file sharing are counted. */
void traffic_settle(struct traffic *traffic);

void traffic_free(struct traffic *traffic);

#endif
