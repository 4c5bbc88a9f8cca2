// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/flow_table.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define BUCKETS_MIN	1024

void flow_table_init(struct flow_table *table)
{
	*table = (struct flow_table){ .mask = BUCKETS_MIN - 1 };
	/* Pointers it is. NOLINTNEXTLINE(bugprone-sizeof-expression) */
	table->buckets = memory_alloc(BUCKETS_MIN * sizeof(*table->buckets));
	if (getrandom(&table->seed, sizeof(table->seed), GRND_NONBLOCK) < 0)
		table->seed = 0;
}

void flow_table_free(struct flow_table *table)
{
	for (struct flow *flow = table->first; flow; flow = flow->next)
		judgement_end(&flow->judgement);
	arena_destroy(&table->arena);
	free(table->buckets);
	*table = (struct flow_table){ 0 };
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t endpoint_hash(const struct endpoint *end, uint64_t seed)
{
	uint64_t halves[2];

	memcpy(halves, end->address, sizeof(halves));
	return mix(mix(mix(seed, halves[0]), halves[1]), end->port);
}

/* The same from both sides. */
static size_t bucket_of(const struct flow_table *table, const struct flow_key *key)
{
	uint64_t both = endpoint_hash(&key->ends[0], table->seed) + endpoint_hash(&key->ends[1], table->seed);

	return mix(both, key->protocol) & table->mask;
}

static bool same(const struct endpoint *a, const struct endpoint *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* Return: the side of the key's first end, or -1 when the flow has other ends. */
static int side_of(const struct flow *flow, const struct flow_key *key)
{
	const struct endpoint *ends = flow->key.ends;

	if (flow->key.family != key->family || flow->key.protocol != key->protocol)
		return -1;
	if (same(&ends[0], &key->ends[0]) && same(&ends[1], &key->ends[1]))
		return 0;
	return same(&ends[0], &key->ends[1]) && same(&ends[1], &key->ends[0]) ? 1 : -1;
}

struct flow *flow_table_find(const struct flow_table *table, const struct flow_key *key, bool lone, int *side)
{
	for (struct flow *flow = table->buckets[bucket_of(table, key)]; flow; flow = flow->chain) {
		*side = side_of(flow, key);
		if (*side >= 0 && flow->lone == lone)
			return flow;
	}
	return NULL;
}

static void insert(struct flow_table *table, struct flow *flow)
{
	struct flow **bucket = &table->buckets[bucket_of(table, &flow->key)];

	flow->chain = *bucket;
	*bucket = flow;
}

static void grow(struct flow_table *table)
{
	table->mask = table->mask * 2 + 1;
	free(table->buckets);
	/* Pointers it is. NOLINTNEXTLINE(bugprone-sizeof-expression) */
	table->buckets = memory_alloc((table->mask + 1) * sizeof(*table->buckets));
	for (struct flow *flow = table->first; flow; flow = flow->next) {
		if (!flow->ended)
			insert(table, flow);
	}
}

struct flow *flow_table_add(struct flow_table *table, const struct flow_key *key, bool lone)
{
	struct flow *flow = arena_alloc(&table->arena, sizeof(*flow));

	if (table->count++ > table->mask)
		grow(table);
	flow->key = *key;
	flow->number = table->total++;
	flow->lone = lone;
	insert(table, flow);
	if (table->last)
		table->last->next = flow;
	else
		table->first = flow;
	table->last = flow;
	return flow;
}

void flow_table_end(struct flow_table *table, struct flow *flow)
{
	struct flow **at = &table->buckets[bucket_of(table, &flow->key)];

	while (*at != flow)
		at = &(*at)->chain;
	*at = flow->chain;
	flow->ended = true;
	table->count--;
	judgement_end(&flow->judgement);
}

void flow_table_add_match(struct flow_table *table, struct flow *flow, const struct flow_match *match)
{
	if (!flow->matches)
		flow->matches = arena_alloc(&table->arena, FLOW_MATCHES * sizeof(*flow->matches));
	if (flow->match_count < FLOW_MATCHES)
		flow->matches[flow->match_count++] = *match;
}
