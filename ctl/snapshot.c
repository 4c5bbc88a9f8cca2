// SPDX-License-Identifier: GPL-2.0-or-later
#include "snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "garden.h"

/* Before others are kept from committing. */
#define SNAPSHOT_ATTEMPTS	3

static int read_all(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	if (client_subscribers(client, &snapshot->subscribers) || client_garden(client, &snapshot->garden) ||
	    client_contents(client, &snapshot->contents))
		return -1;
	return with_ruleset ? client_ruleset_get(client, &snapshot->ruleset, &snapshot->ruleset_size) : 0;
}

/* Read everything, then look whether it was one generation; a list may go between the reading of its name and that of its ids.
 * Return: 1 it was not, 0, -1.
 */
static int snapshot_try(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	struct status after;

	*snapshot = (struct snapshot){ 0 };
	if (client_status(client, &snapshot->status))
		return -1;
	if (read_all(client, snapshot, with_ruleset)) {
		if (client->failure->error != EAGAIN && client->failure->error != ENOENT)
			return -1;
		failure_clear(client->failure);
		return 1;
	}
	if (client_status(client, &after))
		return -1;
	return after.generation != snapshot->status.generation;
}

/* While we hold the transaction nobody commits. */
static int snapshot_try_alone(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	uint64_t generation;
	int result;

	if (client_begin(client, &generation))
		return -1;
	result = snapshot_try(client, snapshot, with_ruleset);
	if (client_abort(client) || result < 0)
		return -1;
	return result ? failure_set(client->failure, EXIT_UNAVAILABLE, "the configuration changed within our transaction") : 0;
}

int snapshot_take(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	for (int i = 0; i < SNAPSHOT_ATTEMPTS; i++) {
		int result = snapshot_try(client, snapshot, with_ruleset);

		if (result <= 0)
			return result;
		snapshot_free(snapshot);
	}
	return snapshot_try_alone(client, snapshot, with_ruleset);
}

void snapshot_free(struct snapshot *snapshot)
{
	subscriber_list_free(&snapshot->subscribers);
	garden_free(&snapshot->garden);
	contents_free(&snapshot->contents);
	free(snapshot->ruleset);
	*snapshot = (struct snapshot){ 0 };
}

bool snapshot_has_ruleset(const struct snapshot *snapshot, const void *data, size_t size)
{
	return snapshot->ruleset_size == size && (!size || !memcmp(snapshot->ruleset, data, size));
}
