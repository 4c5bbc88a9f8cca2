// SPDX-License-Identifier: GPL-2.0-or-later
#include "top.h"

#include <stdlib.h>
#include <string.h>

#include "key.h"
#include "lang/memory.h"

/* The counters of packets; that of the bytes stands behind each. */
static const enum p2p_counters_attr action_packets[TOP_ACTIONS] = {
	[P2P_ACTION_COUNT] = P2P_COUNTERS_A_COUNT_PACKETS,
	[P2P_ACTION_MARK] = P2P_COUNTERS_A_MARK_PACKETS,
	[P2P_ACTION_LIMIT] = P2P_COUNTERS_A_LIMIT_PACKETS,
	[P2P_ACTION_REJECT] = P2P_COUNTERS_A_REJECT_PACKETS,
	[P2P_ACTION_DROP] = P2P_COUNTERS_A_DROP_PACKETS,
};

void sample_add(struct sample *sample, const struct subscriber *subscriber)
{
	struct traffic *traffic;

	if (sample->count == sample->room) {
		size_t room = sample->room ? 2 * sample->room : 64;

		sample->items = memory_resize(sample->items, room, sizeof(*traffic));
		sample->room = room;
	}
	traffic = &sample->items[sample->count++];
	traffic->key_length = subscriber->key_length;
	memcpy(traffic->key, subscriber->key, sizeof(traffic->key));
	memcpy(traffic->value, subscriber->counters.value, sizeof(traffic->value));
}

static int by_key(const void *a, const void *b)
{
	const struct traffic *left = a, *right = b;

	return key_compare(left->key, left->key_length, right->key, right->key_length);
}

void sample_sort(struct sample *sample)
{
	if (sample->count)
		qsort(sample->items, sample->count, sizeof(*sample->items), by_key);
}

void sample_free(struct sample *sample)
{
	free(sample->items);
	*sample = (struct sample){ 0 };
}

/* A counter that is less than it was began anew. */
static double gained(uint64_t before, uint64_t now, double seconds)
{
	return (now < before ? now : now - before) / seconds;
}

static struct amount amount_of(const uint64_t *before, const uint64_t *now, unsigned int packets, double seconds)
{
	return (struct amount){
		.packets = gained(before[packets], now[packets], seconds),
		.bytes = gained(before[packets + 1], now[packets + 1], seconds),
	};
}

static void amount_add(struct amount *sum, struct amount more)
{
	sum->packets += more.packets;
	sum->bytes += more.bytes;
}

static void add_subscriber(struct top *top, const struct traffic *before, const struct traffic *now)
{
	struct top_subscriber *subscriber = &top->subscribers[top->count];

	*subscriber = (struct top_subscriber){
		.who = now,
		.p2p = amount_of(before->value, now->value, P2P_COUNTERS_A_P2P_PACKETS, top->seconds),
	};
	for (unsigned int action = P2P_ACTION_COUNT; action < TOP_ACTIONS; action++) {
		struct amount amount = amount_of(before->value, now->value, action_packets[action], top->seconds);

		amount_add(&subscriber->hit, amount);
		amount_add(&top->actions[action], amount);
	}
	if (subscriber->p2p.packets > 0 || subscriber->hit.packets > 0)
		top->count++;
}

static double larger(double a, double b)
{
	return a > b ? a : b;
}

static int descending(double a, double b)
{
	return (a < b) - (a > b);
}

/* By bytes, then by packets. What a sanction hit of a P2P flow counts in both, so the larger one tells how busy he is. */
static int by_amount(const void *a, const void *b)
{
	const struct top_subscriber *left = a, *right = b;
	int order = descending(larger(left->p2p.bytes, left->hit.bytes), larger(right->p2p.bytes, right->hit.bytes));

	if (!order)
		order = descending(larger(left->p2p.packets, left->hit.packets),
				   larger(right->p2p.packets, right->hit.packets));
	return order ? order : by_key(left->who, right->who);
}

void top_make(struct top *top, const struct sample *before, const struct sample *now)
{
	static const struct traffic nothing;

	*top = (struct top){ .seconds = (now->time_ns - before->time_ns) / 1e9 };
	for (unsigned int i = 0; i < TOP_CLASSES; i++)
		top->classes[i] = amount_of(before->stats.value, now->stats.value, P2P_STATS_A_BITTORRENT_PACKETS + 2 * i,
					    top->seconds);
	if (!now->count)
		return;
	top->subscribers = memory_resize(NULL, now->count, sizeof(*top->subscribers));
	for (size_t i = 0; i < now->count; i++) {
		const struct traffic *then = NULL;

		if (before->count)
			then = bsearch(&now->items[i], before->items, before->count, sizeof(*before->items), by_key);
		add_subscriber(top, then ? then : &nothing, &now->items[i]);
	}
	qsort(top->subscribers, top->count, sizeof(*top->subscribers), by_amount);
}

void top_free(struct top *top)
{
	free(top->subscribers);
	*top = (struct top){ 0 };
}
