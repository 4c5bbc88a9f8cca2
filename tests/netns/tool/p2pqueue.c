// SPDX-License-Identifier: GPL-2.0
/* p2pqueue - be the program that a router queues packets to (nft "queue"), and let each of them go on. What comes next for a
 * packet then runs in this process, and may be preempted there. While this process is stopped, packets wait.
 */
#include "die.h"
#include "netns.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
"p2pqueue NAMESPACE QUEUE: let each packet go on that is queued there, until it is ended; prints \"ready\" when it does";

struct queue {
	struct mnl_socket *socket;
	uint16_t number;
};

static uint16_t number_parse(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end || value > UINT16_MAX)
		die("'%s' is not a number up to %u", text, UINT16_MAX);
	return (uint16_t)value;
}

static struct nlmsghdr *message_begin(const struct queue *queue, uint8_t type, uint16_t flags, void *buffer)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct nfgenmsg *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	message->nlmsg_type = (uint16_t)(NFNL_SUBSYS_QUEUE << 8 | type);
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	header->version = NFNETLINK_V0;
	header->res_id = htons(queue->number);
	return message;
}

static void say(const struct queue *queue, const struct nlmsghdr *message)
{
	if (mnl_socket_sendto(queue->socket, message, message->nlmsg_len) < 0)
		die("sending: %s", strerror(errno));
}

/* The kernel drops packets of which it finds no room to tell: to hear of that makes no difference. */
static void open_socket(struct queue *queue)
{
	int on = 1;

	queue->socket = mnl_socket_open(NETLINK_NETFILTER);
	if (!queue->socket || mnl_socket_bind(queue->socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_setsockopt(queue->socket, NETLINK_NO_ENOBUFS, &on, sizeof(on)))
		die("netlink: %s", strerror(errno));
}

/* Be told of packets, but not what is in them. Only this is acknowledged. */
static void take_over(const struct queue *queue)
{
	const struct nfqnl_msg_config_cmd bind = { .command = NFQNL_CFG_CMD_BIND };
	const struct nfqnl_msg_config_params copy = { .copy_mode = NFQNL_COPY_META };
	char buffer[256];
	struct nlmsghdr *message = message_begin(queue, NFQNL_MSG_CONFIG, NLM_F_ACK, buffer);

	mnl_attr_put(message, NFQA_CFG_CMD, sizeof(bind), &bind);
	mnl_attr_put(message, NFQA_CFG_PARAMS, sizeof(copy), &copy);
	say(queue, message);
}

static void let_go(const struct queue *queue, const struct nlmsghdr *packet)
{
	struct nfqnl_msg_verdict_hdr verdict = { .verdict = htonl(NF_ACCEPT) };
	const struct nfqnl_msg_packet_hdr *header;
	const struct nlattr *attr;
	struct nlmsghdr *message;
	char buffer[256];

	mnl_attr_for_each(attr, packet, sizeof(struct nfgenmsg)) {
		if (mnl_attr_get_type(attr) != NFQA_PACKET_HDR)
			continue;
		header = mnl_attr_get_payload(attr);
		verdict.id = header->packet_id;
		message = message_begin(queue, NFQNL_MSG_VERDICT, 0, buffer);
		mnl_attr_put(message, NFQA_VERDICT_HDR, sizeof(verdict), &verdict);
		say(queue, message);
	}
}

/* A packet that waits no more is not there to let go: the kernel has dropped it with a hook or a chain that went. */
static void hear(const struct queue *queue, int error)
{
	if (error && error != -ENOENT)
		die("queue %u: %s", queue->number, strerror(-error));
	if (error)
		return;
	puts("ready");
	fflush(stdout);
}

static void serve(const struct queue *queue)
{
	static char buffer[65536];
	const struct nlmsghdr *message;
	int left;

	for (;;) {
		left = (int)mnl_socket_recvfrom(queue->socket, buffer, sizeof(buffer));
		if (left < 0)
			die("receiving: %s", strerror(errno));
		for (message = (void *)buffer; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
			if (message->nlmsg_type == NLMSG_ERROR)
				hear(queue, ((const struct nlmsgerr *)mnl_nlmsg_get_payload(message))->error);
			else
				let_go(queue, message);
		}
	}
}

int main(int argc, char **argv)
{
	struct queue queue;

	if (argc != 3)
		die("%s", usage);
	queue.number = number_parse(argv[2]);
	netns_enter(argv[1]);
	open_socket(&queue);
	take_over(&queue);
	serve(&queue);
}
