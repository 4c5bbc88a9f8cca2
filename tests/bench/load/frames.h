/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PLOAD_FRAMES_H
#define P2PLOAD_FRAMES_H

#include "address.h"
#include "link.h"
#include "rng.h"
#include "step.h"

#include <linux/virtio_net.h>

#define FRAME_MAX	2048

/* The eth0 of two namespaces, by enum end. */
struct ends {
	struct link links[2];
	int sockets[2];
};

/* How far a flow has come while its frames are built. */
struct flow_state {
	uint8_t protocol;		/* IPPROTO_TCP or IPPROTO_UDP */
	struct address at[2];		/* by enum end */
	uint32_t said[2];		/* TCP: octets of sequence numbers that each end has used */
};

/* What goes over the cable, behind what a packet socket wants to know of it. */
struct frame {
	enum end from;
	uint16_t length;		/* of the two that follow */
	uint16_t transport;		/* where that header is, from the Ethernet header */
	uint16_t payload;		/* likewise */
	struct virtio_net_hdr vnet;
	uint8_t data[FRAME_MAX];
} __attribute__((packed));

struct frames {
	struct frame *frame;
	unsigned int count;
	uint8_t protocol;
	uint32_t advance[2];		/* sequence numbers that one round uses, by enum end */
	struct rng rng;
};

void ends_open(struct ends *ends, const char *a, const char *b);

/**
 * frames_build() - the frames of some steps
 * @flow: moves on
 * @words: steps of p2pflow; those that are not about what is sent end the program with a sentence
 *
 * Checksums are left to the kernel, as those of a card are.
 */
struct frames frames_build(struct flow_state *flow, const struct ends *ends, char *const words[], int count);

void frames_send(const struct frames *frames, const struct ends *ends);

/* Make them those of the flow from the next port. */
void frames_next_flow(struct frames *frames);

/* Put other octets into all payloads, the same ones in each run. */
void frames_scramble(struct frames *frames);

/* Make them those that follow them in the stream. */
void frames_continue(struct frames *frames);

#endif
