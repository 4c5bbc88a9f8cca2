/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an operator can order, as plain values: the configuration language produces it, the client layer carries it to
 * the kernel and back, the commands print it.
 */
#ifndef P2PCTL_MODEL_H
#define P2PCTL_MODEL_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../kmod/uapi/nf_p2p.h"

/* A range of text in a file, lines and columns from 1, the last column included. file is NULL for what has no text. */
struct location {
	const char *file;
	int first_line;
	int first_column;
	int last_line;
	int last_column;
};

struct prefix {
	uint8_t family;			/* AF_INET or AF_INET6 */
	uint8_t length;
	uint16_t zone;
	uint8_t address[16];		/* network order; 4 bytes used for AF_INET; host bits are zero */
	struct location at;
};

struct sanction {
	uint8_t scope;			/* enum p2p_scope; 0: no sanction */
	uint8_t action;			/* enum p2p_action */
	uint32_t mark_value;
	uint32_t mark_mask;
	uint64_t rate;			/* bytes per second, with action limit */
	uint32_t burst;			/* bytes; 0: what follows from the rate */
	uint64_t start;			/* UTC seconds; 0: at once */
	uint64_t end;			/* UTC seconds; 0: no end */
	char *reason;			/* owned by the subscriber; NULL: none */
	uint8_t state;			/* enum p2p_sanction_state; only from the kernel */
	uint64_t wait_s;		/* to the start, in state waiting; likewise */
	uint64_t left_s;		/* to the end; likewise */
	struct location at;
};

struct counters {
	uint64_t value[__P2P_COUNTERS_A_MAX];	/* by enum p2p_counters_attr */
};

struct event;

struct subscriber {
	bool is_default;		/* stands for whoever is none: has no key and no prefixes */
	uint8_t key[P2P_KEY_MAX];
	size_t key_length;
	struct prefix *prefixes;	/* owned */
	size_t prefix_count;
	struct sanction sanction;
	struct counters counters;	/* only from the kernel */
	struct event *history;		/* owned; only from the kernel, the oldest first */
	size_t history_count;
	struct location at;		/* of the key */
};

/* Where sanctions of scope all do not reach. */
struct garden_entry {
	struct prefix prefix;		/* zone 0 */
	uint8_t protocol;		/* IPPROTO_*; 0: any */
	uint16_t port_min;		/* 0: any */
	uint16_t port_max;
	struct location at;
};

struct garden {
	struct garden_entry *entries;	/* owned */
	size_t count;
};

enum content_kind {
	CONTENT_INFO_HASH,
	CONTENT_ED2K,
	CONTENT_KINDS
};

/* Ids of one kind, one behind the other. */
struct id_set {
	uint8_t *bytes;			/* owned */
	size_t count;
	size_t capacity;
};

struct content_list {
	char name[P2P_NAME_MAX + 1];
	bool except;			/* flows with such content are spared */
	struct id_set ids[CONTENT_KINDS];
	struct location at;		/* of the name */
};

struct content_lists {
	struct content_list *items;	/* owned, with their ids */
	size_t count;
	size_t capacity;
};

struct settings {
	bool has_mark_mask;
	bool has_enforce;
	bool has_capture;
	bool has_nested;
	uint32_t mark_mask;
	bool enforce;
	bool capture;
	bool nested;
	struct location mark_mask_at;
};

/* A whole configuration: what "apply" makes the kernel equal to. */
struct configuration {
	struct settings settings;
	struct subscriber *subscribers;	/* owned, in the order of the file */
	size_t subscriber_count;
	struct garden garden;		/* in the order of the file */
	struct content_lists contents;
	struct signature_set *signatures;	/* owned; lang/signature.h */
};

#endif
