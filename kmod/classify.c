// SPDX-License-Identifier: GPL-2.0-only
/* Classify: what do the first payload bytes of a flow prove?
 *
 * Problem
 *   Thousands of signatures, each "these bytes at the start, and these numbers behind them", must be tried on the first
 *   packets of every flow of a router. Trying one after the other costs more with each signature; regular expressions
 *   with backtracking cost what the sender of the packet wants them to cost.
 *
 * Rule
 *   All byte patterns of one transport are one deterministic automaton. Reading a byte is
 *
 *	state = table[state * classes + map[byte]]
 *
 *   whatever the number of signatures. State 0 is dead: nothing can match any more and reading ends. An accepting
 *   state names its candidates, at most P2P_CANDIDATES_MAX signatures whose bytes were just seen. Only for them the
 *   checks are evaluated: numbers at fixed offsets or behind the match, lengths, ports. Of a datagram, bytes that make no
 *   difference are passed over at once.
 *
 *   A stream may end before the last byte that the checks speak of. The list of candidates then waits in the walk, and
 *   each of its candidates is tried once, in the call in which the bytes that it wants are at hand. Nothing arrives
 *   later in a datagram or in a segment judged alone: what is not there does not match.
 *
 *   What may stand anywhere is searched by a second automaton, which has no dead state. It reads only behind an open
 *   gate: one that an anchored pattern has opened ("GET /"), or that is for openings which match nothing, and only up to
 *   the window of that gate or to a byte that closes it. So a search is two counters and a bit, and neither a flow that
 *   is dead nor one that is decided pays for it. An opening that matches nothing is searched when the first flights of
 *   both sides are over: most have another size than the gate is for, and no byte of them was read for nothing.
 *
 *   A signature may take several packets. A step that matches leaves the number of the next one in the trail of the
 *   flow, with the fields that the next one must repeat; the automaton finds the candidate for that as it finds others.
 *
 *   Matches add up. Proof decides. Evidence decides together with evidence for the same protocol from another
 *   signature. Hints never do, however many.
 *
 * Example
 *	pattern "\xe4\x21", where len == 35, u8@2 & 0x1f in { 2, 4, 11 }		(a Kad request)
 *
 *	byte       e4    21
 *	state   1 ---> 2 ---> 3 accepts: { kad2-request }
 *
 *   A datagram of 35 bytes e4 21 02 ... reads two bytes, reaches state 3, and both checks hold: evidence. TLS over TCP
 *   (16 03 ...) dies on its first byte.
 *
 * Cost
 *   Two loads a byte until the automaton is dead or the window (P2P_STREAM_WINDOW, P2P_DATAGRAM_WINDOW) is read; most
 *   streams that are not peer-to-peer are dead within four bytes. While something is searched, bytes that begin nothing
 *   are passed over by loads that do not wait for each other; the others take four. At most P2P_CANDIDATES_MAX candidates
 *   an accepting state. What checks say of the first bytes of a datagram p2pctl has put into the automaton, as long as
 *   that stays small: a state that is dead is cheaper than a check that fails.
 *
 * References
 *   Aho, Sethi, Ullman: Compilers, 3.9 (subset construction, byte classes); Aho, Corasick: Efficient string matching
 *   (the searching automaton); the blob is described in uapi/nf_p2p.h, and every index that is followed here was
 *   checked in blob.c.
 */
#include "classify.h"
#include "search.h"

/**
 * struct reading - one call of p2p_classify
 * @blob: the ruleset
 * @search: number of the automaton that searches
 * @payload: what is read
 * @sighting: what is the same of all candidates
 * @trail: what is added to
 * @matches: signature numbers told to the caller; may be NULL
 * @count: how many
 * @known: something matched that was not searched
 * @before: bytes that were at hand in the last call
 * @now: bytes that are, none beyond the window
 * @at: bytes read
 * @waits: more bytes may come: this is a stream
 * @steps: that have matched in it
 */
struct reading {
	const struct p2p_blob *blob;
	enum p2p_automaton_id search;
	const struct p2p_payload *payload;
	struct p2p_sighting sighting;
	struct p2p_trail *trail;
	u16 *matches;
	unsigned int count;
	bool known;
	u32 before;
	u32 now;
	u32 at;
	bool waits;
	struct p2p_steps steps;
};

/* --- Candidates --- */

static void tell_match(struct reading *r, u16 signature)
{
	if (r->count == P2P_CANDIDATES_MAX)
		return;
	if (r->matches)
		r->matches[r->count] = signature;
	r->count++;
}

/* Return: whether it waits for more bytes */
static bool try_candidate(struct reading *r, u16 number, u32 end)
{
	const struct p2p_blob_signature *signature = &r->blob->signatures[number];

	r->sighting.trial.signature = signature;
	r->sighting.trial.number = number;
	r->sighting.trial.end = end;
	r->sighting.trial.kept = NULL;
	r->sighting.offset = r->at;
	switch (p2p_trail_add(r->trail, &r->sighting)) {
	case P2P_PROGRESS_MATCH:
		tell_match(r, signature->whole);
		r->known |= signature->gate == P2P_NO_GATE;
		return false;
	case P2P_PROGRESS_STEP:
		r->known |= signature->gate == P2P_NO_GATE;
		return false;
	case P2P_PROGRESS_WAITS:
		return true;
	default:
		return false;
	}
}

/* A search counts only behind its gate, and within its window. Gates may close before the bytes that are waited for. */
static bool searched_in_vain(const struct p2p_walk *walk, const struct p2p_blob_signature *signature, u32 end)
{
	return signature->gate != P2P_NO_GATE && (!(walk->gates >> signature->gate & 1) || end > signature->window);
}

/* Bytes without which a candidate cannot be tried. */
static u32 bytes_needed(const struct p2p_blob_signature *signature, u32 end)
{
	return max_t(u32, signature->need, signature->need_behind ? end + signature->need_behind : 0);
}

/* Bytes that should be at hand when it is: those of the content id too. */
static u32 bytes_wanted(const struct reading *r, const struct p2p_blob_signature *signature, u32 end)
{
	u32 needed = bytes_needed(signature, end);
	u32 capture_end = signature->capture_at + signature->capture_size;

	if (!r->waits || !r->payload->capture || !signature->capture_size)
		return needed;
	if (signature->capture != P2P_CAPTURE_FRONT)
		capture_end += end;
	return max_t(u32, needed, capture_end);
}

/* @last: it is now or never.
 * Return: whether it waits for more bytes
 */
static bool try_number(struct reading *r, u16 number, u32 end, bool last)
{
	const struct p2p_blob_signature *signature = &r->blob->signatures[number];

	if (!last && bytes_wanted(r, signature, end) > r->now)
		return true;
	if (bytes_needed(signature, end) > r->now)
		return false;
	return try_candidate(r, number, end) && !last;
}

/* Try what is not done yet. Return: whether some still wait */
static bool try_list(struct reading *r, struct p2p_pending *pending, bool last)
{
	const u16 *list = r->blob->lists + pending->list;
	bool some_wait = false;
	u32 i;

	for (i = 1; i <= list[0]; i++) {
		if (pending->done >> (i - 1) & 1)
			continue;
		if (try_number(r, list[i], pending->at, last))
			some_wait = true;
		else
			pending->done |= 1 << (i - 1);
	}
	return some_wait;
}

static bool pending_add(struct p2p_walk *walk, const struct p2p_pending *pending)
{
	u32 i;

	for (i = 0; i < P2P_PENDING_MAX; i++) {
		if (!walk->pending[i].list) {
			walk->pending[i] = *pending;
			return true;
		}
	}
	return false;
}

/* Return: whether it is for this direction and place */
static bool open_gate(struct reading *r, struct p2p_walk *walk, u32 number)
{
	const struct p2p_blob_gate *gate = &r->blob->gates[number];

	if (!(gate->directions & r->payload->direction) || r->at >= gate->window)
		return false;
	if (!walk->gates) {
		walk->search = 1;
		walk->searched = r->at;
	}
	walk->gates |= 1 << number;
	return true;
}

/* Entries of a list that need not be tried: gates, which are opened, and those that search behind a closed one. */
static u16 settle_gates(struct reading *r, struct p2p_walk *walk, const u16 *list)
{
	u16 done = 0;
	u32 i;

	for (i = 1; i <= list[0]; i++) {
		if (list[i] & P2P_LIST_GATE) {
			if (open_gate(r, walk, list[i] & ~P2P_LIST_GATE))
				walk->known = true;
		} else if (!searched_in_vain(walk, &r->blob->signatures[list[i]], r->at)) {
			continue;
		}
		done |= 1 << (i - 1);
	}
	return done;
}

static void visit_accepting(struct reading *r, struct p2p_walk *walk, u16 list)
{
	struct p2p_pending pending = { .list = list, .at = r->at };

	pending.done = settle_gates(r, walk, r->blob->lists + list);
	if (try_list(r, &pending, !r->waits) && !pending_add(walk, &pending))
		try_list(r, &pending, true);	/* no room to wait: what has not arrived is given up */
}

/* @last: no more bytes will be read. */
static void visit_pending(struct reading *r, struct p2p_walk *walk, bool last)
{
	struct p2p_pending waiting[P2P_PENDING_MAX] = {};
	u32 kept = 0;
	u32 i;

	for (i = 0; i < P2P_PENDING_MAX && walk->pending[i].list; i++)
		if (try_list(r, &walk->pending[i], last))
			waiting[kept++] = walk->pending[i];
	memcpy(walk->pending, waiting, sizeof(waiting));
}

/* --- Reading --- */

/* What begins like nothing that is known may be what certain gates are for, once no candidate waits any more. */
static void open_unknown(struct reading *r, struct p2p_walk *walk, enum p2p_automaton_id id)
{
	u32 gates;

	if (id != P2P_AUTOMATON_STREAM || walk->state || walk->known || walk->asked || walk->pending[0].list)
		return;
	walk->asked = true;
	r->at = walk->searched;
	for (gates = r->blob->unknown; gates; gates &= gates - 1)
		open_gate(r, walk, __builtin_ctz(gates));
}

/* Read up to @end, or to the byte that closes the last gate. */
static void search_to(struct reading *r, struct p2p_walk *walk, u32 end)
{
	const u8 *data = r->payload->data;
	u16 list;

	while (walk->gates && walk->searched < end) {
		walk->searched = p2p_search_on(r->blob, r->search, &walk->search, walk->gates, data + walk->searched,
					       data + end) - data;
		r->at = walk->searched;
		list = r->blob->automata[r->search].accept[walk->search];
		if (list)
			visit_accepting(r, walk, list);
		walk->gates &= ~r->blob->stops[data[walk->searched - 1]];
	}
}

/* Where the first of the open gates closes. */
static u32 first_window(const struct p2p_blob *blob, u16 gates)
{
	u32 window = P2P_SEARCH_WINDOW;

	for (; gates; gates &= gates - 1)
		window = min_t(u32, window, blob->gates[__builtin_ctz(gates)].window);
	return window;
}

static void close_windows(const struct p2p_blob *blob, struct p2p_walk *walk)
{
	u32 gates;

	for (gates = walk->gates; gates; gates &= gates - 1)
		if (walk->searched >= blob->gates[__builtin_ctz(gates)].window)
			walk->gates &= ~(gates & -gates);
}

static void read_search(struct reading *r, struct p2p_walk *walk, u32 end)
{
	while (walk->gates && walk->searched < end) {
		search_to(r, walk, min_t(u32, first_window(r->blob, walk->gates), end));
		close_windows(r->blob, walk);
	}
}

/* The search comes first, up to here: a gate that opens now is for what follows, however the stream was cut. */
static void visit_anchored(struct reading *r, const struct p2p_automaton *automaton, struct p2p_walk *walk, u32 state)
{
	u16 list = p2p_blob_candidates(r->blob, automaton, state);
	u32 at = r->at;

	if (!list)
		return;
	read_search(r, walk, at);
	r->at = at;
	visit_accepting(r, walk, list);
}

/* Read on from @state, up to the next one that accepts; what is not there to be read, and what is dead, ends it too. */
static __always_inline u32 follow(const struct p2p_blob *blob, const struct p2p_automaton *automaton, unsigned long state,
				  const u8 *data, u32 *at, u32 end)
{
	const u16 *table = automaton->table, *accept = automaton->accept;
	unsigned long classes = automaton->classes;
	const u8 *map = automaton->map;
	u32 read = *at;

	while (state && read < end) {
		state = table[state * classes + map[data[read++]]];
		if (!accept[state])
			continue;
		if (!(blob->lists[accept[state]] & P2P_LIST_GAP))
			break;
		read += blob->lists[accept[state]] & ~P2P_LIST_GAP;
	}
	*at = min_t(u32, read, end);
	return state;
}

static void read_anchored(struct reading *r, const struct p2p_automaton *automaton, struct p2p_walk *walk, u32 end)
{
	u32 state = walk->state, at = r->before;

	r->at = at;
	if (state && !at)
		visit_anchored(r, automaton, walk, state);
	while (state && at < end) {
		state = follow(r->blob, automaton, state, r->payload->data, &at, end);
		r->at = at;
		visit_anchored(r, automaton, walk, state);
	}
	r->at = at;
	walk->state = state;
}

static u32 anchored_window(enum p2p_automaton_id id)
{
	return id == P2P_AUTOMATON_STREAM ? P2P_STREAM_WINDOW : P2P_DATAGRAM_WINDOW;
}

static u32 search_window(enum p2p_automaton_id id)
{
	return id == P2P_AUTOMATON_DATAGRAM ? P2P_DATAGRAM_WINDOW : P2P_SEARCH_WINDOW;
}

void p2p_walk_start(struct p2p_walk *walk, const struct p2p_automaton *automaton)
{
	memset(walk, 0, sizeof(*walk));
	walk->state = automaton->states ? 1 : 0;
}

void p2p_walk_close(struct p2p_walk *walk, const struct p2p_blob *blob, u32 least, u32 most)
{
	u32 gates;

	for (gates = walk->gates & blob->unknown; gates; gates &= gates - 1) {
		const struct p2p_blob_gate *gate = &blob->gates[__builtin_ctz(gates)];

		if (least > gate->opening_max || most < gate->opening_min)
			walk->gates &= ~(gates & -gates);
	}
}

static void read_on(struct reading *r, enum p2p_automaton_id id, struct p2p_walk *walk)
{
	u32 window = anchored_window(id);
	bool was_alive = walk->state;

	r->at = r->now;
	if (walk->pending[0].list)
		visit_pending(r, walk, false);
	read_anchored(r, &r->blob->automata[id], walk, min_t(u32, r->now, window));
	if (r->now >= window)
		walk->state = 0;
	if (r->known)
		walk->known = true;
	if (was_alive && !walk->state && !walk->known)
		walk->searched = r->at;
	open_unknown(r, walk, id);
	if (!walk->asked || !walk->held)
		read_search(r, walk, r->now);
	walk->offset = r->now;
}

/* No more bytes will be read: of a datagram, or behind the window. */
static void finish(struct reading *r, struct p2p_walk *walk)
{
	r->at = r->now;
	if (walk->pending[0].list)
		visit_pending(r, walk, true);
	walk->state = 0;
	walk->gates = 0;
}

/* Nothing arrives later, and what begins like nothing is searched in streams only: without a candidate there is nothing to do. */
bool p2p_classify_none(const struct p2p_blob *blob, enum p2p_automaton_id id, const u8 *data, u32 size)
{
	const struct p2p_automaton *automaton = &blob->automata[id];
	u32 state, at = 0;

	if (!automaton->states)
		return true;
	if (automaton->accept[1])
		return false;
	state = follow(blob, automaton, 1, data, &at, size);
	return !p2p_blob_candidates(blob, automaton, state);
}

unsigned int p2p_classify(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload,
			  struct p2p_walk *walk, struct p2p_trail *trail, u16 *matches)
{
	u32 window = search_window(id);
	struct reading r = {
		.blob = blob,
		.search = id + P2P_AUTOMATON_STREAM_SEARCH,
		.payload = payload,
		.trail = trail,
		.matches = matches,
		.before = walk->offset,
		.now = min_t(u32, payload->size, window),
		.waits = id == P2P_AUTOMATON_STREAM,
	};

	r.sighting = (struct p2p_sighting){
		.trial = { .blob = blob, .payload = payload, .size = r.now },
		.steps = &r.steps,
		.midflow = id == P2P_AUTOMATON_SEGMENT,
		.settled = p2p_finding_decides(&trail->finding),
	};

	if (r.now > r.before)
		read_on(&r, id, walk);
	if (!r.waits || payload->last || r.now == window)
		finish(&r, walk);
	p2p_trail_wait(trail, &r.steps);
	return r.count;
}
