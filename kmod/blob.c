// SPDX-License-Identifier: GPL-2.0-only
/* The gate through which a compiled ruleset enters. Whoever sends one may be careless or hostile: each index in it is
 * checked here, once, so that the packet path can follow all of them without looking.
 */
#include "blob.h"

#include "blob_check.h"
#include "search.h"

static bool section_inside(const struct p2p_blob_inspection *in, u32 at, u32 count, size_t width)
{
	/* 64 bits: neither the product of two u32 nor the sum can wrap */
	return at >= sizeof(*in->header) && !(at % 8) && at + (u64)count * width <= in->header->size;
}

static bool header_valid(struct p2p_blob_inspection *in, size_t size)
{
	const struct p2p_blob_header *header = in->header;

	if (size < sizeof(*header))
		return p2p_blob_refuse(in, "ruleset is shorter than its header");
	if (size > P2P_BLOB_MAX)
		return p2p_blob_refuse(in, "ruleset is larger than 8 MiB");
	if (header->magic != P2P_BLOB_MAGIC)
		return p2p_blob_refuse(in, "not a compiled ruleset, or one for another byte order");
	if (header->version != P2P_BLOB_VERSION)
		return p2p_blob_refuse(in, "ruleset was compiled for another version of nf_p2p");
	if (header->size != size)
		return p2p_blob_refuse(in, "ruleset has another size than its header says");
	return true;
}

static bool sections_valid(struct p2p_blob_inspection *in)
{
	const struct p2p_blob_header *header = in->header;

	if (header->signatures > P2P_SIGNATURES_MAX + P2P_STEPS_MAX)
		return p2p_blob_refuse(in, "ruleset has more than 4096 signatures or 4096 further steps");
	if (!section_inside(in, header->signatures_at, header->signatures, sizeof(struct p2p_blob_signature)))
		return p2p_blob_refuse(in, "signatures are outside of the ruleset or not aligned");
	if (header->gates > P2P_GATES_MAX)
		return p2p_blob_refuse(in, "ruleset has more than 16 gates");
	if (!section_inside(in, header->gates_at, header->gates, sizeof(struct p2p_blob_gate)))
		return p2p_blob_refuse(in, "gates are outside of the ruleset or not aligned");
	if (header->stops != (header->gates ? 256 : 0))
		return p2p_blob_refuse(in, "ruleset has not 256 stops for its gates, or stops without gates");
	if (!section_inside(in, header->stops_at, header->stops, sizeof(u16)))
		return p2p_blob_refuse(in, "stops are outside of the ruleset or not aligned");
	if (!section_inside(in, header->checks_at, header->checks, sizeof(struct p2p_blob_check)))
		return p2p_blob_refuse(in, "checks are outside of the ruleset or not aligned");
	if (!section_inside(in, header->ranges_at, header->ranges, sizeof(struct p2p_blob_range)))
		return p2p_blob_refuse(in, "ranges are outside of the ruleset or not aligned");
	if (!section_inside(in, header->lists_at, header->lists, sizeof(u16)))
		return p2p_blob_refuse(in, "candidate lists are outside of the ruleset or not aligned");
	if (!section_inside(in, header->literals_at, header->literals, sizeof(u8)))
		return p2p_blob_refuse(in, "literals are outside of the ruleset or not aligned");
	return true;
}

static void point_sections(struct p2p_blob_inspection *in)
{
	const struct p2p_blob_header *header = in->header;
	struct p2p_blob *blob = in->blob;

	blob->signatures = (const void *)(in->data + header->signatures_at);
	blob->gates = (const void *)(in->data + header->gates_at);
	blob->stops = header->stops ? (const void *)(in->data + header->stops_at) : NULL;
	blob->checks = (const void *)(in->data + header->checks_at);
	blob->ranges = (const void *)(in->data + header->ranges_at);
	blob->lists = (const void *)(in->data + header->lists_at);
	blob->literals = in->data + header->literals_at;
	blob->count = header->signatures;
	blob->gate_count = header->gates;
	blob->size = header->size;
}

static bool ranges_valid(struct p2p_blob_inspection *in)
{
	u32 i;

	for (i = 0; i < in->header->ranges; i++)
		if (in->blob->ranges[i].low > in->blob->ranges[i].high)
			return p2p_blob_refuse(in, "range ends before it begins");
	return true;
}

static bool gates_valid(struct p2p_blob_inspection *in)
{
	u32 i;

	for (i = 0; i < in->blob->gate_count; i++) {
		if (!p2p_blob_gate_valid(in, &in->blob->gates[i]))
			return false;
		if (in->blob->gates[i].opening_min)
			in->blob->unknown |= 1 << i;
	}
	return true;
}

static bool signatures_valid(struct p2p_blob_inspection *in)
{
	struct p2p_blob *blob = in->blob;
	u32 i;

	while (blob->wholes < blob->count && !blob->signatures[blob->wholes].turn)
		blob->wholes++;
	if (blob->wholes > P2P_SIGNATURES_MAX || blob->count - blob->wholes > P2P_STEPS_MAX)
		return p2p_blob_refuse(in, "ruleset has more than 4096 signatures or 4096 further steps");
	for (i = 0; i < blob->count; i++)
		if (!p2p_blob_signature_valid(in, i))
			return false;
	return true;
}

static bool automaton_inside(struct p2p_blob_inspection *in, const struct p2p_blob_automaton *from)
{
	if (from->states < 2 || from->states > P2P_STATES_MAX)
		return p2p_blob_refuse(in, "automaton has less than 2 or more than 65536 states");
	if (from->classes < 1 || from->classes > 256)
		return p2p_blob_refuse(in, "automaton has less than 1 or more than 256 byte classes");
	if (!section_inside(in, from->map, 256, sizeof(u8)))
		return p2p_blob_refuse(in, "byte classes are outside of the ruleset or not aligned");
	/* states * classes is at most 2^24 */
	if (!section_inside(in, from->table, from->states * from->classes, sizeof(u16)))
		return p2p_blob_refuse(in, "transitions are outside of the ruleset or not aligned");
	if (!section_inside(in, from->accept, from->states, sizeof(u16)))
		return p2p_blob_refuse(in, "accepting states are outside of the ruleset or not aligned");
	return true;
}

static void point_automaton(const struct p2p_blob_inspection *in, const struct p2p_blob_automaton *from,
			    struct p2p_automaton *to)
{
	to->map = in->data + from->map;
	to->table = (const void *)(in->data + from->table);
	to->accept = (const void *)(in->data + from->accept);
	to->classes = from->classes;
	to->states = from->states;
}

static bool map_valid(struct p2p_blob_inspection *in, const struct p2p_automaton *automaton)
{
	u32 byte;

	for (byte = 0; byte < 256; byte++)
		if (automaton->map[byte] >= automaton->classes)
			return p2p_blob_refuse(in, "byte is mapped to a class that does not exist");
	return true;
}

static bool table_valid(struct p2p_blob_inspection *in, const struct p2p_automaton *automaton)
{
	u32 cells = automaton->states * automaton->classes;
	u32 i;

	for (i = 0; i < automaton->classes; i++)
		if (automaton->table[i])
			return p2p_blob_refuse(in, "dead state has a way out");
	for (; i < cells; i++)
		if (automaton->table[i] >= automaton->states)
			return p2p_blob_refuse(in, "transition leads to a state that does not exist");
	return true;
}

static bool entry_valid(struct p2p_blob_inspection *in, u32 entry, u32 automaton)
{
	u32 gate = entry & ~P2P_LIST_GATE;

	if (entry & P2P_LIST_GATE) {
		if (gate >= in->blob->gate_count)
			return p2p_blob_refuse(in, "candidate list names a gate that does not exist");
		if (in->blob->gates[gate].automaton != automaton || in->blob->gates[gate].opening_min)
			return p2p_blob_refuse(in, "candidate list names a gate that it cannot open");
		return true;
	}
	if (entry >= in->blob->count)
		return p2p_blob_refuse(in, "candidate list names a signature that does not exist");
	if (in->blob->signatures[entry].automaton != automaton)
		return p2p_blob_refuse(in, "candidate list names a signature of another automaton");
	return true;
}

static bool gap_valid(struct p2p_blob_inspection *in, u32 bytes, u32 automaton)
{
	if (automaton != P2P_AUTOMATON_DATAGRAM && automaton != P2P_AUTOMATON_SEGMENT)
		return p2p_blob_refuse(in, "automaton has a gap, which could end in another packet");
	if (bytes < 1 || bytes >= P2P_DATAGRAM_WINDOW)
		return p2p_blob_refuse(in, "gap is empty or as long as the window");
	return true;
}

static bool list_valid(struct p2p_blob_inspection *in, u32 list, u32 automaton)
{
	u32 count, i;

	if (list >= in->header->lists)
		return p2p_blob_refuse(in, "accepting state names a list outside of the ruleset");
	count = in->blob->lists[list];
	if (count & P2P_LIST_GAP)
		return gap_valid(in, count & ~P2P_LIST_GAP, automaton);
	if (count < 1 || count > P2P_CANDIDATES_MAX)
		return p2p_blob_refuse(in, "candidate list is empty or has more than 16 entries");
	if (list + count >= in->header->lists)
		return p2p_blob_refuse(in, "candidate list ends outside of the ruleset");
	for (i = 1; i <= count; i++)
		if (!entry_valid(in, in->blob->lists[list + i], automaton))
			return false;
	return p2p_blob_effort(in->blob, list) <= P2P_EFFORT_MAX ||
	       p2p_blob_refuse(in, "candidate list takes more than 1024 comparisons");
}

static bool accept_valid(struct p2p_blob_inspection *in, u32 id)
{
	const struct p2p_automaton *automaton = &in->blob->automata[id];
	u32 state;

	if (automaton->accept[0])
		return p2p_blob_refuse(in, "dead state accepts");
	for (state = 1; state < automaton->states; state++) {
		if (automaton->accept[state] && !list_valid(in, automaton->accept[state], id))
			return false;
		if (!(state % 256))
			cond_resched();
	}
	if (!automaton->accept[1])
		return true;
	if (p2p_automaton_searches(id))
		return p2p_blob_refuse(in, "searching automaton accepts before it has found anything");
	return p2p_blob_candidates(in->blob, automaton, 1) ? true :
	       p2p_blob_refuse(in, "automaton begins with a gap");
}

static bool automaton_valid(struct p2p_blob_inspection *in, u32 id)
{
	const struct p2p_blob_automaton *from = &in->header->automata[id];
	struct p2p_automaton *to = &in->blob->automata[id];

	if (!from->states)
		return true;
	if (!automaton_inside(in, from))
		return false;
	point_automaton(in, from, to);
	return map_valid(in, to) && table_valid(in, to) && accept_valid(in, id);
}

static bool automata_valid(struct p2p_blob_inspection *in)
{
	u32 id;

	for (id = 0; id < P2P_AUTOMATON_COUNT; id++)
		if (!automaton_valid(in, id))
			return false;
	return true;
}

static bool ruleset_valid(struct p2p_blob_inspection *in, size_t size)
{
	if (!header_valid(in, size) || !sections_valid(in))
		return false;
	point_sections(in);
	return ranges_valid(in) && gates_valid(in) && signatures_valid(in) && automata_valid(in);
}

int p2p_blob_open(struct p2p_blob *blob, const void *data, size_t size, const char **why)
{
	struct p2p_blob_inspection in = { .data = data, .header = data, .blob = blob };

	memset(blob, 0, sizeof(*blob));
	if (ruleset_valid(&in, size)) {
		p2p_search_prepare(blob);
		return 0;
	}
	memset(blob, 0, sizeof(*blob));
	*why = in.why;
	return -EINVAL;
}
