/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_INSPECT_H
#define P2P_INSPECT_H

#include "net.h"
#include "packet.h"

/**
 * struct p2p_inspection - one packet of an undecided flow under the glass
 * @pn: namespace
 * @state: that the packet sees; has a ruleset
 * @packet: parsed
 * @ct: its connection, or NULL: then the packet is judged alone
 * @dir: that the packet goes
 * @again: the first hook has counted it
 * @kept: a sanction of scope all touches the flow and lets it pass: it must not be cleared
 * @finding: what was found; when it decides, this packet is the one that decided the flow
 */
struct p2p_inspection {
	struct p2p_net *pn;
	const struct p2p_state *state;
	const struct p2p_packet *packet;
	struct nf_conn *ct;
	enum ip_conntrack_dir dir;
	bool again;
	bool kept;
	struct p2p_finding finding;
};

/**
 * p2p_inspect_passed - was it a datagram that is nothing, and does not clear its flow
 * @packet: of an undecided flow
 *
 * Most datagrams that are looked at are that, and nothing is set up for them. It is counted then, in the mark of its flow,
 * too. In RCU.
 *
 * Return: false when it wants a closer look; nothing was counted
 */
bool p2p_inspect_passed(struct p2p_net *pn, const struct p2p_state *state, const struct p2p_packet *packet, struct nf_conn *ct,
			enum ip_conntrack_dir dir);

/**
 * p2p_inspect - judge the payload of a packet, together with what came before it in its flow
 * @inspection: of the packet, its finding empty
 *
 * Moves the flow's mark and its entry on. In RCU, bottom halves off.
 *
 * Return: the class the flow has now; P2P_CLASS_UNDECIDED while it has none
 */
u8 p2p_inspect(struct p2p_inspection *inspection);

/**
 * p2p_inspect_content - look for the content id of a flow that was decided without one
 *
 * Of a flow with a record, as many payloads as a client may need to say what it wants. In RCU, bottom halves off.
 */
void p2p_inspect_content(struct p2p_inspection *inspection);

/* The parts of it: a stream whose start was seen, one of which it was not, a segment without a connection. */
u8 p2p_inspect_stream(struct p2p_inspection *inspection);
u8 p2p_inspect_segment(struct p2p_inspection *inspection);
u8 p2p_inspect_lone_segment(struct p2p_inspection *inspection);

#endif
