// SPDX-License-Identifier: GPL-2.0-or-later
/* As nf_conntrack has it with its default settings: loose pick-up of TCP connections whose start was not seen, and the
 * default time-outs. It differs where a capture cannot know or should not matter: check sums and windows are not looked
 * at, and a SYN with another sequence number after a reset begins a new connection, whoever sent the reset.
 */
#include "capture/connection.h"

#include <netinet/in.h>

#define SECOND_US		INT64_C(1000000)
#define UDP_UNREPLIED_S		30
#define UDP_STREAM_S		120
/* An answered exchange counts as a stream once it lasts longer. */
#define UDP_STREAM_AFTER_S	2

enum { IGNORED = TCP_STATES, INVALID };

/* How long a connection in this state is remembered, in seconds. */
static const uint32_t tcp_timeout_s[TCP_STATES] = {
	[TCP_SYN_SENT] = 120, [TCP_SYN_SENT2] = 120, [TCP_SYN_RECV] = 60, [TCP_ESTABLISHED] = 5 * 86400,
	[TCP_FIN_WAIT] = 120, [TCP_CLOSE_WAIT] = 60, [TCP_LAST_ACK] = 30, [TCP_TIME_WAIT] = 120, [TCP_CLOSED] = 10,
};

static unsigned int after_syn(enum tcp_state state, int side)
{
	switch (state) {
	case TCP_NEW:
		return TCP_SYN_SENT;
	case TCP_SYN_SENT:
		return side ? TCP_SYN_SENT2 : TCP_SYN_SENT;
	case TCP_SYN_SENT2:
		return TCP_SYN_SENT2;
	default:
		return side ? INVALID : IGNORED;
	}
}

static unsigned int after_syn_ack(enum tcp_state state, int side)
{
	switch (state) {
	case TCP_NEW:
		return INVALID;
	case TCP_SYN_SENT:
		return side ? TCP_SYN_RECV : INVALID;
	case TCP_SYN_SENT2:
		return TCP_SYN_RECV;
	default:
		return IGNORED;
	}
}

static unsigned int after_fin(enum tcp_state state)
{
	switch (state) {
	case TCP_NEW:
	case TCP_SYN_SENT:
	case TCP_SYN_SENT2:
		return INVALID;
	case TCP_SYN_RECV:
	case TCP_ESTABLISHED:
		return TCP_FIN_WAIT;
	case TCP_FIN_WAIT:
	case TCP_CLOSE_WAIT:
		return TCP_LAST_ACK;
	default:
		return state;
	}
}

static unsigned int after_ack(enum tcp_state state, int side)
{
	switch (state) {
	case TCP_NEW:
		return TCP_ESTABLISHED;
	case TCP_SYN_SENT:
	case TCP_SYN_SENT2:
		return side ? IGNORED : INVALID;
	case TCP_SYN_RECV:
		return side ? TCP_SYN_RECV : TCP_ESTABLISHED;
	case TCP_FIN_WAIT:
		return TCP_CLOSE_WAIT;
	case TCP_LAST_ACK:
		return TCP_TIME_WAIT;
	default:
		return state;
	}
}

static unsigned int next_state(enum tcp_state state, const struct transport *transport, int side)
{
	bool ack = transport->flags & TCP_ACK;

	if (!transport->sound)
		return INVALID;
	if (transport->flags & TCP_RST)
		return state == TCP_NEW ? INVALID : TCP_CLOSED;
	if (transport->flags & TCP_SYN)
		return ack ? after_syn_ack(state, side) : after_syn(state, side);
	if (transport->flags & TCP_FIN)
		return after_fin(state);
	return after_ack(state, side);
}

static bool opens(const struct transport *transport)
{
	return (transport->flags & (TCP_SYN | TCP_ACK | TCP_RST)) == TCP_SYN;
}

static void note_ack(struct connection *connection, const struct transport *transport, int side)
{
	if (!(transport->flags & TCP_ACK))
		return;
	if (!connection->acked[side] || (int32_t)(transport->acknowledged - connection->ack[side]) > 0)
		connection->ack[side] = transport->acknowledged;
	connection->acked[side] = true;
}

static void enter_state(struct connection *connection, enum tcp_state state, int64_t now_us)
{
	connection->state = state;
	connection->until_us = now_us + tcp_timeout_s[state] * SECOND_US;
}

bool connection_over(const struct connection *connection, int64_t now_us)
{
	return now_us > connection->until_us;
}

static bool begin_tcp(struct connection *connection, const struct transport *transport, int64_t now_us)
{
	unsigned int state = next_state(TCP_NEW, transport, 0);

	if (state >= TCP_STATES)
		return false;
	connection->start_seen = opens(transport);
	connection->opening = transport->sequence;
	note_ack(connection, transport, 0);
	enter_state(connection, state, now_us);
	return true;
}

bool connection_begin(struct connection *connection, const struct transport *transport, int64_t now_us)
{
	*connection = (struct connection){ .since_us = now_us, .until_us = now_us + UDP_UNREPLIED_S * SECOND_US };
	if (transport->protocol == IPPROTO_TCP)
		return begin_tcp(connection, transport, now_us);
	return transport->sound;
}

static enum connection_verdict advance_udp(struct connection *connection, const struct transport *transport, int side,
					   int64_t now_us)
{
	bool stream = connection->replied && now_us - connection->since_us > UDP_STREAM_AFTER_S * SECOND_US;

	if (!transport->sound)
		return CONNECTION_INVALID;
	connection->until_us = now_us + (stream ? UDP_STREAM_S : UDP_UNREPLIED_S) * SECOND_US;
	connection->replied |= side;
	return CONNECTION_GOES_ON;
}

static enum connection_verdict advance_tcp(struct connection *connection, const struct transport *transport, int side,
					   int64_t now_us)
{
	bool closed = connection->state == TCP_TIME_WAIT || connection->state == TCP_CLOSED;
	unsigned int state;

	if (closed && transport->sound && opens(transport) && transport->sequence != connection->opening)
		return CONNECTION_BEGINS;
	state = next_state(connection->state, transport, side);
	if (state == INVALID)
		return CONNECTION_INVALID;
	if (state != IGNORED) {
		note_ack(connection, transport, side);
		enter_state(connection, state, now_us);
	}
	/* A reset that comes before any other answer leaves nothing to be remembered. */
	if (transport->flags & TCP_RST && !connection->replied)
		connection->until_us = INT64_MIN;
	connection->replied |= side;
	return CONNECTION_GOES_ON;
}

enum connection_verdict connection_advance(struct connection *connection, const struct transport *transport, int side,
					   int64_t now_us)
{
	if (transport->protocol == IPPROTO_TCP)
		return advance_tcp(connection, transport, side, now_us);
	return advance_udp(connection, transport, side, now_us);
}

bool connection_base(const struct connection *connection, const struct transport *transport, int side, uint32_t *base)
{
	if (transport->flags & TCP_SYN) {
		*base = transport->sequence;
		return true;
	}
	*base = connection->ack[!side];
	return connection->start_seen && connection->acked[!side];
}
