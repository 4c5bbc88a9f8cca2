// SPDX-License-Identifier: GPL-2.0
#include "output.h"

#include "die.h"
#include "link.h"
#include "netns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define BATCH		32
#define DATAGRAM_SOCKETS	4

#ifndef UDP_SEGMENT
#define UDP_SEGMENT	103
#endif

static int packet_sockets[2];
static int datagram_sockets[2][DATAGRAM_SOCKETS];

static struct frame waiting[BATCH];
static unsigned int count;

static int open_datagram_socket(bool v6)
{
	int fd = socket(v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("socket: %s", strerror(errno));
	return fd;
}

void output_open(struct output *output, const char *const netns[2])
{
	int end, i, previous;
	struct link link;

	for (end = END_A; end <= END_B; end++) {
		previous = netns_enter(netns[end]);
		link = link_read("eth0", NULL);
		memcpy(output->hardware[end].own, link.mac, ETH_ALEN);
		memcpy(output->hardware[end].router, link.peer_mac, ETH_ALEN);
		packet_sockets[end] = link_open_sender(&link);
		for (i = 0; end == END_A && i < DATAGRAM_SOCKETS; i++) {
			datagram_sockets[0][i] = open_datagram_socket(false);
			datagram_sockets[1][i] = open_datagram_socket(true);
		}
		netns_leave(previous);
	}
}

void output_add(struct output *output, const struct frame *frame)
{
	if (count == BATCH || (count && waiting[0].from != frame->from))
		output_flush(output);
	waiting[count].damaged = frame->damaged;
	waiting[count].vnet = frame->vnet;
	waiting[count].length = frame->length;
	waiting[count].from = frame->from;
	memcpy(waiting[count++].data, frame->data, frame->length);
}

static void count_sent(struct output *output, const struct frame *frame, unsigned int n)
{
	output->sent += n;
	while (n--)
		output->damaged += frame++->damaged;
}

/* What the kernel refuses (beyond the MTU, an offload that cannot be) ends a call; the rest goes with the next. */
void output_flush(struct output *output)
{
	struct mmsghdr messages[BATCH] = { 0 };
	struct iovec parts[BATCH][2];
	unsigned int i, done = 0;
	int n;

	for (i = 0; i < count; i++) {
		parts[i][0] = (struct iovec){ &waiting[i].vnet, sizeof(waiting[i].vnet) };
		parts[i][1] = (struct iovec){ waiting[i].data, waiting[i].length };
		messages[i].msg_hdr.msg_iov = parts[i];
		messages[i].msg_hdr.msg_iovlen = 2;
	}
	while (done < count) {
		n = sendmmsg(packet_sockets[waiting[0].from], messages + done, count - done, 0);
		if (n < 0 && (errno == EINTR || errno == ENOBUFS || errno == EAGAIN))
			continue;
		if (n < 0)
			output->refused++;
		else
			count_sent(output, waiting + done, (unsigned int)n);
		done += n < 0 ? 1 : (unsigned int)n;
	}
	count = 0;
}

static socklen_t remote(struct sockaddr_storage *address, bool v6, uint16_t port, struct rng *rng)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)address;
	struct sockaddr_in *in4 = (struct sockaddr_in *)address;

	memset(address, 0, sizeof(*address));
	if (v6) {
		in6->sin6_family = AF_INET6;
		in6->sin6_port = htons(port);
		inet_pton(AF_INET6, "2001:db8:e::1", &in6->sin6_addr);
		in6->sin6_addr.s6_addr[15] = (uint8_t)(1 + rng_below(rng, 8));
		return sizeof(*in6);
	}
	in4->sin_family = AF_INET;
	in4->sin_port = htons(port);
	in4->sin_addr.s_addr = htonl(0xc6336401 + rng_below(rng, 8));
	return sizeof(*in4);
}

void output_datagrams(struct output *output, bool v6, uint16_t port, const uint8_t *data, size_t size, uint16_t segment,
		      struct rng *rng)
{
	char control[CMSG_SPACE(sizeof(segment))] __attribute__((aligned(8))) = { 0 };
	struct iovec part = { (void *)data, size };
	struct sockaddr_storage address;
	struct msghdr message = {
		.msg_name = &address, .msg_namelen = remote(&address, v6, port, rng),
		.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int fd = datagram_sockets[v6][rng_below(rng, DATAGRAM_SOCKETS)];

	output_flush(output);
	header->cmsg_level = IPPROTO_UDP;
	header->cmsg_type = UDP_SEGMENT;
	header->cmsg_len = CMSG_LEN(sizeof(segment));
	memcpy(CMSG_DATA(header), &segment, sizeof(segment));
	/* An error of an earlier datagram is told once, instead of sending. */
	if (sendmsg(fd, &message, MSG_DONTWAIT) < 0 && sendmsg(fd, &message, MSG_DONTWAIT) < 0) {
		output->refused++;
		return;
	}
	output->sent++;
	output->datagram_sends++;
}
