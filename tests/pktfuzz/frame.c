// SPDX-License-Identifier: GPL-2.0
/* Packets as they should be, before they are damaged. */
#include "frame.h"

#include <netinet/in.h>
#include <string.h>

#define TCP_HEADER	20
#define UDP_HEADER	8

void put16(uint8_t *at, uint16_t value)
{
	at[0] = value >> 8;
	at[1] = (uint8_t)value;
}

void put32(uint8_t *at, uint32_t value)
{
	put16(at, value >> 16);
	put16(at + 2, (uint16_t)value);
}

uint16_t get16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

uint32_t get32(const uint8_t *at)
{
	return (uint32_t)get16(at) << 16 | get16(at + 2);
}

static uint32_t sum(uint32_t sum, const uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i + 1 < size; i += 2)
		sum += get16(data + i);
	if (size & 1)
		sum += (uint32_t)data[size - 1] << 8;
	return sum;
}

static uint16_t fold(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)sum;
}

static uint32_t pseudo_sum(const struct frame *frame)
{
	const uint8_t *ip = frame->data + frame->at_ip;
	uint32_t s = frame->protocol + (uint32_t)(frame->length - frame->at_transport);

	if (frame->protocol == IPPROTO_ICMP)
		return 0;
	return frame->v6 ? sum(s, ip + 8, 32) : sum(s, ip + 12, 8);
}

/* Return: where the checksum of the transport header lies; 0 when it has none or is cut off */
static size_t checksum_at(const struct frame *frame)
{
	size_t at = frame->at_transport;

	switch (frame->protocol) {
	case IPPROTO_TCP:
		at += 16;
		break;
	case IPPROTO_UDP:
		at += 6;
		break;
	case IPPROTO_ICMP:
	case IPPROTO_ICMPV6:
		at += 2;
		break;
	default:
		return 0;
	}
	return at + 2 <= frame->length ? at : 0;
}

void frame_fix_checksums(struct frame *frame)
{
	uint8_t *ip = frame->data + frame->at_ip;
	size_t at = checksum_at(frame);

	if (!frame->v6 && frame->at_ip + 20 <= frame->length) {
		size_t size = (ip[0] & 15) * 4;

		put16(ip + 10, 0);
		if (frame->at_ip + size <= frame->length)
			put16(ip + 10, ~fold(sum(0, ip, size)));
	}
	if (!at)
		return;
	put16(frame->data + at, 0);
	put16(frame->data + at, frame->vnet.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM ? fold(pseudo_sum(frame)) :
	      (uint16_t)~fold(sum(pseudo_sum(frame), frame->data + frame->at_transport, frame->length - frame->at_transport)));
}

void frame_fix_lengths(struct frame *frame)
{
	uint8_t *ip = frame->data + frame->at_ip;

	if (frame->at_ip + (frame->v6 ? 40 : 20) > frame->length)
		return;
	if (frame->v6)
		put16(ip + 4, (uint16_t)(frame->length - frame->at_ip - 40));
	else
		put16(ip + 2, (uint16_t)(frame->length - frame->at_ip));
	if (frame->protocol == IPPROTO_UDP && frame->at_transport + UDP_HEADER <= frame->length)
		put16(frame->data + frame->at_transport + 4, (uint16_t)(frame->length - frame->at_transport));
}

static void add(struct frame *frame, const void *data, size_t size)
{
	if (size > FRAME_MAX - frame->length)
		size = FRAME_MAX - frame->length;
	memcpy(frame->data + frame->length, data, size);
	frame->length += size;
}

static void add_zeroes(struct frame *frame, size_t size)
{
	memset(frame->data + frame->length, 0, size);
	frame->length += size;
}

static void add_ipv4(struct frame *frame, const struct header *header)
{
	uint8_t *ip = frame->data + frame->at_ip;

	add_zeroes(frame, 20);
	ip[0] = 0x45;
	ip[8] = 64;
	ip[9] = header->protocol;
	memcpy(ip + 12, header->source, 4);
	memcpy(ip + 16, header->destination, 4);
}

/* One header of the chain. A fragment header of a packet that is none; options that are padding; a routing header that
 * has nowhere to go; authentication of nothing.
 */
static void add_extension(struct frame *frame, size_t *next_at, uint8_t kind, struct rng *rng)
{
	size_t at = frame->length, units = kind == IPPROTO_FRAGMENT ? 0 : rng_below(rng, 4);

	frame->data[*next_at] = kind;
	add_zeroes(frame, kind == IPPROTO_AH ? 16 : 8 + units * 8);
	frame->data[at + 1] = kind == IPPROTO_AH ? 2 : (uint8_t)units;
	if (kind == IPPROTO_HOPOPTS || kind == IPPROTO_DSTOPTS) {
		frame->data[at + 2] = 1;
		frame->data[at + 3] = (uint8_t)(4 + units * 8);
	} else if (kind == IPPROTO_FRAGMENT) {
		put32(frame->data + at + 4, rng_below(rng, 256));
	}
	*next_at = at;
}

/* Usually what RFC 8200 recommends, now and then longer than anybody sends, in any order and with repeats. */
static void add_chain(struct frame *frame, const struct header *header, struct rng *rng)
{
	static const uint8_t kinds[] = { IPPROTO_DSTOPTS, IPPROTO_ROUTING, IPPROTO_FRAGMENT, IPPROTO_DSTOPTS, IPPROTO_AH,
					 IPPROTO_HOPOPTS, IPPROTO_NONE, 135, 139, 253 };
	uint32_t count = rng_chance(rng, 12) ? 1 + rng_below(rng, rng_chance(rng, 10) ? 30 : 3) : 0;
	size_t next_at = frame->at_ip + 6;

	if (count && rng_chance(rng, 30))
		add_extension(frame, &next_at, IPPROTO_HOPOPTS, rng);
	while (count--)
		add_extension(frame, &next_at, kinds[rng_below(rng, rng_chance(rng, 10) ? sizeof(kinds) : 5)], rng);
	frame->data[next_at] = header->protocol;
}

static void add_ipv6(struct frame *frame, const struct header *header, struct rng *rng)
{
	uint8_t *ip = frame->data + frame->at_ip;

	add_zeroes(frame, 40);
	ip[0] = 0x60;
	ip[7] = 64;
	memcpy(ip + 8, header->source, 16);
	memcpy(ip + 24, header->destination, 16);
	add_chain(frame, header, rng);
}

static const struct {
	uint8_t data[24];
	uint8_t size;
} tcp_options[] = {
	{ { 1, 1, 8, 10, 0, 0, 1, 0, 0, 0, 0, 9 }, 12 },		/* time stamps */
	{ { 2, 4, 5, 180, 4, 2, 1, 3, 3, 7, 0, 0 }, 12 },		/* segment size, SACK allowed, window scale */
	{ { 1, 1, 5, 10, 0, 0, 0, 1, 0, 0, 0, 99 }, 12 },		/* SACK */
	{ { 3, 3, 255, 0, 3, 3, 14, 0 }, 8 },				/* window scale, beyond its limit */
	{ { 8, 0, 0, 0 }, 4 },						/* a length of nothing */
	{ { 8, 1, 8, 1, 5, 255, 2, 250 }, 8 },				/* lengths that lie */
	{ { 5, 40, 5, 2 }, 4 },						/* SACK beyond the end */
	{ { 254, 4, 0xf9, 0x89, 34, 2, 0, 0 }, 8 },			/* experiments, fast open */
};

static void add_tcp(struct frame *frame, const struct header *header, struct rng *rng)
{
	uint8_t *tcp = frame->data + frame->length;
	size_t option = rng_below(rng, 3 * sizeof(tcp_options) / sizeof(tcp_options[0]));

	add_zeroes(frame, TCP_HEADER);
	put16(tcp, header->sport);
	put16(tcp + 2, header->dport);
	put32(tcp + 4, header->sequence);
	put32(tcp + 8, header->acknowledged);
	tcp[13] = header->flags;
	put16(tcp + 14, 65535);
	if (option < sizeof(tcp_options) / sizeof(tcp_options[0]))
		add(frame, tcp_options[option].data, tcp_options[option].size);
	tcp[12] = (uint8_t)((frame->length - frame->at_transport) / 4 << 4);
}

static void add_udp(struct frame *frame, const struct header *header)
{
	uint8_t *udp = frame->data + frame->length;

	add_zeroes(frame, UDP_HEADER);
	put16(udp, header->sport);
	put16(udp + 2, header->dport);
}

void frame_build(struct frame *frame, const struct header *header, const struct hardware *hardware,
		 const uint8_t *payload, size_t size, struct rng *rng)
{
	memset(&frame->vnet, 0, sizeof(frame->vnet));
	frame->v6 = header->v6;
	frame->damaged = false;
	frame->from = header->from;
	frame->protocol = header->protocol;
	frame->length = 0;
	add(frame, hardware->router, ETH_ALEN);
	add(frame, hardware->own, ETH_ALEN);
	add_zeroes(frame, 2);
	put16(frame->data + 12, header->v6 ? ETHERTYPE_IPV6 : ETHERTYPE_IP);
	frame->at_ip = frame->length;
	if (header->v6)
		add_ipv6(frame, header, rng);
	else
		add_ipv4(frame, header);
	frame->at_transport = frame->length;
	if (header->protocol == IPPROTO_TCP)
		add_tcp(frame, header, rng);
	else if (header->protocol == IPPROTO_UDP)
		add_udp(frame, header);
	frame->at_payload = frame->length;
	add(frame, payload, size);
	frame_fix_lengths(frame);
	frame_fix_checksums(frame);
}

/* The length is that of an offloaded packet, which may be what no MTU carries; the checksum is left to the device. */
bool frame_merge(struct frame *frame, uint16_t segment, struct rng *rng)
{
	bool tcp = frame->protocol == IPPROTO_TCP;

	if (!segment || frame->length <= frame->at_payload + segment)
		return false;
	if (!tcp && (frame->protocol != IPPROTO_UDP || frame->v6))
		return false;
	frame->vnet = (struct virtio_net_hdr) {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = !tcp ? VIRTIO_NET_HDR_GSO_UDP : frame->v6 ? VIRTIO_NET_HDR_GSO_TCPV6 : VIRTIO_NET_HDR_GSO_TCPV4,
		.hdr_len = (uint16_t)rng_below(rng, (uint32_t)frame->at_payload + 1),
		.gso_size = segment,
		.csum_start = (uint16_t)frame->at_transport,
		.csum_offset = tcp ? 16 : 6,
	};
	frame_fix_checksums(frame);
	return true;
}

bool frame_insert(struct frame *frame, size_t at, const uint8_t *data, size_t size)
{
	if (at > frame->length || frame->length + size > FRAME_MAX)
		return false;
	memmove(frame->data + at + size, frame->data + at, frame->length - at);
	memcpy(frame->data + at, data, size);
	frame->length += size;
	return true;
}

static void fragment_header(struct frame *piece, uint8_t next, uint16_t field, uint32_t id)
{
	uint8_t header[8] = { next };

	put16(header + 2, field);
	put32(header + 4, id);
	piece->data[piece->at_ip + 6] = IPPROTO_FRAGMENT;
	frame_insert(piece, piece->at_ip + 40, header, sizeof(header));
}

/* The extension headers count as payload of the fragments: that is allowed, and hides the transport header more. */
void frame_fragment(struct frame *piece, const struct frame *whole, size_t offset, size_t size, bool more, uint32_t id)
{
	size_t head = whole->at_ip + (whole->v6 ? 40 : 20);
	uint16_t units = (uint16_t)(offset / 8);

	*piece = *whole;
	memmove(piece->data + head, whole->data + head + offset, size);
	piece->length = head + size;
	if (whole->v6) {
		fragment_header(piece, whole->data[whole->at_ip + 6], (uint16_t)(units << 3 | more), id);
	} else {
		put16(piece->data + piece->at_ip + 4, (uint16_t)id);
		put16(piece->data + piece->at_ip + 6, (uint16_t)(units | (more ? 0x2000 : 0)));
	}
	/* Only the lengths and the checksum of the IP header are this piece's own. */
	piece->protocol = IPPROTO_NONE;
	frame_fix_lengths(piece);
	frame_fix_checksums(piece);
}
