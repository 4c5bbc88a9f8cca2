// SPDX-License-Identifier: GPL-2.0
#include "talker.h"
#include "die.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void set_option(int fd, int level, int option, int value)
{
	if (setsockopt(fd, level, option, &value, sizeof(value)))
		die("socket option %d: %s", option, strerror(errno));
}

void talker_open(struct talker *talker)
{
	int fd;

	talker->socket = mnl_socket_open(NETLINK_GENERIC);
	if (!talker->socket || mnl_socket_bind(talker->socket, 0, MNL_SOCKET_AUTOPID))
		die("netlink: %s", strerror(errno));
	if (!talker->answer)
		talker->answer = malloc(TALKER_ANSWER_MAX);
	if (!talker->answer)
		die("no memory");
	talker->portid = mnl_socket_get_portid(talker->socket);
	fd = mnl_socket_get_fd(talker->socket);
	set_option(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1);
	set_option(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1);
	set_option(fd, SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20);
	set_option(fd, SOL_SOCKET, SO_SNDBUFFORCE, 2 << 20);
}

void talker_close(struct talker *talker)
{
	if (talker->socket)
		mnl_socket_close(talker->socket);
	talker->socket = NULL;
}

bool talker_is_open(const struct talker *talker)
{
	return talker->socket;
}

void talker_send(struct talker *talker, const void *data, size_t length)
{
	if (mnl_socket_sendto(talker->socket, data, length) < 0)
		die("sending %zu bytes: %s", length, strerror(errno));
}

ssize_t talker_receive(struct talker *talker, bool wait)
{
	ssize_t length = recv(mnl_socket_get_fd(talker->socket), talker->answer, TALKER_ANSWER_MAX,
			      wait ? 0 : MSG_DONTWAIT);

	if (length >= 0)
		return length;
	if (errno == ENOBUFS)
		return -1;
	if (errno != EAGAIN)
		die("receiving: %s", strerror(errno));
	return 0;
}

void talker_join(struct talker *talker, uint32_t group, bool join)
{
	setsockopt(mnl_socket_get_fd(talker->socket), SOL_NETLINK,
		   join ? NETLINK_ADD_MEMBERSHIP : NETLINK_DROP_MEMBERSHIP, &group, sizeof(group));
}

void talker_new_namespace(void)
{
	if (unshare(CLONE_NEWNET))
		die("a new network namespace: %s", strerror(errno));
}

/* There is one group. */
static void read_groups(const struct nlattr *groups, struct talker_family *family)
{
	const struct nlattr *group, *attr;

	mnl_attr_for_each_nested(group, groups)
		mnl_attr_for_each_nested(attr, group)
			if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_ID)
				family->group = mnl_attr_get_u32(attr);
}

void talker_find_family(struct talker *talker, const char *name, struct talker_family *family)
{
	char buffer[256];
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	const struct nlattr *attr;

	memset(family, 0, sizeof(*family));
	message->nlmsg_type = GENL_ID_CTRL;
	message->nlmsg_flags = NLM_F_REQUEST;
	header->cmd = CTRL_CMD_GETFAMILY;
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, name);
	talker_send(talker, message, message->nlmsg_len);
	if (talker_receive(talker, true) <= 0)
		die("no answer about the family '%s'", name);
	message = (struct nlmsghdr *)talker->answer;
	if (message->nlmsg_type != GENL_ID_CTRL)
		die("there is no generic netlink family '%s': is the module loaded?", name);
	mnl_attr_for_each(attr, message, sizeof(*header)) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID)
			family->id = mnl_attr_get_u16(attr);
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
			read_groups(attr, family);
	}
}
