/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel tells unasked. */
#ifndef P2PCTL_CLIENT_EVENT_H
#define P2PCTL_CLIENT_EVENT_H

#include "client.h"

struct tuple {
	uint8_t family;			/* AF_INET, AF_INET6; 0: absent */
	uint8_t protocol;		/* IPPROTO_* */
	uint16_t sport;
	uint16_t dport;
	uint8_t src[16];		/* network order */
	uint8_t dst[16];
};

/* What the kernel left out is 0. */
struct event {
	uint8_t kind;			/* enum p2p_event_kind */
	uint8_t class;
	uint8_t scope;
	uint8_t action;
	uint8_t old_scope;
	uint8_t old_action;
	uint8_t clock;
	bool midflow;
	bool is_default;		/* the sanction of whoever is no subscriber */
	bool has_offset;
	uint32_t offset;
	uint32_t repeats;
	uint64_t time_ms;		/* UTC, since 1970 */
	uint64_t generation;
	uint8_t key[P2P_KEY_MAX];
	size_t key_length;
	uint8_t content_id[P2P_CONTENT_ID_MAX];
	size_t content_id_length;
	char list[P2P_NAME_MAX + 1];	/* the content list that the content id is on */
	char signature[P2P_NAME_MAX + 1];
	char reason[P2P_REASON_MAX + 1];
	struct tuple orig;
	struct tuple reply;
};

struct event_visitor {
	void (*event)(const struct event *event, void *data);
	void (*lost)(uint64_t count, void *data);	/* events that did not reach us; 0: nobody knows how many */
	void *data;
	uint64_t lost_before;				/* the kernel's count as last told */
	bool has_lost;					/* it was told before */
};

/* Read the attributes of one. Pure; nothing in them is trusted. Return: 0, or -1 when they are malformed. */
int client_read_event(const struct nlattr *nest, struct event *event);

/* Join the event group, before the first client_listen(). Return: 0, or -1 with client->failure set. */
int client_join(struct client *client);

/* Wait for events and show them.
 *
 * Return: 1 something came, 0 a signal ended the wait, -1 with client->failure set.
 */
int client_listen(struct client *client, struct event_visitor *visitor);

/* Read one message. Pure; nothing in it is trusted. Return: 0, or -1 when it is malformed. */
int client_decode_events(const struct nlmsghdr *message, struct event_visitor *visitor);

#endif
