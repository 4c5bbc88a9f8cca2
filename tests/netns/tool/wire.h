/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_WIRE_H
#define P2PFLOW_WIRE_H

#include "link.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An interface on which we say and hear everything ourselves. */
struct wire {
	int send_fd;		/* takes a virtio_net_hdr in front of each frame, for GSO */
	int receive_fd;		/* never sees what send_fd sent */
	struct link link;
};

/* How the kernel is to cut a packet that is longer than the MTU; NULL stands for an ordinary packet. */
struct offload {
	uint8_t version;	/* 4 or 6 */
	bool udp;
	uint16_t segment_size;
	uint16_t transport;	/* offset in the IP packet */
	uint16_t checksum;	/* offset in the transport header */
	uint16_t payload;	/* offset in the IP packet */
};

/**
 * wire_open() - take hold of an interface
 * @place: NS:IFACE, or IFACE of our own namespace
 * @peer_mac: the router's hardware address; NULL: that of the veth peer
 */
struct wire wire_open(const char *place, const char *peer_mac);

/* Sends the IP packet of @length octets at @ip to the router. */
void wire_send(const struct wire *wire, const uint8_t *ip, size_t length, const struct offload *offload);

/**
 * wire_receive() - fetch the next IP packet, without waiting
 *
 * Return: its length, 0 if nothing is there.
 */
size_t wire_receive(const struct wire *wire, uint8_t *ip, size_t size);

/* Waits until there is something on one of two wires, at most @timeout_ms. */
void wire_wait(const struct wire wires[2], int timeout_ms);

#endif
