// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/head.h"

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
