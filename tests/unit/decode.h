/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes read as everything that the module may answer. */
#ifndef TESTS_UNIT_DECODE_H
#define TESTS_UNIT_DECODE_H

#include <stdlib.h>
#include <string.h>

#include "client_event.h"
#include "client_message.h"
#include "content.h"
#include "garden.h"

/* Also where there is no cmocka. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

static void ignore_event(const struct event *event, void *data)
{
	(void)event;
	(void)data;
}

static void ignore_lost(uint64_t lost, void *data)
{
	(void)lost;
	(void)data;
}

/* Everything is decoded as everything: a kernel may answer another question than was asked. */
static int decode_all(const struct nlmsghdr *message, void *data)
{
	struct event_visitor visitor = { .event = ignore_event, .lost = ignore_lost };
	struct subscriber subscriber = { 0 };
	struct ruleset_chunks chunks = { 0 };
	struct content_list list = { 0 };
	struct content_parts parts = { .list = &list };
	struct content_heads heads = { 0 };
	struct conflict conflict = { 0 };
	struct signature_counters signature = { 0 };
	struct status status = { 0 };
	struct garden garden = { 0 };
	struct stats stats = { 0 };
	struct begun begun = { 0 };
	uint64_t generation = 0;

	(void)data;
	(void)(client_decode_status(message, &status) | client_decode_stats(message, &stats) |
	       client_decode_signature(message, &signature) | client_decode_begin(message, &begun) |
	       client_decode_generation(message, &generation) | client_decode_events(message, &visitor) |
	       client_decode_subscriber(message, &subscriber) | client_decode_conflict(message, &conflict) |
	       client_decode_garden(message, &garden) |
	       client_decode_ruleset(message, &chunks) | client_decode_ruleset(message, &chunks) |
	       client_decode_content_head(message, &heads) | client_decode_content_ids(message, &parts) |
	       client_decode_content_ids(message, &parts));
	must(subscriber.key_length <= P2P_KEY_MAX);
	must(chunks.filled <= chunks.size);
	must(strlen(signature.name) <= P2P_NAME_MAX);
	must(heads.count <= 1 && strlen(heads.items[0].name) <= P2P_NAME_MAX);
	content_free(&list);
	subscriber_free(&subscriber);
	subscriber_free(&conflict.subscriber);
	subscriber_free(&conflict.around);
	garden_free(&garden);
	free(chunks.data);
	return 0;
}

/* A copy of exactly that size: the sanitizer sees the first byte that is read beyond it. */
static void decode_copy(const void *bytes, size_t size, uint16_t family)
{
	struct answer answer = { .handler = decode_all };
	void *copy = malloc(size ? size : 1);

	memcpy(copy, bytes, size);
	(void)nlsock_decode(copy, size, family, 1, 1, &answer);
	must(strlen(answer.refusal.sentence) < sizeof(answer.refusal.sentence));
	free(copy);
}

#endif
