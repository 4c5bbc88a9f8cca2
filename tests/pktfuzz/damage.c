// SPDX-License-Identifier: GPL-2.0
/* What can be wrong with a packet. Each function breaks one thing and is told apart in the report; most damage is
 * covered up by right checksums, or conntrack would see all of it first.
 */
#include "damage.h"

#include "template.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static const uint32_t edges[] = { 0, 1, 7, 8, 19, 20, 39, 40, 255, 1500, 32768, 65515, 65535 };

static bool is_whole(const struct frame *frame)
{
	return frame->at_payload <= frame->length;
}

static bool is_tcp(const struct frame *frame)
{
	return frame->protocol == IPPROTO_TCP && frame->at_transport + 20 <= frame->length;
}

static void flip_bits(uint8_t *data, size_t size, struct rng *rng)
{
	uint32_t flips = 1 + rng_below(rng, 8);

	while (size && flips--)
		data[rng_below(rng, (uint32_t)size)] ^= (uint8_t)(1 << rng_below(rng, 8));
}

static bool ip_header_length(struct frame *frame, struct rng *rng)
{
	uint8_t *ip = frame->data + frame->at_ip;

	if (frame->v6)
		return false;
	*ip = (uint8_t)((*ip & 0xf0) | rng_below(rng, 16));
	return true;
}

static bool total_length(struct frame *frame, struct rng *rng)
{
	uint8_t *length = frame->data + frame->at_ip + (frame->v6 ? 4 : 2);

	put16(length, (uint16_t)(rng_chance(rng, 50) ? get16(length) - 20 + rng_below(rng, 40) : rng_pick(rng, edges)));
	return true;
}

static bool ip_protocol(struct frame *frame, struct rng *rng)
{
	static const uint8_t known[] = { IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_ICMPV6, IPPROTO_GRE, IPPROTO_ESP,
					 IPPROTO_SCTP, IPPROTO_DCCP, IPPROTO_UDPLITE, IPPROTO_IPIP, IPPROTO_IPV6 };
	uint8_t value = rng_chance(rng, 80) ? rng_pick(rng, known) : (uint8_t)rng_next(rng);

	frame->data[frame->at_ip + (frame->v6 ? 6 : 9)] = value;
	return true;
}

static bool ip_version(struct frame *frame, struct rng *rng)
{
	frame->data[frame->at_ip] = (uint8_t)((frame->data[frame->at_ip] & 0x0f) | rng_below(rng, 16) << 4);
	return true;
}

static bool ip_fragment_field(struct frame *frame, struct rng *rng)
{
	if (frame->v6)
		return false;
	put16(frame->data + frame->at_ip + 4, (uint16_t)rng_below(rng, 256));
	put16(frame->data + frame->at_ip + 6, (uint16_t)(rng_below(rng, 8) << 13 | rng_pick(rng, edges) >> 3));
	return true;
}

static bool hop_limit(struct frame *frame, struct rng *rng)
{
	frame->data[frame->at_ip + (frame->v6 ? 7 : 8)] = (uint8_t)rng_below(rng, 3);
	return true;
}

static bool extension_header(struct frame *frame, struct rng *rng)
{
	size_t size = frame->at_transport - frame->at_ip - 40;

	if (!frame->v6 || frame->at_transport <= frame->at_ip + 40 || !is_whole(frame))
		return false;
	if (rng_chance(rng, 50))
		frame->data[frame->at_ip + 41] = (uint8_t)rng_next(rng);
	else
		flip_bits(frame->data + frame->at_ip + 40, size, rng);
	return true;
}

static bool data_offset(struct frame *frame, struct rng *rng)
{
	if (!is_tcp(frame))
		return false;
	frame->data[frame->at_transport + 12] = (uint8_t)(rng_below(rng, 16) << 4);
	return true;
}

static bool tcp_flags(struct frame *frame, struct rng *rng)
{
	if (!is_tcp(frame))
		return false;
	frame->data[frame->at_transport + 13] = (uint8_t)rng_next(rng);
	return true;
}

static bool tcp_options(struct frame *frame, struct rng *rng)
{
	if (!is_tcp(frame) || frame->at_payload <= frame->at_transport + 20 || !is_whole(frame))
		return false;
	flip_bits(frame->data + frame->at_transport + 20, frame->at_payload - frame->at_transport - 20, rng);
	return true;
}

/* Around the end of the numbers, of a window, of what is searched. */
static bool tcp_sequence(struct frame *frame, struct rng *rng)
{
	static const uint32_t far[] = { 1, 64, 255, 256, 1024, 65535, 65536, 65537, 0x3fffffff, 0x7fffffff, 0x80000000 };
	size_t at = frame->at_transport + (rng_chance(rng, 70) ? 4 : 8);
	uint32_t by = rng_pick(rng, far);

	if (!is_tcp(frame))
		return false;
	put32(frame->data + at, get32(frame->data + at) + (rng_chance(rng, 50) ? by : -by));
	return true;
}

static bool udp_length(struct frame *frame, struct rng *rng)
{
	uint8_t *length = frame->data + frame->at_transport + 4;

	if (frame->protocol != IPPROTO_UDP || !is_whole(frame))
		return false;
	put16(length, (uint16_t)(rng_chance(rng, 50) ? get16(length) - 10 + rng_below(rng, 20) : rng_pick(rng, edges)));
	return true;
}

static bool header_bits(struct frame *frame, struct rng *rng)
{
	size_t end = is_whole(frame) ? frame->at_payload : frame->length;

	flip_bits(frame->data + frame->at_ip, end - frame->at_ip, rng);
	return true;
}

static bool payload_bits(struct frame *frame, struct rng *rng)
{
	if (!is_whole(frame) || frame->length == frame->at_payload)
		return false;
	flip_bits(frame->data + frame->at_payload, frame->length - frame->at_payload, rng);
	return true;
}

static bool splice(struct frame *frame, struct rng *rng)
{
	size_t size = frame->length - frame->at_payload, at, from, n;
	struct template other = template_pick(rng);

	if (!is_whole(frame) || !size)
		return false;
	at = rng_below(rng, (uint32_t)size);
	from = rng_below(rng, (uint32_t)other.size);
	n = 1 + rng_below(rng, (uint32_t)(other.size - from));
	memcpy(frame->data + frame->at_payload + at, other.data + from, n < size - at ? n : size - at);
	return true;
}

/* Half of them say so in their lengths. */
static bool cut(struct frame *frame, struct rng *rng)
{
	frame->length = frame->at_ip + 1 + rng_below(rng, (uint32_t)(frame->length - frame->at_ip));
	if (rng_chance(rng, 50))
		frame_fix_lengths(frame);
	return true;
}

static bool padding(struct frame *frame, struct rng *rng)
{
	uint8_t tail[64];
	uint32_t size = 1 + rng_below(rng, sizeof(tail));

	rng_fill(rng, tail, size);
	if (!frame_insert(frame, frame->length, tail, size))
		return false;
	if (rng_chance(rng, 30))
		frame_fix_lengths(frame);
	return true;
}

/* Of a network that the router has, of priority only, of one that it has not, or two of them. */
static bool vlan_tag(struct frame *frame, struct rng *rng)
{
	static const uint16_t tags[] = { 5, 5, 0, 77, 0xe000 };
	uint8_t tag[4];

	if (frame->vnet.gso_type)
		return false;
	put16(tag, rng_chance(rng, 80) ? ETHERTYPE_VLAN : 0x88a8);
	put16(tag + 2, rng_pick(rng, tags));
	if (!frame_insert(frame, 12, tag, sizeof(tag)))
		return false;
	frame->at_ip += sizeof(tag);
	frame->at_transport += sizeof(tag);
	frame->at_payload += sizeof(tag);
	return true;
}

static bool merged(struct frame *frame, struct rng *rng)
{
	static const uint16_t segments[] = { 1, 2, 7, 20, 68, 536, 1000, 1448 };

	return is_whole(frame) && !frame->vnet.gso_type && frame_merge(frame, rng_pick(rng, segments), rng);
}

static struct kind {
	const char *name;
	bool (*apply)(struct frame *frame, struct rng *rng);
	unsigned long count;
} kinds[] = {
	{ "ip header length", ip_header_length, 0 },
	{ "total length", total_length, 0 },
	{ "protocol", ip_protocol, 0 },
	{ "version", ip_version, 0 },
	{ "fragment field", ip_fragment_field, 0 },
	{ "hop limit", hop_limit, 0 },
	{ "extension header", extension_header, 0 },
	{ "data offset", data_offset, 0 },
	{ "tcp flags", tcp_flags, 0 },
	{ "tcp options", tcp_options, 0 },
	{ "tcp sequence", tcp_sequence, 0 },
	{ "udp length", udp_length, 0 },
	{ "header bits", header_bits, 0 },
	{ "payload bits", payload_bits, 0 },
	{ "splice", splice, 0 },
	{ "cut", cut, 0 },
	{ "padding", padding, 0 },
	{ "vlan tag", vlan_tag, 0 },
	{ "segmentation offload", merged, 0 },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

void damage(struct frame *frame, struct rng *rng)
{
	struct kind *kind;

	do
		kind = &rng_pick(rng, kinds);
	while (!kind->apply(frame, rng));
	kind->count++;
	frame->damaged = true;
	if (rng_chance(rng, 85))
		frame_fix_checksums(frame);
}

size_t damage_payload(uint8_t *data, size_t size, size_t room, struct rng *rng)
{
	struct template other = template_pick(rng);
	size_t at;

	switch (rng_below(rng, 4)) {
	case 0:
		flip_bits(data, size, rng);
		return size;
	case 1:
		return rng_below(rng, (uint32_t)size + 1);
	case 2:
		at = rng_below(rng, (uint32_t)size + 1);
		if (at + other.size > room)
			return size;
		memcpy(data + at, other.data, other.size);
		return at + other.size;
	default:
		at = rng_below(rng, (uint32_t)(room - size) + 1);
		rng_fill(rng, data + size, at);
		return size + at;
	}
}

bool damage_report(void)
{
	bool all = true;
	size_t i;

	for (i = 0; i < KINDS; i++) {
		printf("damage %s: %lu\n", kinds[i].name, kinds[i].count);
		all &= kinds[i].count != 0;
	}
	return all;
}
