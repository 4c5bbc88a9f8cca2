// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/signature.h"

#include <netinet/in.h>
#include <stdlib.h>

struct signature_set *signature_set_create(void)
{
	return memory_alloc(sizeof(struct signature_set));
}

static void signature_free(struct signature *signature)
{
	for (size_t i = 0; i < signature->step_count; i++)
		free(signature->steps[i].checks);
	free(signature->steps);
	free(signature->vectors);
}

void signature_set_destroy(struct signature_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++)
		signature_free(&set->list[i]);
	free(set->list);
	arena_destroy(&set->arena);
	free(set);
}

enum p2p_automaton_id signature_automaton(const struct signature *signature)
{
	if (signature->transport == IPPROTO_UDP)
		return P2P_AUTOMATON_DATAGRAM;
	return signature->midflow ? P2P_AUTOMATON_SEGMENT : P2P_AUTOMATON_STREAM;
}

enum p2p_automaton_id step_automaton(const struct signature *signature, const struct signature_step *step)
{
	enum p2p_automaton_id anchored = signature_automaton(signature);

	return step->search ? anchored + P2P_AUTOMATON_STREAM_SEARCH : anchored;
}

unsigned int step_window(const struct signature *signature, const struct signature_step *step)
{
	switch (step_automaton(signature, step)) {
	case P2P_AUTOMATON_STREAM:
		return P2P_STREAM_WINDOW;
	case P2P_AUTOMATON_STREAM_SEARCH:
	case P2P_AUTOMATON_SEGMENT_SEARCH:
		return P2P_SEARCH_WINDOW;
	default:
		return P2P_DATAGRAM_WINDOW;
	}
}

uint8_t step_directions(const struct signature *signature, const struct signature_step *step)
{
	const uint8_t both = P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY;

	if (step->turn != P2P_TURN_ANSWER || signature->directions == both)
		return signature->directions;
	return both & ~signature->directions;
}

const struct pattern *step_last_pattern(const struct signature_step *step)
{
	return step->search ? step->search : step->pattern;
}

unsigned int field_width(unsigned int kind)
{
	switch (kind) {
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

static unsigned int field_extent(const struct field *field, bool behind)
{
	unsigned int width = field_width(field->kind);

	return width && field->behind == behind ? field->at + width : 0;
}

unsigned int check_extent(const struct check *check, bool behind)
{
	unsigned int left, right;

	if (check->op == P2P_CHECK_BYTES)
		return check->left.behind == behind ? check->left.at + check->bytes.length : 0;
	left = field_extent(&check->left, behind);
	right = field_extent(&check->right, behind);
	return left > right ? left : right;
}
