// SPDX-License-Identifier: GPL-2.0
#include "link.h"

#include "die.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a veth half says about the other one. */
struct peer {
	int index;
	int netns;		/* namespace id as known here; -1: the same namespace */
	uint8_t mac[ETH_ALEN];
	int mtu;
};

struct request {
	struct nlmsghdr header;
	struct ifinfomsg link;
	struct rtattr attribute;
	int netns;
};

static void exchange(const struct request *request, void *answer, size_t size)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	struct nlmsghdr *header = answer;
	ssize_t length;

	if (fd < 0 || send(fd, request, request->header.nlmsg_len, 0) < 0)
		die("rtnetlink: %s", strerror(errno));
	length = recv(fd, answer, size, 0);
	close(fd);
	if (length < (ssize_t)sizeof(*header) || header->nlmsg_len > (size_t)length)
		die("rtnetlink: short answer");
	if (header->nlmsg_type != RTM_NEWLINK)
		die("rtnetlink: no link %d there", request->link.ifi_index);
}

static void read_attribute(const struct rtattr *attribute, struct peer *link)
{
	const void *data = RTA_DATA(attribute);
	size_t length = RTA_PAYLOAD(attribute);

	if (attribute->rta_type == IFLA_ADDRESS && length == ETH_ALEN)
		memcpy(link->mac, data, ETH_ALEN);
	else if (attribute->rta_type == IFLA_MTU)
		memcpy(&link->mtu, data, sizeof(link->mtu));
	else if (attribute->rta_type == IFLA_LINK)
		memcpy(&link->index, data, sizeof(link->index));
	else if (attribute->rta_type == IFLA_LINK_NETNSID)
		memcpy(&link->netns, data, sizeof(link->netns));
}

/* Asks for link @index of the namespace with id @netns (-1: this one). */
static struct peer ask(int index, int netns)
{
	char answer[32768] __attribute__((aligned(8)));
	struct nlmsghdr *header = (struct nlmsghdr *)answer;
	struct peer link = { .netns = -1 };
	struct request request = {
		.header = {
			.nlmsg_len = netns < 0 ? NLMSG_LENGTH(sizeof(request.link)) : sizeof(request),
			.nlmsg_type = RTM_GETLINK,
			.nlmsg_flags = NLM_F_REQUEST,
		},
		.link.ifi_index = index,
		.attribute = { .rta_len = RTA_LENGTH(sizeof(int)), .rta_type = IFLA_TARGET_NETNSID },
		.netns = netns,
	};
	struct rtattr *attribute;
	int left;

	exchange(&request, answer, sizeof(answer));
	left = (int)IFLA_PAYLOAD(header);
	for (attribute = IFLA_RTA(NLMSG_DATA(header)); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left))
		read_attribute(attribute, &link);
	return link;
}

struct link link_read(const char *name, const char *peer_mac)
{
	struct link link = { .index = (int)if_nametoindex(name) };
	struct peer own, peer;

	if (!link.index)
		die("interface '%s': %s", name, strerror(errno));
	own = ask(link.index, -1);
	link.mtu = own.mtu;
	memcpy(link.mac, own.mac, ETH_ALEN);
	if (peer_mac) {
		if (!ether_aton_r(peer_mac, (struct ether_addr *)link.peer_mac))
			die("'%s' is not a hardware address", peer_mac);
		return link;
	}
	if (!own.index)
		die("'%s' is no veth: give the router's hardware address with --mac-a, --mac-b", name);
	peer = ask(own.index, own.netns);
	memcpy(link.peer_mac, peer.mac, ETH_ALEN);
	return link;
}

int link_open_sender(const struct link *link)
{
	struct sockaddr_ll where = { .sll_family = AF_PACKET, .sll_ifindex = link->index };
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), on = 1;

	if (fd < 0 || bind(fd, (struct sockaddr *)&where, sizeof(where)) ||
	    setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof(on)))
		die("packet socket: %s", strerror(errno));
	return fd;
}
