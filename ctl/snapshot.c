// SPDX-License-Identifier: GPL-2.0-or-later
#include "snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "garden.h"

/* Return: 1 when a list went between the reading of its name and that of its ids, 0, -1. */
static int read_contents(struct client *client, struct content_lists *contents)
{
	if (!client_contents(client, contents))
		return 0;
	if (client->failure->error != ENOENT)
		return -1;
	failure_clear(client->failure);
	return 1;
}

/* Read everything, then look whether it was one generation. Return: 1 it was not, 0, -1. */
static int snapshot_try(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	struct status after;
	int result;

	*snapshot = (struct snapshot){ 0 };
	if (client_status(client, &snapshot->status) || client_subscribers(client, &snapshot->subscribers) ||
	    client_garden(client, &snapshot->garden))
		return -1;
	result = read_contents(client, &snapshot->contents);
	if (result)
		return result;
	if (with_ruleset && client_ruleset_get(client, &snapshot->ruleset, &snapshot->ruleset_size))
		return -1;
	if (client_status(client, &after))
		return -1;
	return after.generation != snapshot->status.generation;
}

int snapshot_take(struct client *client, struct snapshot *snapshot, bool with_ruleset)
{
	for (int i = 0; i < CLIENT_ATTEMPTS; i++) {
		int result = snapshot_try(client, snapshot, with_ruleset);

		if (result <= 0)
			return result;
		snapshot_free(snapshot);
	}
	return failure_set(client->failure, EXIT_REFUSED,
			   "somebody else changed the configuration during each of %d attempts to read it", CLIENT_ATTEMPTS);
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
