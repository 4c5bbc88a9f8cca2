/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PKTFUZZ_OUTPUT_H
#define PKTFUZZ_OUTPUT_H

#include "frame.h"

/**
 * struct output - the ways into the router
 * @sent: packets; those that the kernel did not take for what they are count as refused
 * @damaged: those of them in which damage() broke something
 */
struct output {
	struct hardware hardware[2];
	unsigned long sent;
	unsigned long damaged;
	unsigned long refused;
	unsigned long datagram_sends;
};

void output_open(struct output *output, const char *const netns[2]);

/* To be sent with the next ones of its end, in order. */
void output_add(struct output *output, const struct frame *frame);
void output_flush(struct output *output);

/* Datagrams of @segment octets in one packet, from an ordinary socket of a: the packet socket of older kernels has no
 * way to say so.
 */
void output_datagrams(struct output *output, bool v6, uint16_t port, const uint8_t *data, size_t size, uint16_t segment,
		      struct rng *rng);

#endif
