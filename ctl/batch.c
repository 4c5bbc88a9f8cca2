// SPDX-License-Identifier: GPL-2.0-or-later
#include "batch.h"

#include <linux/genetlink.h>
#include <stdlib.h>

#include "../kmod/uapi/nf_p2p.h"

int batch_init(struct batch *batch)
{
	batch_empty(batch);
	batch->bytes = malloc(BATCH_FULL + BATCH_MESSAGE_MAX);
	return batch->bytes ? 0 : -1;
}

void batch_exit(struct batch *batch)
{
	free(batch->bytes);
	batch->bytes = NULL;
}

struct nlmsghdr *batch_begin(struct batch *batch, uint16_t type, uint8_t command, uint32_t sequence)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(batch->bytes + batch->used);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	message->nlmsg_type = type;
	message->nlmsg_flags = NLM_F_REQUEST;
	message->nlmsg_seq = sequence;
	header->cmd = command;
	header->version = P2P_GENL_VERSION;
	return message;
}

void batch_end(struct batch *batch, const struct nlmsghdr *message, const struct origin *origin)
{
	if (batch->count == 0)
		batch->first = message->nlmsg_seq;
	batch->at[batch->count] = batch->used;
	batch->origins[batch->count] = *origin;
	batch->used += NLMSG_ALIGN(message->nlmsg_len);
	batch->count++;
}

bool batch_full(const struct batch *batch)
{
	return batch->used >= BATCH_FULL || batch->count == BATCH_MESSAGES_MAX;
}

void batch_empty(struct batch *batch)
{
	batch->used = 0;
	batch->count = 0;
}

const struct nlmsghdr *batch_find(const struct batch *batch, uint32_t sequence, struct origin *origin)
{
	uint32_t index = sequence - batch->first;

	if (index >= batch->count)
		return NULL;
	*origin = batch->origins[index];
	return (const struct nlmsghdr *)(batch->bytes + batch->at[index]);
}

struct nlmsghdr *batch_last(struct batch *batch)
{
	return (struct nlmsghdr *)(batch->bytes + batch->at[batch->count - 1]);
}
