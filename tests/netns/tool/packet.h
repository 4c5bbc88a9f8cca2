/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_PACKET_H
#define P2PFLOW_PACKET_H

#include "address.h"

#include <netinet/tcp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXTENSIONS_MAX	8

/* Largest IP packet, and the room that headers in front of the payload can take. */
#define PACKET_MAX	65535
#define HEADERS_MAX	320

/* What stands between the fixed IP header and the transport header. */
enum extension {
	EXTENSION_HOP_BY_HOP,		/* IPv6 */
	EXTENSION_DESTINATION,		/* IPv6 */
	EXTENSION_ROUTING,		/* IPv6: segment routing header, all segments done */
	EXTENSION_FRAGMENT,		/* IPv6: atomic, unless the packet is cut in fragments */
	EXTENSION_OPTIONS,		/* IPv4: 4 octets of NOP options */
};

/* How all packets of a run look, apart from what they carry. */
struct shape {
	enum extension extensions[EXTENSIONS_MAX];
	unsigned int extension_count;
	bool timestamps;		/* TCP timestamps option on every segment */
	bool bad_checksum;		/* transport checksum off by one */
	uint8_t hop_limit;
};

/* One packet to send. */
struct packet {
	struct address source;
	struct address destination;
	uint8_t protocol;		/* IPPROTO_*; ICMP is written IPPROTO_ICMP for IPv6, too */
	uint8_t flags;			/* TCP: TH_* */
	uint16_t id;			/* IPv4 identification, fragment identification */
	uint32_t sequence;		/* TCP; ICMP: echo sequence */
	uint32_t acknowledgement;	/* TCP */
	bool reply;			/* ICMP: echo reply instead of request */
	const uint8_t *payload;
	size_t length;
};

/* Where the parts of a built packet are, in octets from its start. */
struct layout {
	size_t fragment;		/* IPv6 fragment header; 0: none */
	size_t transport;
	size_t payload;
	size_t checksum;		/* transport checksum; 0: the protocol has none */
	size_t end;
};

/**
 * packet_build() - write the IP packet, all checksums right (or wrong by @shape's order)
 * @out: room for HEADERS_MAX plus the payload
 */
struct layout packet_build(const struct packet *packet, const struct shape *shape, uint8_t *out);

/**
 * packet_offload() - leave the checksum to the kernel, as a sender of GSO packets must
 *
 * Puts the pseudo header's sum where the checksum belongs.
 */
void packet_offload(const struct packet *packet, const struct layout *layout, uint8_t *built);

/**
 * packet_fragment() - cut a built packet, which for IPv6 must have a fragment header
 * @size: octets of the fragmentable part per fragment, a multiple of 8
 * @send: called with each fragment in order
 */
void packet_fragment(const uint8_t *built, const struct layout *layout, size_t size,
		     void (*send)(void *context, const uint8_t *fragment, size_t length), void *context);

/* Return: octets of header in front of the payload. */
size_t packet_overhead(const struct packet *packet, const struct shape *shape);

#endif
