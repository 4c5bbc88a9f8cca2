// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/signature.h"

#include <netinet/in.h>
#include <stdlib.h>

struct signature_set *signature_set_create(void)
{
	return memory_alloc(sizeof(struct signature_set));
}

void signature_set_destroy(struct signature_set *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->count; i++) {
		free(set->list[i].checks);
		free(set->list[i].vectors);
	}
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

unsigned int signature_window(const struct signature *signature)
{
	return signature_automaton(signature) == P2P_AUTOMATON_STREAM ? P2P_STREAM_WINDOW : P2P_DATAGRAM_WINDOW;
}

unsigned int field_width(unsigned int kind)
{
	switch (kind) {
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

static unsigned int field_extent(const struct field *field)
{
	unsigned int width = field_width(field->kind);

	return width ? field->at + width : 0;
}

unsigned int check_extent(const struct check *check)
{
	unsigned int left, right;

	if (check->op == P2P_CHECK_BYTES)
		return check->left.at + check->bytes.length;
	left = field_extent(&check->left);
	right = field_extent(&check->right);
	return left > right ? left : right;
}
