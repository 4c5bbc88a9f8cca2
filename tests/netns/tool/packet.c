// SPDX-License-Identifier: GPL-2.0
#include "packet.h"

#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <string.h>

/* What a SYN offers; conntrack reads the scale (a window of 8 MiB lets long one-sided streams stay inside it). */
#define WINDOW_SCALE	7
#define WINDOW		65535

#define SEGMENT_SIZE_V4	1460
#define SEGMENT_SIZE_V6	1440

static void put16(uint8_t *at, uint16_t value)
{
	at[0] = value >> 8;
	at[1] = value & 0xff;
}

static void put32(uint8_t *at, uint32_t value)
{
	put16(at, value >> 16);
	put16(at + 2, value & 0xffff);
}

static uint32_t sum(uint32_t total, const uint8_t *data, size_t length)
{
	size_t i;

	for (i = 0; i + 1 < length; i += 2)
		total += (uint32_t)data[i] << 8 | data[i + 1];
	if (length % 2)
		total += (uint32_t)data[length - 1] << 8;
	while (total >> 16)
		total = (total & 0xffff) + (total >> 16);
	return total;
}

/* The protocol number on the wire. */
static uint8_t wire_protocol(const struct packet *packet)
{
	if (packet->protocol == IPPROTO_ICMP && packet->source.version == 6)
		return IPPROTO_ICMPV6;
	return packet->protocol;
}

static uint32_t pseudo_header(const struct packet *packet, size_t length)
{
	uint32_t total;

	if (wire_protocol(packet) == IPPROTO_ICMP)
		return 0;
	total = sum((uint32_t)length + wire_protocol(packet), packet->source.ip, sizeof(packet->source.ip));
	return sum(total, packet->destination.ip, sizeof(packet->destination.ip));
}

static size_t put_tcp_options(const struct packet *packet, const struct shape *shape, uint8_t *out)
{
	bool v4 = packet->source.version == 4;
	uint8_t *at = out;

	if (packet->flags & TH_SYN) {
		static const uint8_t offer[] = {
			TCPOPT_MAXSEG, 4, 0, 0, TCPOPT_SACK_PERMITTED, 2, TCPOPT_NOP, TCPOPT_NOP,
			TCPOPT_NOP, TCPOPT_WINDOW, 3, WINDOW_SCALE,
		};

		memcpy(at, offer, sizeof(offer));
		put16(at + 2, v4 ? SEGMENT_SIZE_V4 : SEGMENT_SIZE_V6);
		at += sizeof(offer);
	}
	if (shape->timestamps) {
		static const uint8_t stamp[] = { TCPOPT_NOP, TCPOPT_NOP, TCPOPT_TIMESTAMP, 10 };

		memcpy(at, stamp, sizeof(stamp));
		put32(at + 4, 1000 + packet->id);
		put32(at + 8, packet->flags & TH_ACK ? 1 : 0);
		at += 12;
	}
	return (size_t)(at - out);
}

static size_t put_tcp(const struct packet *packet, const struct shape *shape, uint8_t *out, size_t *checksum)
{
	size_t length = 20 + put_tcp_options(packet, shape, out + 20);

	put16(out, packet->source.port);
	put16(out + 2, packet->destination.port);
	put32(out + 4, packet->sequence);
	put32(out + 8, packet->flags & TH_ACK ? packet->acknowledgement : 0);
	out[12] = (uint8_t)(length / 4 << 4);
	out[13] = packet->flags;
	put16(out + 14, WINDOW);
	*checksum = 16;
	return length;
}

static size_t put_udp(const struct packet *packet, uint8_t *out, size_t *checksum)
{
	put16(out, packet->source.port);
	put16(out + 2, packet->destination.port);
	put16(out + 4, (uint16_t)(8 + packet->length));
	*checksum = 6;
	return 8;
}

/* The echo identifier is the initiator's port on both ways. */
static size_t put_icmp(const struct packet *packet, uint8_t *out, size_t *checksum)
{
	if (packet->source.version == 4)
		out[0] = packet->reply ? ICMP_ECHOREPLY : ICMP_ECHO;
	else
		out[0] = packet->reply ? ICMP6_ECHO_REPLY : ICMP6_ECHO_REQUEST;
	put16(out + 4, packet->reply ? packet->destination.port : packet->source.port);
	put16(out + 6, (uint16_t)packet->sequence);
	*checksum = 2;
	return 8;
}

/* Return: length of the transport header; @checksum: offset of the checksum in it, 0 if there is none. */
static size_t put_transport(const struct packet *packet, const struct shape *shape, uint8_t *out, size_t *checksum)
{
	*checksum = 0;
	switch (packet->protocol) {
	case IPPROTO_TCP:
		return put_tcp(packet, shape, out, checksum);
	case IPPROTO_UDP:
		return put_udp(packet, out, checksum);
	case IPPROTO_ICMP:
		return put_icmp(packet, out, checksum);
	default:
		return 0;
	}
}

/* Octet 0, the next header, is the caller's. */
static size_t put_extension(enum extension extension, const struct packet *packet, uint8_t *out)
{
	static const uint8_t padding[8] = { 0, 0, IP6OPT_PADN, 4 };
	static const uint8_t routing[8] = { 0, 2, 4 /* segment routing */ };

	switch (extension) {
	case EXTENSION_ROUTING:
		memcpy(out, routing, sizeof(routing));
		memcpy(out + 8, packet->destination.ip, 16);
		return 24;
	case EXTENSION_FRAGMENT:
		memset(out, 0, 8);
		put32(out + 4, 0xf1000000 | packet->id);
		return 8;
	default:
		memcpy(out, padding, sizeof(padding));
		return 8;
	}
}

static uint8_t extension_number(enum extension extension)
{
	switch (extension) {
	case EXTENSION_HOP_BY_HOP:
		return IPPROTO_HOPOPTS;
	case EXTENSION_ROUTING:
		return IPPROTO_ROUTING;
	case EXTENSION_FRAGMENT:
		return IPPROTO_FRAGMENT;
	default:
		return IPPROTO_DSTOPTS;
	}
}

static size_t put_ip6(const struct packet *packet, const struct shape *shape, uint8_t *out, struct layout *layout)
{
	uint8_t *next_header = out + 6, *at = out + 40;
	unsigned int i;

	memset(out, 0, 40);
	out[0] = 0x60;
	out[7] = shape->hop_limit;
	memcpy(out + 8, packet->source.ip, 16);
	memcpy(out + 24, packet->destination.ip, 16);
	for (i = 0; i < shape->extension_count; i++) {
		*next_header = extension_number(shape->extensions[i]);
		next_header = at;
		if (shape->extensions[i] == EXTENSION_FRAGMENT)
			layout->fragment = (size_t)(at - out);
		at += put_extension(shape->extensions[i], packet, at);
	}
	*next_header = wire_protocol(packet);
	return (size_t)(at - out);
}

static size_t put_ip4(const struct packet *packet, const struct shape *shape, uint8_t *out)
{
	size_t length = 20;

	memset(out, 0, 20);
	if (shape->extension_count) {
		memset(out + 20, IPOPT_NOP, 4);
		length = 24;
	}
	out[0] = (uint8_t)(0x40 | length / 4);
	put16(out + 4, packet->id);
	out[8] = shape->hop_limit;
	out[9] = wire_protocol(packet);
	memcpy(out + 12, packet->source.ip, 4);
	memcpy(out + 16, packet->destination.ip, 4);
	return length;
}

/* Writes the length field of the IP header and, for IPv4, the checksum. */
static void close_ip(uint8_t *ip, size_t end)
{
	if (ip[0] >> 4 == 6) {
		put16(ip + 4, (uint16_t)(end - 40));
		return;
	}
	put16(ip + 2, (uint16_t)end);
	put16(ip + 10, 0);
	put16(ip + 10, (uint16_t)~sum(0, ip, (ip[0] & 15) * 4u));
}

static void close_transport(const struct packet *packet, const struct shape *shape, const struct layout *layout, uint8_t *out)
{
	size_t length = layout->end - layout->transport;
	uint16_t value;

	if (!layout->checksum)
		return;
	value = (uint16_t)~sum(pseudo_header(packet, length), out + layout->transport, length);
	if (!value && packet->protocol == IPPROTO_UDP)
		value = 0xffff;
	if (shape->bad_checksum)
		value ^= 0x0100;
	put16(out + layout->checksum, value);
}

struct layout packet_build(const struct packet *packet, const struct shape *shape, uint8_t *out)
{
	struct layout layout = { 0 };
	size_t checksum;

	if (packet->source.version == 4)
		layout.transport = put_ip4(packet, shape, out);
	else
		layout.transport = put_ip6(packet, shape, out, &layout);
	memset(out + layout.transport, 0, 20);
	layout.payload = layout.transport + put_transport(packet, shape, out + layout.transport, &checksum);
	if (checksum)
		layout.checksum = layout.transport + checksum;
	layout.end = layout.payload + packet->length;
	if (packet->length)
		memcpy(out + layout.payload, packet->payload, packet->length);
	close_ip(out, layout.end);
	close_transport(packet, shape, &layout, out);
	return layout;
}

void packet_offload(const struct packet *packet, const struct layout *layout, uint8_t *built)
{
	put16(built + layout->checksum, (uint16_t)pseudo_header(packet, layout->end - layout->transport));
}

/* Octets that every fragment repeats: all up to and with the IPv6 fragment header, or the IPv4 header. */
static size_t repeated(const uint8_t *built, const struct layout *layout)
{
	return built[0] >> 4 == 4 ? layout->transport : layout->fragment + 8;
}

void packet_fragment(const uint8_t *built, const struct layout *layout, size_t size,
		     void (*send)(void *context, const uint8_t *fragment, size_t length), void *context)
{
	size_t head = repeated(built, layout), total = layout->end - head, done;
	uint8_t fragment[PACKET_MAX];

	memcpy(fragment, built, head);
	for (done = 0; done < total; done += size) {
		size_t part = total - done < size ? total - done : size;
		bool more = done + part < total;

		if (built[0] >> 4 == 4)
			put16(fragment + 6, (uint16_t)(done / 8 | (more ? IP_MF : 0)));
		else
			put16(fragment + layout->fragment + 2, (uint16_t)(done | (more ? 1 : 0)));
		memcpy(fragment + head, built + head + done, part);
		close_ip(fragment, head + part);
		send(context, fragment, head + part);
	}
}

size_t packet_overhead(const struct packet *packet, const struct shape *shape)
{
	struct packet empty = *packet;
	uint8_t out[HEADERS_MAX];

	empty.length = 0;
	return packet_build(&empty, shape, out).payload;
}
