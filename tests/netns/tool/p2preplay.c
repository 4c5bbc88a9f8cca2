// SPDX-License-Identifier: GPL-2.0
/* p2preplay - send recorded IP packets through a router, each from its own side, and tell what mark conntrack leaves on
 * each connection.
 */
#include "die.h"
#include "netns.h"
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char usage[] =
"p2preplay --a NS:IFACE --b NS:IFACE --router NS FILE...\n"
"For each FILE, a capture of IP packets (link type raw, this machine's byte order): empties the router's conntrack, sends\n"
"the packets in order, as fast as it can, the one with the smaller source address from a, the others from b; and prints\n"
"  FILE <TAB> PROTOCOL <TAB> SOURCE <TAB> PORT <TAB> DESTINATION <TAB> PORT <TAB> MARK\n"
"for each TCP or UDP connection that conntrack had, of those between the same ends in the order of their ends, then\n"
"  # FILE <TAB> PACKETS SENT <TAB> PACKETS THAT CAME OUT\n"
"Conntrack must tell its events. Exit: 0, or 2 when something cannot work.\n";

enum {
	PCAP_MAGIC	= 0xa1b2c3d4,
	LINK_RAW_DLT	= 12,
	LINK_RAW	= 101,
	PACKET_MAX	= 65535,
	EVENTS_BUFFER	= 64 << 20,
	ANSWER_MAX	= 65536,
	TOGETHER	= 64,		/* packets under way at once: fewer than a backlog holds */
	PATIENCE_MS	= 10000,
};

struct pcap_file_header {
	uint32_t magic;
	uint16_t version[2];
	uint32_t zone, precision, snap, link;
};

struct pcap_packet_header {
	uint32_t seconds, fraction, captured, length;
};

struct replay {
	struct wire wires[2];
	int events;		/* hears of connections that end */
	int orders;
	const char *file;
	unsigned long sent;
	unsigned long arrived;
};

/* A packet of our own, to see that those before it are through: a datagram between addresses of a network for tests. */
static const uint8_t probes[2][28] = {
	{ 0x45, 0, 0, 28, 0, 0, 0, 0, 64, IPPROTO_UDP, 0xee, 0xa9, 198, 18, 0, 1, 198, 18, 0, 2, 0, 9, 0, 9, 0, 8, 0, 0 },
	{ 0x45, 0, 0, 28, 0, 0, 0, 0, 64, IPPROTO_UDP, 0xee, 0xa9, 198, 18, 0, 2, 198, 18, 0, 1, 0, 9, 0, 9, 0, 8, 0, 0 },
};

/* --- Conntrack --- */

static int netlink_socket(void)
{
	struct sockaddr_nl any = { .nl_family = AF_NETLINK };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);

	if (fd < 0 || bind(fd, (struct sockaddr *)&any, sizeof(any)))
		die("nfnetlink: %s", strerror(errno));
	return fd;
}

static void listen_to_router(struct replay *replay, const char *router)
{
	int previous = netns_enter(router), group = NFNLGRP_CONNTRACK_DESTROY, size = EVENTS_BUFFER;

	replay->events = netlink_socket();
	replay->orders = netlink_socket();
	if (setsockopt(replay->events, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) ||
	    setsockopt(replay->events, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)))
		die("conntrack events: %s", strerror(errno));
	netns_leave(previous);
}

/* The kernel tells of each connection before it answers. */
static void flush(const struct replay *replay)
{
	struct {
		struct nlmsghdr header;
		struct nfgenmsg general;
	} order = {
		.header = {
			.nlmsg_len = sizeof(order),
			.nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_DELETE,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK,
		},
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
	} answer;

	if (send(replay->orders, &order, sizeof(order), 0) < 0 ||
	    recv(replay->orders, &answer, sizeof(answer), 0) < (ssize_t)sizeof(answer))
		die("conntrack flush: %s", strerror(errno));
	if (answer.error.error)
		die("conntrack flush: %s", strerror(-answer.error.error));
}

/* Attributes of the types up to @max; the others are passed over. */
static void read_attributes(const void *data, size_t length, const struct nlattr **found, unsigned int max)
{
	memset(found, 0, (max + 1) * sizeof(*found));
	while (length >= sizeof(struct nlattr)) {
		const struct nlattr *attribute = data;
		size_t step = NLA_ALIGN(attribute->nla_len);

		if (attribute->nla_len < sizeof(*attribute) || attribute->nla_len > length)
			die("conntrack events: malformed");
		if ((attribute->nla_type & NLA_TYPE_MASK) <= max)
			found[attribute->nla_type & NLA_TYPE_MASK] = attribute;
		if (step > length)
			return;
		data = (const char *)data + step;
		length -= step;
	}
}

static void read_nest(const struct nlattr *nest, const struct nlattr **found, unsigned int max)
{
	if (!nest)
		die("conntrack events: something is missing");
	read_attributes(nest + 1, nest->nla_len - sizeof(*nest), found, max);
}

static unsigned int port(const struct nlattr *attribute)
{
	return attribute ? ntohs(*(const uint16_t *)(attribute + 1)) : 0;
}

static void print_connection(const struct replay *replay, uint8_t family, const struct nlattr *tuple, uint32_t mark)
{
	const struct nlattr *parts[CTA_TUPLE_MAX + 1], *ip[CTA_IP_MAX + 1], *proto[CTA_PROTO_MAX + 1];
	char source[INET6_ADDRSTRLEN], destination[INET6_ADDRSTRLEN];
	bool v6 = family == AF_INET6;
	uint8_t number;

	read_nest(tuple, parts, CTA_TUPLE_MAX);
	read_nest(parts[CTA_TUPLE_IP], ip, CTA_IP_MAX);
	read_nest(parts[CTA_TUPLE_PROTO], proto, CTA_PROTO_MAX);
	if (!v6 && !memcmp(&probes[0][12], ip[CTA_IP_V4_SRC] + 1, 4))
		return;
	number = proto[CTA_PROTO_NUM] ? *(const uint8_t *)(proto[CTA_PROTO_NUM] + 1) : 0;
	if (number != IPPROTO_TCP && number != IPPROTO_UDP)
		return;
	inet_ntop(family, ip[v6 ? CTA_IP_V6_SRC : CTA_IP_V4_SRC] + 1, source, sizeof(source));
	inet_ntop(family, ip[v6 ? CTA_IP_V6_DST : CTA_IP_V4_DST] + 1, destination, sizeof(destination));
	printf("%s\t%s\t%s\t%u\t%s\t%u\t%u\n", replay->file, number == IPPROTO_TCP ? "tcp" : "udp", source,
	       port(proto[CTA_PROTO_SRC_PORT]), destination, port(proto[CTA_PROTO_DST_PORT]), mark);
}

static void print_event(const struct replay *replay, const struct nlmsghdr *message)
{
	const struct nfgenmsg *general = NLMSG_DATA(message);
	const struct nlattr *found[CTA_MAX + 1];
	uint32_t mark = 0;

	if (message->nlmsg_type != (NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_DELETE))
		return;
	read_attributes(general + 1, message->nlmsg_len - NLMSG_LENGTH(sizeof(*general)), found, CTA_MAX);
	if (found[CTA_MARK])
		mark = ntohl(*(const uint32_t *)(found[CTA_MARK] + 1));
	print_connection(replay, general->nfgen_family, found[CTA_TUPLE_ORIG], mark);
}

/* Return: false when there are no more events. One that was lost is an error, ENOBUFS. */
static bool read_events(const struct replay *replay, bool print)
{
	static char answer[ANSWER_MAX] __attribute__((aligned(8)));
	struct nlmsghdr *message = (struct nlmsghdr *)answer;
	ssize_t length = recv(replay->events, answer, sizeof(answer), MSG_DONTWAIT);
	unsigned int left = (unsigned int)length;

	if (length < 0 && errno == EAGAIN)
		return false;
	if (length < 0)
		die("conntrack events: %s", strerror(errno));
	for (; print && NLMSG_OK(message, left); message = NLMSG_NEXT(message, left))
		print_event(replay, message);
	return true;
}

/* --- Packets --- */

static FILE *open_capture(const char *path)
{
	struct pcap_file_header header;
	FILE *file = fopen(path, "rbe");

	if (!file)
		die("%s: %s", path, strerror(errno));
	if (fread(&header, sizeof(header), 1, file) != 1 || header.magic != PCAP_MAGIC ||
	    (header.link != LINK_RAW && header.link != LINK_RAW_DLT))
		die("%s: not a capture of IP packets in this machine's byte order", path);
	return file;
}

/* Return: 0 at the end. */
static size_t read_packet(FILE *file, const char *path, uint8_t *packet)
{
	struct pcap_packet_header header;

	if (fread(&header, sizeof(header), 1, file) != 1)
		return 0;
	if (header.captured > PACKET_MAX || header.captured < 20 || fread(packet, header.captured, 1, file) != 1)
		die("%s: broken", path);
	return header.captured;
}

static bool from_b(const uint8_t *packet)
{
	return packet[0] >> 4 == 4 ? memcmp(packet + 12, packet + 16, 4) > 0 : memcmp(packet + 8, packet + 24, 16) > 0;
}

/* Return: whether our own packet was among what came out at a side. */
static bool receive(struct replay *replay, int side)
{
	static uint8_t seen[PACKET_MAX + 1];
	bool found = false;
	size_t length;

	while ((length = wire_receive(&replay->wires[side], seen, sizeof(seen)))) {
		bool own = length == sizeof(probes[0]) && !memcmp(seen + 12, probes[!side] + 12, 8);

		found |= own;
		replay->arrived += !own;
	}
	return found;
}

/* The kernel may take packets later than we send them, but those of one processor in their order. */
static void wait_for_all(struct replay *replay)
{
	int side, waited;

	for (side = 0; side < 2; side++) {
		wire_send(&replay->wires[side], probes[side], sizeof(probes[side]), NULL);
		for (waited = 0; !receive(replay, !side); waited++) {
			if (waited == PATIENCE_MS)
				die("%s: the router does not forward", replay->file);
			wire_wait(replay->wires, 1);
		}
	}
}

static void send_all(struct replay *replay, FILE *file)
{
	static uint8_t packet[PACKET_MAX + 1];
	size_t length;

	while ((length = read_packet(file, replay->file, packet))) {
		wire_send(&replay->wires[from_b(packet)], packet, length, NULL);
		if (++replay->sent % TOGETHER == 0)
			wait_for_all(replay);
	}
	wait_for_all(replay);
}

static void replay_file(struct replay *replay, const char *path)
{
	FILE *file = open_capture(path);

	replay->file = path;
	replay->sent = replay->arrived = 0;
	flush(replay);
	while (read_events(replay, false))
		;
	send_all(replay, file);
	fclose(file);
	flush(replay);
	while (read_events(replay, true))
		;
	printf("# %s\t%lu\t%lu\n", path, replay->sent, replay->arrived);
	fflush(stdout);
}

static void stay_on_one_processor(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		die("processor 0: %s", strerror(errno));
}

int main(int argc, char **argv)
{
	const char *places[2] = { NULL, NULL }, *router = NULL;
	struct replay replay;
	int at = 1;

	for (; at + 1 < argc && !strncmp(argv[at], "--", 2); at += 2) {
		if (!strcmp(argv[at], "--a"))
			places[0] = argv[at + 1];
		else if (!strcmp(argv[at], "--b"))
			places[1] = argv[at + 1];
		else if (!strcmp(argv[at], "--router"))
			router = argv[at + 1];
		else
			break;
	}
	if (!places[0] || !places[1] || !router || at >= argc || argv[at][0] == '-') {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	stay_on_one_processor();
	replay.wires[0] = wire_open(places[0], NULL);
	replay.wires[1] = wire_open(places[1], NULL);
	listen_to_router(&replay, router);
	for (; at < argc; at++)
		replay_file(&replay, argv[at]);
	return EXIT_MET;
}
