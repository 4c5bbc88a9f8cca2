/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must be sent so that the kernel becomes equal to a file. Pure: it looks at two states and sends nothing. */
#ifndef P2PCTL_PLAN_H
#define P2PCTL_PLAN_H

#include "failure.h"
#include "model.h"
#include "subscriber.h"

enum step_kind {
	STEP_DELETE,
	STEP_SHRINK,		/* give up prefixes that others are about to get */
	STEP_SET,
};

struct step {
	enum step_kind kind;
	const struct subscriber *before;	/* as the kernel has it; NULL: it does not */
	const struct subscriber *after;		/* as the file wants it; NULL: it is to go */
	struct subscriber shrunk;		/* STEP_SHRINK: what to send; owns its prefixes and no more */
};

/* A content list that is to go, or to be replaced. */
struct content_step {
	const struct content_list *before;	/* as the kernel has it; NULL: it does not */
	const struct content_list *after;	/* as the file wants it; NULL: it is to go */
};

/* In the order of sending: all deletions, all shrinking, all setting; each in the order of the keys. */
struct plan {
	struct step *steps;			/* owned */
	size_t count;
	size_t capacity;
	size_t added;				/* subscribers */
	size_t changed;
	size_t removed;
	size_t unchanged;
	struct settings settings;		/* has_*: what is to change */
	const struct garden *garden;		/* the file's, when it is another one; else NULL */
	struct content_step *contents;		/* owned; those that go, then those that are set */
	size_t content_count;
	size_t content_capacity;
};

/* Compare. Both sides are sorted by this; the plan points into them.
 *
 * Return: 0, or -1 with @failure set (a key that the file has twice)
 */
int plan_make(struct plan *plan, struct subscriber_list *before, struct configuration *after, struct failure *failure);

/* The members of the file's settings that differ from the present ones. A setting that the file leaves out stays. */
void plan_settings(struct plan *plan, const struct settings *before, const struct settings *after);

/* The garden is replaced as a whole. @before is sorted, @after gets so. */
void plan_garden(struct plan *plan, const struct garden *before, struct garden *after);

/* Compare content lists; the plan points into both sides. */
void plan_contents(struct plan *plan, const struct content_lists *before, const struct content_lists *after);

bool plan_changes_settings(const struct plan *plan);
void plan_free(struct plan *plan);

#endif
