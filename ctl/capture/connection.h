/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What conntrack makes of the packets between two ends: does one belong to the connection, does it begin another. */
#ifndef P2PCTL_CONNECTION_H
#define P2PCTL_CONNECTION_H

#include "capture/transport.h"

enum tcp_state {
	TCP_NEW,
	TCP_SYN_SENT,
	TCP_SYN_SENT2,			/* by both ends */
	TCP_SYN_RECV,
	TCP_ESTABLISHED,
	TCP_FIN_WAIT,
	TCP_CLOSE_WAIT,
	TCP_LAST_ACK,
	TCP_TIME_WAIT,
	TCP_CLOSED,
	TCP_STATES
};

struct connection {
	uint8_t state;			/* enum tcp_state; of TCP */
	bool start_seen;		/* the SYN; of TCP */
	bool replied;			/* the responder has answered */
	bool acked[2];			/* this side has acknowledged something */
	uint32_t ack[2];		/* and what at most */
	uint32_t opening;		/* sequence of the SYN */
	int64_t since_us;		/* first packet */
	int64_t until_us;		/* forgotten when nothing comes before */
};

enum connection_verdict {
	CONNECTION_GOES_ON,
	CONNECTION_BEGINS,		/* it is the first packet of another connection of the same ends */
	CONNECTION_INVALID,		/* it belongs to no connection */
};

/* Whether it was forgotten before a packet that comes now. */
bool connection_over(const struct connection *connection, int64_t now_us);

/* Begin with a first packet. Return: false when such a one begins none. */
bool connection_begin(struct connection *connection, const struct transport *transport, int64_t now_us);

/* Go on with a packet of side 0 (the initiator) or 1. The connection is changed only when it goes on. */
enum connection_verdict connection_advance(struct connection *connection, const struct transport *transport, int side,
					   int64_t now_us);

/* Sequence number of the first byte of a direction while nothing behind it was acknowledged, as kmod/inspect.c asks
 * conntrack for it. Return: false when the start was not seen
 */
bool connection_base(const struct connection *connection, const struct transport *transport, int side, uint32_t *base);

#endif
