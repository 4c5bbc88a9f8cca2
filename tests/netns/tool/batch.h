/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_BATCH_H
#define P2PFLOW_BATCH_H

#include "dissect.h"
#include "flow.h"

/* One packet that was sent, or a segment of a GSO packet. */
struct sent {
	int64_t offset;			/* TCP stream offset; the SYN is at -1 */
	const uint8_t *payload;		/* the step's */
	uint32_t length;
	uint32_t sequence;		/* TCP */
	uint8_t flags;			/* TCP */
	bool arrived;
};

/* All packets of one step, those of a flow side by side. */
struct batch {
	struct sent *packets;
	size_t per_flow;
	size_t sent;
	size_t arrived;
	/* Packets that nobody sent: */
	size_t resets;			/* TCP resets to the sender of the step */
	size_t errors;			/* ICMP errors to the sender of the step */
	size_t strangers;		/* anything else at either end */
};

struct batch batch_create(unsigned int flows, size_t per_flow);
void batch_destroy(struct batch *batch);

/**
 * batch_arrive() - tick off what arrived
 * @index: number of @flow in its table
 * @receiver: the end where it arrived
 *
 * A packet that GRO merged ticks off all that are in it. Of packets that are alike, the one sent first is ticked off.
 *
 * Return: whether all of @seen was sent in this batch and had not arrived yet.
 */
bool batch_arrive(struct batch *batch, struct flow *flow, size_t index, enum end receiver, const struct seen *seen);

/* Whether the step's outcome so far is what was expected. */
bool batch_meets(const struct batch *batch, enum expectation expectation);

#endif
