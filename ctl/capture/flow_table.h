/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The flows of a capture: found by their ends while they last, and listed by their first packets. */
#ifndef P2PCTL_FLOW_TABLE_H
#define P2PCTL_FLOW_TABLE_H

#include "capture/connection.h"
#include "capture/judge.h"
#include "lang/memory.h"

/* Matches that are kept of a flow; a flow that is not decided may have any number. */
#define FLOW_MATCHES	16

struct endpoint {
	uint8_t address[16];		/* 4 bytes used for AF_INET, the others are zero */
	uint16_t port;			/* host order */
	uint16_t pad;			/* zero: endpoints are compared as bytes */
};

struct flow_key {
	struct endpoint ends[2];	/* the initiator and the responder */
	uint8_t family;			/* AF_INET or AF_INET6 */
	uint8_t protocol;		/* IPPROTO_TCP or IPPROTO_UDP */
};

struct flow_match {
	uint64_t packet;
	struct judge_match match;
};

struct flow {
	struct flow_key key;
	size_t number;			/* from 0, by first packet */
	bool lone;			/* packets that belong to no connection */
	bool ended;			/* forgotten, or another one took its place */
	struct connection connection;
	struct judgement judgement;
	uint64_t packets;
	uint64_t bytes;			/* of IP packets, headers included */
	uint64_t decided_at;		/* number of the packet, from 1; 0: never */
	struct flow_match *matches;	/* owned by the table; NULL: none */
	unsigned int match_count;
	struct flow *chain;		/* in its bucket */
	struct flow *next;		/* by first packet */
};

struct flow_table {
	struct flow **buckets;		/* owned */
	size_t mask;
	size_t count;			/* of flows in buckets */
	size_t total;			/* of flows in the list */
	uint64_t seed;			/* addresses come from strangers */
	struct flow *first;
	struct flow *last;
	struct arena arena;		/* owns the flows */
};

void flow_table_init(struct flow_table *table);
void flow_table_free(struct flow_table *table);

/* The flow between these ends, whichever of them is named first; side is that of the first. Lone flows are others.
 * Return: NULL when there is none
 */
struct flow *flow_table_find(const struct flow_table *table, const struct flow_key *key, bool lone, int *side);

struct flow *flow_table_add(struct flow_table *table, const struct flow_key *key, bool lone);

/* It will not be found any more, but stays in the list. */
void flow_table_end(struct flow_table *table, struct flow *flow);

void flow_table_add_match(struct flow_table *table, struct flow *flow, const struct flow_match *match);

#endif
