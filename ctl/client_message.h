/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the client_*.c files: how a message is made, sent and answered. */
#ifndef P2PCTL_CLIENT_MESSAGE_H
#define P2PCTL_CLIENT_MESSAGE_H

#include "attr.h"
#include "client.h"

/* Begin a message behind those that are queued; one that changes something carries the cookie of our transaction. */
struct nlmsghdr *client_message(struct client *client, uint8_t command);
struct nlmsghdr *client_change(struct client *client, uint8_t command);

/* The message is complete; it is sent now or later, with others. Return: 0, or -1 with client->failure set. */
int client_queue(struct client *client, struct nlmsghdr *message, const struct origin *origin);

/* The message is complete; send it with all that is queued, and show the handler what comes back.
 * Return: 0, or -1 with client->failure set.
 */
int client_call(struct client *client, struct nlmsghdr *message, const struct origin *origin, nlsock_handler handler,
		void *data);

/* Dump, and again from the start when others' commits spoilt it; @restart forgets what the handler has collected.
 * Return: 0, or -1 with client->failure set.
 */
int client_dump(struct client *client, uint8_t command, nlsock_handler handler, void (*restart)(void *data), void *data);

/* The same, with a flag in the request that narrows it; 0: none. */
int client_dump_flagged(struct client *client, uint8_t command, uint16_t flag, nlsock_handler handler,
			void (*restart)(void *data), void *data);

/* What the kernel says before a refusal to explain it. */
struct conflict {
	uint32_t holder;		/* port id of the transaction's owner; 0: not told */
	struct subscriber subscriber;	/* key_length 0: not told; owns its prefixes */
};

/* Turn a refusal into client->failure. Return: -1. */
int client_refused(struct client *client, const struct refusal *refusal, const struct conflict *conflict);

/* Which text made the attribute at that offset of the message. Pure. */
struct location client_blame(const struct nlmsghdr *message, uint32_t offset, const struct origin *origin);

/* Decoders: pure, nothing in the bytes is trusted. Return: 0, or -1 when they are malformed; what was filled in so far
 * is then still to be freed.
 */
int client_decode_conflict(const struct nlmsghdr *message, void *conflict);
int client_decode_status(const struct nlmsghdr *message, void *status);
int client_decode_stats(const struct nlmsghdr *message, void *stats);
int client_decode_signature(const struct nlmsghdr *message, void *signature_counters);
int client_decode_subscriber(const struct nlmsghdr *message, void *subscriber);
int client_decode_generation(const struct nlmsghdr *message, void *uint64);
int client_decode_begin(const struct nlmsghdr *message, void *begun);

/* What TRANSACTION_BEGIN answers. */
struct begun {
	uint64_t cookie;
	uint64_t generation;
};

/* What a dump of the ruleset gathers. */
struct ruleset_chunks {
	uint8_t *data;			/* owned */
	uint32_t size;
	uint32_t filled;
};
int client_decode_ruleset(const struct nlmsghdr *message, void *ruleset_chunks);

/* The nest P2P_A_SUBSCRIBER, which conflicts contain too. */
int client_read_subscriber(const struct nlattr *nest, struct subscriber *subscriber);

#endif
