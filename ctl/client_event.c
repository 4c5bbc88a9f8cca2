// SPDX-License-Identifier: GPL-2.0-or-later
#include "client_event.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <string.h>

#include "client_message.h"

static const struct attr_rule tuple_rules[] = {
	[P2P_TUPLE_A_SRC] = ATTR_BINARY(4, 16),
	[P2P_TUPLE_A_DST] = ATTR_BINARY(4, 16),
	[P2P_TUPLE_A_SPORT] = ATTR_U16,
	[P2P_TUPLE_A_DPORT] = ATTR_U16,
	[P2P_TUPLE_A_PROTOCOL] = ATTR_U8,
};

static int address_read(const struct nlattr *attr, struct tuple *tuple, uint8_t *address)
{
	size_t size = mnl_attr_get_payload_len(attr);
	uint8_t family = size == 4 ? AF_INET : AF_INET6;

	if ((size != 4 && size != 16) || (tuple->family && tuple->family != family))
		return -1;
	tuple->family = family;
	memcpy(address, mnl_attr_get_payload(attr), size);
	return 0;
}

static int tuple_read(const struct nlattr *attr, void *data)
{
	struct tuple *tuple = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_TUPLE_A_SRC:
		return address_read(attr, tuple, tuple->src);
	case P2P_TUPLE_A_DST:
		return address_read(attr, tuple, tuple->dst);
	case P2P_TUPLE_A_SPORT:
		tuple->sport = mnl_attr_get_u16(attr);
		break;
	case P2P_TUPLE_A_DPORT:
		tuple->dport = mnl_attr_get_u16(attr);
		break;
	case P2P_TUPLE_A_PROTOCOL:
		tuple->protocol = mnl_attr_get_u8(attr);
		break;
	}
	return 0;
}

static const struct attr_rule event_rules[] = {
	[P2P_EVENT_A_KIND] = ATTR_U8,
	[P2P_EVENT_A_TIME_MS] = ATTR_U64,
	[P2P_EVENT_A_GENERATION] = ATTR_U64,
	[P2P_EVENT_A_KEY] = ATTR_BINARY(1, P2P_KEY_MAX),
	[P2P_EVENT_A_ORIG] = ATTR_NEST,
	[P2P_EVENT_A_REPLY] = ATTR_NEST,
	[P2P_EVENT_A_CLASS] = ATTR_U8,
	[P2P_EVENT_A_SIGNATURE] = ATTR_STRING(P2P_NAME_MAX),
	[P2P_EVENT_A_OFFSET] = ATTR_U32,
	[P2P_EVENT_A_CONTENT_ID] = ATTR_BINARY(1, P2P_CONTENT_ID_MAX),
	[P2P_EVENT_A_SCOPE] = ATTR_U8,
	[P2P_EVENT_A_ACTION] = ATTR_U8,
	[P2P_EVENT_A_CLOCK] = ATTR_U8,
	[P2P_EVENT_A_REPEATS] = ATTR_U32,
	[P2P_EVENT_A_MIDFLOW] = ATTR_U8,
	[P2P_EVENT_A_LIST] = ATTR_STRING(P2P_NAME_MAX),
	[P2P_EVENT_A_REASON] = ATTR_STRING(P2P_REASON_MAX),
	[P2P_EVENT_A_OLD_SCOPE] = ATTR_U8,
	[P2P_EVENT_A_OLD_ACTION] = ATTR_U8,
	[P2P_EVENT_A_DEFAULT] = ATTR_U8,
};

static int event_read(const struct nlattr *attr, void *data)
{
	struct event *event = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_EVENT_A_KIND:
		event->kind = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_TIME_MS:
		event->time_ms = mnl_attr_get_u64(attr);
		break;
	case P2P_EVENT_A_GENERATION:
		event->generation = mnl_attr_get_u64(attr);
		break;
	case P2P_EVENT_A_KEY:
		event->key_length = mnl_attr_get_payload_len(attr);
		memcpy(event->key, mnl_attr_get_payload(attr), event->key_length);
		break;
	case P2P_EVENT_A_ORIG:
		return attr_each_nested(attr, tuple_rules, MNL_ARRAY_SIZE(tuple_rules), tuple_read, &event->orig);
	case P2P_EVENT_A_REPLY:
		return attr_each_nested(attr, tuple_rules, MNL_ARRAY_SIZE(tuple_rules), tuple_read, &event->reply);
	case P2P_EVENT_A_CLASS:
		event->class = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_SIGNATURE:
		strncpy(event->signature, mnl_attr_get_str(attr), P2P_NAME_MAX);
		break;
	case P2P_EVENT_A_OFFSET:
		event->has_offset = true;
		event->offset = mnl_attr_get_u32(attr);
		break;
	case P2P_EVENT_A_CONTENT_ID:
		event->content_id_length = mnl_attr_get_payload_len(attr);
		memcpy(event->content_id, mnl_attr_get_payload(attr), event->content_id_length);
		break;
	case P2P_EVENT_A_SCOPE:
		event->scope = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_ACTION:
		event->action = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_CLOCK:
		event->clock = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_REPEATS:
		event->repeats = mnl_attr_get_u32(attr);
		break;
	case P2P_EVENT_A_MIDFLOW:
		event->midflow = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_LIST:
		strncpy(event->list, mnl_attr_get_str(attr), P2P_NAME_MAX);
		break;
	case P2P_EVENT_A_DEFAULT:
		event->is_default = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_OLD_SCOPE:
		event->old_scope = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_OLD_ACTION:
		event->old_action = mnl_attr_get_u8(attr);
		break;
	case P2P_EVENT_A_REASON:
		strncpy(event->reason, mnl_attr_get_str(attr), P2P_REASON_MAX);
		break;
	}
	return 0;
}

int client_read_event(const struct nlattr *nest, struct event *event)
{
	*event = (struct event){ 0 };
	return attr_each_nested(nest, event_rules, MNL_ARRAY_SIZE(event_rules), event_read, event);
}

/* The first message tells where the count stands, not that anything was lost to us. */
static void lost_read(uint64_t lost, struct event_visitor *visitor)
{
	if (visitor->has_lost && lost > visitor->lost_before)
		visitor->lost(lost - visitor->lost_before, visitor->data);
	visitor->lost_before = lost;
	visitor->has_lost = true;
}

static const struct attr_rule message_rules[] = {
	[P2P_A_LOST] = ATTR_U64,
	[P2P_A_EVENT] = ATTR_NEST,
};

static int message_read(const struct nlattr *attr, void *data)
{
	struct event_visitor *visitor = data;
	struct event event;

	if (mnl_attr_get_type(attr) == P2P_A_LOST) {
		lost_read(mnl_attr_get_u64(attr), visitor);
		return 0;
	}
	if (client_read_event(attr, &event))
		return -1;
	visitor->event(&event, visitor->data);
	return 0;
}

int client_decode_events(const struct nlmsghdr *message, struct event_visitor *visitor)
{
	return attr_each_message(message, message_rules, MNL_ARRAY_SIZE(message_rules), message_read, visitor);
}

static int events_read(const struct nlmsghdr *message, void *data)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

	if (mnl_nlmsg_get_payload_len(message) < GENL_HDRLEN)
		return -1;
	return header->cmd == P2P_CMD_EVENT ? client_decode_events(message, data) : 0;
}

int client_join(struct client *client)
{
	return nlsock_join(&client->socket, client->failure);
}

int client_listen(struct client *client, struct event_visitor *visitor)
{
	int result = nlsock_listen(&client->socket, events_read, visitor, client->failure);

	if (result != -ENOBUFS)
		return result;
	visitor->lost(0, visitor->data);
	return 1;
}
