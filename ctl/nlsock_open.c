// SPDX-License-Identifier: GPL-2.0-or-later
#include "nlsock.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../kmod/uapi/nf_p2p.h"
#include "attr.h"
#include "failure.h"

/* Room for the refusals of one batch, and for a burst of events. */
#define RECEIVE_BUFFER	(8 << 20)

static const struct attr_rule group_rules[] = {
	[CTRL_ATTR_MCAST_GRP_NAME] = ATTR_STRING(GENL_NAMSIZ - 1),
	[CTRL_ATTR_MCAST_GRP_ID] = ATTR_U32,
};

struct group {
	const char *name;
	uint32_t id;
};

static int group_read(const struct nlattr *attr, void *data)
{
	struct group *group = data;

	if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_NAME)
		group->name = mnl_attr_get_str(attr);
	else
		group->id = mnl_attr_get_u32(attr);
	return 0;
}

/* Multicast groups are a list of nests, numbered from 1. */
static int groups_read(const struct nlattr *nest, struct nlsock *socket)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		struct group group = { 0 };

		if (attr_each_nested(attr, group_rules, MNL_ARRAY_SIZE(group_rules), group_read, &group))
			return -1;
		if (group.name && !strcmp(group.name, P2P_GENL_EVENTS))
			socket->events = group.id;
	}
	return 0;
}

static const struct attr_rule family_rules[] = {
	[CTRL_ATTR_FAMILY_ID] = ATTR_U16,
	[CTRL_ATTR_MCAST_GROUPS] = ATTR_NEST,
};

static int family_read(const struct nlattr *attr, void *data)
{
	struct nlsock *socket = data;

	if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
		return groups_read(attr, socket);
	socket->family = mnl_attr_get_u16(attr);
	return 0;
}

static int family_read_message(const struct nlmsghdr *message, void *data)
{
	return attr_each_message(message, family_rules, MNL_ARRAY_SIZE(family_rules), family_read, data);
}

static int nlsock_find_family(struct nlsock *socket, struct failure *failure)
{
	char buffer[256] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	struct nlsock found = { 0 };
	struct answer answer = { .handler = family_read_message, .data = &found };

	message->nlmsg_type = GENL_ID_CTRL;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	message->nlmsg_seq = ++socket->sequence;
	header->cmd = CTRL_CMD_GETFAMILY;
	header->version = 1;
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, P2P_GENL_NAME);
	socket->family = GENL_ID_CTRL;
	if (nlsock_ask(socket, message, message->nlmsg_len, message->nlmsg_seq, message->nlmsg_seq, &answer, failure))
		return -1;
	if (answer.refusal.error == ENOENT)
		return failure_set(failure, EXIT_UNAVAILABLE,
				   "the kernel module " P2P_GENL_NAME " is not loaded (modprobe " P2P_GENL_NAME ")");
	if (answer.refusal.error || !found.family)
		return failure_set(failure, EXIT_UNAVAILABLE, "cannot find the netlink family " P2P_GENL_NAME ": %s",
				   answer.refusal.error ? strerror(answer.refusal.error) : "no number in the answer");
	socket->family = found.family;
	socket->events = found.events;
	return 0;
}

/* What is missing from an old kernel is done without: smaller buffers, fewer words. */
static void nlsock_tune(int fd)
{
	int size = RECEIVE_BUFFER, on = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	(void)setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	(void)setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
}

static int nlsock_open_protocol(struct nlsock *nlsock, int protocol, struct failure *failure)
{
	struct sockaddr_nl local = { .nl_family = AF_NETLINK };

	*nlsock = (struct nlsock){ .fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol) };
	nlsock->reply = malloc(NLSOCK_REPLY_MAX);
	if (!nlsock->reply)
		return failure_set(failure, EXIT_UNAVAILABLE, "out of memory");
	if (nlsock->fd < 0 || bind(nlsock->fd, (struct sockaddr *)&local, sizeof(local)))
		return failure_set(failure, EXIT_UNAVAILABLE, "no netlink: %s", strerror(errno));
	nlsock_tune(nlsock->fd);
	return 0;
}

int nlsock_open(struct nlsock *socket, struct failure *failure)
{
	return nlsock_open_protocol(socket, NETLINK_GENERIC, failure) || nlsock_find_family(socket, failure) ? -1 : 0;
}

int nlsock_open_conntrack(struct nlsock *socket, struct failure *failure)
{
	if (nlsock_open_protocol(socket, NETLINK_NETFILTER, failure))
		return -1;
	socket->family = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW;
	return 0;
}

void nlsock_close(struct nlsock *socket)
{
	if (socket->fd >= 0)
		close(socket->fd);
	socket->fd = -1;
	free(socket->reply);
	socket->reply = NULL;
}

int nlsock_join(struct nlsock *socket, struct failure *failure)
{
	if (!socket->events)
		return failure_set(failure, EXIT_UNAVAILABLE, "this module tells no events");
	if (!setsockopt(socket->fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &socket->events, sizeof(socket->events)))
		return 0;
	if (errno == EPERM)
		return failure_set(failure, EXIT_REFUSED, "not permitted: events are told to CAP_NET_ADMIN only");
	return failure_set(failure, EXIT_UNAVAILABLE, "cannot join the events: %s", strerror(errno));
}
