/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_BLOB_H
#define P2P_BLOB_H

#include "pure.h"

/**
 * struct p2p_automaton - one DFA of a checked blob
 * @map: byte to byte class
 * @table: state * classes + byte class to next state; 0 is dead, 1 the start
 * @accept: state to index in the lists of the ruleset, 0 for none
 * @classes: byte classes
 * @states: 0 when there is nothing to match
 */
struct p2p_automaton {
	const u8 *map;
	const u16 *table;
	const u16 *accept;
	u32 classes;
	u32 states;
};

#define P2P_SEARCHES (P2P_AUTOMATON_COUNT - P2P_AUTOMATON_STREAM_SEARCH)

/**
 * struct p2p_prefilter - whether a search passes a byte over at its start, in the light of the next one
 * @first: in the lower half a bit for where it leads, none when it stays; in the upper half the gates that it closes, all when
 *         the search accepts behind it
 * @second: in the lower half bits of those places that it leads on from, otherwise than the start; the upper half is full
 *
 * It does, unless its @first and @second of the next byte have a bit in common: a lower one, or that of an open gate.
 */
struct p2p_prefilter {
	u32 first;
	u32 second;
};

/**
 * struct p2p_blob - pointers into a blob whose every index was checked, and what is looked up most
 * @automata: by enum p2p_automaton_id
 * @signatures: what the lists name
 * @gates: what else the lists name
 * @stops: by byte, the gates that it closes; NULL without gates
 * @checks: what the signatures name
 * @ranges: what the checks name
 * @lists: candidates of the accepting states
 * @literals: names and strings to compare with
 * @count: how many signatures, their further steps included
 * @wholes: how many without these; they come first
 * @gate_count: how many gates
 * @size: bytes of the blob
 * @unknown: the gates that open to a stream which begins like nothing that is known
 * @prefilters: by searching automaton and byte
 */
struct p2p_blob {
	struct p2p_automaton automata[P2P_AUTOMATON_COUNT];
	const struct p2p_blob_signature *signatures;
	const struct p2p_blob_gate *gates;
	const u16 *stops;
	const struct p2p_blob_check *checks;
	const struct p2p_blob_range *ranges;
	const u16 *lists;
	const u8 *literals;
	u32 count;
	u32 wholes;
	u32 gate_count;
	u32 size;
	u16 unknown;
	struct p2p_prefilter prefilters[P2P_SEARCHES][256];
};

/**
 * p2p_blob_open - check a blob and look into it
 * @blob: filled in on success; points into @data and is valid as long as that is
 * @data: the bytes, aligned to 8; nothing in them is trusted
 * @size: how many
 * @why: set to a static sentence when the blob is refused
 *
 * Reads each byte a bounded number of times.
 *
 * Return: 0, or -EINVAL
 */
int p2p_blob_open(struct p2p_blob *blob, const void *data, size_t size, const char **why);

/* Return: index of the candidates of a state, 0 when it accepts nothing */
static inline u16 p2p_blob_candidates(const struct p2p_blob *blob, const struct p2p_automaton *automaton, u32 state)
{
	u16 list = automaton->accept[state];

	return list && !(blob->lists[list] & P2P_LIST_GAP) ? list : 0;
}

/* Return: comparisons that the checks of a list's signatures may take together; P2P_EFFORT_MAX at most in what is accepted */
u32 p2p_blob_effort(const struct p2p_blob *blob, u32 list);

static inline const char *p2p_blob_name(const struct p2p_blob *blob, u32 signature)
{
	return (const char *)blob->literals + blob->signatures[signature].name;
}

#endif
