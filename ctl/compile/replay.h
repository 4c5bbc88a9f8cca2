/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Payloads of one flow, read as the router would: streams grow segment by segment, datagrams are read one by one. */
#ifndef P2PCTL_REPLAY_H
#define P2PCTL_REPLAY_H

#include "dialogue.h"
#include "lang/signature.h"

struct replay {
	const struct p2p_blob *blob;
	enum p2p_automaton_id id;	/* anchored */
	struct p2p_trail trail;
	struct p2p_dialogue dialogue;	/* of streams */
	struct p2p_stream_room rooms[P2P_DIALOGUE_SIDES];
};

void replay_begin(struct replay *replay, const struct p2p_blob *blob, enum p2p_automaton_id id);

/* direction is what packet->direction says when that is not 0.
 *
 * Return: how many signature numbers were written to matches, which has room for P2P_CANDIDATES_MAX
 */
unsigned int replay_packet(struct replay *replay, const struct packet *packet, uint8_t direction, uint16_t *matches);

#endif
