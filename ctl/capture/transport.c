// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/transport.h"

#include <netinet/in.h>

#define TCP_HEADER	20
#define UDP_HEADER	8

/* What no honest end sends, conntrack takes for no connection's. Urgent data may come with all but a reset. */
static bool flags_sound(uint8_t flags)
{
	switch (flags & (TCP_FIN | TCP_SYN | TCP_RST | TCP_ACK | TCP_URG)) {
	case TCP_SYN:
	case TCP_SYN | TCP_URG:
	case TCP_SYN | TCP_ACK:
	case TCP_RST:
	case TCP_RST | TCP_ACK:
	case TCP_FIN | TCP_ACK:
	case TCP_FIN | TCP_ACK | TCP_URG:
	case TCP_ACK:
	case TCP_ACK | TCP_URG:
		return true;
	default:
		return false;
	}
}

static bool decode_tcp(struct transport *transport)
{
	const uint8_t *data = transport->payload.data;
	uint32_t header;

	if (transport->payload.size < TCP_HEADER)
		return false;
	header = (data[12] >> 4) * 4;
	if (header < TCP_HEADER || header > transport->payload.length)
		return false;
	transport->flags = data[13];
	transport->sequence = get_unaligned_be32(data + 4) + !!(transport->flags & TCP_SYN);
	transport->acknowledged = get_unaligned_be32(data + 8);
	transport->sound = flags_sound(transport->flags);
	return bytes_skip(&transport->payload, header);
}

/* What lies behind the datagram is not part of it. A length of 0 is a jumbogram's, or a merged packet's. */
static bool decode_udp(struct transport *transport)
{
	uint32_t length;

	if (transport->payload.size < UDP_HEADER)
		return false;
	length = get_unaligned_be16(transport->payload.data + 4);
	if (length && length < UDP_HEADER)
		return false;
	transport->sound = length && length <= transport->payload.length;
	if (length)
		bytes_limit(&transport->payload, length);
	return bytes_skip(&transport->payload, UDP_HEADER);
}

bool transport_decode(const struct ip_packet *packet, struct transport *transport)
{
	*transport = (struct transport){ .protocol = packet->protocol, .payload = packet->payload };
	if (packet->payload.size < 4)
		return false;
	transport->sport = get_unaligned_be16(packet->payload.data);
	transport->dport = get_unaligned_be16(packet->payload.data + 2);
	return packet->protocol == IPPROTO_TCP ? decode_tcp(transport) : decode_udp(transport);
}
