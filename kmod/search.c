// SPDX-License-Identifier: GPL-2.0-only
/* A searching automaton begins anew at each byte. Most bytes leave it at its start, or lead to where the next one leads back from
 * as if they had not been. A filter on two bytes passes them over without following the automaton: no look-up waits for
 * another one, and no branch is taken that could not be foreseen.
 */
#include "search.h"

static void make_prefilter(const struct p2p_blob *blob, const struct p2p_automaton *automaton,
			   struct p2p_prefilter *prefilter, u32 byte)
{
	const u16 *start = automaton->table + automaton->classes;
	u16 state = start[automaton->map[byte]];
	u32 closes = automaton->accept[state] ? U16_MAX : blob->stops[byte], class;

	prefilter->first = closes << 16;
	if (state != 1)
		prefilter->first |= 1 << state % 16;
	prefilter->second = (u32)U16_MAX << 16;
	for (class = 0; class < automaton->classes; class++)
		if (automaton->table[start[class] * automaton->classes + automaton->map[byte]] != state)
			prefilter->second |= 1 << start[class] % 16;
}

void p2p_search_prepare(struct p2p_blob *blob)
{
	u32 i, byte;

	for (i = 0; blob->stops && i < P2P_SEARCHES; i++) {
		const struct p2p_automaton *automaton = &blob->automata[P2P_AUTOMATON_STREAM_SEARCH + i];

		for (byte = 0; automaton->states && byte < 256; byte++)
			make_prefilter(blob, automaton, &blob->prefilters[i][byte], byte);
	}
}

static __always_inline const u8 *pass_over(const struct p2p_prefilter *prefilter, u32 gates, const u8 *from, const u8 *to)
{
	u32 heeded = gates << 16 | U16_MAX, first = 0;

	for (; from < to; from++) {
		const struct p2p_prefilter *of = &prefilter[*from];

		if (first & of->second)
			return from - 1;
		first = of->first & heeded;
	}
	return first ? to - 1 : to;
}

const u8 *p2p_search_on(const struct p2p_blob *blob, enum p2p_automaton_id id, u16 *state, u16 gates, const u8 *from, const u8 *to)
{
	const struct p2p_prefilter *prefilter = blob->prefilters[id - P2P_AUTOMATON_STREAM_SEARCH];
	const struct p2p_automaton *automaton = &blob->automata[id];
	const u16 *table = automaton->table, *accept = automaton->accept, *stops = blob->stops;
	unsigned long classes = automaton->classes, now = *state;
	const u8 *map = automaton->map;
	u16 closed;

	for (;;) {
		if (now == 1)
			from = pass_over(prefilter, gates, from, to);
		if (from == to)
			break;
		now = table[now * classes + map[*from]];
		closed = stops[*from++] & gates;
		if (accept[now] || closed)
			break;
	}
	*state = now;
	return from;
}
