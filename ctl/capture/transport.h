/* SPDX-License-Identifier: GPL-2.0-or-later */
/* TCP and UDP headers, read as kmod/packet.c reads them. */
#ifndef P2PCTL_TRANSPORT_H
#define P2PCTL_TRANSPORT_H

#include "capture/ip.h"

#define TCP_FIN	0x01
#define TCP_SYN	0x02
#define TCP_RST	0x04
#define TCP_PUSH	0x08
#define TCP_ACK	0x10
#define TCP_URG	0x20

struct transport {
	uint8_t protocol;		/* IPPROTO_TCP or IPPROTO_UDP */
	uint16_t sport;			/* host order */
	uint16_t dport;
	struct bytes payload;
	uint8_t flags;			/* of TCP */
	uint32_t sequence;		/* of the first payload byte; TCP only */
	uint32_t acknowledged;		/* TCP only */
	bool sound;			/* conntrack does not refuse the header */
};

/* Return: false when the header is cut short or makes no sense. Only for a whole packet of TCP or UDP. */
bool transport_decode(const struct ip_packet *packet, struct transport *transport);

#endif
