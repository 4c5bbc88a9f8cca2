/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_LINK_H
#define P2PFLOW_LINK_H

#include <net/ethernet.h>
#include <stdint.h>

/* A network interface and what is at the other end of its cable. */
struct link {
	int index;
	int mtu;
	uint8_t mac[ETH_ALEN];
	uint8_t peer_mac[ETH_ALEN];	/* of the other half of a veth pair, in whatever namespace */
};

/**
 * link_read() - look up an interface of the namespace that the caller is in
 * @name: interface
 * @peer_mac: colon-separated hardware address to use for @peer_mac; NULL asks the kernel for the veth peer
 */
struct link link_read(const char *name, const char *peer_mac);

/* Return: a packet socket that sends on it; each frame stands behind a struct virtio_net_hdr. */
int link_open_sender(const struct link *link);

#endif
