// SPDX-License-Identifier: GPL-2.0
#include "talk.h"

#include "die.h"
#include "netns.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/udp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef SOL_UDP
#define SOL_UDP 17
#endif

/* Client and server on, data on SYN without a cookie at both (0x4, 0x200), for all listeners (0x400). */
#define FASTOPEN_SYSCTL	"1543"

static void set_option(int fd, int level, int name, int value, const char *what)
{
	if (setsockopt(fd, level, name, &value, sizeof(value)))
		die("%s: %s", what, strerror(errno));
}

/* The sysctl file is that of the namespace we are in. */
static void enable_fastopen(void)
{
	int fd = open("/proc/sys/net/ipv4/tcp_fastopen", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, FASTOPEN_SYSCTL, strlen(FASTOPEN_SYSCTL)) < 0)
		die("net.ipv4.tcp_fastopen: %s", strerror(errno));
	close(fd);
}

static int socket_in(const struct talk_options *options, enum end end)
{
	int previous = netns_enter(options->netns[end]);
	int family = options->destination.version == 4 ? AF_INET : AF_INET6;
	int fd = socket(family, (options->udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("socket: %s", strerror(errno));
	if (options->fastopen)
		enable_fastopen();
	netns_leave(previous);
	set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1, "SO_REUSEADDR");
	if (end == END_B && options->transparent)
		set_option(fd, family == AF_INET ? IPPROTO_IP : IPPROTO_IPV6,
			   family == AF_INET ? IP_TRANSPARENT : IPV6_TRANSPARENT, 1, "IP_TRANSPARENT");
	if (options->udp && options->gro)
		set_option(fd, SOL_UDP, UDP_GRO, 1, "UDP_GRO");
	return fd;
}

static void bind_to(int fd, const struct address *address)
{
	struct sockaddr_storage where;
	socklen_t length = address_to_sockaddr(address, &where);
	char text[ADDRESS_TEXT];

	if (bind(fd, (struct sockaddr *)&where, length))
		die("bind to %s: %s", address_print(address, text), strerror(errno));
}

struct talk talk_start(const struct talk_options *options)
{
	struct talk talk = { .options = options, .listener = -1, .fd = { -1, -1 } };
	int fd = socket_in(options, END_B);

	bind_to(fd, &options->listen);
	if (options->udp) {
		talk.fd[END_B] = fd;
		return talk;
	}
	if (options->fastopen)
		set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, 16, "TCP_FASTOPEN");
	if (listen(fd, 16))
		die("listen: %s", strerror(errno));
	talk.listener = fd;
	return talk;
}

/* With fastopen this only notes the address. */
static void connect_a(struct talk *talk)
{
	const struct talk_options *options = talk->options;
	struct sockaddr_storage where;
	socklen_t length = address_to_sockaddr(&options->destination, &where);
	bool v4 = options->destination.version == 4;
	int fd = socket_in(options, END_A);

	if (options->bind_source)
		bind_to(fd, &options->source);
	set_option(fd, v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_RECVERR : IPV6_RECVERR, 1, "IP_RECVERR");
	if (!options->udp)
		set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY");
	if (options->fastopen)
		set_option(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1, "TCP_FASTOPEN_CONNECT");
	if (connect(fd, (struct sockaddr *)&where, length) && errno != EINPROGRESS)
		die("connect: %s", strerror(errno));
	talk->fd[END_A] = fd;
}

static void accept_b(struct talk *talk)
{
	int fd = accept4(talk->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;
	set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1, "TCP_NODELAY");
	close(talk->listener);
	talk->listener = -1;
	talk->fd[END_B] = fd;
}

/* Puts @data in the page cache, in a file without a name. */
static int file_of(const uint8_t *data, size_t length)
{
	int fd = memfd_create("p2pgso", MFD_CLOEXEC);

	if (fd < 0 || write(fd, data, length) != (ssize_t)length)
		die("memfd: %s", strerror(errno));
	return fd;
}

static ssize_t send_paged(int fd, const uint8_t *data, size_t length)
{
	int file = file_of(data, length);
	off_t offset = 0;
	ssize_t sent = sendfile(fd, file, &offset, length);

	close(file);
	return sent;
}

static bool is_wait(int error)
{
	return error == EAGAIN || error == EINPROGRESS || error == ENOTCONN || error == EINTR;
}

/* Sends what the socket takes of the rest. */
static void push(struct talk *talk, const struct delivery *delivery, struct outcome *outcome)
{
	int fd = talk->fd[delivery->from];
	ssize_t sent;

	while (outcome->sent < delivery->data->length && !outcome->error) {
		const uint8_t *rest = delivery->data->data + outcome->sent;
		size_t part = delivery->data->length - outcome->sent;

		if (delivery->cut && part > delivery->cut)
			part = delivery->cut;
		sent = talk->options->paged ? send_paged(fd, rest, part) : send(fd, rest, part, MSG_NOSIGNAL);
		if (sent < 0 && is_wait(errno))
			return;
		if (sent < 0 && (errno == EMSGSIZE || errno == EINVAL || errno == EIO))
			die("send %zu octets: %s", part, strerror(errno));
		if (sent < 0)
			outcome->error = errno;
		else
			outcome->sent += (size_t)sent;
	}
}

static void note_segment_size(struct msghdr *message, struct outcome *outcome)
{
	struct cmsghdr *control;

	for (control = CMSG_FIRSTHDR(message); control; control = CMSG_NXTHDR(message, control))
		if (control->cmsg_level == SOL_UDP && control->cmsg_type == UDP_GRO)
			memcpy(&outcome->segment_size, CMSG_DATA(control), sizeof(outcome->segment_size));
}

/* Whom b shall answer is whoever spoke first: with source NAT we cannot know it before. */
static void connect_b(struct talk *talk, const struct msghdr *message)
{
	if (!talk->options->udp || talk->b_connected)
		return;
	if (connect(talk->fd[END_B], message->msg_name, message->msg_namelen))
		die("connect b: %s", strerror(errno));
	talk->b_connected = true;
}

/* Return: whether something arrived. */
static bool pull(struct talk *talk, const struct delivery *delivery, struct outcome *outcome)
{
	static uint8_t buffer[1 << 17];
	enum end to = other_end(delivery->from);
	struct sockaddr_storage peer;
	char control[CMSG_SPACE(sizeof(int))];
	struct iovec part = { buffer, sizeof(buffer) };
	struct msghdr message = {
		.msg_name = &peer, .msg_namelen = sizeof(peer), .msg_iov = &part, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	ssize_t length = recvmsg(talk->fd[to], &message, 0);

	if (length <= 0)
		return false;
	if (to == END_B)
		connect_b(talk, &message);
	note_segment_size(&message, outcome);
	if ((size_t)length > delivery->data->length - outcome->arrived ||
	    memcmp(buffer, delivery->data->data + outcome->arrived, (size_t)length)) {
		outcome->altered = true;
		return false;
	}
	outcome->arrived += (size_t)length;
	outcome->reads++;
	return true;
}

/* The queue of ICMP errors is emptied, or poll() would tell of the same one for ever; last, because that also
 * clears SO_ERROR.
 */
static void note_error(int fd, struct outcome *outcome)
{
	socklen_t length = sizeof(int);
	struct msghdr message = { 0 };
	int error = 0;

	if (!getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) && error)
		outcome->error = error;
	while (recvmsg(fd, &message, MSG_ERRQUEUE) >= 0)
		;
}

/* Return: whether anything moved before the timeout. */
static bool turn(struct talk *talk, const struct delivery *delivery, struct outcome *outcome)
{
	enum end from = delivery->from, to = other_end(from);
	bool unsent = outcome->sent < delivery->data->length;
	size_t before = outcome->sent;
	struct pollfd fds[] = {
		{ .fd = talk->fd[from], .events = unsent ? POLLOUT : POLLIN },
		{ .fd = talk->fd[to], .events = POLLIN },
		{ .fd = talk->listener, .events = POLLIN },
	};
	bool moved = false;

	if (poll(fds, 3, (int)delivery->timeout_ms) <= 0)
		return false;
	if (fds[2].revents) {
		accept_b(talk);
		moved = true;
	}
	if (fds[0].revents & POLLOUT)
		push(talk, delivery, outcome);
	if (fds[0].revents & (POLLERR | POLLHUP | POLLIN))
		note_error(fds[0].fd, outcome);
	if (fds[1].fd >= 0 && fds[1].revents)
		moved |= pull(talk, delivery, outcome);
	return moved || outcome->sent > before;
}

struct outcome talk_deliver(struct talk *talk, const struct delivery *delivery)
{
	struct outcome outcome = { 0 };

	if (talk->fd[END_A] < 0)
		connect_a(talk);
	if (talk->fd[delivery->from] < 0 || (delivery->from == END_B && talk->options->udp && !talk->b_connected))
		die("b cannot send before anything of a has arrived");
	if (talk->options->udp)
		set_option(talk->fd[delivery->from], SOL_UDP, UDP_SEGMENT, (int)delivery->gso, "UDP_SEGMENT");
	if (talk->options->fastopen || talk->options->udp)
		push(talk, delivery, &outcome);
	while (outcome.arrived < delivery->data->length && !outcome.error && !outcome.altered)
		if (!turn(talk, delivery, &outcome))
			break;
	return outcome;
}
