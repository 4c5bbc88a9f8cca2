// SPDX-License-Identifier: GPL-2.0-only
/* The gate through which a compiled ruleset enters. Whoever sends one may be careless or hostile: each index in it is
 * checked here, once, so that the packet path can follow all of them without looking.
 */
#include "blob.h"

/* Bounds of what one candidate can cost a packet. The compiler knows them too; no sensible signature comes near. */
#define CHECKS_PER_SIGNATURE_MAX	64
#define RANGES_PER_CHECK_MAX		256

/* right * factor + constant stays far inside s64: 2^32 * 2^24 + 2^40. */
#define CHECK_FACTOR_MAX		(1 << 24)
#define CHECK_CONSTANT_MAX		((s64)1 << 40)

/**
 * struct inspection - a blob that is being checked
 * @data: its first byte
 * @header: the same place; within the data from the moment that anything else is looked at
 * @blob: filled in on the way
 * @why: the first thing that was wrong
 */
struct inspection {
	const u8 *data;
	const struct p2p_blob_header *header;
	struct p2p_blob *blob;
	const char *why;
};

static bool refuse(struct inspection *in, const char *why)
{
	in->why = why;
	return false;
}

static bool section_inside(const struct inspection *in, u32 at, u32 count, size_t width)
{
	/* 64 bits: neither the product of two u32 nor the sum can wrap */
	return at >= sizeof(*in->header) && !(at % 8) && at + (u64)count * width <= in->header->size;
}

static u32 window_of(u32 automaton)
{
	return automaton == P2P_AUTOMATON_STREAM ? P2P_STREAM_WINDOW : P2P_DATAGRAM_WINDOW;
}

static bool header_valid(struct inspection *in, size_t size)
{
	const struct p2p_blob_header *header = in->header;

	if (size < sizeof(*header))
		return refuse(in, "ruleset is shorter than its header");
	if (size > P2P_BLOB_MAX)
		return refuse(in, "ruleset is larger than 8 MiB");
	if (header->magic != P2P_BLOB_MAGIC)
		return refuse(in, "not a compiled ruleset, or one for another byte order");
	if (header->version != P2P_BLOB_VERSION)
		return refuse(in, "ruleset was compiled for another version of nf_p2p");
	if (header->size != size)
		return refuse(in, "ruleset has another size than its header says");
	return true;
}

static bool sections_valid(struct inspection *in)
{
	const struct p2p_blob_header *header = in->header;

	if (header->signatures > P2P_SIGNATURES_MAX)
		return refuse(in, "ruleset has more than 4096 signatures");
	if (!section_inside(in, header->signatures_at, header->signatures, sizeof(struct p2p_blob_signature)))
		return refuse(in, "signatures are outside of the ruleset or not aligned");
	if (!section_inside(in, header->checks_at, header->checks, sizeof(struct p2p_blob_check)))
		return refuse(in, "checks are outside of the ruleset or not aligned");
	if (!section_inside(in, header->ranges_at, header->ranges, sizeof(struct p2p_blob_range)))
		return refuse(in, "ranges are outside of the ruleset or not aligned");
	if (!section_inside(in, header->lists_at, header->lists, sizeof(u16)))
		return refuse(in, "candidate lists are outside of the ruleset or not aligned");
	if (!section_inside(in, header->literals_at, header->literals, sizeof(u8)))
		return refuse(in, "literals are outside of the ruleset or not aligned");
	return true;
}

static void point_sections(struct inspection *in)
{
	const struct p2p_blob_header *header = in->header;
	struct p2p_blob *blob = in->blob;

	blob->signatures = (const void *)(in->data + header->signatures_at);
	blob->checks = (const void *)(in->data + header->checks_at);
	blob->ranges = (const void *)(in->data + header->ranges_at);
	blob->lists = (const void *)(in->data + header->lists_at);
	blob->literals = in->data + header->literals_at;
	blob->count = header->signatures;
	blob->size = header->size;
}

static bool ranges_valid(struct inspection *in)
{
	u32 i;

	for (i = 0; i < in->header->ranges; i++)
		if (in->blob->ranges[i].low > in->blob->ranges[i].high)
			return refuse(in, "range ends before it begins");
	return true;
}

static bool name_valid(struct inspection *in, u32 name)
{
	u32 at;

	for (at = name; at < in->header->literals && at - name <= P2P_NAME_MAX; at++) {
		u8 c = in->blob->literals[at];

		if (!c)
			return at > name || refuse(in, "signature has an empty name");
		if (c < 0x20 || c > 0x7e)
			return refuse(in, "signature has a name with bytes that are not printable ASCII");
	}
	return refuse(in, "signature has a name without an end, or longer than 63 bytes");
}

static u32 field_width(u8 field)
{
	switch (field) {
	case P2P_FIELD_U8:
		return 1;
	case P2P_FIELD_U16LE:
	case P2P_FIELD_U16BE:
		return 2;
	case P2P_FIELD_U32LE:
	case P2P_FIELD_U32BE:
		return 4;
	default:
		return 0;
	}
}

static bool field_valid(struct inspection *in, const struct p2p_blob_signature *signature, u8 field, u16 at)
{
	u32 width = field_width(field);

	if (field > P2P_FIELD_LAST)
		return refuse(in, "check has an unknown field");
	if (field == P2P_FIELD_LENGTH && signature->automaton == P2P_AUTOMATON_STREAM)
		return refuse(in, "check asks for the length of a stream");
	if (width && (u32)at + width > signature->need)
		return refuse(in, "check reads beyond the bytes that its signature waits for");
	return true;
}

static bool in_check_valid(struct inspection *in, const struct p2p_blob_check *check)
{
	if (check->right != P2P_FIELD_NONE)
		return refuse(in, "check with ranges has a right-hand field");
	if (check->factor < 1 || check->factor > RANGES_PER_CHECK_MAX)
		return refuse(in, "check has no ranges or more than 256");
	if (check->constant < 0 || check->constant > in->header->ranges ||
	    check->constant + check->factor > in->header->ranges)
		return refuse(in, "check has ranges outside of the ruleset");
	return true;
}

static bool bytes_check_valid(struct inspection *in, const struct p2p_blob_signature *signature,
			      const struct p2p_blob_check *check)
{
	if (check->left != P2P_FIELD_NONE || check->right != P2P_FIELD_NONE)
		return refuse(in, "check of bytes has a field");
	if (check->factor < 1 || check->left_at + (s64)check->factor > signature->need)
		return refuse(in, "check of bytes reads beyond the bytes that its signature waits for");
	if (check->constant < 0 || check->constant > in->header->literals ||
	    check->constant + check->factor > in->header->literals)
		return refuse(in, "check of bytes compares with bytes outside of the literals");
	return true;
}

static bool compare_check_valid(struct inspection *in, const struct p2p_blob_check *check)
{
	if (check->factor < -CHECK_FACTOR_MAX || check->factor > CHECK_FACTOR_MAX)
		return refuse(in, "check has a factor beyond 2^24");
	if (check->constant < -CHECK_CONSTANT_MAX || check->constant > CHECK_CONSTANT_MAX)
		return refuse(in, "check has a constant beyond 2^40");
	return true;
}

static bool check_valid(struct inspection *in, const struct p2p_blob_signature *signature,
			const struct p2p_blob_check *check)
{
	if (check->op > P2P_CHECK_LAST)
		return refuse(in, "check has an unknown operator");
	if (check->reserved)
		return refuse(in, "check has a reserved byte that is not zero");
	if (!field_valid(in, signature, check->left, check->left_at) ||
	    !field_valid(in, signature, check->right, check->right_at))
		return false;
	switch (check->op) {
	case P2P_CHECK_BYTES:
		return bytes_check_valid(in, signature, check);
	case P2P_CHECK_IN:
	case P2P_CHECK_NOT_IN:
		return in_check_valid(in, check);
	default:
		return compare_check_valid(in, check);
	}
}

static bool checks_valid(struct inspection *in, const struct p2p_blob_signature *signature)
{
	u32 i;

	if (signature->checks > CHECKS_PER_SIGNATURE_MAX)
		return refuse(in, "signature has more than 64 checks");
	if ((u64)signature->first_check + signature->checks > in->header->checks)
		return refuse(in, "signature has checks outside of the ruleset");
	for (i = 0; i < signature->checks; i++)
		if (!check_valid(in, signature, &in->blob->checks[signature->first_check + i]))
			return false;
	return true;
}

static bool extent_valid(struct inspection *in, const struct p2p_blob_signature *signature)
{
	u32 window = window_of(signature->automaton);
	u32 size = signature->capture_size;

	if (signature->need > window)
		return refuse(in, "signature waits for bytes beyond the window");
	if (size != 0 && size != 16 && size != P2P_CONTENT_ID_MAX)
		return refuse(in, "content id has another size than 16 or 20 bytes");
	if (signature->capture_at + size > window)
		return refuse(in, "content id lies beyond the window");
	return true;
}

static bool signature_valid(struct inspection *in, const struct p2p_blob_signature *signature)
{
	if (signature->class < P2P_CLASS_OTHER || signature->class > P2P_CLASS_LAST)
		return refuse(in, "signature has an unknown class");
	if (signature->strength < P2P_STRENGTH_HINT || signature->strength > P2P_STRENGTH_PROOF)
		return refuse(in, "signature has an unknown strength");
	if (!signature->directions || signature->directions > (P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY))
		return refuse(in, "signature has an unknown direction or none");
	if (signature->automaton >= P2P_AUTOMATON_COUNT)
		return refuse(in, "signature has an unknown automaton");
	return name_valid(in, signature->name) && extent_valid(in, signature) && checks_valid(in, signature);
}

static bool signatures_valid(struct inspection *in)
{
	u32 i;

	for (i = 0; i < in->blob->count; i++)
		if (!signature_valid(in, &in->blob->signatures[i]))
			return false;
	return true;
}

static bool automaton_inside(struct inspection *in, const struct p2p_blob_automaton *from)
{
	if (from->states < 2 || from->states > P2P_STATES_MAX)
		return refuse(in, "automaton has less than 2 or more than 65536 states");
	if (from->classes < 1 || from->classes > 256)
		return refuse(in, "automaton has less than 1 or more than 256 byte classes");
	if (!section_inside(in, from->map, 256, sizeof(u8)))
		return refuse(in, "byte classes are outside of the ruleset or not aligned");
	/* states * classes is at most 2^24 */
	if (!section_inside(in, from->table, from->states * from->classes, sizeof(u16)))
		return refuse(in, "transitions are outside of the ruleset or not aligned");
	if (!section_inside(in, from->accept, from->states, sizeof(u16)))
		return refuse(in, "accepting states are outside of the ruleset or not aligned");
	return true;
}

static void point_automaton(const struct inspection *in, const struct p2p_blob_automaton *from,
			    struct p2p_automaton *to)
{
	to->map = in->data + from->map;
	to->table = (const void *)(in->data + from->table);
	to->accept = (const void *)(in->data + from->accept);
	to->classes = from->classes;
	to->states = from->states;
}

static bool map_valid(struct inspection *in, const struct p2p_automaton *automaton)
{
	u32 byte;

	for (byte = 0; byte < 256; byte++)
		if (automaton->map[byte] >= automaton->classes)
			return refuse(in, "byte is mapped to a class that does not exist");
	return true;
}

static bool table_valid(struct inspection *in, const struct p2p_automaton *automaton)
{
	u32 cells = automaton->states * automaton->classes;
	u32 i;

	for (i = 0; i < automaton->classes; i++)
		if (automaton->table[i])
			return refuse(in, "dead state has a way out");
	for (; i < cells; i++)
		if (automaton->table[i] >= automaton->states)
			return refuse(in, "transition leads to a state that does not exist");
	return true;
}

static bool list_valid(struct inspection *in, u32 list, u32 automaton)
{
	u32 count, i;

	if (list >= in->header->lists)
		return refuse(in, "accepting state names a list outside of the ruleset");
	count = in->blob->lists[list];
	if (count < 1 || count > P2P_CANDIDATES_MAX)
		return refuse(in, "candidate list is empty or has more than 16 entries");
	if (list + count >= in->header->lists)
		return refuse(in, "candidate list ends outside of the ruleset");
	for (i = 1; i <= count; i++) {
		u32 signature = in->blob->lists[list + i];

		if (signature >= in->blob->count)
			return refuse(in, "candidate list names a signature that does not exist");
		if (in->blob->signatures[signature].automaton != automaton)
			return refuse(in, "candidate list names a signature of another automaton");
	}
	return true;
}

static bool accept_valid(struct inspection *in, u32 id)
{
	const struct p2p_automaton *automaton = &in->blob->automata[id];
	u32 state;

	if (automaton->accept[0])
		return refuse(in, "dead state accepts");
	for (state = 1; state < automaton->states; state++)
		if (automaton->accept[state] && !list_valid(in, automaton->accept[state], id))
			return false;
	return true;
}

static bool automaton_valid(struct inspection *in, u32 id)
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

static bool automata_valid(struct inspection *in)
{
	u32 id;

	for (id = 0; id < P2P_AUTOMATON_COUNT; id++)
		if (!automaton_valid(in, id))
			return false;
	return true;
}

static bool ruleset_valid(struct inspection *in, size_t size)
{
	if (!header_valid(in, size) || !sections_valid(in))
		return false;
	point_sections(in);
	return ranges_valid(in) && signatures_valid(in) && automata_valid(in);
}

int p2p_blob_open(struct p2p_blob *blob, const void *data, size_t size, const char **why)
{
	struct inspection in = { .data = data, .header = data, .blob = blob };

	memset(blob, 0, sizeof(*blob));
	if (ruleset_valid(&in, size))
		return 0;
	memset(blob, 0, sizeof(*blob));
	*why = in.why;
	return -EINVAL;
}
