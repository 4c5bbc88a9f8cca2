// SPDX-License-Identifier: GPL-2.0-or-later
#include "client.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdbool.h>

#include "client_message.h"

int client_open(struct client *client, struct failure *failure)
{
	client->failure = failure;
	client->cookie = 0;
	client->socket.fd = -1;
	client->socket.reply = NULL;
	if (batch_init(&client->batch))
		return failure_set(failure, EXIT_UNAVAILABLE, "out of memory");
	return nlsock_open(&client->socket, failure);
}

void client_close(struct client *client)
{
	nlsock_close(&client->socket);
	batch_exit(&client->batch);
}

struct nlmsghdr *client_message(struct client *client, uint8_t command)
{
	return batch_begin(&client->batch, client->socket.family, command, ++client->socket.sequence);
}

struct nlmsghdr *client_change(struct client *client, uint8_t command)
{
	struct nlmsghdr *message = client_message(client, command);

	mnl_attr_put_u64(message, P2P_A_COOKIE, client->cookie);
	return message;
}

/* A conversation: what the caller wants to see, and what explains a refusal. */
struct talk {
	struct answer answer;
	struct conflict conflict;
	nlsock_handler handler;
	void *data;
};

static int talk_read(const struct nlmsghdr *message, void *data)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	struct talk *talk = data;

	if (mnl_nlmsg_get_payload_len(message) < GENL_HDRLEN)
		return -1;
	if (header->cmd != P2P_CMD_CONFLICT)
		return talk->handler ? talk->handler(message, talk->data) : 0;
	/* Those after the first refusal explain later ones. */
	return talk->answer.refusal.error ? 0 : client_decode_conflict(message, &talk->conflict);
}

/* Send what is queued. Only the last message asks to be answered: a refusal comes unasked, and 500 acknowledgements
 * would need more room in the receive buffer than a batch has bytes.
 */
static int client_send(struct client *client, struct talk *talk)
{
	struct batch *batch = &client->batch;
	struct nlmsghdr *last = batch_last(batch);
	bool dump = (last->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	int result;

	if (!dump)
		last->nlmsg_flags |= NLM_F_ACK;
	talk->answer.handler = talk_read;
	talk->answer.data = talk;
	result = nlsock_ask(&client->socket, batch->bytes, batch->used, batch->first, last->nlmsg_seq, &talk->answer,
			    client->failure);
	if (result == 0 && talk->answer.refusal.error)
		result = client_refused(client, &talk->answer.refusal, &talk->conflict);
	else if (result == 0 && talk->answer.interrupted && !dump)
		result = failure_set(client->failure, EXIT_UNAVAILABLE,
				     "the kernel had no memory for some of its answers: they may have been refusals");
	subscriber_free(&talk->conflict.subscriber);
	subscriber_free(&talk->conflict.around);
	batch_empty(batch);
	return result;
}

int client_sync(struct client *client)
{
	struct talk talk = { 0 };

	return client->batch.count ? client_send(client, &talk) : 0;
}

int client_queue(struct client *client, struct nlmsghdr *message, const struct origin *origin)
{
	batch_end(&client->batch, message, origin);
	return batch_full(&client->batch) ? client_sync(client) : 0;
}

int client_call(struct client *client, struct nlmsghdr *message, const struct origin *origin, nlsock_handler handler,
		void *data)
{
	struct talk talk = { .handler = handler, .data = data };

	batch_end(&client->batch, message, origin);
	return client_send(client, &talk);
}

int client_dump_part(struct client *client, uint8_t command, const struct dump *dump)
{
	for (int i = 0; i < CLIENT_ATTEMPTS; i++) {
		struct talk talk = { .handler = dump->handler, .data = dump->data };
		struct nlmsghdr *message = client_message(client, command);

		message->nlmsg_flags |= NLM_F_DUMP;
		if (dump->ask)
			dump->ask(message, &dump->origin);
		batch_end(&client->batch, message, &dump->origin);
		if (client_send(client, &talk))
			return -1;
		if (!talk.answer.interrupted)
			return 0;
		dump->restart(dump->data);
	}
	failure_set(client->failure, EXIT_REFUSED, "the configuration changed during each of %d attempts to read it",
		    CLIENT_ATTEMPTS);
	client->failure->error = EAGAIN;
	return -1;
}

int client_dump(struct client *client, uint8_t command, nlsock_handler handler, void (*restart)(void *data), void *data)
{
	struct dump dump = { .handler = handler, .restart = restart, .data = data };

	return client_dump_part(client, command, &dump);
}
