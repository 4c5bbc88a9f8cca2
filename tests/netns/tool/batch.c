// SPDX-License-Identifier: GPL-2.0
#include "batch.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

/* Flags that GRO leaves alone on all but the last segment. */
#define CONTROL_FLAGS	(TH_SYN | TH_FIN | TH_RST)

struct batch batch_create(unsigned int flows, size_t per_flow)
{
	struct batch batch = {
		.packets = calloc(flows * per_flow, sizeof(*batch.packets)),
		.per_flow = per_flow,
	};

	if (!batch.packets)
		die("out of memory");
	return batch;
}

void batch_destroy(struct batch *batch)
{
	free(batch->packets);
}

/* Is @sent what stands in @seen from octet @done of its payload on? */
static bool is_part(const struct sent *sent, const struct seen *seen, size_t done)
{
	bool last = done + sent->length == seen->length;

	if (sent->arrived || done + sent->length > seen->length)
		return false;
	if (!last && !sent->length)
		return false;
	if (seen->protocol == IPPROTO_TCP) {
		uint8_t flags = last ? seen->flags : 0;

		if (sent->sequence != seen->sequence + (uint32_t)done || (sent->flags ^ flags) & CONTROL_FLAGS)
			return false;
	}
	return !memcmp(sent->payload, seen->payload + done, sent->length);
}

static struct sent *find_part(struct batch *batch, struct flow *flow, size_t index, const struct seen *seen, size_t done)
{
	struct sent *packets = batch->packets + index * batch->per_flow;
	size_t i;

	while (flow->open < batch->per_flow && packets[flow->open].arrived)
		flow->open++;
	for (i = flow->open; i < batch->per_flow; i++)
		if (packets[i].payload && is_part(&packets[i], seen, done))
			return &packets[i];
	return NULL;
}

static void tick_off(struct batch *batch, struct side *receiver, struct sent *sent)
{
	int64_t first = sent->offset + (sent->flags & TH_SYN ? 1 : 0);
	int64_t end = first + sent->length + (sent->flags & TH_FIN ? 1 : 0);

	sent->arrived = true;
	batch->arrived++;
	flow_receive(receiver, first, end);
}

bool batch_arrive(struct batch *batch, struct flow *flow, size_t index, enum end receiver, const struct seen *seen)
{
	size_t done = 0;

	do {
		struct sent *sent = find_part(batch, flow, index, seen, done);

		if (!sent)
			return false;
		tick_off(batch, &flow->sides[receiver], sent);
		done += sent->length;
	} while (done < seen->length);
	return true;
}

bool batch_meets(const struct batch *batch, enum expectation expectation)
{
	bool answered = batch->resets || batch->errors || batch->strangers;

	switch (expectation) {
	case EXPECT_PASS:
		return batch->arrived == batch->sent && !answered;
	case EXPECT_LOST:
		return !batch->arrived && !answered;
	case EXPECT_SOME:
		return batch->arrived && batch->arrived < batch->sent;
	case EXPECT_RESET:
		return !batch->arrived && batch->resets && !batch->errors && !batch->strangers;
	case EXPECT_ICMP:
		return !batch->arrived && batch->errors && !batch->resets && !batch->strangers;
	default:
		return true;
	}
}
