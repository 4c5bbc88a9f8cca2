/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPv4 and IPv6 headers, and what stands between them and the transport. */
#ifndef P2PCTL_IP_H
#define P2PCTL_IP_H

#include "capture/bytes.h"

struct ip_packet {
	uint8_t family;			/* AF_INET or AF_INET6 */
	uint8_t protocol;		/* of the payload */
	uint8_t source[16];		/* 4 bytes used for AF_INET, the others are zero */
	uint8_t destination[16];
	struct bytes payload;
	uint32_t header_length;		/* bytes of the packet before the payload, that of a fragment without its header */
	bool fragment;			/* the payload is a part of one */
	bool more;			/* and not the last */
	uint32_t fragment_at;		/* offset of that part */
	uint32_t id;			/* which parts belong together */
};

/* Read the headers at the start of the bytes. Return: false when they are cut short or make no sense. */
bool ip_decode(const struct bytes *bytes, struct ip_packet *packet);

/* Step over the extension headers that begin the payload of an IPv6 packet, up to a fragment or the transport; again
 * when a packet was put together. Return: as ip_decode()
 */
bool ip_skip_extensions(struct ip_packet *packet);

/* Bytes of the whole packet, as the kernel counts them. */
static inline uint32_t ip_packet_length(const struct ip_packet *packet)
{
	return packet->header_length + packet->payload.length;
}

#endif
