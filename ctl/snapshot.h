/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel holds, at one moment as far as its generation tells. */
#ifndef P2PCTL_SNAPSHOT_H
#define P2PCTL_SNAPSHOT_H

#include "client.h"

struct snapshot {
	struct status status;			/* its generation was read first */
	struct subscriber_list subscribers;	/* sorted by key */
	struct garden garden;			/* sorted */
	struct content_lists contents;		/* sorted by name */
	void *ruleset;				/* owned; NULL when none is loaded, or was not asked for */
	size_t ruleset_size;
};

/* Among many who change something it takes the transaction for as long as it reads.
 * Return: 0, or -1 with client->failure set; in both cases snapshot_free() is to be called.
 */
int snapshot_take(struct client *client, struct snapshot *snapshot, bool with_ruleset);
void snapshot_free(struct snapshot *snapshot);

/* Whether that is the ruleset that is loaded. */
bool snapshot_has_ruleset(const struct snapshot *snapshot, const void *data, size_t size);

#endif
