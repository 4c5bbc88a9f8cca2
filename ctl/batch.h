/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages on their way to the kernel, and what each was made from: a refusal names a message by its number and an
 * attribute by its offset, the operator wants to know which of his words that was.
 */
#ifndef P2PCTL_BATCH_H
#define P2PCTL_BATCH_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct garden;
struct content_list;
struct settings;
struct subscriber;

/* A batch is sent when it has this many bytes: below what a socket sends by default (208 KiB), and enough to make the
 * system call cheap.
 */
#define BATCH_FULL		(32u << 10)
#define BATCH_MESSAGES_MAX	1024
/* The longest message: a subscriber with P2P_PREFIXES_MAX prefixes, whose nest ends at 64 KiB. */
#define BATCH_MESSAGE_MAX	(68u << 10)

struct origin {
	const struct subscriber *subscriber;	/* or NULL */
	const struct settings *settings;	/* or NULL */
	const struct garden *garden;		/* or NULL */
	const struct content_list *content;	/* or NULL */
};

struct batch {
	char *bytes;			/* owned */
	size_t used;
	uint32_t first;			/* sequence number of the first message */
	unsigned int count;
	size_t at[BATCH_MESSAGES_MAX];
	struct origin origins[BATCH_MESSAGES_MAX];
};

int batch_init(struct batch *batch);	/* Return: 0, or -1: no memory */
void batch_exit(struct batch *batch);

/* Begin a message behind the others. It counts once batch_end() is called, with everything that was put into it. */
struct nlmsghdr *batch_begin(struct batch *batch, uint16_t type, uint8_t command, uint32_t sequence);
void batch_end(struct batch *batch, const struct nlmsghdr *message, const struct origin *origin);

bool batch_full(const struct batch *batch);
void batch_empty(struct batch *batch);

/* The message of that number. Return: NULL when there is none. */
const struct nlmsghdr *batch_find(const struct batch *batch, uint32_t sequence, struct origin *origin);

/* The last message, to ask an acknowledgement of. */
struct nlmsghdr *batch_last(struct batch *batch);

#endif
