/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of one parse: what the scanner, the grammar and the actions share. Private to lang/. */
#ifndef P2PCTL_CONTEXT_H
#define P2PCTL_CONTEXT_H

#include <sys/types.h>

#include "lang/diagnostics.h"
#include "lang/seen.h"
#include "lang/signature.h"
#include "lang/text.h"
#include "lang/words.h"

/* A file that is being read, or a string; an included one has its includer as parent. */
struct file {
	struct file *parent;
	struct source *source;
	dev_t device;
	ino_t inode;
	unsigned int depth;
	size_t offset;			/* of the next byte that the scanner reads */
	int line;
	int column;
	unsigned int sets_open;		/* in an expression: { without } */
	bool comma;			/* the statement goes on behind the line that the last token ends */
};

/* What may be said only once in a block; the first place of each is kept. */
enum said {
	SAID_PROTOCOL,
	SAID_TRANSPORT,
	SAID_DIRECTION,
	SAID_PATTERN,			/* these are said once in a step */
	SAID_OPENING,
	SAID_SEARCH,
	SAID_STRENGTH,
	SAID_CAPTURE,
	SAID_SOURCE,
	SAID_STRUCTURAL,
	SAID_SCOPE,
	SAID_ACTION,
	SAID_BURST,
	SAID_FROM,
	SAID_UNTIL,
	SAID_REASON,
	SAID_SANCTION,
	SAID_ENFORCE,
	SAID_CAPTURE_SETTING,
	SAID_NESTED,
	SAID_MARK_MASK,
	SAID_COUNT
};

/* Payloads of a vector: a signature of several steps, and as much before and between them. */
#define VECTOR_PACKETS_MAX	16

struct context {
	struct configuration *configuration;
	struct diagnostics *diagnostics;
	struct file *file;
	uint64_t now;			/* what relative times count from */
	size_t subscriber_capacity;
	size_t prefix_capacity;		/* of the last subscriber */
	struct seen keys;		/* values are the index of the subscriber + 1 */
	struct seen prefixes;		/* values are index of subscriber and of prefix, see subscriber_build.c */
	struct seen names;		/* values are the index of the signature + 1 */
	struct location default_at;	/* file is NULL: there is none yet */
	struct location said[SAID_COUNT];	/* file is NULL: not said in this block */
	bool in_block;
	struct location block;		/* what the block that is open began with */

	/* Parts of a statement until it is complete. */
	struct p2p_blob_range ranges[P2P_RANGES_MAX];
	size_t range_count;
	uint8_t payload[P2P_DATAGRAM_WINDOW * 8];
	size_t payload_size;
	struct packet packet;
	struct packet packets[VECTOR_PACKETS_MAX];
	size_t packet_count;
	struct vector vector;
	struct garden_entry garden_entry;	/* prefix.family 0: it has an error */
};

/* Return: whether it is the first time in this block; an error otherwise. */
bool context_say(struct context *c, enum said what, const char *name, const struct location *at);
void context_step_begin(struct context *c);
void context_block_begin(struct context *c, const struct location *at);
void context_block_end(struct context *c);
uint32_t context_number(struct context *c, const char *what, struct text word, uint32_t max, const struct location *at);

/* A string with its escapes undone, in the arena of the signatures; empty after an error. */
struct text context_string(struct context *c, struct text text, const struct location *at);

#endif
