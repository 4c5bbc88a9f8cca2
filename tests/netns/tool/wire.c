// SPDX-License-Identifier: GPL-2.0
#include "wire.h"

#include "die.h"
#include "netns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#ifndef VIRTIO_NET_HDR_GSO_UDP_L4
#define VIRTIO_NET_HDR_GSO_UDP_L4	5
#endif

/* A flood of small packets must fit while we are busy sending. */
#define RECEIVE_BUFFER	(32 << 20)

static int packet_socket(int protocol)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons((uint16_t)protocol));

	if (fd < 0)
		die("packet socket: %s", strerror(errno));
	return fd;
}

static void set_option(int fd, int level, int name, int value)
{
	if (setsockopt(fd, level, name, &value, sizeof(value)))
		die("packet socket option %d: %s", name, strerror(errno));
}

/* The socket is made deaf and opened to its interface only then, or it would hear others in between. */
static int receiver(int index)
{
	struct sockaddr_ll where = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = index,
	};
	int fd = packet_socket(0);

	set_option(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER);
	set_option(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
	if (bind(fd, (struct sockaddr *)&where, sizeof(where)))
		die("bind packet socket: %s", strerror(errno));
	return fd;
}

static int sender(void)
{
	int fd = packet_socket(0);

	set_option(fd, SOL_PACKET, PACKET_VNET_HDR, 1);
	return fd;
}

struct wire wire_open(const char *place, const char *peer_mac)
{
	const char *colon = strchr(place, ':');
	char netns[128] = "";
	struct wire wire;
	int previous;

	if (colon)
		snprintf(netns, sizeof(netns), "%.*s", (int)(colon - place), place);
	previous = netns_enter(netns);
	wire.link = link_read(colon ? colon + 1 : place, peer_mac);
	wire.receive_fd = receiver(wire.link.index);
	wire.send_fd = sender();
	netns_leave(previous);
	return wire;
}

/* The struct is in the byte order of the machine, as packet sockets want it. */
static struct virtio_net_hdr offload_header(const struct offload *offload)
{
	struct virtio_net_hdr header = { 0 };

	if (!offload)
		return header;
	header.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM;
	header.gso_type = offload->version == 4 ? VIRTIO_NET_HDR_GSO_TCPV4 : VIRTIO_NET_HDR_GSO_TCPV6;
	if (offload->udp)
		header.gso_type = VIRTIO_NET_HDR_GSO_UDP_L4;
	header.gso_size = offload->segment_size;
	header.hdr_len = (uint16_t)(ETH_HLEN + offload->payload);
	header.csum_start = (uint16_t)(ETH_HLEN + offload->transport);
	header.csum_offset = offload->checksum;
	return header;
}

void wire_send(const struct wire *wire, const uint8_t *ip, size_t length, const struct offload *offload)
{
	struct virtio_net_hdr offload_hdr = offload_header(offload);
	uint16_t type = ip[0] >> 4 == 4 ? ETH_P_IP : ETH_P_IPV6;
	struct ether_header ethernet = { .ether_type = htons(type) };
	struct iovec parts[] = {
		{ &offload_hdr, sizeof(offload_hdr) },
		{ &ethernet, sizeof(ethernet) },
		{ (void *)ip, length },
	};
	struct sockaddr_ll where = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(type),
		.sll_ifindex = wire->link.index,
	};
	struct msghdr message = {
		.msg_name = &where, .msg_namelen = sizeof(where), .msg_iov = parts, .msg_iovlen = 3,
	};

	memcpy(ethernet.ether_dhost, wire->link.peer_mac, ETH_ALEN);
	memcpy(ethernet.ether_shost, wire->link.mac, ETH_ALEN);
	/* ENOBUFS: a queue on the way dropped it, which the other end will tell. */
	if (sendmsg(wire->send_fd, &message, 0) < 0 && errno != ENOBUFS)
		die("send %zu octets%s: %s", length, offload ? " with GSO" : "", strerror(errno));
}

/* Frames of the promiscuous kind, and neighbour discovery to all, are not for us; neither is anything but IP. */
static bool for_us(const struct sockaddr_ll *from)
{
	uint16_t type = ntohs(from->sll_protocol);

	return from->sll_pkttype == PACKET_HOST && (type == ETH_P_IP || type == ETH_P_IPV6);
}

size_t wire_receive(const struct wire *wire, uint8_t *ip, size_t size)
{
	struct ether_header ethernet;
	struct sockaddr_ll from;
	struct iovec parts[] = { { &ethernet, sizeof(ethernet) }, { ip, size } };
	struct msghdr message = { .msg_name = &from, .msg_iov = parts, .msg_iovlen = 2 };
	ssize_t length;

	do {
		message.msg_namelen = sizeof(from);
		length = recvmsg(wire->receive_fd, &message, MSG_DONTWAIT);
		if (length < 0 && errno != EAGAIN && errno != EINTR)
			die("receive: %s", strerror(errno));
	} while (length >= 0 && (!for_us(&from) || length <= (ssize_t)sizeof(ethernet)));
	return length < 0 ? 0 : (size_t)length - sizeof(ethernet);
}

void wire_wait(const struct wire wires[2], int timeout_ms)
{
	struct pollfd fds[2] = {
		{ .fd = wires[0].receive_fd, .events = POLLIN },
		{ .fd = wires[1].receive_fd, .events = POLLIN },
	};

	if (poll(fds, 2, timeout_ms) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
}
