/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A netlink socket that speaks to nf_p2p, or to conntrack: bytes out, messages in. It knows the netlink protocol and nothing
 * of what the messages say.
 */
#ifndef P2PCTL_NLSOCK_H
#define P2PCTL_NLSOCK_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct failure;

/* Takes the largest datagram that the kernel makes for a dump (32 KiB), and a subscriber with all its prefixes. */
#define NLSOCK_REPLY_MAX	(128u << 10)

struct nlsock {
	int fd;				/* -1: closed */
	uint16_t family;		/* type of the messages that answer */
	uint32_t events;		/* id of its multicast group */
	uint32_t sequence;		/* of the last message sent */
	char *reply;			/* owned; one datagram */
};

/* Why the kernel said no, in its own words. */
struct refusal {
	int error;			/* errno; 0: nothing was refused */
	uint32_t sequence;		/* of the refused message */
	uint32_t offset;		/* of the guilty attribute in that message; 0: none is to blame */
	char sentence[256];		/* empty: the kernel gave none */
};

/* Shown each message of the family that answers. Return: 0, 1 to hear no more of it, or -1 when it is malformed. */
typedef int (*nlsock_handler)(const struct nlmsghdr *message, void *data);

struct answer {
	nlsock_handler handler;		/* NULL: no data is expected, or wanted */
	void *data;
	struct refusal refusal;		/* the first one */
	bool interrupted;		/* the dump is not of one piece: the table changed, or messages were lost */
};

/* Open a socket and find the family.
 *
 * Return: 0, or -1 with @failure set; in both cases nlsock_close() is to be called.
 */
int nlsock_open(struct nlsock *socket, struct failure *failure);
int nlsock_open_conntrack(struct nlsock *socket, struct failure *failure);	/* likewise, for a dump of connections */
void nlsock_close(struct nlsock *socket);

/* Join the family's event group. Return: 0, or -1 with @failure set. */
int nlsock_join(struct nlsock *socket, struct failure *failure);

/* Send whole messages, the last of which asks for an acknowledgement or is a dump, and read until that one is answered.
 * A refusal is part of the answer: look there.
 *
 * Return: 0, or -1 with @failure set when there was no proper answer.
 */
int nlsock_ask(struct nlsock *socket, const void *messages, size_t size, uint32_t first, uint32_t last,
	       struct answer *answer, struct failure *failure);

/* Wait for the next multicast messages and show them. A signal ends the wait; all are let in while waiting, so a caller
 * who blocks them elsewhere misses none.
 *
 * Return: 1 messages were shown, 0 a signal came, -1 with @failure set, -ENOBUFS messages were lost.
 */
int nlsock_listen(struct nlsock *socket, nlsock_handler handler, void *data, struct failure *failure);

/* Read one datagram as the answer to the messages @first to @last. Pure; nothing in it is trusted.
 *
 * Return: 1 the last one is answered, 0 more is to come, -1 it is malformed.
 */
int nlsock_decode(const void *datagram, size_t size, uint16_t family, uint32_t first, uint32_t last,
		  struct answer *answer);

#endif
