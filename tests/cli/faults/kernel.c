// SPDX-License-Identifier: GPL-2.0-or-later
/* Loaded in front of the C library (LD_PRELOAD), it stands in the place of a kernel that has nf_p2p loaded: netlink sockets,
 * generic ones and those of conntrack, are one end of a pair, and what is sent there is answered at once. Its policy and its
 * connection are always the same, and its clock goes on only while somebody waits. It has network namespaces of any name.
 *
 * FAULT_CALL=CALL:FAULT:NTH spoils one call, or with NTH 0 every second one: CALL is sendto, recvmsg, poll, ppoll, socket,
 * bind, setsockopt, setns, or open of a network namespace; FAULT is the number of an errno, or for recvmsg also "short" (half
 * a datagram), "cut" (so marked), "lost" (ENOBUFS, and a datagram is gone), "none" (an empty one in front) or "noise" (some
 * bytes are others; NTH is the seed as well). FAULT_LOG gets a line "failed CALL" for each. With FAULT_REFUSES the first
 * subscriber is refused. With FAULT_TERMINAL stdin and stdout are a terminal; it must be left as it was found.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "../../unit/messages.h"

#define EVENTS_GROUP	5
#define NETNS_FOLDER	"/run/netns/"
#define START		1700000000
#define WAITS_MAX	2
#define COOKED		(ICANON | ECHO)

/* Generic netlink and conntrack. */
static struct pair { int user, kernel; } generic = { -1, -1 }, conntrack = { -1, -1 };

/* --- Faults --- */

static struct {
	char call[16], fault[16];
	unsigned long nth, count;
} wanted;

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("FAULT_CALL");

	if (text && sscanf(text, "%15[^:]:%15[^:]:%lu", wanted.call, wanted.fault, &wanted.nth) != 3)
		abort();
}

static void note(const char *call)
{
	const char *path = getenv("FAULT_LOG");
	int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	if (file < 0)
		return;
	dprintf(file, "failed %s\n", call);
	close(file);
}

/* What is to go wrong with this call; NULL: nothing. */
static const char *fault(const char *call)
{
	if (strcmp(call, wanted.call))
		return NULL;
	wanted.count++;
	if (wanted.nth ? wanted.count != wanted.nth : wanted.count % 2 == 0)
		return NULL;
	note(call);
	return wanted.fault;
}

/* Return: whether the call has failed, with errno. */
static bool fails(const char *call)
{
	const char *number = fault(call);

	if (!number)
		return false;
	errno = atoi(number);
	if (!errno)
		abort();
	return true;
}

/* --- Time --- */

static struct timespec now = { .tv_sec = START };

int clock_gettime(clockid_t clock, struct timespec *when)
{
	(void)clock;
	*when = now;
	return 0;
}

time_t time(time_t *when)
{
	if (when)
		*when = now.tv_sec;
	return now.tv_sec;
}

/* --- Answers --- */

static void answer_at(const struct pair *pair, struct nlmsghdr *message, const struct nlmsghdr *request)
{
	message->nlmsg_seq = request->nlmsg_seq;
	if ((request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP)
		message->nlmsg_flags |= NLM_F_MULTI;
	if (write(pair->kernel, message, message->nlmsg_len) != (ssize_t)message->nlmsg_len)
		abort();
}

static void answer(struct nlmsghdr *message, const struct nlmsghdr *request)
{
	answer_at(&generic, message, request);
}

/* Who looks again later finds all numbers of 64 bits, the counters among them, one larger for each second. */
static void grow(void *attributes, size_t size)
{
	struct nlattr *attr;

	mnl_attr_for_each_payload(attributes, size) {
		void *payload = mnl_attr_get_payload(attr);
		size_t length = mnl_attr_get_payload_len(attr);
		uint64_t number;

		if (attr->nla_type & NLA_F_NESTED) {
			grow(payload, length);
		} else if (length == sizeof(number)) {
			memcpy(&number, payload, length);
			number += now.tv_sec - START;
			memcpy(payload, &number, length);
		}
	}
}

static void answer_sample(void (*make)(struct sample *sample), const struct nlmsghdr *request)
{
	struct sample sample = { 0 };

	make(&sample);
	grow(mnl_nlmsg_get_payload_offset(&sample.header, GENL_HDRLEN), sample.header.nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN);
	answer(&sample.header, request);
}

/* A dump ends; any other request is acknowledged if it asks for that. */
static void answer_end(const struct nlmsghdr *request)
{
	struct sample sample = { 0 };
	struct nlmsghdr *message = mnl_nlmsg_put_header(sample.bytes);
	bool dump = (request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(request);
	static bool refused_before;
	bool refused = getenv("FAULT_REFUSES") && request->nlmsg_type == FAMILY &&
		       header->cmd == P2P_CMD_SUBSCRIBER_SET && !refused_before;
	struct nlmsgerr *error;

	refused_before |= refused;
	message->nlmsg_type = dump ? NLMSG_DONE : NLMSG_ERROR;
	error = mnl_nlmsg_put_extra_header(message, dump ? sizeof(error->error) : sizeof(*error));
	error->error = refused ? -EEXIST : 0;
	if (dump || refused || request->nlmsg_flags & NLM_F_ACK)
		answer(message, request);
}

static void answer_family(const struct nlmsghdr *request)
{
	struct sample sample = { 0 };
	struct nlmsghdr *message = sample_begin(&sample, CTRL_CMD_NEWFAMILY);
	struct nlattr *groups, *group;

	message->nlmsg_type = GENL_ID_CTRL;
	mnl_attr_put_u16(message, CTRL_ATTR_FAMILY_ID, FAMILY);
	groups = mnl_attr_nest_start(message, CTRL_ATTR_MCAST_GROUPS);
	group = mnl_attr_nest_start(message, 1);
	mnl_attr_put_strz(message, CTRL_ATTR_MCAST_GRP_NAME, P2P_GENL_EVENTS);
	mnl_attr_put_u32(message, CTRL_ATTR_MCAST_GRP_ID, EVENTS_GROUP);
	mnl_attr_nest_end(message, group);
	mnl_attr_nest_end(message, groups);
	answer(message, request);
}

static void make_begun(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_TRANSACTION_BEGIN);

	mnl_attr_put_u64(message, P2P_A_COOKIE, 42);
	mnl_attr_put_u64(message, P2P_A_GENERATION, 12);
}

static void make_committed(struct sample *sample)
{
	mnl_attr_put_u64(sample_begin(sample, P2P_CMD_TRANSACTION_COMMIT), P2P_A_GENERATION, 13);
}

static void make_ruleset_rest(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_RULESET_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_RULESET);

	mnl_attr_put_u32(message, P2P_RULESET_A_SIZE, 100);
	mnl_attr_put_u32(message, P2P_RULESET_A_OFFSET, 60);
	mnl_attr_put(message, P2P_RULESET_A_DATA, 40, (char [40]){ 1 });
	mnl_attr_nest_end(message, nest);
}

static void make_content_rest(struct sample *sample)
{
	struct nlmsghdr *message = sample_begin(sample, P2P_CMD_CONTENT_GET);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_CONTENT);

	mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, "films");
	mnl_attr_put(message, P2P_CONTENT_A_EXCEPT, 0, NULL);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT20, 2);
	mnl_attr_put_u32(message, P2P_CONTENT_A_COUNT16, 1);
	mnl_attr_put(message, P2P_CONTENT_A_IDS, 16, (char [16]){ 2 });
	mnl_attr_nest_end(message, nest);
}

/* Without a name the lists are named, with it the ids of that one are shown. */
static void answer_content(const struct nlmsghdr *request)
{
	answer_sample(make_content, request);
	if (request->nlmsg_len > NLMSG_HDRLEN + GENL_HDRLEN)
		answer_sample(make_content_rest, request);
}

static void answer_command(uint8_t command, const struct nlmsghdr *request)
{
	switch (command) {
	case P2P_CMD_STATUS_GET:
		return answer_sample(make_status, request);
	case P2P_CMD_STATS_GET:
		return answer_sample(make_stats, request);
	case P2P_CMD_SUBSCRIBER_GET:
		return answer_sample(make_subscriber, request);
	case P2P_CMD_SIGNATURE_GET:
		return answer_sample(make_signature, request);
	case P2P_CMD_GARDEN_GET:
		return answer_sample(make_garden, request);
	case P2P_CMD_CONTENT_GET:
		return answer_content(request);
	case P2P_CMD_TRANSACTION_BEGIN:
		return answer_sample(make_begun, request);
	case P2P_CMD_TRANSACTION_COMMIT:
		return answer_sample(make_committed, request);
	case P2P_CMD_RULESET_GET:
		answer_sample(make_ruleset, request);
		return answer_sample(make_ruleset_rest, request);
	}
}

static void answer_all(const void *messages, size_t size)
{
	const struct nlmsghdr *request = messages;
	int left = size;

	for (; mnl_nlmsg_ok(request, left); request = mnl_nlmsg_next(request, &left)) {
		const struct genlmsghdr *header = mnl_nlmsg_get_payload(request);

		if (request->nlmsg_type == GENL_ID_CTRL)
			answer_family(request);
		else
			answer_command(header->cmd, request);
		answer_end(request);
	}
}

static void put_ends(struct nlmsghdr *message, uint16_t type, uint32_t from, uint32_t to)
{
	struct nlattr *tuple = mnl_attr_nest_start(message, type), *part = mnl_attr_nest_start(message, CTA_TUPLE_IP);

	mnl_attr_put_u32(message, CTA_IP_V4_SRC, htonl(from));
	mnl_attr_put_u32(message, CTA_IP_V4_DST, htonl(to));
	mnl_attr_nest_end(message, part);
	part = mnl_attr_nest_start(message, CTA_TUPLE_PROTO);
	mnl_attr_put_u8(message, CTA_PROTO_NUM, IPPROTO_UDP);
	mnl_attr_put_u16(message, CTA_PROTO_SRC_PORT, htons(6881));
	mnl_attr_put_u16(message, CTA_PROTO_DST_PORT, htons(6881));
	mnl_attr_nest_end(message, part);
	mnl_attr_nest_end(message, tuple);
}

/* A dump of one connection. */
static void answer_conntrack(const struct nlmsghdr *request)
{
	struct sample sample = { 0 };
	struct nlmsghdr *message = mnl_nlmsg_put_header(sample.bytes);
	struct nfgenmsg *family;

	message->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW;
	family = mnl_nlmsg_put_extra_header(message, sizeof(*family));
	family->nfgen_family = AF_INET;
	put_ends(message, CTA_TUPLE_ORIG, 0x0a010002, 0xcb007142);
	put_ends(message, CTA_TUPLE_REPLY, 0xcb007142, 0x0a010002);
	mnl_attr_put_u32(message, CTA_STATUS, htonl(0xe));
	mnl_attr_put_u32(message, CTA_TIMEOUT, htonl(100));
	mnl_attr_put_u32(message, CTA_MARK, htonl(0x11000000));
	mnl_attr_put_u16(message, CTA_ZONE, htons(7));
	answer_at(&conntrack, message, request);
	message = mnl_nlmsg_put_header(sample.bytes);
	message->nlmsg_type = NLMSG_DONE;
	*(int *)mnl_nlmsg_put_extra_header(message, sizeof(int)) = 0;
	answer_at(&conntrack, message, request);
}

/* --- Calls --- */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int socket(int domain, int type, int protocol)
{
	struct pair *pair = protocol == NETLINK_GENERIC ? &generic : &conntrack;
	int ends[2];

	if (domain != AF_NETLINK || (protocol != NETLINK_GENERIC && protocol != NETLINK_NETFILTER))
		return REAL(socket)(domain, type, protocol);
	if (fails("socket") || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
		return -1;
	*pair = (struct pair){ ends[0], ends[1] };
	return pair->user;
}

static bool is_ours(int fd)
{
	return fd >= 0 && (fd == generic.user || fd == conntrack.user);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	if (!is_ours(fd))
		return REAL(bind)(fd, address, size);
	return fails("bind") ? -1 : 0;
}

/* Who joins the events is told two messages of them. */
int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
	static const struct nlmsghdr unasked;

	if (!is_ours(fd))
		return REAL(setsockopt)(fd, level, option, value, size);
	if (fails("setsockopt"))
		return -1;
	if (level == SOL_NETLINK && option == NETLINK_ADD_MEMBERSHIP) {
		answer_sample(make_event, &unasked);
		answer_sample(make_event, &unasked);
	}
	return 0;
}

ssize_t sendto(int fd, const void *messages, size_t size, int flags, const struct sockaddr *to, socklen_t to_size)
{
	if (!is_ours(fd))
		return REAL(sendto)(fd, messages, size, flags, to, to_size);
	if (fails("sendto"))
		return -1;
	if (fd == conntrack.user)
		answer_conntrack(messages);
	else
		answer_all(messages, size);
	return size;
}

static bool is_waiting(void)
{
	struct pollfd end = { .fd = generic.user, .events = POLLIN };

	return REAL(poll)(&end, 1, 0) > 0;
}

/* Everything was answered when it was sent: for the rest nobody need wait. */
int poll(struct pollfd *wait, nfds_t count, int timeout)
{
	if (count != 1 || !is_ours(wait->fd))
		return REAL(poll)(wait, count, timeout);
	return fails("poll") ? -1 : REAL(poll)(wait, count, 0);
}

/* Who waits for a signal gets it when there is nothing else any more; who waits for a while, when that has passed twice. */
int ppoll(struct pollfd *wait, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	static unsigned int waits;

	if (fails("ppoll"))
		return -1;
	if (timeout && waits++ < WAITS_MAX) {
		now.tv_sec += timeout->tv_sec;
		return 0;
	}
	if (timeout || !is_waiting())
		raise(SIGTERM);
	return REAL(ppoll)(wait, count, timeout, mask);
}

static void spoil(unsigned char *bytes, size_t size)
{
	unsigned int random = wanted.count * 2654435761u;

	for (int i = 0; i < 4 && size; i++) {
		random = random * 1664525u + 1013904223u;
		bytes[(random >> 8) % size] ^= 1 + (random >> 24) % 255;
	}
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	const char *what = is_ours(fd) ? fault("recvmsg") : NULL;
	ssize_t size;

	if (what && atoi(what)) {
		errno = atoi(what);
		return -1;
	}
	if (what && !strcmp(what, "none"))
		return 0;
	size = REAL(recvmsg)(fd, message, flags);
	if (!what || size < 0)
		return size;
	if (!strcmp(what, "lost")) {
		errno = ENOBUFS;
		return -1;
	}
	if (!strcmp(what, "short"))
		return size / 2;
	if (!strcmp(what, "cut"))
		message->msg_flags |= MSG_TRUNC;
	if (!strcmp(what, "noise"))
		spoil(message->msg_iov->iov_base, size);
	return size;
}

int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list rest;

	if (!strncmp(path, NETNS_FOLDER, strlen(NETNS_FOLDER)))
		return fails("open") ? -1 : REAL(open)("/dev/null", flags);
	va_start(rest, flags);
	if (flags & O_CREAT)
		mode = va_arg(rest, mode_t);
	va_end(rest);
	return REAL(open)(path, flags, mode);
}

int setns(int fd, int type)
{
	(void)fd;
	(void)type;
	return fails("setns") ? -1 : 0;
}

/* --- The terminal --- */

static struct termios terminal = { .c_lflag = COOKED };

int isatty(int fd)
{
	return getenv("FAULT_TERMINAL") ? fd != STDERR_FILENO : REAL(isatty)(fd);
}

int tcgetattr(int fd, struct termios *settings)
{
	(void)fd;
	*settings = terminal;
	return 0;
}

int tcsetattr(int fd, int when, const struct termios *settings)
{
	(void)fd;
	(void)when;
	terminal = *settings;
	return 0;
}

__attribute__((destructor)) static void end(void)
{
	if (terminal.c_lflag != COOKED)
		abort();
}
