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
 *   checks are evaluated: numbers at fixed offsets, lengths, ports. Checks count from the first byte of the payload,
 *   not from where the pattern ended, so it does not matter how the stream was cut into segments.
 *
 *   A stream may end before the last byte that the checks speak of. The list of candidates then waits in the walk, and
 *   each of its candidates is tried once, in the call in which the number of bytes at hand reaches what it wants.
 *   Nothing arrives later in a datagram or in a segment judged alone: what is not there does not match.
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
 *   traffic that is not peer-to-peer is dead within four bytes. At most P2P_CANDIDATES_MAX candidates an accepting
 *   state.
 *
 * References
 *   Aho, Sethi, Ullman: Compilers, 3.9 (subset construction, byte classes); the blob is described in uapi/nf_p2p.h, and
 *   every index that is followed here was checked in blob.c.
 */
#include "classify.h"

/**
 * struct reading - one call of p2p_classify
 * @blob: the ruleset
 * @payload: what is read
 * @finding: what is added to
 * @matches: signature numbers told to the caller; may be NULL
 * @count: how many
 * @before: bytes that were at hand in the last call
 * @now: bytes that are, none beyond the window
 * @at: bytes read
 * @waits: more bytes may come: this is a stream
 * @midflow: the start of the flow was not seen
 * @settled: the finding was proof before this call
 */
struct reading {
	const struct p2p_blob *blob;
	const struct p2p_payload *payload;
	struct p2p_finding *finding;
	u16 *matches;
	unsigned int count;
	u32 before;
	u32 now;
	u32 at;
	bool waits;
	bool midflow;
	bool settled;
};

static u32 field_value(const struct p2p_payload *payload, u8 field, u16 at)
{
	switch (field) {
	case P2P_FIELD_LENGTH:
		return payload->length;
	case P2P_FIELD_SPORT:
		return payload->sport;
	case P2P_FIELD_DPORT:
		return payload->dport;
	case P2P_FIELD_U8:
		return payload->data[at];
	case P2P_FIELD_U16LE:
		return get_unaligned_le16(payload->data + at);
	case P2P_FIELD_U16BE:
		return get_unaligned_be16(payload->data + at);
	case P2P_FIELD_U32LE:
		return get_unaligned_le32(payload->data + at);
	case P2P_FIELD_U32BE:
		return get_unaligned_be32(payload->data + at);
	default:
		return 0;
	}
}

static bool ranges_contain(const struct p2p_blob_range *range, u32 count, u32 value)
{
	for (; count; count--, range++)
		if (range->low <= value && value <= range->high)
			return true;
	return false;
}

static bool comparison_holds(const struct p2p_payload *payload, const struct p2p_blob_check *check, s64 left)
{
	s64 right = (s64)field_value(payload, check->right, check->right_at) * check->factor + check->constant;

	switch (check->op) {
	case P2P_CHECK_EQ:
		return left == right;
	case P2P_CHECK_NE:
		return left != right;
	case P2P_CHECK_LT:
		return left < right;
	case P2P_CHECK_LE:
		return left <= right;
	case P2P_CHECK_GT:
		return left > right;
	default:
		return left >= right;
	}
}

static bool check_holds(const struct p2p_blob *blob, const struct p2p_payload *payload,
			const struct p2p_blob_check *check)
{
	u32 left = field_value(payload, check->left, check->left_at) & check->mask;

	switch (check->op) {
	case P2P_CHECK_IN:
		return ranges_contain(blob->ranges + check->constant, check->factor, left);
	case P2P_CHECK_NOT_IN:
		return !ranges_contain(blob->ranges + check->constant, check->factor, left);
	case P2P_CHECK_BYTES:
		return !memcmp(payload->data + check->left_at, blob->literals + check->constant, check->factor);
	default:
		return comparison_holds(payload, check, left);
	}
}

static bool signature_holds(const struct p2p_blob *blob, const struct p2p_payload *payload,
			    const struct p2p_blob_signature *signature)
{
	u32 i;

	if (!(signature->directions & payload->direction))
		return false;
	for (i = 0; i < signature->checks; i++)
		if (!check_holds(blob, payload, &blob->checks[signature->first_check + i]))
			return false;
	return true;
}

/* The number may come from an older ruleset: a finding outlives a reload, a walk does not. */
static bool captures(const struct p2p_blob *blob, u16 number)
{
	return number < blob->count && blob->signatures[number].capture_size;
}

static void finding_set(struct reading *r, u16 number, u8 strength)
{
	r->finding->signature = number;
	r->finding->class = r->blob->signatures[number].class;
	r->finding->strength = strength;
	r->finding->offset = r->at;
	r->finding->midflow = r->midflow;
}

static void add_proof(struct reading *r, u16 number)
{
	bool better = !r->settled && captures(r->blob, number) && !captures(r->blob, r->finding->signature);

	if (r->finding->strength < P2P_STRENGTH_PROOF || better)
		finding_set(r, number, P2P_STRENGTH_PROOF);
}

static void add_evidence(struct reading *r, u16 number)
{
	struct p2p_finding *finding = r->finding;
	u16 first = finding->signature;

	if (finding->strength < P2P_STRENGTH_EVIDENCE) {
		finding_set(r, number, P2P_STRENGTH_EVIDENCE);
		return;
	}
	if (finding->strength != P2P_STRENGTH_EVIDENCE || first == number ||
	    finding->class != r->blob->signatures[number].class)
		return;
	finding_set(r, number, P2P_STRENGTH_PROOF);
	if (!captures(r->blob, number) || captures(r->blob, first))
		finding->signature = first;
}

static void add_match(struct reading *r, u16 number)
{
	if (r->count < P2P_CANDIDATES_MAX) {
		if (r->matches)
			r->matches[r->count] = number;
		r->count++;
	}
	switch (r->blob->signatures[number].strength) {
	case P2P_STRENGTH_PROOF:
		add_proof(r, number);
		break;
	case P2P_STRENGTH_EVIDENCE:
		add_evidence(r, number);
		break;
	default:
		if (!r->finding->strength)
			finding_set(r, number, P2P_STRENGTH_HINT);
	}
}

static void try_candidate(struct reading *r, u16 number)
{
	const struct p2p_blob_signature *signature = &r->blob->signatures[number];

	if (signature->need <= r->now && signature_holds(r->blob, r->payload, signature))
		add_match(r, number);
}

/* Bytes that must be at hand before a candidate is tried. The end of the pattern need not be remembered: it lies within
 * what was at hand when the list was found.
 */
static u32 bytes_wanted(const struct reading *r, u16 number)
{
	const struct p2p_blob_signature *signature = &r->blob->signatures[number];
	u32 capture_end = signature->capture_at + signature->capture_size;

	if (r->waits && r->payload->capture && signature->capture_size && capture_end > signature->need)
		return capture_end;
	return signature->need;
}

/* Try the candidates of a list that want at least @from bytes and have them.
 * Return: whether some still wait
 */
static bool try_ready(struct reading *r, const u16 *list, u32 from)
{
	bool some_wait = false;
	u32 i;

	for (i = 1; i <= list[0]; i++) {
		u32 wanted = bytes_wanted(r, list[i]);

		if (wanted > r->now)
			some_wait = true;
		else if (wanted >= from)
			try_candidate(r, list[i]);
	}
	return some_wait;
}

/* There is no room to wait: a content id that has not arrived is given up, a check that needs more bytes fails. */
static void try_late(struct reading *r, const u16 *list)
{
	u32 i;

	for (i = 1; i <= list[0]; i++)
		if (bytes_wanted(r, list[i]) > r->now)
			try_candidate(r, list[i]);
}

static bool pending_add(struct p2p_walk *walk, u16 list)
{
	u32 i;

	for (i = 0; i < P2P_PENDING_MAX; i++) {
		if (walk->pending[i] == list)
			return true;
		if (!walk->pending[i]) {
			walk->pending[i] = list;
			return true;
		}
	}
	return false;
}

static void visit_accepting(struct reading *r, struct p2p_walk *walk, u16 list)
{
	if (!try_ready(r, r->blob->lists + list, 0))
		return;
	if (!r->waits || !pending_add(walk, list))
		try_late(r, r->blob->lists + list);
}

static void visit_pending(struct reading *r, struct p2p_walk *walk)
{
	u16 waiting[P2P_PENDING_MAX] = { 0 };
	u32 kept = 0;
	u32 i;

	for (i = 0; i < P2P_PENDING_MAX && walk->pending[i]; i++)
		if (try_ready(r, r->blob->lists + walk->pending[i], r->before + 1))
			waiting[kept++] = walk->pending[i];
	memcpy(walk->pending, waiting, sizeof(waiting));
}

static void read_bytes(struct reading *r, const struct p2p_automaton *automaton, struct p2p_walk *walk)
{
	u32 state = walk->state;

	r->at = r->before;
	if (state && !r->at && automaton->accept[state])
		visit_accepting(r, walk, automaton->accept[state]);
	while (state && r->at < r->now) {
		state = automaton->table[state * automaton->classes + automaton->map[r->payload->data[r->at++]]];
		if (automaton->accept[state])
			visit_accepting(r, walk, automaton->accept[state]);
	}
	walk->state = state;
}

void p2p_walk_start(struct p2p_walk *walk, const struct p2p_automaton *automaton)
{
	memset(walk, 0, sizeof(*walk));
	walk->state = automaton->states ? 1 : 0;
}

unsigned int p2p_classify(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload,
			  struct p2p_walk *walk, struct p2p_finding *finding, u16 *matches)
{
	u32 window = id == P2P_AUTOMATON_STREAM ? P2P_STREAM_WINDOW : P2P_DATAGRAM_WINDOW;
	struct reading r = {
		.blob = blob,
		.payload = payload,
		.finding = finding,
		.matches = matches,
		.before = walk->offset,
		.now = min_t(u32, payload->size, window),
		.waits = id == P2P_AUTOMATON_STREAM,
		.midflow = id == P2P_AUTOMATON_SEGMENT,
		.settled = p2p_finding_decides(finding),
	};

	if (r.now > r.before) {
		r.at = r.now;
		visit_pending(&r, walk);
		read_bytes(&r, &blob->automata[id], walk);
		walk->offset = r.now;
	}
	if (!r.waits || r.now == window)
		walk->state = 0;
	return r.count;
}

unsigned int p2p_content_id(const struct p2p_blob_signature *signature, const struct p2p_payload *payload, u8 *id)
{
	u32 size = signature->capture_size;

	if (!size || signature->capture_at + size > payload->size)
		return 0;
	memcpy(id, payload->data + signature->capture_at, size);
	return size;
}
