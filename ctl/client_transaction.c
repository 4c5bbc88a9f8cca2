// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <time.h>

#include "client_message.h"

static const struct origin nowhere;

static const struct attr_rule begun_rules[] = {
	[P2P_A_COOKIE] = ATTR_U64,
	[P2P_A_GENERATION] = ATTR_U64,
};

static int begun_read(const struct nlattr *attr, void *data)
{
	struct begun *begun = data;

	if (mnl_attr_get_type(attr) == P2P_A_COOKIE)
		begun->cookie = mnl_attr_get_u64(attr);
	else
		begun->generation = mnl_attr_get_u64(attr);
	return 0;
}

int client_decode_begin(const struct nlmsghdr *message, void *begun)
{
	return attr_each_message(message, begun_rules, MNL_ARRAY_SIZE(begun_rules), begun_read, begun);
}

static int generation_read(const struct nlattr *attr, void *data)
{
	*(uint64_t *)data = mnl_attr_get_u64(attr);
	return 0;
}

int client_decode_generation(const struct nlmsghdr *message, void *generation)
{
	static const struct attr_rule rules[] = { [P2P_A_GENERATION] = ATTR_U64 };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), generation_read, generation);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int try_to_begin(struct client *client, struct begun *begun, bool patient)
{
	int result;

	client->patient = patient;
	result = client_call(client, client_message(client, P2P_CMD_TRANSACTION_BEGIN), &nowhere, client_decode_begin, begun);
	client->patient = false;
	return result;
}

/* The kernel tells nobody when a transaction ends, so one has to ask: often at first, for most take milliseconds. */
static int begin(struct client *client, struct begun *begun)
{
	int64_t end = now_ms() + (int64_t)client->wait_s * 1000;
	struct timespec pause = { .tv_nsec = 5000000 };

	for (;;) {
		bool patient = client->wait_s == CLIENT_WAIT_FOREVER || now_ms() < end;

		if (!try_to_begin(client, begun, patient))
			return 0;
		if (client->failure->error != EBUSY || !patient)
			return -1;
		failure_clear(client->failure);
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < 200000000)
			pause.tv_nsec *= 2;
	}
}

int client_begin(struct client *client, uint64_t *generation)
{
	struct begun begun = { 0 };

	if (begin(client, &begun))
		return -1;
	if (!begun.cookie)
		return failure_set(client->failure, EXIT_UNAVAILABLE, "the kernel began a transaction without a cookie");
	client->cookie = begun.cookie;
	*generation = begun.generation;
	return 0;
}

/* The kernel reads all messages of a batch, those behind a refused one too: what is queued must be accepted before the
 * commit is sent.
 */
int client_commit(struct client *client, uint64_t *generation)
{
	if (client_sync(client))
		return -1;
	if (client_call(client, client_change(client, P2P_CMD_TRANSACTION_COMMIT), &nowhere, client_decode_generation,
			generation))
		return -1;
	client->cookie = 0;
	return 0;
}

/* What is queued is forgotten: it would be staged only to be thrown away. */
int client_abort(struct client *client)
{
	struct nlmsghdr *message;

	batch_empty(&client->batch);
	message = client_change(client, P2P_CMD_TRANSACTION_ABORT);
	client->cookie = 0;
	return client_call(client, message, &nowhere, NULL, NULL);
}

int client_abort_any(struct client *client)
{
	struct nlmsghdr *message = client_message(client, P2P_CMD_TRANSACTION_ABORT);

	mnl_attr_put(message, P2P_A_FORCE, 0, NULL);
	return client_call(client, message, &nowhere, NULL, NULL);
}

int client_settings_set(struct client *client, const struct settings *settings)
{
	struct origin origin = { .settings = settings };
	struct nlmsghdr *message = client_change(client, P2P_CMD_SETTINGS_SET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SETTINGS);

	if (settings->has_mark_mask)
		mnl_attr_put_u32(message, P2P_SETTINGS_A_MARK_MASK, settings->mark_mask);
	if (settings->has_enforce)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_ENFORCE, settings->enforce);
	if (settings->has_capture)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_CAPTURE, settings->capture);
	if (settings->has_nested)
		mnl_attr_put_u8(message, P2P_SETTINGS_A_NESTED, settings->nested);
	mnl_attr_nest_end(message, nest);
	return client_queue(client, message, &origin);
}
