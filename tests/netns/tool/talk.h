/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_TALK_H
#define P2PFLOW_TALK_H

#include "address.h"
#include "step.h"

#include <stdbool.h>
#include <stddef.h>

/* How the sockets are to be. */
struct talk_options {
	const char *netns[2];		/* by enum end */
	bool udp;
	bool bind_source;		/* source is valid */
	struct address source;		/* of a */
	struct address destination;	/* as a sees it */
	struct address listen;		/* as b sees it */
	bool transparent;		/* b takes what TPROXY gives it */
	bool fastopen;			/* TCP: the first data of a rides on its SYN */
	bool paged;			/* data leaves from the page cache: non-linear even if short */
	bool gro;			/* UDP: b and a take merged datagrams, and tell */
};

/* A connection between two ordinary sockets, or what will be one. */
struct talk {
	const struct talk_options *options;
	int listener;			/* TCP; -1: b has accepted */
	int fd[2];			/* by enum end; -1: not yet there */
	bool b_connected;		/* UDP: b knows whom to answer */
};

/* One piece of data to be brought over. */
struct delivery {
	enum end from;
	const struct bytes *data;
	size_t cut;			/* octets per send call, 0: all in one */
	size_t gso;			/* UDP: octets per datagram of a send call, 0: off */
	long timeout_ms;		/* how long nothing may move */
};

/* What became of it. */
struct outcome {
	size_t sent;
	size_t arrived;
	unsigned int reads;		/* it took so many to get it */
	int segment_size;		/* UDP with gro: of the last merged read; else 0 */
	bool altered;			/* other octets than those sent */
	int error;			/* errno that the sender got from the network: reset or ICMP error */
};

/**
 * talk_start() - make the sockets; b listens, a is not connected yet
 *
 * With fastopen, sets net.ipv4.tcp_fastopen in both namespaces so that data on the first SYN is sent and accepted.
 */
struct talk talk_start(const struct talk_options *options);

/* Brings @delivery over; connects first, if need be. */
struct outcome talk_deliver(struct talk *talk, const struct delivery *delivery);

#endif
