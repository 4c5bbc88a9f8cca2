// SPDX-License-Identifier: GPL-2.0-only
/* The gate through which a compiled ruleset enters, second half: what signatures, their checks and gates may say. */
#include "blob_check.h"

static bool name_valid(struct p2p_blob_inspection *in, u32 name)
{
	u32 at;

	for (at = name; at < in->header->literals && at - name <= P2P_NAME_MAX; at++) {
		u8 c = in->blob->literals[at];

		if (!c)
			return at > name || p2p_blob_refuse(in, "signature has an empty name");
		if (c < 0x20 || c > 0x7e)
			return p2p_blob_refuse(in, "signature has a name with bytes that are not printable ASCII");
	}
	return p2p_blob_refuse(in, "signature has a name without an end, or longer than 63 bytes");
}

static u32 field_width(u8 field)
{
	switch (field) {
	case P2P_FIELD_U8:
	case P2P_FIELD_ESCAPED:
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

/* Whether the bytes of a field are at hand when the check is evaluated. */
static bool bytes_at_hand(const struct p2p_blob_signature *signature, bool behind, u32 at, u32 width)
{
	return at + width <= (behind ? signature->need_behind : signature->need);
}

static bool field_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature, u8 field,
			bool behind, u16 at)
{
	u32 width = field_width(field);

	if (field > P2P_FIELD_LAST)
		return p2p_blob_refuse(in, "check has an unknown field");
	if (field == P2P_FIELD_LENGTH && p2p_automaton_anchored(signature->automaton) == P2P_AUTOMATON_STREAM)
		return p2p_blob_refuse(in, "check asks for the length of a stream");
	if (width && !bytes_at_hand(signature, behind, at, width))
		return p2p_blob_refuse(in, "check reads beyond the bytes that its signature waits for");
	return true;
}

static bool sides_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature,
			const struct p2p_blob_check *check)
{
	if (!field_valid(in, signature, check->left, check->behind & P2P_BEHIND_LEFT, check->left_at) ||
	    !field_valid(in, signature, check->right, check->behind & P2P_BEHIND_RIGHT, check->right_at))
		return false;
	if (check->left >= P2P_FIELD_KEPT0)
		return p2p_blob_refuse(in, "check has a kept number on its left side");
	if (check->right == P2P_FIELD_PORT || check->right == P2P_FIELD_ESCAPED)
		return p2p_blob_refuse(in, "check has a field on its right side that belongs on the left");
	if (check->left == P2P_FIELD_ESCAPED && !(check->behind & P2P_BEHIND_LEFT))
		return p2p_blob_refuse(in, "check of escaped text does not stand behind a match");
	if (check->right < P2P_FIELD_KEPT0)
		return true;
	if (!signature->turn)
		return p2p_blob_refuse(in, "check compares with a kept number before any step has kept one");
	if (check->op != P2P_CHECK_EQ && check->op != P2P_CHECK_NE)
		return p2p_blob_refuse(in, "check does more with a kept number than compare for equality");
	return true;
}

static bool in_check_valid(struct p2p_blob_inspection *in, const struct p2p_blob_check *check)
{
	if (check->right != P2P_FIELD_NONE)
		return p2p_blob_refuse(in, "check with ranges has a right-hand field");
	if (check->factor < 1 || check->factor > P2P_RANGES_MAX)
		return p2p_blob_refuse(in, "check has no ranges or more than 256");
	if (check->constant < 0 || check->constant > in->header->ranges ||
	    check->constant + check->factor > in->header->ranges)
		return p2p_blob_refuse(in, "check has ranges outside of the ruleset");
	return true;
}

static bool bytes_check_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature,
			      const struct p2p_blob_check *check)
{
	if (check->left != P2P_FIELD_NONE || check->right != P2P_FIELD_NONE)
		return p2p_blob_refuse(in, "check of bytes has a field");
	if (check->factor < 1 || check->factor > P2P_DATAGRAM_WINDOW ||
	    !bytes_at_hand(signature, check->behind & P2P_BEHIND_LEFT, check->left_at, check->factor))
		return p2p_blob_refuse(in, "check of bytes reads beyond the bytes that its signature waits for");
	if (check->constant < 0 || check->constant > in->header->literals ||
	    check->constant + check->factor > in->header->literals)
		return p2p_blob_refuse(in, "check of bytes compares with bytes outside of the literals");
	return true;
}

static bool compare_check_valid(struct p2p_blob_inspection *in, const struct p2p_blob_check *check)
{
	if (check->factor < -P2P_FACTOR_MAX || check->factor > P2P_FACTOR_MAX)
		return p2p_blob_refuse(in, "check has a factor beyond 2^24");
	if (check->constant < -P2P_CONSTANT_MAX || check->constant > P2P_CONSTANT_MAX)
		return p2p_blob_refuse(in, "check has a constant beyond 2^40");
	return true;
}

static bool check_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature,
			const struct p2p_blob_check *check)
{
	if (check->op > P2P_CHECK_LAST)
		return p2p_blob_refuse(in, "check has an unknown operator");
	if (check->behind > (P2P_BEHIND_LEFT | P2P_BEHIND_RIGHT))
		return p2p_blob_refuse(in, "check counts from an unknown place");
	if (check->reserved[0] || check->reserved[1] || check->reserved[2])
		return p2p_blob_refuse(in, "check has a reserved byte that is not zero");
	if (!sides_valid(in, signature, check))
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

static bool checks_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature)
{
	u32 i;

	if (signature->checks > P2P_CHECKS_MAX)
		return p2p_blob_refuse(in, "signature has more than 64 checks");
	if ((u64)signature->first_check + signature->checks > in->header->checks)
		return p2p_blob_refuse(in, "signature has checks outside of the ruleset");
	for (i = 0; i < signature->checks; i++)
		if (!check_valid(in, signature, &in->blob->checks[signature->first_check + i]))
			return false;
	return true;
}

static bool capture_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature)
{
	u32 size = signature->capture_size;

	if (size != 0 && size != 16 && size != P2P_CONTENT_ID_MAX)
		return p2p_blob_refuse(in, "content id has another size than 16 or 20 bytes");
	if (signature->capture > P2P_CAPTURE_LAST)
		return p2p_blob_refuse(in, "content id is captured in an unknown way");
	if (signature->capture_at + size > p2p_automaton_window(signature->automaton))
		return p2p_blob_refuse(in, "content id lies beyond the window");
	return true;
}

static bool extent_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature)
{
	if (signature->need > p2p_automaton_window(signature->automaton) || signature->need_behind > P2P_DATAGRAM_WINDOW)
		return p2p_blob_refuse(in, "signature waits for bytes beyond the window");
	return capture_valid(in, signature);
}

static bool gate_of_signature_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature)
{
	if (!p2p_automaton_searches(signature->automaton)) {
		if (signature->gate != P2P_NO_GATE || signature->window)
			return p2p_blob_refuse(in, "signature that does not search has a gate or a window");
		return true;
	}
	if (signature->gate >= in->header->gates)
		return p2p_blob_refuse(in, "signature searches behind a gate that does not exist");
	if (in->blob->gates[signature->gate].automaton != p2p_automaton_anchored(signature->automaton))
		return p2p_blob_refuse(in, "signature searches behind a gate of another automaton");
	if (signature->window > in->blob->gates[signature->gate].window)
		return p2p_blob_refuse(in, "signature searches beyond the window of its gate");
	return true;
}

static bool keeps_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature)
{
	u32 i;

	for (i = 0; i < P2P_KEPT_MAX; i++) {
		const struct p2p_blob_keep *keep = &signature->keep[i];

		if (keep->reserved)
			return p2p_blob_refuse(in, "kept number has a reserved byte that is not zero");
		if (keep->field == P2P_FIELD_NONE)
			continue;
		if (keep->field < P2P_FIELD_U8 || keep->field > P2P_FIELD_U32BE)
			return p2p_blob_refuse(in, "kept number is not one of the payload");
		if (!bytes_at_hand(signature, false, keep->at, field_width(keep->field)))
			return p2p_blob_refuse(in, "kept number lies beyond the bytes that its signature waits for");
	}
	return true;
}

/* Steps stand behind the signatures and lead onward, so that no chain of them has a loop. */
static bool step_valid(struct p2p_blob_inspection *in, const struct p2p_blob_signature *signature, u32 number)
{
	if (signature->turn > P2P_TURN_LAST || signature->reserved)
		return p2p_blob_refuse(in, "step has an unknown turn, or a reserved byte that is not zero");
	if (!signature->turn != (number < in->blob->wholes))
		return p2p_blob_refuse(in, "signature stands behind the steps of another");
	if (signature->turn ? signature->whole >= in->blob->wholes : signature->whole != number)
		return p2p_blob_refuse(in, "step belongs to another signature than it can");
	if (signature->next == P2P_NO_SIGNATURE)
		return true;
	if (signature->next <= number || signature->next >= in->blob->count)
		return p2p_blob_refuse(in, "step leads back, or to one that does not exist");
	if (!in->blob->signatures[signature->next].turn ||
	    in->blob->signatures[signature->next].whole != signature->whole)
		return p2p_blob_refuse(in, "step leads to one of another signature");
	return true;
}

static u32 effort_of_check(const struct p2p_blob_check *check)
{
	u32 effort = 1;

	if (check->op == P2P_CHECK_BYTES)
		effort += check->factor / 8;
	if (check->op == P2P_CHECK_IN || check->op == P2P_CHECK_NOT_IN)
		effort += check->factor;
	if (check->left == P2P_FIELD_ESCAPED)
		effort += P2P_ESCAPED_MAX;
	return check->left == P2P_FIELD_PORT ? 2 * effort : effort;
}

static u32 effort_of_signature(const struct p2p_blob *blob, const struct p2p_blob_signature *signature)
{
	u32 i, effort = 0;

	for (i = 0; i < signature->checks; i++)
		effort += effort_of_check(&blob->checks[signature->first_check + i]);
	return effort;
}

u32 p2p_blob_effort(const struct p2p_blob *blob, u32 list)
{
	u32 i, effort = 0;

	for (i = list + 1; i <= list + blob->lists[list]; i++)
		if (!(blob->lists[i] & P2P_LIST_GATE))
			effort += effort_of_signature(blob, &blob->signatures[blob->lists[i]]);
	return effort;
}

bool p2p_blob_signature_valid(struct p2p_blob_inspection *in, u32 number)
{
	const struct p2p_blob_signature *signature = &in->blob->signatures[number];

	if (signature->class < P2P_CLASS_OTHER || signature->class > P2P_CLASS_LAST)
		return p2p_blob_refuse(in, "signature has an unknown class");
	if (signature->strength < P2P_STRENGTH_HINT || signature->strength > P2P_STRENGTH_PROOF)
		return p2p_blob_refuse(in, "signature has an unknown strength");
	if (!signature->directions || signature->directions > (P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY))
		return p2p_blob_refuse(in, "signature has an unknown direction or none");
	if (signature->automaton >= P2P_AUTOMATON_COUNT)
		return p2p_blob_refuse(in, "signature has an unknown automaton");
	return name_valid(in, signature->name) && extent_valid(in, signature) &&
	       gate_of_signature_valid(in, signature) && step_valid(in, signature, number) &&
	       keeps_valid(in, signature) && checks_valid(in, signature);
}

bool p2p_blob_gate_valid(struct p2p_blob_inspection *in, const struct p2p_blob_gate *gate)
{
	if (gate->automaton >= P2P_AUTOMATON_STREAM_SEARCH)
		return p2p_blob_refuse(in, "gate is beside an automaton that does not exist");
	if (!in->header->automata[gate->automaton + P2P_AUTOMATON_STREAM_SEARCH].states)
		return p2p_blob_refuse(in, "there is nothing to search behind a gate");
	if (!gate->directions || gate->directions > (P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY))
		return p2p_blob_refuse(in, "gate has an unknown direction or none");
	if (gate->window > p2p_automaton_window(gate->automaton + P2P_AUTOMATON_STREAM_SEARCH))
		return p2p_blob_refuse(in, "gate is open beyond the window");
	if (gate->opening_min > gate->opening_max || (!gate->opening_min && gate->opening_max) ||
	    gate->opening_max > P2P_SEARCH_WINDOW)
		return p2p_blob_refuse(in, "gate is for openings of a size that cannot be");
	if (gate->opening_min && gate->automaton != P2P_AUTOMATON_STREAM)
		return p2p_blob_refuse(in, "gate is for openings of something that has none");
	return true;
}
