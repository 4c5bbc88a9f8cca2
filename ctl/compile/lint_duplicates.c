// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures that say the same: one of them would be evidence for the other, although they are not independent. */
#include <string.h>

#include "compile/lint.h"
#include "lang/seen.h"

static bool same_field(const struct field *a, const struct field *b)
{
	return a->kind == b->kind && a->at == b->at && a->behind == b->behind && a->mask == b->mask &&
	       a->modulo == b->modulo;
}

static bool same_check(const struct check *a, const struct check *b)
{
	if (a->op != b->op || a->factor != b->factor || a->constant != b->constant ||
	    a->range_count != b->range_count || a->bytes.length != b->bytes.length)
		return false;
	if (!same_field(&a->left, &b->left) || !same_field(&a->right, &b->right))
		return false;
	if (a->range_count && memcmp(a->ranges, b->ranges, a->range_count * sizeof(*a->ranges)))
		return false;
	return !a->bytes.length || !memcmp(a->bytes.bytes, b->bytes.bytes, a->bytes.length);
}

static bool same_step(const struct signature_step *a, const struct signature_step *b)
{
	if (a->turn != b->turn || a->check_count != b->check_count || a->window != b->window ||
	    a->opening_min != b->opening_min || a->opening_max != b->opening_max ||
	    memcmp(&a->until, &b->until, sizeof(a->until)) || !pattern_equal(a->pattern, b->pattern) ||
	    !pattern_equal(a->search, b->search))
		return false;
	for (size_t i = 0; i < a->check_count; i++)
		if (!same_check(&a->checks[i], &b->checks[i]))
			return false;
	return true;
}

static bool same_signature(const struct signature *a, const struct signature *b)
{
	if (signature_automaton(a) != signature_automaton(b) || a->directions != b->directions ||
	    a->step_count != b->step_count)
		return false;
	for (size_t i = 0; i < a->step_count; i++)
		if (!same_step(&a->steps[i], &b->steps[i]))
			return false;
	return true;
}

static uint64_t hash_pattern(uint64_t hash, const struct pattern *pattern)
{
	if (!pattern)
		return hash;
	hash = seen_hash(hash, &pattern->kind, sizeof(pattern->kind));
	hash = seen_hash(hash, &pattern->set, sizeof(pattern->set));
	return hash_pattern(hash_pattern(hash, pattern->left), pattern->right);
}

static uint64_t hash_step(uint64_t hash, const struct signature_step *step)
{
	hash = hash_pattern(hash_pattern(hash, step->pattern), step->search);
	for (size_t i = 0; i < step->check_count; i++)
		hash = seen_hash(hash, &step->checks[i].constant, sizeof(step->checks[i].constant));
	return hash;
}

static uint64_t hash_signature(const struct signature *signature)
{
	uint64_t hash = SEEN_HASH;

	for (size_t i = 0; i < signature->step_count; i++)
		hash = hash_step(hash, &signature->steps[i]);
	return hash;
}

struct question {
	const struct signature_set *set;
	const struct signature *signature;
};

static bool is_duplicate(const void *context, uint64_t value)
{
	const struct question *question = context;

	return same_signature(&question->set->list[value - 1], question->signature);
}

void lint_duplicates(const struct signature_set *set, struct diagnostics *diagnostics)
{
	struct seen seen = { 0 };

	for (size_t i = 0; i < set->count; i++) {
		const struct signature *signature = &set->list[i], *first;
		struct question question = { set, signature };
		uint64_t earlier = seen_add(&seen, hash_signature(signature), i + 1, is_duplicate, &question);
		struct quoted quoted;

		if (!earlier)
			continue;
		first = &set->list[earlier - 1];
		diagnostics_error(diagnostics, &signature->at, "pattern and checks are those of signature %s, at %s:%d",
				  text_quote(&quoted, text_of(first->name)), first->at.file, first->at.first_line);
	}
	seen_clear(&seen);
}
