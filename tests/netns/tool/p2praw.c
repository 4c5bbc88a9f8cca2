// SPDX-License-Identifier: GPL-2.0
/* p2praw - say to nf_p2p what p2pctl never would: incomplete, malformed or forbidden messages, one after the other through
 * one socket.
 */
#include "bytes.h"
#include "die.h"
#include "netns.h"

#include "../../../kmod/uapi/nf_p2p.h"

#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/capability.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char usage[] =
"p2praw [--netns NS] [--powerless] COMMAND [ATTRIBUTE]... [, COMMAND [ATTRIBUTE]...]...\n"
"Sends the commands in turn and prints the answer to each: ok, or the error, the attribute that it blames (its type)\n"
"and the sentence. --powerless: without CAP_NET_ADMIN.\n"
"COMMAND    a number or a name (status-get, transaction-begin, ...), \"dump\" in front of it asks for a dump,\n"
"           \"deaf\" sends it while the socket has no room for an answer, which is not waited for;\n"
"           join: the event group; wait=MS: do nothing\n"
"ATTRIBUTE  PATH=VALUE; PATH is a type, with those of the nests around it in front: 2, 11.1. Neighbours that begin\n"
"           alike share their nests. VALUE: u8:N u16:N u32:N u64:N hex:BYTES (as p2pflow) file:NAME[:FIRST[:LENGTH]]\n"
"           flag, nest, or cookie, the one of the transaction that was begun\n"
"Exit: 0 all were accepted, 1 one was not, 2 misuse.\n";

#define MESSAGE_MAX 65536
#define DEPTH_MAX 4

struct teller {
	struct mnl_socket *socket;
	uint32_t portid;
	uint32_t sequence;
	uint16_t family;
	uint32_t events;		/* number of the group */
	uint64_t cookie;
	unsigned int messages;		/* answered to the last command, the final one left out */
};

/* What the kernel answered in the end. */
struct verdict {
	int error;
	unsigned int blamed;		/* type of the attribute; 0: none */
	const char *sentence;
};

static const struct command_name {
	const char *name;
	uint8_t command;
} commands[] = {
	{ "status-get", P2P_CMD_STATUS_GET },
	{ "stats-get", P2P_CMD_STATS_GET },
	{ "ruleset-get", P2P_CMD_RULESET_GET },
	{ "signature-get", P2P_CMD_SIGNATURE_GET },
	{ "subscriber-get", P2P_CMD_SUBSCRIBER_GET },
	{ "transaction-begin", P2P_CMD_TRANSACTION_BEGIN },
	{ "transaction-commit", P2P_CMD_TRANSACTION_COMMIT },
	{ "transaction-abort", P2P_CMD_TRANSACTION_ABORT },
	{ "settings-set", P2P_CMD_SETTINGS_SET },
	{ "ruleset-set", P2P_CMD_RULESET_SET },
	{ "subscriber-set", P2P_CMD_SUBSCRIBER_SET },
	{ "subscriber-del", P2P_CMD_SUBSCRIBER_DEL },
	{ "subscriber-flush", P2P_CMD_SUBSCRIBER_FLUSH },
	{ "bypass-set", P2P_CMD_BYPASS_SET },
	{ "garden-get", P2P_CMD_GARDEN_GET },
	{ "garden-set", P2P_CMD_GARDEN_SET },
	{ "content-set", P2P_CMD_CONTENT_SET },
	{ "content-del", P2P_CMD_CONTENT_DEL },
	{ "content-flush", P2P_CMD_CONTENT_FLUSH },
	{ "content-get", P2P_CMD_CONTENT_GET },
};

static unsigned long long number(const char *text, unsigned long long max)
{
	char *end;
	unsigned long long value = strtoull(text, &end, 0);

	if (end == text || *end || value > max)
		die("'%s' is not a number up to %llu", text, max);
	return value;
}

static uint8_t command_of(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(word, commands[i].name))
			return commands[i].command;
	return (uint8_t)number(word, 255);
}

static void drop_net_admin(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		die("capget: %s", strerror(errno));
	data[0].effective &= ~(1u << CAP_NET_ADMIN);
	data[0].permitted &= ~(1u << CAP_NET_ADMIN);
	if (syscall(SYS_capset, &header, data))
		die("capset: %s", strerror(errno));
}

/* --- Attributes --- */

static void put_file(struct nlmsghdr *message, uint16_t type, const char *value)
{
	char *name = strdup(value), *first = strchr(name, ':'), *length = NULL;
	static char content[P2P_CHUNK_MAX + 1];
	ssize_t size;
	int fd;

	if (first)
		*first++ = 0;
	length = first ? strchr(first, ':') : NULL;
	if (length)
		*length++ = 0;
	fd = open(name, O_RDONLY);
	if (fd < 0)
		die("%s: %s", name, strerror(errno));
	size = pread(fd, content, length ? number(length, sizeof(content)) : sizeof(content),
		     first ? (off_t)number(first, 1u << 30) : 0);
	close(fd);
	if (size < 0)
		die("%s: %s", name, strerror(errno));
	mnl_attr_put(message, type, (size_t)size, content);
	free(name);
}

static void put_value(const struct teller *teller, struct nlmsghdr *message, uint16_t type, const char *value)
{
	if (!strncmp(value, "u8:", 3)) {
		mnl_attr_put_u8(message, type, (uint8_t)number(value + 3, UINT8_MAX));
	} else if (!strncmp(value, "u16:", 4)) {
		mnl_attr_put_u16(message, type, (uint16_t)number(value + 4, UINT16_MAX));
	} else if (!strncmp(value, "u32:", 4)) {
		mnl_attr_put_u32(message, type, (uint32_t)number(value + 4, UINT32_MAX));
	} else if (!strncmp(value, "u64:", 4)) {
		mnl_attr_put_u64(message, type, number(value + 4, UINT64_MAX));
	} else if (!strncmp(value, "hex:", 4)) {
		struct bytes bytes = bytes_parse(value + 4);

		mnl_attr_put(message, type, bytes.length, bytes.data);
		bytes_free(&bytes);
	} else if (!strncmp(value, "file:", 5)) {
		put_file(message, type, value + 5);
	} else if (!strcmp(value, "cookie")) {
		mnl_attr_put_u64(message, type, teller->cookie);
	} else if (!strcmp(value, "flag")) {
		mnl_attr_put(message, type, 0, NULL);
	} else if (!strcmp(value, "nest")) {
		mnl_attr_nest_end(message, mnl_attr_nest_start(message, type));
	} else {
		die("'%s' is no value (--help)", value);
	}
}

/* The nests that are open in a message. */
struct nests {
	unsigned int depth;
	uint16_t types[DEPTH_MAX];
	struct nlattr *attrs[DEPTH_MAX];
};

static void nests_close(struct nests *nests, struct nlmsghdr *message, unsigned int depth)
{
	while (nests->depth > depth)
		mnl_attr_nest_end(message, nests->attrs[--nests->depth]);
}

static void put_attribute(const struct teller *teller, struct nlmsghdr *message, struct nests *nests, const char *word)
{
	const char *value = strchr(word, '=');
	uint16_t path[DEPTH_MAX + 1];
	unsigned int length = 0, common = 0;
	char *at = (char *)word;

	if (!value)
		die("'%s' is no attribute (--help)", word);
	do {
		if (length > DEPTH_MAX)
			die("'%s': nested too deeply", word);
		path[length++] = (uint16_t)strtoul(at, &at, 10);
	} while (*at++ == '.');
	if (at != value + 1)
		die("'%s' is no attribute (--help)", word);
	while (common < nests->depth && common + 1 < length && nests->types[common] == path[common])
		common++;
	nests_close(nests, message, common);
	for (; nests->depth + 1 < length; nests->depth++) {
		nests->types[nests->depth] = path[nests->depth];
		nests->attrs[nests->depth] = mnl_attr_nest_start(message, path[nests->depth]);
	}
	put_value(teller, message, path[length - 1], value + 1);
}

/* --- Messages --- */

static struct nlmsghdr *message_begin(struct teller *teller, uint16_t family, uint8_t command, uint16_t flags, void *buffer)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	message->nlmsg_type = family;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
	message->nlmsg_seq = ++teller->sequence;
	header->cmd = command;
	header->version = 1;
	return message;
}

/* Type of the attribute at an offset of the message that was sent. */
static unsigned int type_at(const struct nlmsghdr *sent, uint32_t offset)
{
	const struct nlattr *attr = (const void *)((const char *)sent + offset);

	return offset + sizeof(*attr) <= sent->nlmsg_len ? mnl_attr_get_type(attr) : 0;
}

static struct verdict read_verdict(const struct nlmsghdr *answer, const struct nlmsghdr *sent)
{
	bool done = answer->nlmsg_type == NLMSG_DONE;
	const struct nlmsgerr *error = mnl_nlmsg_get_payload(answer);
	struct verdict verdict = { .error = done ? *(const int *)mnl_nlmsg_get_payload(answer) : error->error };
	unsigned int offset = done ? sizeof(int) : sizeof(*error);
	const struct nlattr *attr;

	if (!done && !(answer->nlmsg_flags & NLM_F_CAPPED))
		offset += MNL_ALIGN(error->msg.nlmsg_len) - sizeof(error->msg);
	if (!(answer->nlmsg_flags & NLM_F_ACK_TLVS))
		return verdict;
	mnl_attr_for_each(attr, answer, offset) {
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG)
			verdict.sentence = mnl_attr_get_str(attr);
		else if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_OFFS)
			verdict.blamed = type_at(sent, mnl_attr_get_u32(attr));
	}
	return verdict;
}

static int read_group(const struct nlattr *attr, void *data)
{
	uint32_t *group = data;

	if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_ID)
		*group = mnl_attr_get_u32(attr);
	return MNL_CB_OK;
}

static int read_groups(const struct nlattr *attr, void *data)
{
	return mnl_attr_parse_nested(attr, read_group, data);
}

static int read_answer(const struct nlattr *attr, void *data)
{
	struct teller *teller = data;

	if (teller->family && mnl_attr_get_type(attr) == P2P_A_COOKIE)
		teller->cookie = mnl_attr_get_u64(attr);
	else if (!teller->family && mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
		mnl_attr_parse_nested(attr, read_groups, &teller->events);
	return MNL_CB_OK;
}

static struct verdict ask(struct teller *teller, const struct nlmsghdr *message)
{
	static char buffer[MESSAGE_MAX];
	const struct nlmsghdr *answer;
	int left;

	if (mnl_socket_sendto(teller->socket, message, message->nlmsg_len) < 0)
		die("sending: %s", strerror(errno));
	for (teller->messages = 0;;) {
		left = (int)mnl_socket_recvfrom(teller->socket, buffer, sizeof(buffer));
		if (left < 0)
			die("receiving: %s", strerror(errno));
		for (answer = (void *)buffer; mnl_nlmsg_ok(answer, left); answer = mnl_nlmsg_next(answer, &left)) {
			if (answer->nlmsg_type == NLMSG_ERROR || answer->nlmsg_type == NLMSG_DONE)
				return read_verdict(answer, message);
			teller->messages++;
			mnl_attr_parse(answer, sizeof(struct genlmsghdr), read_answer, teller);
		}
	}
}

/* Questions whose answers fill the smallest receive buffer that there is. */
#define MANY_QUESTIONS 64

static bool say_deaf(struct teller *teller, const char *word, const struct nlmsghdr *message)
{
	static char buffer[MESSAGE_MAX];
	int fd = mnl_socket_get_fd(teller->socket), smallest = 0, i;
	struct nlmsghdr *question;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof(smallest)))
		die("SO_RCVBUF: %s", strerror(errno));
	for (i = 0; i < MANY_QUESTIONS; i++) {
		question = message_begin(teller, teller->family, P2P_CMD_STATUS_GET, 0, buffer);
		mnl_socket_sendto(teller->socket, question, question->nlmsg_len);
	}
	if (mnl_socket_sendto(teller->socket, message, message->nlmsg_len) < 0)
		die("sending: %s", strerror(errno));
	printf("%s: said\n", word);
	fflush(stdout);
	return true;
}

static int read_family(const struct nlattr *attr, void *data)
{
	uint16_t *family = data;

	if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID)
		*family = mnl_attr_get_u16(attr);
	return MNL_CB_OK;
}

static void find_family(struct teller *teller)
{
	static char buffer[MESSAGE_MAX];
	struct nlmsghdr *message = message_begin(teller, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0, buffer);
	const struct nlmsghdr *answer = (void *)buffer;
	uint16_t family = 0;

	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, P2P_GENL_NAME);
	if (mnl_socket_sendto(teller->socket, message, message->nlmsg_len) < 0 ||
	    mnl_socket_recvfrom(teller->socket, buffer, sizeof(buffer)) < 0)
		die("netlink: %s", strerror(errno));
	if (answer->nlmsg_type == NLMSG_ERROR)
		die("no netlink family " P2P_GENL_NAME);
	mnl_attr_parse(answer, sizeof(struct genlmsghdr), read_answer, teller);
	mnl_attr_parse(answer, sizeof(struct genlmsghdr), read_family, &family);
	if (mnl_socket_recvfrom(teller->socket, buffer, sizeof(buffer)) < 0)
		die("netlink: %s", strerror(errno));
	teller->family = family;
}

static void teller_open(struct teller *teller)
{
	int on = 1;

	teller->socket = mnl_socket_open(NETLINK_GENERIC);
	if (!teller->socket || mnl_socket_bind(teller->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		die("netlink: %s", strerror(errno));
	teller->portid = mnl_socket_get_portid(teller->socket);
	mnl_socket_setsockopt(teller->socket, NETLINK_EXT_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(teller->socket, NETLINK_CAP_ACK, &on, sizeof(on));
	find_family(teller);
}

/* --- The command line --- */

static bool print_verdict(const char *word, const struct verdict *verdict, unsigned int messages)
{
	printf("%s: ", word);
	if (verdict->error)
		printf("%s", strerrorname_np(-verdict->error));
	else
		printf("ok %u", messages);
	if (verdict->blamed)
		printf(" at %u", verdict->blamed);
	if (verdict->sentence)
		printf(" %s", verdict->sentence);
	putchar('\n');
	fflush(stdout);
	return !verdict->error;
}

static bool join(struct teller *teller)
{
	struct verdict verdict = { 0 };

	if (mnl_socket_setsockopt(teller->socket, NETLINK_ADD_MEMBERSHIP, &teller->events, sizeof(teller->events)))
		verdict.error = -errno;
	return print_verdict("join", &verdict, 0);
}

static bool say(struct teller *teller, char *words[], int count)
{
	static char buffer[MESSAGE_MAX + P2P_CHUNK_MAX];
	bool dump = count > 1 && !strcmp(words[0], "dump");
	bool deaf = count > 1 && !strcmp(words[0], "deaf");
	const char *word = words[dump || deaf];
	struct nests nests = { 0 };
	struct nlmsghdr *message;
	struct verdict verdict;
	int i;

	if (!strcmp(word, "join"))
		return join(teller);
	if (!strncmp(word, "wait=", 5)) {
		usleep((useconds_t)number(word + 5, 600000) * 1000);
		return true;
	}
	memset(buffer, 0, sizeof(buffer));
	message = message_begin(teller, teller->family, command_of(word), dump ? NLM_F_DUMP : 0, buffer);
	for (i = (dump || deaf) + 1; i < count; i++)
		put_attribute(teller, message, &nests, words[i]);
	nests_close(&nests, message, 0);
	if (deaf)
		return say_deaf(teller, word, message);
	verdict = ask(teller, message);
	return print_verdict(word, &verdict, teller->messages);
}

int main(int argc, char *argv[])
{
	struct teller teller = { 0 };
	bool accepted = true;
	int first, last;

	for (first = 1; first < argc && !strncmp(argv[first], "--", 2); first++) {
		if (!strcmp(argv[first], "--powerless"))
			drop_net_admin();
		else if (!strcmp(argv[first], "--netns") && first + 1 < argc)
			netns_enter(argv[++first]);
		else
			return fputs(usage, stdout), strcmp(argv[first], "--help") ? EXIT_USAGE : EXIT_MET;
	}
	teller_open(&teller);
	for (; first < argc; first = last + 1) {
		for (last = first; last < argc && strcmp(argv[last], ","); last++)
			;
		if (last == first)
			die("a command is missing (--help)");
		accepted &= say(&teller, argv + first, last - first);
	}
	return accepted ? EXIT_MET : EXIT_UNMET;
}
