// SPDX-License-Identifier: GPL-2.0-or-later
#include "translation.h"

#include <stdlib.h>

#include "compile/head.h"
#include "regex.h"

static size_t count_steps(const struct signature_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++)
		count += set->list[i].step_count;
	return count;
}

static void make_room(struct expressions *expressions, size_t count)
{
	*expressions = (struct expressions){
		.list = memory_alloc(count * sizeof(char *)),
		.flags = memory_alloc(count * sizeof(*expressions->flags)),
		.ids = memory_alloc(count * sizeof(*expressions->ids)),
		.limits = memory_alloc(count * sizeof(*expressions->limits)),
		.limit_list = memory_alloc(count * sizeof(hs_expr_ext_t *)),
	};
}

static void add(struct expressions *expressions, char *text, unsigned int id, const struct signature_step *step,
		bool bytes_behind)
{
	size_t at = expressions->count++;
	hs_expr_ext_t *limit = &expressions->limits[at];

	expressions->list[at] = text;
	expressions->flags[at] = HS_FLAG_DOTALL;
	expressions->ids[at] = id;
	/* The window ends with what is searched. */
	if (step->search && !bytes_behind)
		*limit = (hs_expr_ext_t){ .flags = HS_EXT_FLAG_MAX_OFFSET, .max_offset = step->window };
	expressions->limit_list[at] = limit;
}

static bool counts_from_end(const struct signature_step *step)
{
	for (size_t i = 0; i < step->check_count; i++)
		if (check_extent(&step->checks[i], true))
			return true;
	return false;
}

/* What nf_p2p's automaton reads of the checks is read here too. */
static const struct pattern *lengthened(struct translation *translation, const struct signature *signature,
					const struct signature_step *step)
{
	struct head head = { .pattern = step->pattern };

	if (!step->search && signature_automaton(signature) != P2P_AUTOMATON_STREAM && !counts_from_end(step))
		head_deepen(&head, step, HEAD_CHECKED_BYTES, &translation->arena);
	return head.pattern;
}

static void translate_step(struct translation *translation, const struct signature *signature, unsigned int number,
			   const struct signature_step *step)
{
	int left_out;
	size_t size;
	char *text;
	FILE *out = memory_or_exit(open_memstream(&text, &size));

	left_out = regex_write_step(out, step, lengthened(translation, signature, step));
	memory_or_exit(fclose(out) ? NULL : text);
	translation->checks_left_out += left_out;
	add(&translation->of[signature_automaton(signature)], text, number, step,
	    (size_t)left_out < step->check_count);
}

/* What matches nothing that is known is no pattern. */
static void take_step(struct translation *translation, const struct signature *signature, unsigned int number,
		      const struct signature_step *step)
{
	translation->checks += step->check_count;
	if (step->pattern) {
		translate_step(translation, signature, number, step);
		return;
	}
	translation->checks_left_out += step->check_count;
	translation->left_out[number] = true;
}

void translation_make(struct translation *translation, const struct signature_set *set)
{
	*translation = (struct translation){ .steps = count_steps(set) };
	translation->left_out = memory_alloc(set->count * sizeof(*translation->left_out));
	for (int i = 0; i < TRANSLATION_ANCHORED; i++)
		make_room(&translation->of[i], translation->steps);
	for (size_t i = 0; i < set->count; i++)
		for (size_t k = 0; k < set->list[i].step_count; k++)
			take_step(translation, &set->list[i], i, &set->list[i].steps[k]);
}

void translation_free(struct translation *translation)
{
	for (int i = 0; i < TRANSLATION_ANCHORED; i++) {
		struct expressions *expressions = &translation->of[i];

		for (size_t k = 0; k < expressions->count; k++)
			free(expressions->list[k]);
		free(expressions->list);
		free(expressions->flags);
		free(expressions->ids);
		free(expressions->limits);
		free(expressions->limit_list);
	}
	free(translation->left_out);
	arena_destroy(&translation->arena);
}
