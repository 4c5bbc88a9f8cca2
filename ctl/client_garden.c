// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "client_message.h"
#include "garden.h"

static void entry_put(struct nlmsghdr *message, const struct garden_entry *entry)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_GARDEN);

	mnl_attr_put(message, P2P_GARDEN_A_ADDRESS, entry->prefix.family == AF_INET ? 4 : 16, entry->prefix.address);
	mnl_attr_put_u8(message, P2P_GARDEN_A_LENGTH, entry->prefix.length);
	if (entry->protocol)
		mnl_attr_put_u8(message, P2P_GARDEN_A_PROTOCOL, entry->protocol);
	if (entry->port_min) {
		mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MIN, entry->port_min);
		mnl_attr_put_u16(message, P2P_GARDEN_A_PORT_MAX, entry->port_max);
	}
	mnl_attr_nest_end(message, nest);
}

int client_garden_set(struct client *client, const struct garden *garden)
{
	struct origin origin = { .garden = garden };
	struct nlmsghdr *message = client_change(client, P2P_CMD_GARDEN_SET);

	for (size_t i = 0; i < garden->count; i++)
		entry_put(message, &garden->entries[i]);
	return client_queue(client, message, &origin);
}

static const struct attr_rule entry_rules[] = {
	[P2P_GARDEN_A_ADDRESS] = ATTR_BINARY(4, 16),
	[P2P_GARDEN_A_LENGTH] = ATTR_U8,
	[P2P_GARDEN_A_PROTOCOL] = ATTR_U8,
	[P2P_GARDEN_A_PORT_MIN] = ATTR_U16,
	[P2P_GARDEN_A_PORT_MAX] = ATTR_U16,
};

static int entry_read(const struct nlattr *attr, void *data)
{
	struct garden_entry *entry = data;
	size_t size = mnl_attr_get_payload_len(attr);

	switch (mnl_attr_get_type(attr)) {
	case P2P_GARDEN_A_ADDRESS:
		if (size != 4 && size != 16)
			return -1;
		entry->prefix.family = size == 4 ? AF_INET : AF_INET6;
		memcpy(entry->prefix.address, mnl_attr_get_payload(attr), size);
		break;
	case P2P_GARDEN_A_LENGTH:
		entry->prefix.length = mnl_attr_get_u8(attr);
		break;
	case P2P_GARDEN_A_PROTOCOL:
		entry->protocol = mnl_attr_get_u8(attr);
		break;
	case P2P_GARDEN_A_PORT_MIN:
		entry->port_min = mnl_attr_get_u16(attr);
		break;
	case P2P_GARDEN_A_PORT_MAX:
		entry->port_max = mnl_attr_get_u16(attr);
		break;
	}
	return 0;
}

static int garden_read(const struct nlattr *attr, void *data)
{
	struct garden_entry entry = { 0 };

	if (attr_each_nested(attr, entry_rules, MNL_ARRAY_SIZE(entry_rules), entry_read, &entry))
		return -1;
	if (!entry.prefix.family || entry.prefix.length > (entry.prefix.family == AF_INET ? 32 : 128) ||
	    entry.port_max < entry.port_min || !entry.port_min != !entry.port_max)
		return -1;
	return garden_append(data, &entry);
}

int client_decode_garden(const struct nlmsghdr *message, void *garden)
{
	static const struct attr_rule rules[] = { [P2P_A_GARDEN] = ATTR_NEST };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), garden_read, garden);
}

static void garden_restart(void *garden)
{
	garden_free(garden);
}

int client_garden(struct client *client, struct garden *garden)
{
	*garden = (struct garden){ 0 };
	if (client_dump(client, P2P_CMD_GARDEN_GET, client_decode_garden, garden_restart, garden)) {
		garden_free(garden);
		return -1;
	}
	garden_sort(garden);
	return 0;
}
