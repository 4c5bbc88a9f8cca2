// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "client_message.h"
#include "lang/memory.h"

static const struct origin nowhere;

static const struct attr_rule chunk_rules[] = {
	[P2P_RULESET_A_SIZE] = ATTR_U32,
	[P2P_RULESET_A_OFFSET] = ATTR_U32,
	[P2P_RULESET_A_DATA] = ATTR_BINARY(1, P2P_CHUNK_MAX),
};

struct chunk {
	uint32_t size;
	uint32_t offset;
	const struct nlattr *data;
};

static int chunk_read(const struct nlattr *attr, void *data)
{
	struct chunk *chunk = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_RULESET_A_SIZE:
		chunk->size = mnl_attr_get_u32(attr);
		break;
	case P2P_RULESET_A_OFFSET:
		chunk->offset = mnl_attr_get_u32(attr);
		break;
	default:
		chunk->data = attr;
	}
	return 0;
}

/* Chunks ascend and leave no gap; the size is the same in all. */
static int chunk_add(const struct chunk *chunk, struct ruleset_chunks *chunks)
{
	size_t size = chunk->data ? mnl_attr_get_payload_len(chunk->data) : 0;

	if (!chunks->data) {
		if (chunk->size == 0 || chunk->size > P2P_BLOB_MAX)
			return -1;
		chunks->size = chunk->size;
		chunks->data = memory_alloc(chunk->size);
	}
	if (size == 0 || chunk->size != chunks->size || chunk->offset != chunks->filled ||
	    size > chunks->size - chunks->filled)
		return -1;
	memcpy(chunks->data + chunks->filled, mnl_attr_get_payload(chunk->data), size);
	chunks->filled += size;
	return 0;
}

static int ruleset_read(const struct nlattr *attr, void *data)
{
	struct chunk chunk = { 0 };

	if (attr_each_nested(attr, chunk_rules, MNL_ARRAY_SIZE(chunk_rules), chunk_read, &chunk))
		return -1;
	return chunk_add(&chunk, data);
}

int client_decode_ruleset(const struct nlmsghdr *message, void *chunks)
{
	static const struct attr_rule rules[] = { [P2P_A_RULESET] = ATTR_NEST };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), ruleset_read, chunks);
}

static void chunks_free(void *data)
{
	struct ruleset_chunks *chunks = data;

	free(chunks->data);
	*chunks = (struct ruleset_chunks){ 0 };
}

int client_ruleset_get(struct client *client, void **data, size_t *size)
{
	struct ruleset_chunks chunks = { 0 };
	int result = client_dump(client, P2P_CMD_RULESET_GET, client_decode_ruleset, chunks_free, &chunks);

	if (result == 0 && chunks.filled != chunks.size)
		result = failure_set(client->failure, EXIT_UNAVAILABLE, "the kernel showed %u of %u bytes of the ruleset",
				     chunks.filled, chunks.size);
	if (result)
		chunks_free(&chunks);
	*data = chunks.data;
	*size = chunks.size;
	return result;
}

static int ruleset_put(struct client *client, const uint8_t *data, uint32_t size, uint32_t offset, uint32_t chunk)
{
	struct nlmsghdr *message = client_change(client, P2P_CMD_RULESET_SET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_RULESET);

	mnl_attr_put_u32(message, P2P_RULESET_A_SIZE, size);
	if (chunk) {
		mnl_attr_put_u32(message, P2P_RULESET_A_OFFSET, offset);
		mnl_attr_put(message, P2P_RULESET_A_DATA, chunk, data + offset);
	}
	mnl_attr_nest_end(message, nest);
	return client_queue(client, message, &nowhere);
}

int client_ruleset_set(struct client *client, const void *data, size_t size)
{
	if (size > P2P_BLOB_MAX)
		return failure_set(client->failure, EXIT_USAGE, "the ruleset has %zu bytes, more than %u", size, P2P_BLOB_MAX);
	if (size == 0)
		return ruleset_put(client, NULL, 0, 0, 0);
	for (size_t offset = 0; offset < size; offset += P2P_CHUNK_MAX) {
		size_t chunk = size - offset < P2P_CHUNK_MAX ? size - offset : P2P_CHUNK_MAX;

		if (ruleset_put(client, data, size, offset, chunk))
			return -1;
	}
	return 0;
}

static const struct attr_rule signature_rules[] = {
	[P2P_SIGNATURE_A_NAME] = ATTR_STRING(P2P_NAME_MAX),
	[P2P_SIGNATURE_A_CLASS] = ATTR_U8,
	[P2P_SIGNATURE_A_STRENGTH] = ATTR_U8,
	[P2P_SIGNATURE_A_MATCHES] = ATTR_U64,
	[P2P_SIGNATURE_A_DECISIONS] = ATTR_U64,
};

static int signature_read_value(const struct nlattr *attr, void *data)
{
	struct signature_counters *signature = data;

	switch (mnl_attr_get_type(attr)) {
	case P2P_SIGNATURE_A_NAME:
		strncpy(signature->name, mnl_attr_get_str(attr), P2P_NAME_MAX);
		break;
	case P2P_SIGNATURE_A_CLASS:
		signature->class = mnl_attr_get_u8(attr);
		break;
	case P2P_SIGNATURE_A_STRENGTH:
		signature->strength = mnl_attr_get_u8(attr);
		break;
	case P2P_SIGNATURE_A_MATCHES:
		signature->matches = mnl_attr_get_u64(attr);
		break;
	case P2P_SIGNATURE_A_DECISIONS:
		signature->decisions = mnl_attr_get_u64(attr);
		break;
	}
	return 0;
}

static int signature_read(const struct nlattr *attr, void *data)
{
	return attr_each_nested(attr, signature_rules, MNL_ARRAY_SIZE(signature_rules), signature_read_value, data);
}

int client_decode_signature(const struct nlmsghdr *message, void *signature)
{
	static const struct attr_rule rules[] = { [P2P_A_SIGNATURE] = ATTR_NEST };

	return attr_each_message(message, rules, MNL_ARRAY_SIZE(rules), signature_read, signature);
}

static int signature_append(const struct nlmsghdr *message, void *data)
{
	struct signature_list *list = data;

	if (list->count == P2P_SIGNATURES_MAX)
		return -1;
	list->items = memory_resize(list->items, list->count + 1, sizeof(*list->items));
	list->items[list->count] = (struct signature_counters){ 0 };
	return client_decode_signature(message, &list->items[list->count++]);
}

static void signatures_restart(void *data)
{
	signature_list_free(data);
}

int client_signatures(struct client *client, struct signature_list *list)
{
	*list = (struct signature_list){ 0 };
	if (!client_dump(client, P2P_CMD_SIGNATURE_GET, signature_append, signatures_restart, list))
		return 0;
	signature_list_free(list);
	return -1;
}

void signature_list_free(struct signature_list *list)
{
	free(list->items);
	*list = (struct signature_list){ 0 };
}
