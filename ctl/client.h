/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What p2pctl can ask of the kernel: plain structs in, plain structs out. Only client*.c know attribute numbers.
 *
 * Functions return 0, or -1 with client->failure set.
 */
#ifndef P2PCTL_CLIENT_H
#define P2PCTL_CLIENT_H

#include "batch.h"
#include "failure.h"
#include "model.h"
#include "nlsock.h"
#include "subscriber.h"

/* Attempts at a dump, or at a change, that others' commits keep spoiling. */
#define CLIENT_ATTEMPTS	8

#define CLIENT_WAIT_FOREVER	UINT32_MAX

struct client {
	struct nlsock socket;
	struct batch batch;		/* messages on their way */
	struct failure *failure;	/* the caller's */
	uint64_t cookie;		/* of our transaction; 0: there is none */
	uint32_t wait_s;		/* how long to wait for another's transaction to end; set before client_open() */
	bool patient;			/* it is asked again: who holds the transaction is nobody's question yet */
};

struct status {
	uint64_t generation;
	char version[64];
	bool bypass;
	bool active;
	bool clock_held;
	bool busy;			/* somebody holds the transaction */
	uint32_t signatures;
	uint32_t ruleset_size;
	uint32_t subscribers;
	uint32_t prefixes;
	uint32_t sanctions;
	uint32_t garden;		/* entries */
	uint32_t flows;
	uint32_t flows_max;
	uint32_t lists;
	uint32_t listed;
	uint32_t holder;		/* port id; with busy */
	uint32_t held_s;
	struct settings settings;
};

struct stats {
	uint64_t value[__P2P_STATS_A_MAX];	/* by enum p2p_stats_attr */
};

struct signature_counters {
	char name[P2P_NAME_MAX + 1];
	uint8_t class;			/* enum p2p_class */
	uint8_t strength;		/* enum p2p_strength */
	uint64_t matches;
	uint64_t decisions;
};

/* A content list without its ids. */
struct content_head {
	char name[P2P_NAME_MAX + 1];
	bool except;
	uint32_t count[CONTENT_KINDS];
};

struct content_heads {
	struct content_head items[P2P_LISTS_MAX];
	size_t count;
};

struct signature_list {
	struct signature_counters *items;	/* owned */
	size_t count;
};

/* The keys of those values: attribute names in lower case; NULL where a number has no meaning. */
extern const char *const client_stat_names[__P2P_STATS_A_MAX];
extern const char *const client_counter_names[__P2P_COUNTERS_A_MAX];

int client_open(struct client *client, struct failure *failure);
void client_close(struct client *client);	/* ends a transaction that was not committed */

int client_status(struct client *client, struct status *status);
int client_stats(struct client *client, struct stats *stats);
int client_bypass(struct client *client, bool on);

/* The loaded signatures in the order of the ruleset; the caller calls signature_list_free(). */
int client_signatures(struct client *client, struct signature_list *list);
void signature_list_free(struct signature_list *list);

/* The loaded ruleset; *data is the caller's to free, NULL when none is loaded. */
int client_ruleset_get(struct client *client, void **data, size_t *size);

/* Fills in what is known under subscriber->key; the caller frees the prefixes. */
int client_subscriber_get(struct client *client, struct subscriber *subscriber);

/* Whose an address, a prefix of its full length, is in its zone; the caller frees the prefixes. */
int client_whois(struct client *client, const struct prefix *address, struct subscriber *subscriber);

/* All of them, the default too, sorted by key; the caller calls subscriber_list_free(). */
int client_subscribers(struct client *client, struct subscriber_list *list);

/* Each of them, likewise, in no order and without keeping any; restart is called when a change spoilt what was shown so
 * far. The visitor does not own what it sees and returns 0, or -1 when it has no memory.
 */
struct subscriber_visitor {
	int (*visit)(const struct subscriber *subscriber, void *data);
	void (*restart)(void *data);
	void *data;
};
int client_each_subscriber(struct client *client, const struct subscriber_visitor *visitor);
int client_each_counted(struct client *client, const struct subscriber_visitor *visitor);	/* only those with counters */

/* All entries, sorted; the caller calls garden_free(). */
int client_garden(struct client *client, struct garden *garden);

/* The content lists, sorted by name. */
int client_content_heads(struct client *client, struct content_heads *heads);

/* The same with their ids, which the kernel has in order; in both cases the caller calls contents_free(). */
int client_contents(struct client *client, struct content_lists *lists);

/* Fills in what is known under list->name; in both cases the caller calls content_free(). */
int client_content_get(struct client *client, struct content_list *list);

/* A transaction: the setters are queued and may be refused as late as by client_commit() or client_sync(). What they are
 * given must stay until then.
 */
int client_begin(struct client *client, uint64_t *generation);
int client_commit(struct client *client, uint64_t *generation);
int client_abort(struct client *client);
int client_abort_any(struct client *client);	/* whoever began it */
int client_sync(struct client *client);
int client_settings_set(struct client *client, const struct settings *settings);
int client_ruleset_set(struct client *client, const void *data, size_t size);
int client_subscriber_set(struct client *client, const struct subscriber *subscriber);
int client_subscriber_del(struct client *client, const struct subscriber *subscriber);
int client_subscriber_flush(struct client *client);
int client_garden_set(struct client *client, const struct garden *garden);	/* the whole of it */
int client_content_set(struct client *client, const struct content_list *list);	/* its ids are sorted */
int client_content_del(struct client *client, const struct content_list *list);
int client_content_flush(struct client *client);

#endif
