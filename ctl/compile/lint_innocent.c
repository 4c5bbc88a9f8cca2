// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures that hit the innocent. A hint may: it decides nothing. */
#include <netinet/in.h>

#include "classify.h"
#include "compile/innocent.h"
#include "compile/lint.h"

#define CLIENT_PORT 49152

static void blame(const struct signature *signature, const struct innocent *innocent, struct diagnostics *diagnostics)
{
	if (signature->strength == P2P_STRENGTH_HINT || signature->class == P2P_CLASS_OTHER)
		return;
	diagnostics_error(diagnostics, &signature->at, "this matches the beginning of %s, which is innocent",
			  innocent->name);
}

/* A signature is told about the first innocent protocol that it hits. */
static void meet(const struct signature_set *set, const struct p2p_blob *blob, enum p2p_automaton_id id,
		 const struct p2p_payload *payload, const struct innocent *innocent, bool *blamed,
		 struct diagnostics *diagnostics)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;
	uint16_t matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;
	unsigned int count;

	p2p_walk_start(&walk, &blob->automata[id]);
	count = p2p_classify(blob, id, payload, &walk, &trail, matches);
	for (unsigned int i = 0; i < count; i++) {
		if (!blamed[matches[i]])
			blame(&set->list[matches[i]], innocent, diagnostics);
		blamed[matches[i]] = true;
	}
}

static void meet_both_ways(const struct signature_set *set, const struct p2p_blob *blob,
			   const struct innocent *innocent, const uint8_t *data, bool *blamed,
			   struct diagnostics *diagnostics)
{
	struct p2p_payload there = {
		.data = data, .size = innocent->length, .length = innocent->length,
		.sport = CLIENT_PORT, .dport = innocent->port, .direction = P2P_DIRECTION_ORIGINAL,
	};
	struct p2p_payload back = there;
	bool udp = innocent->transport == IPPROTO_UDP;

	back.sport = innocent->port;
	back.dport = CLIENT_PORT;
	back.direction = P2P_DIRECTION_REPLY;
	meet(set, blob, udp ? P2P_AUTOMATON_DATAGRAM : P2P_AUTOMATON_STREAM, &there, innocent, blamed, diagnostics);
	meet(set, blob, udp ? P2P_AUTOMATON_DATAGRAM : P2P_AUTOMATON_STREAM, &back, innocent, blamed, diagnostics);
	if (udp)
		return;
	meet(set, blob, P2P_AUTOMATON_SEGMENT, &there, innocent, blamed, diagnostics);
	meet(set, blob, P2P_AUTOMATON_SEGMENT, &back, innocent, blamed, diagnostics);
}

void lint_innocent(const struct signature_set *set, const struct p2p_blob *blob, struct diagnostics *diagnostics)
{
	bool blamed[P2P_SIGNATURES_MAX] = { false };
	uint8_t data[UINT16_MAX];

	for (size_t i = 0; i < innocent_count; i++) {
		for (int filler = 0; filler < INNOCENT_FILLERS; filler++) {
			innocent_payload(&innocents[i], filler, data);
			meet_both_ways(set, blob, &innocents[i], data, blamed, diagnostics);
		}
	}
}
