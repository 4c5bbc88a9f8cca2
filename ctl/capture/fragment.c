// SPDX-License-Identifier: GPL-2.0-or-later
/* Only the first bytes of a packet are kept, and of the others a bit for every 8 that they have come: offsets count in
 * eights. A queue whose parts overlap is forgotten as a whole, as the kernel does: an overlap is an attempt to have two
 * readers read two things.
 */
#include "capture/fragment.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"

#define PACKET_MAX	65535
#define UNITS		((PACKET_MAX + 8) / 8)

struct queue {
	struct ip_packet packet;	/* addresses, family and id; the rest is that of the first part */
	bool used;
	int64_t since_us;
	uint32_t length;		/* of the payload; 0 until the last part has come */
	uint32_t end;			/* of what has come */
	uint32_t units;			/* that have come */
	uint32_t lost_at;		/* the capture does not have the bytes from here on */
	uint64_t have[UNITS / 64 + 1];
	uint8_t data[FRAGMENT_KEPT];
};

struct fragments {
	struct queue queues[FRAGMENT_PACKETS];
};

struct fragments *fragments_create(void)
{
	return memory_alloc(sizeof(struct fragments));
}

void fragments_destroy(struct fragments *fragments)
{
	free(fragments);
}

/* The kernel waits 30 seconds for IPv4 (net.ipv4.ipfrag_time) and 60 for IPv6. */
static bool expired(const struct queue *queue, int64_t now_us)
{
	int64_t limit_us = (queue->packet.family == AF_INET ? 30 : 60) * INT64_C(1000000);

	return now_us - queue->since_us > limit_us;
}

static bool belongs(const struct queue *queue, const struct ip_packet *packet)
{
	const struct ip_packet *first = &queue->packet;

	return queue->used && first->id == packet->id && first->family == packet->family &&
	       (first->family == AF_INET6 || first->protocol == packet->protocol) &&
	       !memcmp(first->source, packet->source, sizeof(first->source)) &&
	       !memcmp(first->destination, packet->destination, sizeof(first->destination));
}

static void begin(struct queue *queue, const struct ip_packet *packet, int64_t now_us)
{
	memset(queue, 0, offsetof(struct queue, data));
	queue->packet = *packet;
	queue->used = true;
	queue->since_us = now_us;
	queue->lost_at = FRAGMENT_KEPT;
}

static struct queue *find(struct fragments *fragments, const struct ip_packet *packet, int64_t now_us)
{
	struct queue *victim = &fragments->queues[0];

	for (size_t i = 0; i < FRAGMENT_PACKETS; i++) {
		struct queue *queue = &fragments->queues[i];

		if (queue->used && expired(queue, now_us))
			queue->used = false;
		if (belongs(queue, packet))
			return queue;
		if (victim->used && (!queue->used || queue->since_us < victim->since_us))
			victim = queue;
	}
	begin(victim, packet, now_us);
	return victim;
}

static bool has(const struct queue *queue, uint32_t unit)
{
	return queue->have[unit / 64] >> (unit % 64) & 1;
}

/* Where the part ends; 0 when it cannot be one. IPv4 lets the bytes go that are no multiple of 8, IPv6 the part. */
static uint32_t part_end(const struct queue *queue, const struct ip_packet *packet)
{
	uint32_t length = packet->payload.length, end;

	if (packet->more && length % 8) {
		if (packet->family == AF_INET6)
			return 0;
		length -= length % 8;
	}
	end = packet->fragment_at + length;
	if (!length || end > PACKET_MAX)
		return 0;
	if (queue->length && (end > queue->length || (!packet->more && end != queue->length)))
		return 0;
	return packet->more || end >= queue->end ? end : 0;
}

static uint32_t units_had(const struct queue *queue, uint32_t from, uint32_t to)
{
	uint32_t count = 0;

	for (; from < to; from++)
		count += has(queue, from);
	return count;
}

static void keep(struct queue *queue, const struct ip_packet *packet, uint32_t end)
{
	uint32_t at = packet->fragment_at, size = min_t(uint32_t, packet->payload.size, end - at);

	for (uint32_t unit = at / 8; unit < (end + 7) / 8; unit++) {
		queue->have[unit / 64] |= UINT64_C(1) << (unit % 64);
		queue->units++;
	}
	if (at + size < end && at + size < queue->lost_at)
		queue->lost_at = at + size;
	if (at < FRAGMENT_KEPT)
		memcpy(queue->data + at, packet->payload.data, min_t(uint32_t, size, FRAGMENT_KEPT - at));
	if (end > queue->end)
		queue->end = end;
	if (!packet->more)
		queue->length = end;
}

/* Addresses do not change, but what the first part says of the header and the protocol is what counts. */
static void take_first(struct queue *queue, const struct ip_packet *packet)
{
	if (packet->fragment_at)
		return;
	queue->packet.protocol = packet->protocol;
	queue->packet.header_length = packet->header_length;
}

static void make_whole(struct queue *queue, struct ip_packet *packet)
{
	*packet = queue->packet;
	packet->fragment = false;
	packet->more = false;
	packet->fragment_at = 0;
	packet->payload.data = queue->data;
	packet->payload.length = queue->length;
	packet->payload.size = min_t(uint32_t, queue->length, queue->lost_at);
	queue->used = false;
}

enum fragment_state fragments_add(struct fragments *fragments, struct ip_packet *packet, int64_t now_us)
{
	struct queue *queue = find(fragments, packet, now_us);
	uint32_t end = part_end(queue, packet), from = packet->fragment_at / 8, to = (end + 7) / 8, had;

	if (!end)
		return FRAGMENT_REFUSED;
	had = units_had(queue, from, to);
	if (had == to - from)
		return FRAGMENT_WAITS;
	if (had) {
		queue->used = false;
		return FRAGMENT_REFUSED;
	}
	keep(queue, packet, end);
	take_first(queue, packet);
	if (!queue->length || queue->units < (queue->length + 7) / 8)
		return FRAGMENT_WAITS;
	make_whole(queue, packet);
	return FRAGMENT_WHOLE;
}
