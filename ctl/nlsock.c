// SPDX-License-Identifier: GPL-2.0-or-later
#include "nlsock.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>

#include "attr.h"
#include "failure.h"

/* The kernel answers before sendmsg() returns; whoever needs longer is not there. */
#define PATIENCE_MS	10000

static const struct attr_rule refusal_rules[] = {
	[NLMSGERR_ATTR_MSG] = ATTR_STRING(4096),
	[NLMSGERR_ATTR_OFFS] = ATTR_U32,
};

static int refusal_read(const struct nlattr *attr, void *data)
{
	struct refusal *refusal = data;

	if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_OFFS)
		refusal->offset = mnl_attr_get_u32(attr);
	else
		strncpy(refusal->sentence, mnl_attr_get_str(attr), sizeof(refusal->sentence) - 1);
	return 0;
}

/* An error is followed by the header of the request, by its payload unless the header alone was asked for (CAPPED), and
 * by attributes.
 */
static int nlsock_decode_error(const struct nlmsghdr *message, struct refusal *refusal)
{
	size_t size = mnl_nlmsg_get_payload_len(message), skip = sizeof(struct nlmsgerr);
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(message);

	if (size < skip || error->error > 0 || error->error < -4095)
		return -1;
	if (error->error == 0 || refusal->error)
		return 0;
	refusal->error = -error->error;
	refusal->sequence = message->nlmsg_seq;
	if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
		return 0;
	if (!(message->nlmsg_flags & NLM_F_CAPPED)) {
		if (error->msg.nlmsg_len < NLMSG_HDRLEN)
			return -1;
		skip += (size_t)NLMSG_ALIGN((size_t)error->msg.nlmsg_len) - NLMSG_HDRLEN;
	}
	if (skip > size)
		return -1;
	return attr_each((const char *)error + skip, size - skip, refusal_rules, MNL_ARRAY_SIZE(refusal_rules),
			 refusal_read, refusal);
}

/* The end of a dump carries its errno, and then attributes. */
static int nlsock_decode_done(const struct nlmsghdr *message, struct refusal *refusal)
{
	size_t size = mnl_nlmsg_get_payload_len(message);
	int error = 0;

	if (size < sizeof(error))
		return 0;
	memcpy(&error, mnl_nlmsg_get_payload(message), sizeof(error));
	if (error < -4095)
		return -1;
	if (error >= 0 || refusal->error)
		return 0;
	refusal->error = -error;
	refusal->sequence = message->nlmsg_seq;
	return attr_each((const char *)mnl_nlmsg_get_payload(message) + sizeof(error), size - sizeof(error), refusal_rules,
			 MNL_ARRAY_SIZE(refusal_rules), refusal_read, refusal);
}

/* Return: 1 the last message is answered, 0 more is to come, -1 malformed. */
static int nlsock_decode_message(const struct nlmsghdr *message, uint16_t family, uint32_t last, struct answer *answer)
{
	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	switch (message->nlmsg_type) {
	case NLMSG_ERROR:
		return nlsock_decode_error(message, &answer->refusal) ? -1 : message->nlmsg_seq == last;
	case NLMSG_DONE:
		return nlsock_decode_done(message, &answer->refusal) ? -1 : message->nlmsg_seq == last;
	default:
		if (message->nlmsg_type != family || !answer->handler)
			return 0;
		return answer->handler(message, answer->data);
	}
}

/* Sequence numbers wrap. An explanation that comes unasked has number 0. */
static bool nlsock_belongs(const struct nlmsghdr *message, uint32_t first, uint32_t last)
{
	return message->nlmsg_seq - first <= last - first || message->nlmsg_seq == 0;
}

/* mnl_nlmsg_ok() takes a length beyond 2^31 for a small one. */
static bool nlsock_whole(const struct nlmsghdr *message, int left)
{
	return left >= (int)sizeof(*message) && message->nlmsg_len >= sizeof(*message) &&
	       message->nlmsg_len <= (unsigned int)left;
}

int nlsock_decode(const void *datagram, size_t size, uint16_t family, uint32_t first, uint32_t last,
		  struct answer *answer)
{
	const struct nlmsghdr *message = datagram;
	int left = size, result = 0;

	for (; left > 0 && result == 0; message = mnl_nlmsg_next(message, &left)) {
		if (!nlsock_whole(message, left))
			return -1;
		if (nlsock_belongs(message, first, last))
			result = nlsock_decode_message(message, family, last, answer);
	}
	return result;
}

/* Return: bytes of one datagram of the kernel's; 0 when it is to be passed over; -1 with errno. */
static ssize_t nlsock_receive(struct nlsock *socket)
{
	struct sockaddr_nl from = { 0 };
	struct iovec part = { .iov_base = socket->reply, .iov_len = NLSOCK_REPLY_MAX };
	struct msghdr header = { .msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t size = recvmsg(socket->fd, &header, 0);

	if (size < 0)
		return -1;
	if (header.msg_flags & MSG_TRUNC) {
		errno = EMSGSIZE;
		return -1;
	}
	/* Any process may write to our port; only port 0 is the kernel. */
	return from.nl_pid == 0 ? size : 0;
}

static int nlsock_wait(struct nlsock *socket)
{
	struct pollfd wanted = { .fd = socket->fd, .events = POLLIN };
	int ready;

	do
		ready = poll(&wanted, 1, PATIENCE_MS);
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		errno = ETIMEDOUT;
	return ready > 0 ? 0 : -1;
}

static int nlsock_read_answer(struct nlsock *socket, uint32_t first, uint32_t last, struct answer *answer,
			      struct failure *failure)
{
	int result = 0;

	while (result == 0) {
		ssize_t size = nlsock_wait(socket) ? -1 : nlsock_receive(socket);

		if (size >= 0) {
			result = nlsock_decode(socket->reply, size, socket->family, first, last, answer);
			if (result < 0)
				return failure_set(failure, EXIT_UNAVAILABLE,
						   "the kernel's answer is malformed; do module and p2pctl belong together?");
		} else if (errno == ENOBUFS) {
			answer->interrupted = true;
		} else if (errno != EINTR) {
			return failure_set(failure, EXIT_UNAVAILABLE, "no answer from the kernel: %s", strerror(errno));
		}
	}
	return 0;
}

int nlsock_ask(struct nlsock *socket, const void *messages, size_t size, uint32_t first, uint32_t last,
	       struct answer *answer, struct failure *failure)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	ssize_t sent;

	do
		sent = sendto(socket->fd, messages, size, 0, (struct sockaddr *)&kernel, sizeof(kernel));
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return failure_set(failure, EXIT_UNAVAILABLE, "cannot send to the kernel: %s", strerror(errno));
	return nlsock_read_answer(socket, first, last, answer, failure);
}

/* Events carry sequence number 0, whatever the kernel calls their origin. */
int nlsock_listen(struct nlsock *socket, nlsock_handler handler, void *data, struct failure *failure)
{
	struct pollfd wanted = { .fd = socket->fd, .events = POLLIN };
	struct answer answer = { .handler = handler, .data = data };
	sigset_t none;
	ssize_t size;

	sigemptyset(&none);
	size = ppoll(&wanted, 1, NULL, &none) < 0 ? -1 : nlsock_receive(socket);
	if (size < 0 && errno == EINTR)
		return 0;
	if (size < 0 && errno == ENOBUFS)
		return -ENOBUFS;
	if (size < 0)
		return failure_set(failure, EXIT_UNAVAILABLE, "cannot read events: %s", strerror(errno));
	if (nlsock_decode(socket->reply, size, socket->family, 0, UINT32_MAX, &answer) < 0)
		return failure_set(failure, EXIT_UNAVAILABLE,
				   "the kernel's event is malformed; do module and p2pctl belong together?");
	return 1;
}
