/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_DISSECT_H
#define P2PFLOW_DISSECT_H

#include "address.h"
#include "packet.h"

/* Puts fragments together again. One datagram at a time: a fragment of another one discards what was there, which is
 * enough, because a router that defragments sends the fragments of one datagram in one go.
 */
struct reassembly {
	uint32_t id;
	size_t gathered;		/* octets there */
	size_t total;			/* octets of the whole; 0: last fragment not seen */
	uint8_t data[PACKET_MAX];
};

/* What came out of the network. */
struct seen {
	struct address source;
	struct address destination;
	uint8_t protocol;		/* as struct packet: IPPROTO_ICMP for IPv6, too */
	uint8_t flags;			/* TCP */
	uint32_t sequence;		/* TCP */
	const uint8_t *payload;		/* valid until the next dissect() */
	size_t length;
	bool error;			/* an ICMP error: type, code and quoted are valid */
	uint8_t type;
	uint8_t code;
	/* The packet that the error is about, as far as it is quoted. */
	struct {
		struct address source;
		struct address destination;
		uint8_t protocol;
	} quoted;
};

/**
 * dissect() - read an IP packet
 * @reassembly: where fragments wait
 *
 * Return: whether there is a whole packet (or datagram put together); false for fragments that wait, and garbage.
 */
bool dissect(struct reassembly *reassembly, const uint8_t *ip, size_t length, struct seen *seen);

#endif
