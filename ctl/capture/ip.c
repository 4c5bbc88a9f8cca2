// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/ip.h"

#include <netinet/in.h>
#include <string.h>

#define IPV4_HEADER	20
#define IPV6_HEADER	40
#define FRAGMENT_HEADER	8

static bool take_header(struct ip_packet *packet, uint32_t size)
{
	packet->header_length += size;
	return bytes_skip(&packet->payload, size);
}

/* A length of 0 is what a machine captures of its own packets that are cut into segments by the device. */
static bool limit_ipv4(struct ip_packet *packet, uint32_t header, uint32_t total)
{
	if (total && total < header)
		return false;
	if (total)
		bytes_limit(&packet->payload, total);
	return true;
}

static bool decode_ipv4(struct ip_packet *packet)
{
	const uint8_t *data = packet->payload.data;
	uint32_t header, fragment;

	if (packet->payload.size < IPV4_HEADER)
		return false;
	header = (data[0] & 15) * 4;
	if (header < IPV4_HEADER || !limit_ipv4(packet, header, get_unaligned_be16(data + 2)))
		return false;
	fragment = get_unaligned_be16(data + 6);
	packet->family = AF_INET;
	packet->id = get_unaligned_be16(data + 4);
	packet->fragment_at = (fragment & 0x1fff) * 8;
	packet->more = fragment & 0x2000;
	packet->fragment = packet->more || packet->fragment_at;
	packet->protocol = data[9];
	memcpy(packet->source, data + 12, 4);
	memcpy(packet->destination, data + 16, 4);
	return take_header(packet, header);
}

/* A fragment header of a packet that is whole says nothing. */
static bool take_fragment_header(struct ip_packet *packet)
{
	const uint8_t *data = packet->payload.data;
	uint32_t fragment;

	if (packet->payload.size < FRAGMENT_HEADER)
		return false;
	fragment = get_unaligned_be16(data + 2);
	packet->protocol = data[0];
	packet->fragment_at = fragment & 0xfff8;
	packet->more = fragment & 1;
	packet->fragment = packet->more || packet->fragment_at;
	packet->id = get_unaligned_be32(data + 4);
	return bytes_skip(&packet->payload, FRAGMENT_HEADER);
}

static bool take_extension(struct ip_packet *packet, uint32_t unit, uint32_t more)
{
	const uint8_t *data = packet->payload.data;

	if (packet->payload.size < 8)
		return false;
	packet->protocol = data[0];
	return take_header(packet, (data[1] + more) * unit);
}

bool ip_skip_extensions(struct ip_packet *packet)
{
	if (packet->family != AF_INET6)
		return true;
	while (!packet->fragment) {
		bool taken;

		switch (packet->protocol) {
		case IPPROTO_HOPOPTS:
		case IPPROTO_ROUTING:
		case IPPROTO_DSTOPTS:
			taken = take_extension(packet, 8, 1);
			break;
		case IPPROTO_AH:
			taken = take_extension(packet, 4, 2);
			break;
		case IPPROTO_FRAGMENT:
			taken = take_fragment_header(packet);
			break;
		default:
			return true;
		}
		if (!taken)
			return false;
	}
	return true;
}

static bool decode_ipv6(struct ip_packet *packet)
{
	const uint8_t *data = packet->payload.data;
	uint32_t length;

	if (packet->payload.size < IPV6_HEADER)
		return false;
	length = get_unaligned_be16(data + 4);
	/* A length of 0 is a jumbogram's. */
	if (length)
		bytes_limit(&packet->payload, IPV6_HEADER + length);
	packet->family = AF_INET6;
	packet->protocol = data[6];
	memcpy(packet->source, data + 8, 16);
	memcpy(packet->destination, data + 24, 16);
	return take_header(packet, IPV6_HEADER) && ip_skip_extensions(packet);
}

bool ip_decode(const struct bytes *bytes, struct ip_packet *packet)
{
	*packet = (struct ip_packet){ .payload = *bytes };
	if (!bytes->size)
		return false;
	switch (bytes->data[0] >> 4) {
	case 4:
		return decode_ipv4(packet);
	case 6:
		return decode_ipv6(packet);
	default:
		return false;
	}
}
