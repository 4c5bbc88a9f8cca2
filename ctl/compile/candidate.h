/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What accepting states name. */
#ifndef P2PCTL_CANDIDATE_H
#define P2PCTL_CANDIDATE_H

#include "compile/excess.h"
#include "compile/nfa.h"
#include "lang/seen.h"

/* Lists of a count, then as many entries; or of a gap alone. Shared by the automata; the first item is not used, so that
 * 0 can mean "accepts nothing".
 */
struct candidate_lists {
	uint16_t *items;		/* owned; all zero: empty */
	size_t count;
	size_t capacity;
	struct seen known;
};

/* Why something could not be built, and the entry that was one too many, if that is known. */
struct refusal {
	enum excess excess;
	uint32_t entry;
};

/* Return: the list of what ends at these positions, 0 for nothing; or 0 with a refusal */
uint16_t candidate_list(struct candidate_lists *lists, const struct nfa *nfa, const uint32_t *items, uint32_t count,
			struct refusal *refusal);
size_t candidate_list_length(const uint16_t *list);	/* in items, the first one included */
/* Return: the list of a gap of so many bytes; 0 when there is no room for it */
uint16_t gap_list(struct candidate_lists *lists, uint16_t bytes);
void candidate_lists_clear(struct candidate_lists *lists);

#endif
