// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "client_message.h"
#include "content.h"

static const struct origin nowhere;

static struct nlattr *name_put(struct nlmsghdr *message, const char *name)
{
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_CONTENT);

	mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, name);
	return nest;
}

static int send_head(struct client *client, const struct content_list *list, const struct origin *origin)
{
	struct nlmsghdr *message = client_change(client, P2P_CMD_CONTENT_SET);
	struct nlattr *nest = name_put(message, list->name);

	if (list->except)
		mnl_attr_put(message, P2P_CONTENT_A_EXCEPT, 0, NULL);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT20, list->ids[CONTENT_INFO_HASH].count);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT16, list->ids[CONTENT_ED2K].count);
	mnl_attr_nest_end(message, nest);
	return client_queue(client, message, origin);
}

static int send_ids(struct client *client, const struct content_list *list, enum content_kind kind,
		    const struct origin *origin)
{
	const struct id_set *set = &list->ids[kind];
	size_t most = P2P_CHUNK_MAX / content_size[kind];

	for (size_t i = 0; i < set->count; i += most) {
		size_t count = set->count - i < most ? set->count - i : most;
		struct nlmsghdr *message = client_change(client, P2P_CMD_CONTENT_SET);
		struct nlattr *nest = name_put(message, list->name);

		mnl_attr_put(message, P2P_CONTENT_A_IDS, count * content_size[kind], set->bytes + i * content_size[kind]);
		mnl_attr_nest_end(message, nest);
		if (client_queue(client, message, origin))
			return -1;
	}
	return 0;
}

int client_content_set(struct client *client, const struct content_list *list)
{
	struct origin origin = { .content = list };

	if (send_head(client, list, &origin))
		return -1;
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		if (send_ids(client, list, kind, &origin))
			return -1;
	}
	return 0;
}

int client_content_del(struct client *client, const struct content_list *list)
{
	struct origin origin = { .content = list };
	struct nlmsghdr *message = client_change(client, P2P_CMD_CONTENT_DEL);

	mnl_attr_nest_end(message, name_put(message, list->name));
	return client_queue(client, message, &origin);
}

int client_content_flush(struct client *client)
{
	return client_queue(client, client_change(client, P2P_CMD_CONTENT_FLUSH), &nowhere);
}

static const struct attr_rule content_rules[] = {
	[P2P_CONTENT_A_NAME] = ATTR_STRING(P2P_NAME_MAX),
	[P2P_CONTENT_A_EXCEPT] = { MNL_TYPE_FLAG, 0, UINT16_MAX },
	[P2P_CONTENT_A_COUNT20] = ATTR_U32,
	[P2P_CONTENT_A_COUNT16] = ATTR_U32,
	[P2P_CONTENT_A_IDS] = ATTR_BINARY(1, P2P_CHUNK_MAX),
};

/* What one message says. */
struct part {
	struct content_head head;
	const struct nlattr *ids;
};

static int part_read_value(const struct nlattr *attr, void *data)
{
	struct part *part = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_CONTENT_A_NAME:
		strncpy(part->head.name, mnl_attr_get_str(attr), P2P_NAME_MAX);
		break;
	case P2P_CONTENT_A_EXCEPT:
		part->head.except = true;
		break;
	case P2P_CONTENT_A_COUNT20:
		part->head.count[CONTENT_INFO_HASH] = mnl_attr_get_u32(attr);
		break;
	case P2P_CONTENT_A_COUNT16:
		part->head.count[CONTENT_ED2K] = mnl_attr_get_u32(attr);
		break;
	case P2P_CONTENT_A_IDS:
		part->ids = attr;
		break;
	}
	return 0;
}

static int part_read(const struct nlattr *attr, void *part)
{
	return attr_each_nested(attr, content_rules, MNL_ARRAY_SIZE(content_rules), part_read_value, part);
}

static int decode_part(const struct nlmsghdr *message, struct part *part)
{
	static const struct attr_rule rules[] = { [P2P_A_CONTENT] = ATTR_NEST };

	if (attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), part_read, part))
		return -1;
	return part->head.name[0] ? 0 : -1;
}

int client_decode_content_head(const struct nlmsghdr *message, void *data)
{
	struct content_heads *heads = data;
	struct part part = { 0 };

	if (heads->count == P2P_LISTS_MAX || decode_part(message, &part))
		return -1;
	heads->items[heads->count++] = part.head;
	return 0;
}

static void heads_restart(void *heads)
{
	((struct content_heads *)heads)->count = 0;
}

static int compare_heads(const void *a, const void *b)
{
	return strcmp(((const struct content_head *)a)->name, ((const struct content_head *)b)->name);
}

int client_content_heads(struct client *client, struct content_heads *heads)
{
	heads->count = 0;
	if (client_dump(client, P2P_CMD_CONTENT_GET, client_decode_content_head, heads_restart, heads))
		return -1;
	qsort(heads->items, heads->count, sizeof(*heads->items), compare_heads);
	return 0;
}

/* Which ids are due: those of the first kind that is not complete. */
static enum content_kind kind_due(const struct content_list *list, const struct content_head *head)
{
	return list->ids[CONTENT_INFO_HASH].count < head->count[CONTENT_INFO_HASH] ? CONTENT_INFO_HASH : CONTENT_ED2K;
}

int client_decode_content_ids(const struct nlmsghdr *message, void *data)
{
	struct content_parts *parts = data;
	struct content_list *list = parts->list;
	struct part part = { 0 };
	const uint8_t *ids;
	enum content_kind kind;
	size_t count;

	if (decode_part(message, &part))
		return -1;
	parts->head = part.head;
	list->except = part.head.except;
	if (!part.ids)
		return 0;
	kind = kind_due(list, &part.head);
	count = mnl_attr_get_payload_len(part.ids) / content_size[kind];
	if (mnl_attr_get_payload_len(part.ids) % content_size[kind] ||
	    list->ids[kind].count + count > part.head.count[kind])
		return -1;
	ids = mnl_attr_get_payload(part.ids);
	for (size_t i = 0; i < count; i++)
		content_add(list, kind, ids + i * content_size[kind]);
	return 0;
}

static void ask_ids(struct nlmsghdr *message, const struct origin *origin)
{
	mnl_attr_nest_end(message, name_put(message, origin->content->name));
}

static void ids_restart(void *parts)
{
	content_free(((struct content_parts *)parts)->list);
}

int client_content_get(struct client *client, struct content_list *list)
{
	struct content_parts parts = { .list = list };
	struct dump dump = {
		.ask = ask_ids,
		.origin = { .content = list },
		.handler = client_decode_content_ids,
		.restart = ids_restart,
		.data = &parts,
	};

	if (client_dump_part(client, P2P_CMD_CONTENT_GET, &dump))
		return -1;
	if (content_count(list) == (size_t)parts.head.count[CONTENT_INFO_HASH] + parts.head.count[CONTENT_ED2K])
		return 0;
	return failure_set(client->failure, EXIT_UNAVAILABLE, "the kernel did not show all ids of content list \"%s\"",
			   list->name);
}

int client_contents(struct client *client, struct content_lists *lists)
{
	struct content_heads heads;

	*lists = (struct content_lists){ 0 };
	if (client_content_heads(client, &heads))
		return -1;
	for (size_t i = 0; i < heads.count; i++) {
		struct content_list *list = contents_append(lists);

		memcpy(list->name, heads.items[i].name, sizeof(list->name));
		if (client_content_get(client, list))
			return -1;
	}
	return 0;
}
