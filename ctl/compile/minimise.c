// SPDX-License-Identifier: GPL-2.0-or-later
/* Moore's partition refinement: states that accept the same are taken for equal until a byte leads them into different
 * blocks. Each round looks at every transition; there are as many rounds as the longest pattern has bytes, at worst.
 */
#include "compile/minimise.h"

#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"
#include "lang/seen.h"

struct partition {
	const struct transitions *of;
	const uint32_t *old;		/* block of each state so far */
	uint32_t *block;		/* and after this round */
	uint32_t *first;		/* state of each new block */
	uint32_t state;			/* that is asked about */
};

static bool same_block(const void *context, uint64_t value)
{
	const struct partition *p = context;
	const uint32_t *left = p->of->next + (size_t)p->state * p->of->classes;
	uint32_t other = p->first[value - 1];
	const uint32_t *right = p->of->next + (size_t)other * p->of->classes;

	if (p->old[p->state] != p->old[other])
		return false;
	for (uint32_t class = 0; class < p->of->classes; class++)
		if (p->old[left[class]] != p->old[right[class]])
			return false;
	return true;
}

static uint64_t hash_state(const struct partition *p)
{
	const uint32_t *next = p->of->next + (size_t)p->state * p->of->classes;
	uint64_t hash = seen_hash(SEEN_HASH, &p->old[p->state], sizeof(*p->old));

	/* the multiplier of xorshift64*: odd, with its bits spread */
	for (uint32_t class = 0; class < p->of->classes; class++)
		hash = ((hash ^ hash >> 29) + p->old[next[class]]) * UINT64_C(2685821657736338717);
	return hash;
}

/* Return: how many blocks there are now */
static uint32_t refine(struct partition *p)
{
	struct seen seen = { 0 };
	uint32_t count = 0;

	for (p->state = 0; p->state < p->of->states; p->state++) {
		uint64_t known = seen_add(&seen, hash_state(p), count + 1, same_block, p);

		if (!known) {
			p->first[count++] = p->state;
			known = count;
		}
		p->block[p->state] = known - 1;
	}
	seen_clear(&seen);
	return count;
}

uint32_t minimise(const struct transitions *transitions, uint32_t *block)
{
	size_t size = transitions->states * sizeof(uint32_t);
	uint32_t *old = memory_alloc(size), *first = memory_alloc(size);
	struct partition p = { .of = transitions, .old = old, .block = block, .first = first };
	uint32_t count = 0, before;

	for (uint32_t i = 0; i < transitions->states; i++)
		block[i] = transitions->accept[i];
	do {
		before = count;
		memcpy(old, block, size);
		count = refine(&p);
	} while (count != before);
	free(old);
	free(first);
	return count;
}
