/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_FLOW_H
#define P2PFLOW_FLOW_H

#include "address.h"
#include "packet.h"
#include "step.h"

/* Octets of a stream, from first to before end. */
struct range {
	int64_t first;
	int64_t end;
};

/* What one end knows about the connection. Offsets count from the octet after the SYN. */
struct side {
	int64_t next;			/* where its own stream goes on */
	int64_t received;		/* octets of the other's stream without a gap: what it acknowledges */
	struct range *ahead;		/* received beyond a gap */
	unsigned int ahead_count;
};

/* Addresses of both ends, as one of them sees them. */
struct tuple {
	struct address initiator;
	struct address responder;
};

struct flow {
	struct tuple at[2];		/* by enum end; they differ if the router translates */
	struct side sides[2];		/* by enum end */
	size_t open;			/* the player's: where to look for packets that have not arrived */
};

/* Flows that differ in the initiator's port and, when the ports are used up, in its address. */
struct flow_table {
	struct flow *flows;
	unsigned int count;
	uint32_t ports;			/* flows per address */
	bool learned;			/* at[END_B] is true */
};

/**
 * flow_table_create() - @count flows, of which the first is @at
 * @at: by enum end
 * @has_ports: whether the protocol has ports (or an echo identifier) to tell flows apart
 * @learn: what b sees is to be taken from the first packet there, see flow_learn()
 */
struct flow_table flow_table_create(const struct tuple at[2], unsigned int count, bool has_ports, bool learn);

void flow_table_destroy(struct flow_table *table);

/* Return: the flow with these addresses as seen at @end, or NULL. */
struct flow *flow_lookup(const struct flow_table *table, enum end end, const struct tuple *tuple);

/* Takes over what b sees of the only flow. */
void flow_learn(struct flow_table *table, const struct tuple *tuple);

/* @side has got octets @first to before @end of the other's stream. */
void flow_receive(struct side *side, int64_t first, int64_t end);

#endif
