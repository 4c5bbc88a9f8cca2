/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_CLASSIFY_H
#define P2P_CLASSIFY_H

#include "blob.h"

#define P2P_PENDING_MAX	4
#define P2P_NO_SIGNATURE 0xffff

/**
 * struct p2p_payload - what is known of a datagram or of one direction of a stream
 * @data: its first bytes, without a hole
 * @size: how many of them are at hand
 * @length: payload bytes of the whole datagram or segment; 0 for a stream
 * @sport: of the packet, host order
 * @dport: of the packet, host order
 * @direction: P2P_DIRECTION_ORIGINAL or P2P_DIRECTION_REPLY
 * @capture: a match waits until its content id has arrived too
 */
struct p2p_payload {
	const u8 *data;
	u32 size;
	u32 length;
	u16 sport;
	u16 dport;
	u8 direction;
	bool capture;
};

/**
 * struct p2p_walk - how far one direction has come in its automaton
 * @state: of the automaton; 0 is dead
 * @offset: bytes read
 * @pending: lists of accepting states whose candidates wait for more bytes; 0 ends them
 *
 * It may be kept between two segments. It belongs to the ruleset it was begun with.
 */
struct p2p_walk {
	u16 state;
	u16 offset;
	u16 pending[P2P_PENDING_MAX];
};

/**
 * struct p2p_finding - what the matches of a flow add up to
 * @signature: the strongest match so far, or P2P_NO_SIGNATURE
 * @offset: payload bytes read when it was found
 * @class: its protocol
 * @strength: what it is worth, P2P_STRENGTH_PROOF once two independent pieces of evidence have met; 0 for no match
 * @midflow: it was found behind an unseen start
 */
struct p2p_finding {
	u16 signature;
	u16 offset;
	u8 class;
	u8 strength;
	bool midflow;
};

#define P2P_FINDING_NONE ((struct p2p_finding){ .signature = P2P_NO_SIGNATURE })

static inline bool p2p_finding_decides(const struct p2p_finding *finding)
{
	return finding->strength == P2P_STRENGTH_PROOF;
}

static inline bool p2p_walk_alive(const struct p2p_walk *walk)
{
	return walk->state || walk->pending[0];
}

/**
 * p2p_walk_start - begin at the first byte
 * @walk: set up; dead at once when the automaton has nothing to match
 */
void p2p_walk_start(struct p2p_walk *walk, const struct p2p_automaton *automaton);

/**
 * p2p_classify - read the bytes that arrived since the last call and add up what they prove
 * @blob: the ruleset that @walk was begun with
 * @id: which automaton of it
 * @payload: all bytes from the first one on, those that were read before included
 * @walk: where the reading stands; moved on
 * @finding: of the whole flow, P2P_FINDING_NONE at its beginning; only ever gets stronger
 * @matches: P2P_CANDIDATES_MAX signature numbers; told for the counters. May be NULL
 *
 * Pure: no lock, no allocation, no clock. The cost is one table look-up a byte until the automaton is dead.
 *
 * Return: how many @matches were found in this call
 */
unsigned int p2p_classify(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload,
			  struct p2p_walk *walk, struct p2p_finding *finding, u16 *matches);

/**
 * p2p_content_id - the content id that a signature captures
 * @signature: what decided
 * @payload: where it was found
 * @id: P2P_CONTENT_ID_MAX bytes, written only when the return value is not 0
 *
 * Return: 0, 16 or 20 bytes
 */
unsigned int p2p_content_id(const struct p2p_blob_signature *signature, const struct p2p_payload *payload, u8 *id);

#endif
