// SPDX-License-Identifier: GPL-2.0-or-later
/* The only file that knows libnl, and only to read messages: its sockets wait for ever for the end of a dump that was lost, and
 * take what is cut for the end. What one has to know of the rest (lib/netfilter/ct.c, 3.7):
 *
 * - It reads the protocol from the original tuple only; the reply's is the same.
 * - It leaves out what the kernel leaves out, and its getters then return 0: a mark of 0, the default zone, counters that
 *   are switched off. A zone that holds for one direction only stands inside that tuple, where libnl does not look.
 * - A cache would hold all connections at once, so messages are taken one at a time.
 */
#include "conntrack.h"

#include <errno.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <netlink/netfilter/ct.h>
#include <netlink/netlink.h>
#include <string.h>

#include "failure.h"
#include "nlsock.h"

struct walk {
	bool (*visit)(const struct connection_seen *connection, void *data);
	void *data;
	bool no_memory;
};

static void address_read(uint8_t *to, struct nl_addr *address)
{
	if (address && nl_addr_get_len(address) <= 16)
		memcpy(to, nl_addr_get_binary_addr(address), nl_addr_get_len(address));
}

static struct tuple tuple_read(const struct nfnl_ct *ct, int reply)
{
	struct tuple tuple = {
		.family = nfnl_ct_get_family(ct),
		.protocol = nfnl_ct_get_proto(ct),
		.sport = nfnl_ct_get_src_port(ct, reply),
		.dport = nfnl_ct_get_dst_port(ct, reply),
	};

	address_read(tuple.src, nfnl_ct_get_src(ct, reply));
	address_read(tuple.dst, nfnl_ct_get_dst(ct, reply));
	return tuple;
}

/* What is not understood is passed over, but not for want of memory: the list would not be whole. */
static int message_read(const struct nlmsghdr *message, void *data)
{
	struct connection_seen connection;
	struct walk *walk = data;
	struct nfnl_ct *ct;
	int error = nfnlmsg_ct_parse((struct nlmsghdr *)message, &ct);

	walk->no_memory = error == -NLE_NOMEM;
	if (error < 0)
		return walk->no_memory ? 1 : 0;
	connection = (struct connection_seen){
		.orig = tuple_read(ct, 0),
		.reply = tuple_read(ct, 1),
		.zone = nfnl_ct_get_zone(ct),
		.mark = nfnl_ct_get_mark(ct),
		.timeout_s = nfnl_ct_get_timeout(ct),
		.has_counters = nfnl_ct_test_packets(ct, 0) || nfnl_ct_test_packets(ct, 1),
		.packets = nfnl_ct_get_packets(ct, 0) + nfnl_ct_get_packets(ct, 1),
		.bytes = nfnl_ct_get_bytes(ct, 0) + nfnl_ct_get_bytes(ct, 1),
		.offloaded = nfnl_ct_get_status(ct) & IPS_OFFLOAD,
	};
	nfnl_ct_put(ct);
	if (connection.orig.family != AF_INET && connection.orig.family != AF_INET6)
		return 0;
	return walk->visit(&connection, walk->data) ? 0 : 1;
}

static int refused(struct failure *failure, int error)
{
	if (error == EPERM)
		return failure_set(failure, EXIT_REFUSED, "not permitted: this needs CAP_NET_ADMIN (become root)");
	if (error == EINVAL || error == EOPNOTSUPP)
		return failure_set(failure, EXIT_UNAVAILABLE,
				   "connections cannot be listed: is the module nf_conntrack_netlink there?");
	return failure_set(failure, EXIT_UNAVAILABLE, "connections cannot be listed: %s", strerror(error));
}

static int ask(struct nlsock *socket, struct walk *walk, struct failure *failure)
{
	char buffer[256] __attribute__((aligned(NLMSG_ALIGNTO)));
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct answer answer = { .handler = message_read, .data = walk };

	message->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	message->nlmsg_seq = ++socket->sequence;
	mnl_nlmsg_put_extra_header(message, sizeof(struct nfgenmsg));
	if (nlsock_ask(socket, message, message->nlmsg_len, message->nlmsg_seq, message->nlmsg_seq, &answer, failure))
		return -1;
	if (walk->no_memory)
		return failure_set(failure, EXIT_UNAVAILABLE, "out of memory");
	if (answer.refusal.error)
		return refused(failure, answer.refusal.error);
	if (answer.interrupted)
		return failure_set(failure, EXIT_UNAVAILABLE, "some connections were lost on the way from the kernel; try again");
	return 0;
}

int conntrack_each(bool (*visit)(const struct connection_seen *connection, void *data), void *data,
		   struct failure *failure)
{
	struct walk walk = { visit, data, false };
	struct nlsock socket;
	int result = nlsock_open_conntrack(&socket, failure);

	if (!result)
		result = ask(&socket, &walk, failure);
	nlsock_close(&socket);
	return result;
}
