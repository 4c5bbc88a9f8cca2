/* SPDX-License-Identifier: GPL-2.0 */
#ifndef PKTFUZZ_FRAME_H
#define PKTFUZZ_FRAME_H

#include "rng.h"

#include <linux/virtio_net.h>
#include <net/ethernet.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More than the largest MTU that is sent over here, so that segmentation offload has something to do. */
#define FRAME_MAX	24576

#define END_A	0
#define END_B	1

/**
 * struct frame - a packet as it goes to the packet socket
 * @from: END_A or END_B
 * @at_ip: where the headers begin in @data; they stay what was built, whatever damage claims
 */
struct frame {
	struct virtio_net_hdr vnet;
	uint8_t data[FRAME_MAX];
	size_t length;
	size_t at_ip;
	size_t at_transport;
	size_t at_payload;
	uint8_t protocol;
	bool v6;
	bool damaged;
	int from;
};

/* What a packet is to say; addresses of IPv4 are in the first four octets. */
struct header {
	bool v6;
	int from;
	uint8_t protocol;
	uint8_t source[16];
	uint8_t destination[16];
	uint16_t sport;
	uint16_t dport;
	uint32_t sequence;
	uint32_t acknowledged;
	uint8_t flags;
};

struct hardware {
	uint8_t own[ETH_ALEN];
	uint8_t router[ETH_ALEN];
};

/* IPv6: a chain of extension headers; TCP: options. Both well-formed, of a random kind, now and then. */
void frame_build(struct frame *frame, const struct header *header, const struct hardware *hardware,
		 const uint8_t *payload, size_t size, struct rng *rng);

/* Make the lengths and the checksums those of the frame as it is now. */
void frame_fix_lengths(struct frame *frame);
void frame_fix_checksums(struct frame *frame);

/* Let the kernel see one large packet of several segments, with more or less of its headers in one piece.
 * Return: false when it cannot be one
 */
bool frame_merge(struct frame *frame, uint16_t segment, struct rng *rng);

/* Put @size octets at @at; false when there is no room. */
bool frame_insert(struct frame *frame, size_t at, const uint8_t *data, size_t size);

/* A piece of the IP payload of @whole as fragment. */
void frame_fragment(struct frame *piece, const struct frame *whole, size_t offset, size_t size, bool more, uint32_t id);

void put16(uint8_t *at, uint16_t value);
void put32(uint8_t *at, uint32_t value);
uint16_t get16(const uint8_t *at);
uint32_t get32(const uint8_t *at);

#endif
