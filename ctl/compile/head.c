// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/head.h"

#include "compile/reach.h"

static uint8_t only_byte(const struct byte_set *set)
{
	unsigned int byte = 0;

	while (!byte_set_has(set, byte))
		byte++;
	return byte;
}

/* Whether a pattern ends with one known byte behind a beginning of known length, which is long enough without it. */
static bool ends_fixed(const struct pattern *pattern, unsigned int bytes)
{
	return pattern->kind == PATTERN_SEQUENCE && pattern->right->kind == PATTERN_SET &&
	       byte_set_count(&pattern->right->set) == 1 && pattern->left->shortest == pattern->left->longest &&
	       pattern->left->longest >= bytes;
}

void head_cut(struct head *head, const struct pattern *pattern, unsigned int bytes)
{
	const struct pattern *rest = pattern;

	*head = (struct head){ .pattern = pattern };
	while (ends_fixed(head->pattern, bytes))
		head->pattern = head->pattern->left;
	head->tail_at = head->pattern->longest;
	head->tail_length = pattern->longest - head->pattern->longest;
	for (unsigned int i = head->tail_length; i > 0; i--) {
		head->tail[i - 1] = only_byte(&rest->right->set);
		rest = rest->left;
	}
}

static const struct pattern *continue_with(struct arena *arena, const struct pattern *left, const struct byte_set *set)
{
	struct pattern *right = arena_alloc(arena, sizeof(*right)), *both = arena_alloc(arena, sizeof(*both));

	*right = (struct pattern){ .kind = PATTERN_SET, .set = *set, .shortest = 1, .longest = 1, .positions = 1 };
	*both = (struct pattern){
		.kind = PATTERN_SEQUENCE,
		.left = left,
		.right = right,
		.shortest = left->shortest + 1,
		.longest = left->longest + 1,
		.positions = left->positions + 1,
	};
	return both;
}

/* What the checks leave of each byte. Return: false when that is nothing */
static bool reach_checked(struct reach *reach, const struct signature_step *step)
{
	reach_of_step(reach, step);
	for (size_t i = 0; i < step->check_count; i++)
		if (!reach_narrow(reach, &step->checks[i]))
			return false;
	return true;
}

void head_deepen(struct head *head, const struct signature_step *step, unsigned int bytes, struct arena *arena)
{
	size_t begin = head->pattern->longest, end = begin;
	struct reach reach;

	if (head->tail_length || head->pattern->shortest != begin || !reach_checked(&reach, step))
		return;
	for (size_t i = begin; i < bytes; i++)
		if (byte_set_count(&reach.bytes[i]) < 256)
			end = i + 1;
	for (size_t i = begin; i < end; i++)
		head->pattern = continue_with(arena, head->pattern, &reach.bytes[i]);
}
