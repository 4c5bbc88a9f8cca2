// SPDX-License-Identifier: GPL-2.0
#include "flow.h"

#include "die.h"

#include <stdlib.h>

static void advance(struct tuple *tuple, unsigned int index, uint32_t ports)
{
	tuple->initiator.port = (uint16_t)(tuple->initiator.port + index % ports);
	address_advance(&tuple->initiator, index / ports);
}

struct flow_table flow_table_create(const struct tuple at[2], unsigned int count, bool has_ports, bool learn)
{
	uint16_t port_a = at[END_A].initiator.port, port_b = at[END_B].initiator.port;
	struct flow_table table = {
		.flows = calloc(count, sizeof(*table.flows)),
		.count = count,
		.ports = has_ports ? 65536u - (port_a > port_b ? port_a : port_b) : 1,
		.learned = !learn,
	};
	unsigned int i;

	if (!table.flows)
		die("out of memory");
	for (i = 0; i < count; i++) {
		table.flows[i].at[END_A] = at[END_A];
		table.flows[i].at[END_B] = at[END_B];
		advance(&table.flows[i].at[END_A], i, table.ports);
		advance(&table.flows[i].at[END_B], i, table.ports);
	}
	return table;
}

void flow_table_destroy(struct flow_table *table)
{
	unsigned int i;

	for (i = 0; i < table->count; i++) {
		free(table->flows[i].sides[END_A].ahead);
		free(table->flows[i].sides[END_B].ahead);
	}
	free(table->flows);
}

struct flow *flow_lookup(const struct flow_table *table, enum end end, const struct tuple *tuple)
{
	const struct address *base = &table->flows[0].at[end].initiator;
	uint64_t index = (uint64_t)address_distance(base, &tuple->initiator) * table->ports;
	struct flow *flow;

	if (end == END_B && !table->learned)
		return NULL;
	index += (uint16_t)(tuple->initiator.port - base->port);
	if (index >= table->count)
		return NULL;
	flow = &table->flows[index];
	if (!address_equal(&flow->at[end].initiator, &tuple->initiator) ||
	    !address_equal(&flow->at[end].responder, &tuple->responder))
		return NULL;
	return flow;
}

void flow_learn(struct flow_table *table, const struct tuple *tuple)
{
	table->flows[0].at[END_B] = *tuple;
	table->learned = true;
}

static void keep_ahead(struct side *side, int64_t first, int64_t end)
{
	side->ahead = realloc(side->ahead, (side->ahead_count + 1) * sizeof(*side->ahead));
	if (!side->ahead)
		die("out of memory");
	side->ahead[side->ahead_count++] = (struct range){ first, end };
}

/* Return: whether one of the ranges ahead closed the gap. */
static bool take_ahead(struct side *side)
{
	unsigned int i;

	for (i = 0; i < side->ahead_count; i++) {
		struct range range = side->ahead[i];

		if (range.first > side->received)
			continue;
		side->ahead[i] = side->ahead[--side->ahead_count];
		if (range.end > side->received)
			side->received = range.end;
		return true;
	}
	return false;
}

void flow_receive(struct side *side, int64_t first, int64_t end)
{
	if (end <= side->received)
		return;
	if (first > side->received) {
		keep_ahead(side, first, end);
		return;
	}
	side->received = end;
	while (take_ahead(side))
		;
}
