// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "client_event.h"
#include "client_message.h"
#include "key.h"
#include "lang/memory.h"
#include "prefix.h"

static const struct origin nowhere;

static void prefix_put(struct nlmsghdr *message, const struct prefix *prefix)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_PREFIX);

	mnl_attr_put(message, P2P_PREFIX_A_ADDRESS, prefix->family == AF_INET ? 4 : 16, prefix->address);
	mnl_attr_put_u8(message, P2P_PREFIX_A_LENGTH, prefix->length);
	if (prefix->zone)
		mnl_attr_put_u16(message, P2P_PREFIX_A_ZONE, prefix->zone);
	mnl_attr_nest_end(message, nest);
}

static void sanction_put(struct nlmsghdr *message, const struct sanction *sanction)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_SANCTION);

	mnl_attr_put_u8(message, P2P_SANCTION_A_SCOPE, sanction->scope);
	mnl_attr_put_u8(message, P2P_SANCTION_A_ACTION, sanction->action);
	if (sanction->action == P2P_ACTION_MARK) {
		mnl_attr_put_u32(message, P2P_SANCTION_A_MARK_VALUE, sanction->mark_value);
		mnl_attr_put_u32(message, P2P_SANCTION_A_MARK_MASK, sanction->mark_mask);
	}
	if (sanction->action == P2P_ACTION_LIMIT)
		mnl_attr_put_u64(message, P2P_SANCTION_A_RATE, sanction->rate);
	if (sanction->burst)
		mnl_attr_put_u32(message, P2P_SANCTION_A_BURST, sanction->burst);
	if (sanction->reason)
		mnl_attr_put_strz(message, P2P_SANCTION_A_REASON, sanction->reason);
	if (sanction->start)
		mnl_attr_put_u64(message, P2P_SANCTION_A_START, sanction->start);
	if (sanction->end)
		mnl_attr_put_u64(message, P2P_SANCTION_A_END, sanction->end);
	mnl_attr_nest_end(message, nest);
}

/* Open the nest and say in it who it is. */
static struct nlattr *key_put(struct nlmsghdr *message, const struct subscriber *subscriber)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SUBSCRIBER);

	if (subscriber->is_default)
		mnl_attr_put(message, P2P_SUBSCRIBER_A_DEFAULT, 0, NULL);
	else
		mnl_attr_put(message, P2P_SUBSCRIBER_A_KEY, subscriber->key_length, subscriber->key);
	return nest;
}

int client_subscriber_set(struct client *client, const struct subscriber *subscriber)
{
	struct origin origin = { .subscriber = subscriber };
	struct nlmsghdr *message;
	struct nlattr *nest;

	if (subscriber->prefix_count > P2P_PREFIXES_MAX) {
		failure_set(client->failure, EXIT_USAGE, "subscriber \"%s\" has %zu prefixes, more than %d",
			    key_text(subscriber->key, subscriber->key_length).text, subscriber->prefix_count,
			    P2P_PREFIXES_MAX);
		client->failure->at = subscriber->at;
		return -1;
	}
	message = client_change(client, P2P_CMD_SUBSCRIBER_SET);
	nest = key_put(message, subscriber);
	for (size_t i = 0; i < subscriber->prefix_count; i++)
		prefix_put(message, &subscriber->prefixes[i]);
	if (subscriber->sanction.scope)
		sanction_put(message, &subscriber->sanction);
	mnl_attr_nest_end(message, nest);
	return client_queue(client, message, &origin);
}

int client_subscriber_del(struct client *client, const struct subscriber *subscriber)
{
	struct origin origin = { .subscriber = subscriber };
	struct nlmsghdr *message = client_change(client, P2P_CMD_SUBSCRIBER_DEL);

	mnl_attr_nest_end(message, key_put(message, subscriber));
	return client_queue(client, message, &origin);
}

int client_subscriber_flush(struct client *client)
{
	return client_queue(client, client_change(client, P2P_CMD_SUBSCRIBER_FLUSH), &nowhere);
}

static const struct attr_rule prefix_rules[] = {
	[P2P_PREFIX_A_ADDRESS] = ATTR_BINARY(4, 16),
	[P2P_PREFIX_A_LENGTH] = ATTR_U8,
	[P2P_PREFIX_A_ZONE] = ATTR_U16,
};

static int prefix_read(const struct nlattr *attr, void *data)
{
	struct prefix *prefix = data;
	size_t size = mnl_attr_get_payload_len(attr);

	switch (mnl_attr_get_type(attr)) {
	case P2P_PREFIX_A_ADDRESS:
		if (size != 4 && size != 16)
			return -1;
		prefix->family = size == 4 ? AF_INET : AF_INET6;
		memcpy(prefix->address, mnl_attr_get_payload(attr), size);
		break;
	case P2P_PREFIX_A_LENGTH:
		prefix->length = mnl_attr_get_u8(attr);
		break;
	case P2P_PREFIX_A_ZONE:
		prefix->zone = mnl_attr_get_u16(attr);
		break;
	}
	return 0;
}

/* The array grows by doubling; its room is the next power of two. */
static int prefix_append(const struct nlattr *nest, struct subscriber *subscriber)
{
	size_t count = subscriber->prefix_count;
	struct prefix prefix = { 0 };

	if (attr_each_nested(nest, prefix_rules, MNL_ARRAY_SIZE(prefix_rules), prefix_read, &prefix))
		return -1;
	if (!prefix.family || prefix.length > (prefix.family == AF_INET ? 32 : 128))
		return -1;
	if ((count & (count - 1)) == 0)
		subscriber->prefixes = memory_resize(subscriber->prefixes, count ? 2 * count : 1, sizeof(prefix));
	subscriber->prefixes[subscriber->prefix_count++] = prefix;
	return 0;
}

static const struct attr_rule sanction_rules[] = {
	[P2P_SANCTION_A_SCOPE] = ATTR_U8,
	[P2P_SANCTION_A_ACTION] = ATTR_U8,
	[P2P_SANCTION_A_MARK_VALUE] = ATTR_U32,
	[P2P_SANCTION_A_MARK_MASK] = ATTR_U32,
	[P2P_SANCTION_A_END] = ATTR_U64,
	[P2P_SANCTION_A_STATE] = ATTR_U8,
	[P2P_SANCTION_A_LEFT_S] = ATTR_U64,
	[P2P_SANCTION_A_RATE] = ATTR_U64,
	[P2P_SANCTION_A_BURST] = ATTR_U32,
	[P2P_SANCTION_A_START] = ATTR_U64,
	[P2P_SANCTION_A_WAIT_S] = ATTR_U64,
	[P2P_SANCTION_A_REASON] = ATTR_STRING(P2P_REASON_MAX),
};

static int sanction_read(const struct nlattr *attr, void *data)
{
	struct sanction *sanction = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_SANCTION_A_SCOPE:
		sanction->scope = mnl_attr_get_u8(attr);
		break;
	case P2P_SANCTION_A_ACTION:
		sanction->action = mnl_attr_get_u8(attr);
		break;
	case P2P_SANCTION_A_MARK_VALUE:
		sanction->mark_value = mnl_attr_get_u32(attr);
		break;
	case P2P_SANCTION_A_MARK_MASK:
		sanction->mark_mask = mnl_attr_get_u32(attr);
		break;
	case P2P_SANCTION_A_END:
		sanction->end = mnl_attr_get_u64(attr);
		break;
	case P2P_SANCTION_A_STATE:
		sanction->state = mnl_attr_get_u8(attr);
		break;
	case P2P_SANCTION_A_LEFT_S:
		sanction->left_s = mnl_attr_get_u64(attr);
		break;
	case P2P_SANCTION_A_RATE:
		sanction->rate = mnl_attr_get_u64(attr);
		break;
	case P2P_SANCTION_A_BURST:
		sanction->burst = mnl_attr_get_u32(attr);
		break;
	case P2P_SANCTION_A_START:
		sanction->start = mnl_attr_get_u64(attr);
		break;
	case P2P_SANCTION_A_WAIT_S:
		sanction->wait_s = mnl_attr_get_u64(attr);
		break;
	case P2P_SANCTION_A_REASON:
		free(sanction->reason);
		sanction->reason = memory_or_exit(strdup(mnl_attr_get_str(attr)));
		break;
	}
	return 0;
}

const char *const client_counter_names[__P2P_COUNTERS_A_MAX] = {
	[P2P_COUNTERS_A_COUNT_PACKETS] = "count_packets",
	[P2P_COUNTERS_A_COUNT_BYTES] = "count_bytes",
	[P2P_COUNTERS_A_MARK_PACKETS] = "mark_packets",
	[P2P_COUNTERS_A_MARK_BYTES] = "mark_bytes",
	[P2P_COUNTERS_A_DROP_PACKETS] = "drop_packets",
	[P2P_COUNTERS_A_DROP_BYTES] = "drop_bytes",
	[P2P_COUNTERS_A_LIMIT_PACKETS] = "limit_packets",
	[P2P_COUNTERS_A_LIMIT_BYTES] = "limit_bytes",
	[P2P_COUNTERS_A_REJECT_PACKETS] = "reject_packets",
	[P2P_COUNTERS_A_REJECT_BYTES] = "reject_bytes",
	[P2P_COUNTERS_A_P2P_PACKETS] = "p2p_packets",
	[P2P_COUNTERS_A_P2P_BYTES] = "p2p_bytes",
};

static const struct attr_rule counters_rules[] = {
	[P2P_COUNTERS_A_PAD + 1 ... P2P_COUNTERS_A_MAX] = ATTR_U64,
};

static int counters_read(const struct nlattr *attr, void *data)
{
	struct counters *counters = data;

	counters->value[mnl_attr_get_type(attr)] = mnl_attr_get_u64(attr);
	return 0;
}

static int history_append(const struct nlattr *nest, struct subscriber *subscriber)
{
	size_t count = subscriber->history_count;

	subscriber->history = memory_resize(subscriber->history, count + 1, sizeof(*subscriber->history));
	if (client_read_event(nest, &subscriber->history[count]))
		return -1;
	subscriber->history_count++;
	return 0;
}

static const struct attr_rule subscriber_rules[] = {
	[P2P_SUBSCRIBER_A_KEY] = ATTR_BINARY(1, P2P_KEY_MAX),
	[P2P_SUBSCRIBER_A_PREFIX] = ATTR_NEST,
	[P2P_SUBSCRIBER_A_SANCTION] = ATTR_NEST,
	[P2P_SUBSCRIBER_A_COUNTERS] = ATTR_NEST,
	[P2P_SUBSCRIBER_A_HISTORY] = ATTR_NEST,
	[P2P_SUBSCRIBER_A_DEFAULT] = ATTR_FLAG,
};

static int subscriber_read(const struct nlattr *attr, void *data)
{
	struct subscriber *subscriber = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_SUBSCRIBER_A_KEY:
		subscriber->key_length = mnl_attr_get_payload_len(attr);
		memcpy(subscriber->key, mnl_attr_get_payload(attr), subscriber->key_length);
		return 0;
	case P2P_SUBSCRIBER_A_DEFAULT:
		subscriber->is_default = true;
		return 0;
	case P2P_SUBSCRIBER_A_PREFIX:
		return prefix_append(attr, subscriber);
	case P2P_SUBSCRIBER_A_SANCTION:
		return attr_each_nested(attr, sanction_rules, MNL_ARRAY_SIZE(sanction_rules), sanction_read,
					&subscriber->sanction);
	case P2P_SUBSCRIBER_A_HISTORY:
		return history_append(attr, subscriber);
	default:
		return attr_each_nested(attr, counters_rules, MNL_ARRAY_SIZE(counters_rules), counters_read,
					&subscriber->counters);
	}
}

int client_read_subscriber(const struct nlattr *nest, struct subscriber *subscriber)
{
	if (attr_each_nested(nest, subscriber_rules, MNL_ARRAY_SIZE(subscriber_rules), subscriber_read, subscriber))
		return -1;
	if (subscriber->prefix_count)
		qsort(subscriber->prefixes, subscriber->prefix_count, sizeof(*subscriber->prefixes), prefix_compare);
	return subscriber->is_default != (subscriber->key_length > 0) ? 0 : -1;
}

static int answer_read(const struct nlattr *attr, void *data)
{
	return client_read_subscriber(attr, data);
}

int client_decode_subscriber(const struct nlmsghdr *message, void *subscriber)
{
	static const struct attr_rule rules[] = { [P2P_A_SUBSCRIBER] = ATTR_NEST };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), answer_read, subscriber);
}

int client_subscriber_get(struct client *client, struct subscriber *subscriber)
{
	struct origin origin = { .subscriber = subscriber };
	struct subscriber found = { 0 };
	struct nlmsghdr *message = client_message(client, P2P_CMD_SUBSCRIBER_GET);

	mnl_attr_nest_end(message, key_put(message, subscriber));
	if (client_call(client, message, &origin, client_decode_subscriber, &found)) {
		subscriber_free(&found);
		return -1;
	}
	*subscriber = found;
	return 0;
}

int client_whois(struct client *client, const struct prefix *address, struct subscriber *subscriber)
{
	struct nlmsghdr *message = client_message(client, P2P_CMD_SUBSCRIBER_GET);

	mnl_attr_put(message, P2P_A_ADDRESS, address->family == AF_INET ? 4 : 16, address->address);
	if (address->zone)
		mnl_attr_put_u16(message, P2P_A_ZONE, address->zone);
	*subscriber = (struct subscriber){ 0 };
	if (!client_call(client, message, &nowhere, client_decode_subscriber, subscriber))
		return 0;
	subscriber_free(subscriber);
	return -1;
}

/* The message had a subscriber in it. */
static bool named(const struct subscriber *subscriber)
{
	return subscriber->is_default || subscriber->key_length;
}

static int subscribers_append(const struct nlmsghdr *message, void *list)
{
	struct subscriber subscriber = { 0 };

	if (client_decode_subscriber(message, &subscriber) || !named(&subscriber) ||
	    subscriber_list_append(list, &subscriber)) {
		subscriber_free(&subscriber);
		return -1;
	}
	return 0;
}

static void subscribers_restart(void *list)
{
	subscriber_list_free(list);
}

int client_subscribers(struct client *client, struct subscriber_list *list)
{
	*list = (struct subscriber_list){ 0 };
	if (client_dump(client, P2P_CMD_SUBSCRIBER_GET, subscribers_append, subscribers_restart, list)) {
		subscriber_list_free(list);
		return -1;
	}
	subscriber_list_sort(list);
	return 0;
}

static int subscribers_visit(const struct nlmsghdr *message, void *data)
{
	const struct subscriber_visitor *visitor = data;
	struct subscriber subscriber = { 0 };
	int result = -1;

	if (!client_decode_subscriber(message, &subscriber) && named(&subscriber))
		result = visitor->visit(&subscriber, visitor->data);
	subscriber_free(&subscriber);
	return result;
}

static void visit_restart(void *data)
{
	const struct subscriber_visitor *visitor = data;

	visitor->restart(visitor->data);
}

static void ask_counted(struct nlmsghdr *message, const struct origin *origin)
{
	(void)origin;
	mnl_attr_put(message, P2P_A_COUNTED, 0, NULL);
}

int client_each_counted(struct client *client, const struct subscriber_visitor *visitor)
{
	struct dump dump = { .ask = ask_counted, .handler = subscribers_visit, .restart = visit_restart,
			     .data = (void *)visitor };

	return client_dump_part(client, P2P_CMD_SUBSCRIBER_GET, &dump);
}

int client_each_subscriber(struct client *client, const struct subscriber_visitor *visitor)
{
	return client_dump(client, P2P_CMD_SUBSCRIBER_GET, subscribers_visit, visit_restart, (void *)visitor);
}
