// SPDX-License-Identifier: GPL-2.0-or-later
/* The only file that knows libnl. What one has to know of it (lib/netfilter/ct.c, 3.7):
 *
 * - It reads the protocol from the original tuple only; the reply's is the same.
 * - It leaves out what the kernel leaves out, and its getters then return 0: a mark of 0, the default zone, counters that
 *   are switched off. A zone that holds for one direction only stands inside that tuple, where libnl does not look.
 * - nfnl_ct_dump_request() returns the bytes that it sent; only a negative number is an error.
 * - A cache would hold all connections at once, so messages are taken one at a time.
 */
#include "conntrack.h"

#include <linux/netfilter/nf_conntrack_common.h>
#include <netlink/netfilter/ct.h>
#include <netlink/netlink.h>
#include <string.h>

#include "failure.h"

struct walk {
	bool (*visit)(const struct connection_seen *connection, void *data);
	void *data;
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

static int message_read(struct nl_msg *message, void *data)
{
	struct connection_seen connection;
	struct walk *walk = data;
	struct nfnl_ct *ct;
	bool more;
	int error = nfnlmsg_ct_parse(nlmsg_hdr(message), &ct);

	/* What is not understood is passed over, but not for want of memory: the list would not be whole. */
	if (error < 0)
		return error == -NLE_NOMEM ? error : NL_SKIP;
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
		return NL_SKIP;
	more = walk->visit(&connection, walk->data);
	return more ? NL_OK : NL_STOP;
}

static int refused(struct failure *failure, int error)
{
	if (error == -NLE_PERM)
		return failure_set(failure, EXIT_REFUSED, "not permitted: this needs CAP_NET_ADMIN (become root)");
	if (error == -NLE_INVAL || error == -NLE_OPNOTSUPP || error == -NLE_PROTO_MISMATCH)
		return failure_set(failure, EXIT_UNAVAILABLE,
				   "connections cannot be listed: is the module nf_conntrack_netlink there?");
	return failure_set(failure, EXIT_UNAVAILABLE, "connections cannot be listed: %s", nl_geterror(error));
}

int conntrack_each(bool (*visit)(const struct connection_seen *connection, void *data), void *data,
		   struct failure *failure)
{
	struct walk walk = { visit, data };
	struct nl_sock *socket = nl_socket_alloc();
	int error;

	if (!socket)
		return failure_set(failure, EXIT_UNAVAILABLE, "out of memory");
	nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, message_read, &walk);
	error = nl_connect(socket, NETLINK_NETFILTER);
	if (error >= 0)
		error = nfnl_ct_dump_request(socket);
	if (error >= 0)
		error = nl_recvmsgs_default(socket);
	nl_socket_free(socket);
	return error < 0 ? refused(failure, error) : 0;
}
