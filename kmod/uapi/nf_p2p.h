/* SPDX-License-Identifier: (GPL-2.0-only WITH Linux-syscall-note) OR GPL-2.0-or-later */
/* nf_p2p: the contract between the kernel module and user space.
 *
 * Generic netlink family "nf_p2p", version 1, one instance per network namespace. Every command needs CAP_NET_ADMIN, and
 * with the module's parameter userns that of the user namespace is enough. Joining the multicast group "events" needs
 * the latter: who may not command a namespace hears nothing there either, for nothing can be ordered in it. The same
 * contract for machines is nf_p2p.yaml beside this file.
 *
 * Integers are in host order, addresses in network order, times are UTC seconds since 1970 unless a comment says
 * milliseconds. An unknown attribute, a value out of range or a flag without meaning is refused; every refusal
 * carries a sentence (NLMSGERR_ATTR_MSG) and, where one attribute is to blame, its place (NLMSGERR_ATTR_OFFS).
 *
 * Reading
 *   STATUS_GET        do    -> GENERATION, STATUS, SETTINGS
 *   STATS_GET         do    -> STATS
 *   RULESET_GET       dump  -> RULESET {SIZE, OFFSET, DATA}, one message a chunk; nothing when no ruleset is loaded
 *   SIGNATURE_GET     dump  -> SIGNATURE {NAME, CLASS, STRENGTH, MATCHES, DECISIONS}, one message each
 *   SUBSCRIBER_GET    do    SUBSCRIBER {KEY} -> SUBSCRIBER; -ENOENT when there is no such key
 *                     do    ADDRESS, ZONE? -> SUBSCRIBER: whose it is, by the longest prefix of the zone (0 when none is
 *                           given); -ENOENT when it is nobody's
 *                     dump  COUNTED? -> SUBSCRIBER, one message each, in no particular order; with the flag only those
 *                           that have COUNTERS
 *   GARDEN_GET        dump  -> GARDEN, one message each, in no particular order
 *   CONTENT_GET       dump  -> CONTENT {NAME, EXCEPT?, COUNT20, COUNT16}, one message for each content list
 *                     dump  CONTENT {NAME} -> CONTENT {NAME, EXCEPT?, COUNT20, COUNT16, IDS?} of that list, one message a
 *                             chunk, in the order of CONTENT_SET; -ENOENT when there is no such list
 *   SUBSCRIBER of a do holds the last 4 events of a sanctioned subscriber as HISTORY, whether or not they were told:
 *   decisions while it is under the sanction, its beginning, end and hits. They outlive the sanction, not the subscriber.
 *   Of decisions and hits that every packet may cause, one of each is kept in a second; of what one commit or one second
 *   does to the sanctions of many, the first 1,024.
 *   Each message of a dump carries the GENERATION that it shows; a dump during which a commit happened is flagged
 *   NLM_F_DUMP_INTR and is to be repeated.
 *
 * Changing: only inside a transaction, one per namespace at a time
 *   TRANSACTION_BEGIN   do  -> COOKIE, GENERATION. -EBUSY when another socket holds it: the port id of the holder comes
 *                          before the error in a CONFLICT message as HOLDER.
 *   every message that follows carries that COOKIE, because port ids are used again; -ESTALE when it is not the
 *   cookie of the running transaction (aborted, idle for P2P_TRANSACTION_IDLE_S seconds, or never begun).
 *   SETTINGS_SET        SETTINGS, with only the members that change
 *   RULESET_SET         RULESET {SIZE, OFFSET, DATA}: the blob in ascending chunks that leave no gap; the chunk that
 *                       completes it has the blob checked. SIZE 0 removes the ruleset.
 *   SUBSCRIBER_SET      SUBSCRIBER {KEY, PREFIX..., SANCTION?}: creates, or replaces as a whole (counters stay).
 *                       -EEXIST when a prefix belongs to another subscriber: that one comes before the error in a
 *                       CONFLICT message as SUBSCRIBER {KEY, PREFIX}.
 *   SUBSCRIBER_DEL      SUBSCRIBER {KEY}; -ENOENT when there is no such key
 *   SUBSCRIBER_FLUSH    removes every subscriber, and the default
 *   GARDEN_SET          GARDEN...: the whole garden, at most P2P_GARDEN_MAX entries; none empties it. -EEXIST when two say
 *                       the same. Entries may overlap.
 *   CONTENT_SET         CONTENT {NAME, EXCEPT?, COUNT20, COUNT16, IDS?} begins a content list, that of COUNT20 ids of 20
 *                       bytes (info-hashes) and COUNT16 of 16 (eD2k hashes); CONTENT {NAME, IDS} goes on with it: first
 *                       the ids of 20 bytes and then those of 16, in each message ids of one size, each id above the one
 *                       before it. The complete list takes the place of the one of that name. -ENOSPC beyond P2P_LISTS_MAX
 *                       lists, P2P_LIST_IDS_MAX ids of one and P2P_LISTED_MAX of all; a commit is refused while a list
 *                       is not complete.
 *   CONTENT_DEL         CONTENT {NAME}; -ENOENT when there is no such list
 *   CONTENT_FLUSH       removes every content list
 *   TRANSACTION_COMMIT  -> GENERATION. All staged changes take effect for the next packet at one instant, or none.
 *                       -EEXIST when a prefix lies within one of another subscriber and the setting NESTED is off: both
 *                       come before the error in a CONFLICT message, the inner one first. The transaction goes on.
 *   TRANSACTION_ABORT   forgets them. With FORCE (and no COOKIE) it ends anybody's transaction.
 *   A closed socket aborts its transaction.
 *
 * The default
 *   A sanction for who is no subscriber: it holds for flows that have none at either end. It is set, shown and removed
 *   like a subscriber, by SUBSCRIBER_SET, GET and DEL, with the flag DEFAULT in the place of KEY. It has no PREFIX, and
 *   its action is neither limit nor reject: nobody knows which end would be meant. There is none at first.
 *
 * When a sanction holds
 *   It begins with the commit, or when the wall clock reaches its START; one whose START is past begins at once. It ends
 *   when the wall clock reaches its END, or when what was left to it at the commit has passed on the boot clock. Both are
 *   latched: what has begun does not wait again and what has ended does not come back, wherever the clock is set. An
 *   order that says the same, word for word, goes on with what it has; any other is a new one. While the wall clock is
 *   before the module's build date, sanctions with START or END touch nothing. That it begins is told when it does; one
 *   that is taken away before, or whose END comes first, tells nothing.
 *
 * At once, beside any transaction
 *   BYPASS_SET          BYPASS: 1 takes the module out of the way of this namespace's packets, 0 puts it back
 *
 * Told by the kernel
 *   EVENT    multicast to "events": GENERATION, LOST, EVENT... (several to a message). LOST counts the events that
 *            found the queue full since the namespace began: a rise between two messages is the size of the gap.
 *   CONFLICT unicast to the sender, before the error that it explains
 */
#ifndef _UAPI_NF_P2P_H
#define _UAPI_NF_P2P_H

#include <linux/types.h>

#define P2P_GENL_NAME		"nf_p2p"
#define P2P_GENL_VERSION	1
#define P2P_GENL_EVENTS		"events"

#define P2P_KEY_MAX		63	/* bytes in a subscriber's key */
#define P2P_NAME_MAX		63	/* bytes in the name of a signature or a content list, without the NUL */
#define P2P_REASON_MAX		255	/* bytes in the reason of a sanction, without the NUL */
#define P2P_CONTENT_ID_MAX	20	/* an info-hash; an eD2k hash has 16 */
#define P2P_PREFIXES_MAX	1024	/* prefixes of one subscriber: what fits a nested attribute */
#define P2P_GARDEN_MAX		1024	/* entries of the garden: what fits a message */
#define P2P_CHUNK_MAX		32768	/* bytes of a ruleset, or of ids, in one message */
#define P2P_TRANSACTION_IDLE_S	60
#define P2P_RATE_MAX		1099511627776	/* bytes per second of a limit: 8.8 Tbit/s */
#define P2P_LISTS_MAX		64	/* content lists */
#define P2P_LIST_IDS_MAX	1000000	/* ids of a content list */
#define P2P_LISTED_MAX		4000000	/* ids of all content lists */

enum p2p_cmd {
	P2P_CMD_UNSPEC,
	P2P_CMD_STATUS_GET,
	P2P_CMD_STATS_GET,
	P2P_CMD_RULESET_GET,
	P2P_CMD_SIGNATURE_GET,
	P2P_CMD_SUBSCRIBER_GET,
	P2P_CMD_TRANSACTION_BEGIN,
	P2P_CMD_TRANSACTION_COMMIT,
	P2P_CMD_TRANSACTION_ABORT,
	P2P_CMD_SETTINGS_SET,
	P2P_CMD_RULESET_SET,
	P2P_CMD_SUBSCRIBER_SET,
	P2P_CMD_SUBSCRIBER_DEL,
	P2P_CMD_SUBSCRIBER_FLUSH,
	P2P_CMD_BYPASS_SET,
	P2P_CMD_EVENT,
	P2P_CMD_CONFLICT,
	P2P_CMD_GARDEN_GET,
	P2P_CMD_GARDEN_SET,
	P2P_CMD_CONTENT_SET,
	P2P_CMD_CONTENT_DEL,
	P2P_CMD_CONTENT_FLUSH,
	P2P_CMD_CONTENT_GET,

	__P2P_CMD_MAX,
	P2P_CMD_MAX = __P2P_CMD_MAX - 1
};

enum p2p_attr {
	P2P_A_UNSPEC,
	P2P_A_PAD,
	P2P_A_COOKIE,		/* u64 */
	P2P_A_GENERATION,	/* u64 */
	P2P_A_FORCE,		/* flag */
	P2P_A_HOLDER,		/* u32, netlink port id */
	P2P_A_LOST,		/* u64 */
	P2P_A_BYPASS,		/* u8, 0 or 1 */
	P2P_A_STATUS,		/* nest, enum p2p_status_attr */
	P2P_A_SETTINGS,		/* nest, enum p2p_settings_attr */
	P2P_A_STATS,		/* nest, enum p2p_stats_attr */
	P2P_A_RULESET,		/* nest, enum p2p_ruleset_attr */
	P2P_A_SIGNATURE,	/* nest, enum p2p_signature_attr */
	P2P_A_SUBSCRIBER,	/* nest, enum p2p_subscriber_attr */
	P2P_A_EVENT,		/* nest, enum p2p_event_attr; repeated */
	P2P_A_GARDEN,		/* nest, enum p2p_garden_attr; repeated */
	P2P_A_CONTENT,		/* nest, enum p2p_content_attr */
	P2P_A_ADDRESS,		/* binary, 4 or 16 bytes */
	P2P_A_ZONE,		/* u16, conntrack zone */
	P2P_A_COUNTED,		/* flag */

	__P2P_A_MAX,
	P2P_A_MAX = __P2P_A_MAX - 1
};

enum p2p_status_attr {
	P2P_STATUS_A_UNSPEC,
	P2P_STATUS_A_PAD,
	P2P_STATUS_A_VERSION,		/* string, the module's */
	P2P_STATUS_A_BYPASS,		/* u8 */
	P2P_STATUS_A_ACTIVE,		/* u8, 1 while the packet hooks are registered */
	P2P_STATUS_A_CLOCK_HELD,	/* u8, 1 while the wall clock is before the module's build date: timed sanctions are held */
	P2P_STATUS_A_SIGNATURES,	/* u32 */
	P2P_STATUS_A_RULESET_SIZE,	/* u32, bytes */
	P2P_STATUS_A_SUBSCRIBERS,	/* u32 */
	P2P_STATUS_A_PREFIXES,		/* u32 */
	P2P_STATUS_A_SANCTIONS,		/* u32, ended ones and the default included */
	P2P_STATUS_A_FLOWS,		/* u32, entries in the flow table */
	P2P_STATUS_A_FLOWS_MAX,		/* u32 */
	P2P_STATUS_A_HOLDER,		/* u32, port id that holds the transaction; absent when none does */
	P2P_STATUS_A_HELD_S,		/* u32, seconds since it began */
	P2P_STATUS_A_GARDEN,		/* u32, entries */
	P2P_STATUS_A_LISTS,		/* u32, content lists */
	P2P_STATUS_A_LISTED,		/* u32, content ids on them */

	__P2P_STATUS_A_MAX,
	P2P_STATUS_A_MAX = __P2P_STATUS_A_MAX - 1
};

enum p2p_settings_attr {
	P2P_SETTINGS_A_UNSPEC,
	P2P_SETTINGS_A_MARK_MASK,	/* u32, 8 adjacent bits of the conntrack mark; default 0xff000000. While the namespace
					 * is active it cannot be one that overlaps the one in force: EINVAL
					 */
	P2P_SETTINGS_A_ENFORCE,		/* u8, 0: judge and count, but touch no packet; default 1 */
	P2P_SETTINGS_A_CAPTURE,		/* u8, 1: tell all content ids in events; default 0 */
	P2P_SETTINGS_A_NESTED,		/* u8, 1: a prefix may lie within one of another subscriber; default 0 */

	__P2P_SETTINGS_A_MAX,
	P2P_SETTINGS_A_MAX = __P2P_SETTINGS_A_MAX - 1
};

/* Counters of a namespace, all u64. "packets" counts the segments of an aggregated packet one by one. */
enum p2p_stats_attr {
	P2P_STATS_A_UNSPEC,
	P2P_STATS_A_PAD,
	P2P_STATS_A_CLEARED,		/* packets of flows already decided to be other */
	P2P_STATS_A_INSPECTED,		/* packets whose payload was given to the automaton */
	P2P_STATS_A_P2P_PACKETS,	/* packets of flows decided peer-to-peer */
	P2P_STATS_A_P2P_BYTES,
	P2P_STATS_A_DECIDED_P2P,	/* flows */
	P2P_STATS_A_DECIDED_OTHER,	/* flows */
	P2P_STATS_A_COUNTED,		/* packets, by what a sanction did to them */
	P2P_STATS_A_MARKED,
	P2P_STATS_A_DROPPED,
	P2P_STATS_A_WOULD_DROP,		/* packets spared because enforce is off */
	P2P_STATS_A_NO_CONNTRACK,	/* packets without a conntrack entry, judged alone */
	P2P_STATS_A_UNTRACKED,
	P2P_STATS_A_MIDFLOW,		/* flows whose start was missed; not those older than the first commit */
	P2P_STATS_A_RELATED_PASSED,	/* ICMP errors let through */
	P2P_STATS_A_SHORT_PACKET,	/* let through: header cut short or unreadable */
	P2P_STATS_A_TABLE_FULL,		/* packets judged alone or not searched, flows that gave way or have no record: no room */
	P2P_STATS_A_NO_MEMORY,		/* packets judged alone, or not searched: no memory */
	P2P_STATS_A_MARK_UNKNOWN,	/* conntrack marks with a class that does not exist */
	P2P_STATS_A_MARK_INHERITED,	/* class bits cleared from an expected connection */
	P2P_STATS_A_EVENTS,		/* events queued */
	P2P_STATS_A_EVENTS_LOST,	/* events that found the queue full */
	P2P_STATS_A_EVENTS_COALESCED,	/* repeats within a second of an unconfirmed flow's decision */
	P2P_STATS_A_WOULD_MARK,		/* packets spared because enforce is off */
	P2P_STATS_A_LIMITED,		/* packets dropped because they went beyond a rate */
	P2P_STATS_A_REJECTED,
	P2P_STATS_A_GARDEN_PASSED,	/* packets that a sanction of scope all did not touch because of the garden */
	P2P_STATS_A_BITTORRENT_PACKETS,	/* of P2P_PACKETS and P2P_BYTES, by class, in the order of their numbers */
	P2P_STATS_A_BITTORRENT_BYTES,
	P2P_STATS_A_EDONKEY_PACKETS,
	P2P_STATS_A_EDONKEY_BYTES,
	P2P_STATS_A_GNUTELLA_PACKETS,
	P2P_STATS_A_GNUTELLA_BYTES,
	P2P_STATS_A_SOULSEEK_PACKETS,
	P2P_STATS_A_SOULSEEK_BYTES,
	P2P_STATS_A_DIRECTCONNECT_PACKETS,
	P2P_STATS_A_DIRECTCONNECT_BYTES,
	P2P_STATS_A_ARES_PACKETS,
	P2P_STATS_A_ARES_BYTES,

	__P2P_STATS_A_MAX,
	P2P_STATS_A_MAX = __P2P_STATS_A_MAX - 1
};

enum p2p_ruleset_attr {
	P2P_RULESET_A_UNSPEC,
	P2P_RULESET_A_SIZE,		/* u32, bytes of the whole blob, at most P2P_BLOB_MAX */
	P2P_RULESET_A_OFFSET,		/* u32, of this chunk */
	P2P_RULESET_A_DATA,		/* binary, 1 to P2P_CHUNK_MAX bytes */

	__P2P_RULESET_A_MAX,
	P2P_RULESET_A_MAX = __P2P_RULESET_A_MAX - 1
};

enum p2p_signature_attr {
	P2P_SIGNATURE_A_UNSPEC,
	P2P_SIGNATURE_A_PAD,
	P2P_SIGNATURE_A_NAME,		/* string */
	P2P_SIGNATURE_A_CLASS,		/* u8, enum p2p_class */
	P2P_SIGNATURE_A_STRENGTH,	/* u8, enum p2p_strength */
	P2P_SIGNATURE_A_MATCHES,	/* u64, since the ruleset was loaded */
	P2P_SIGNATURE_A_DECISIONS,	/* u64, flows that it decided */

	__P2P_SIGNATURE_A_MAX,
	P2P_SIGNATURE_A_MAX = __P2P_SIGNATURE_A_MAX - 1
};

enum p2p_subscriber_attr {
	P2P_SUBSCRIBER_A_UNSPEC,
	P2P_SUBSCRIBER_A_KEY,		/* binary, 1 to P2P_KEY_MAX bytes */
	P2P_SUBSCRIBER_A_PREFIX,	/* nest, enum p2p_prefix_attr; repeated, at most P2P_PREFIXES_MAX */
	P2P_SUBSCRIBER_A_SANCTION,	/* nest, enum p2p_sanction_attr */
	P2P_SUBSCRIBER_A_COUNTERS,	/* nest, enum p2p_counters_attr; read only, absent while nothing was counted */
	P2P_SUBSCRIBER_A_HISTORY,	/* nest, enum p2p_event_attr; repeated, the oldest first; read only, not in dumps */
	P2P_SUBSCRIBER_A_DEFAULT,	/* flag, in the place of KEY: whoever is no subscriber */

	__P2P_SUBSCRIBER_A_MAX,
	P2P_SUBSCRIBER_A_MAX = __P2P_SUBSCRIBER_A_MAX - 1
};

enum p2p_prefix_attr {
	P2P_PREFIX_A_UNSPEC,
	P2P_PREFIX_A_ADDRESS,		/* binary, 4 or 16 bytes; bits beyond the length must be zero */
	P2P_PREFIX_A_LENGTH,		/* u8, 0 to 32 or 128 */
	P2P_PREFIX_A_ZONE,		/* u16, conntrack zone; absent: 0, the default zone */

	__P2P_PREFIX_A_MAX,
	P2P_PREFIX_A_MAX = __P2P_PREFIX_A_MAX - 1
};

enum p2p_sanction_attr {
	P2P_SANCTION_A_UNSPEC,
	P2P_SANCTION_A_PAD,
	P2P_SANCTION_A_SCOPE,		/* u8, enum p2p_scope */
	P2P_SANCTION_A_ACTION,		/* u8, enum p2p_action */
	P2P_SANCTION_A_MARK_VALUE,	/* u32, only and always with action mark; no bit outside the mask */
	P2P_SANCTION_A_MARK_MASK,	/* u32, likewise; not zero. skb->mark = (skb->mark & ~mask) | value */
	P2P_SANCTION_A_END,		/* u64, absent: no end */
	P2P_SANCTION_A_STATE,		/* u8, enum p2p_sanction_state; read only */
	P2P_SANCTION_A_LEFT_S,		/* u64, seconds to the end; read only, with END */
	P2P_SANCTION_A_RATE,		/* u64, bytes per second, only and always with action limit; at most P2P_RATE_MAX */
	P2P_SANCTION_A_BURST,		/* u32, bytes, only with action limit; absent: 100 ms of the rate, 65536 at least */
	P2P_SANCTION_A_START,		/* u64, before END; absent: at once */
	P2P_SANCTION_A_WAIT_S,		/* u64, seconds to the start; read only, with STATE waiting */
	P2P_SANCTION_A_REASON,		/* string, 1 to P2P_REASON_MAX bytes of printable UTF-8; absent: none */

	__P2P_SANCTION_A_MAX,
	P2P_SANCTION_A_MAX = __P2P_SANCTION_A_MAX - 1
};

/* What the subscriber's packets met, both directions added up; all u64. */
enum p2p_counters_attr {
	P2P_COUNTERS_A_UNSPEC,
	P2P_COUNTERS_A_PAD,
	P2P_COUNTERS_A_COUNT_PACKETS,
	P2P_COUNTERS_A_COUNT_BYTES,
	P2P_COUNTERS_A_MARK_PACKETS,
	P2P_COUNTERS_A_MARK_BYTES,
	P2P_COUNTERS_A_DROP_PACKETS,
	P2P_COUNTERS_A_DROP_BYTES,
	P2P_COUNTERS_A_LIMIT_PACKETS,	/* dropped because they went beyond the rate */
	P2P_COUNTERS_A_LIMIT_BYTES,
	P2P_COUNTERS_A_REJECT_PACKETS,
	P2P_COUNTERS_A_REJECT_BYTES,
	P2P_COUNTERS_A_P2P_PACKETS,	/* of P2P flows, whatever a sanction did to them, and without one too */
	P2P_COUNTERS_A_P2P_BYTES,

	__P2P_COUNTERS_A_MAX,
	P2P_COUNTERS_A_MAX = __P2P_COUNTERS_A_MAX - 1
};

/* A content list. Flows whose content id is on one are what scope listed touches; those whose content id is on an except
 * list are touched by scope all only, whatever other list it is on.
 */
enum p2p_content_attr {
	P2P_CONTENT_A_UNSPEC,
	P2P_CONTENT_A_NAME,		/* string, 1 to P2P_NAME_MAX bytes of printable ASCII */
	P2P_CONTENT_A_EXCEPT,		/* flag: an except list */
	P2P_CONTENT_A_COUNT20,		/* u32, ids of 20 bytes */
	P2P_CONTENT_A_COUNT16,		/* u32, ids of 16 bytes */
	P2P_CONTENT_A_IDS,		/* binary, whole ids of one size, 1 to P2P_CHUNK_MAX bytes */

	__P2P_CONTENT_A_MAX,
	P2P_CONTENT_A_MAX = __P2P_CONTENT_A_MAX - 1
};

enum p2p_event_attr {
	P2P_EVENT_A_UNSPEC,
	P2P_EVENT_A_PAD,
	P2P_EVENT_A_KIND,		/* u8, enum p2p_event_kind */
	P2P_EVENT_A_TIME_MS,		/* u64, UTC milliseconds since 1970 */
	P2P_EVENT_A_GENERATION,		/* u64, that was in force */
	P2P_EVENT_A_KEY,		/* binary, the subscriber; absent when neither end is one */
	P2P_EVENT_A_ORIG,		/* nest, enum p2p_tuple_attr: as the initiator sent it */
	P2P_EVENT_A_REPLY,		/* nest, enum p2p_tuple_attr: as the answer comes back, NAT included */
	P2P_EVENT_A_CLASS,		/* u8, enum p2p_class */
	P2P_EVENT_A_SIGNATURE,		/* string, name of the one that decided */
	P2P_EVENT_A_OFFSET,		/* u32, bytes of the stream or datagram read when it matched; not with MIDFLOW */
	P2P_EVENT_A_CONTENT_ID,		/* binary, 16 or 20 bytes; with setting capture, or when it is on a list */
	P2P_EVENT_A_SCOPE,		/* u8, enum p2p_scope */
	P2P_EVENT_A_ACTION,		/* u8, enum p2p_action */
	P2P_EVENT_A_CLOCK,		/* u8, enum p2p_clock: which one ended the sanction */
	P2P_EVENT_A_REPEATS,		/* u32, like events left out since the last one told */
	P2P_EVENT_A_MIDFLOW,		/* u8, 1: the start of the stream was not seen, a segment in it matched */
	P2P_EVENT_A_LIST,		/* string, name of the content list that the content id is on */
	P2P_EVENT_A_REASON,		/* string, of the sanction */
	P2P_EVENT_A_OLD_SCOPE,		/* u8, enum p2p_scope: of the sanction that this one took the place of */
	P2P_EVENT_A_OLD_ACTION,		/* u8, enum p2p_action: likewise */
	P2P_EVENT_A_DEFAULT,		/* u8, 1: the sanction is the default; there is no KEY */

	__P2P_EVENT_A_MAX,
	P2P_EVENT_A_MAX = __P2P_EVENT_A_MAX - 1
};

enum p2p_tuple_attr {
	P2P_TUPLE_A_UNSPEC,
	P2P_TUPLE_A_SRC,		/* binary, 4 or 16 bytes */
	P2P_TUPLE_A_DST,		/* binary, 4 or 16 bytes */
	P2P_TUPLE_A_SPORT,		/* u16, host order */
	P2P_TUPLE_A_DPORT,		/* u16, host order */
	P2P_TUPLE_A_PROTOCOL,		/* u8, IPPROTO_* */

	__P2P_TUPLE_A_MAX,
	P2P_TUPLE_A_MAX = __P2P_TUPLE_A_MAX - 1
};

/* A place that sanctions of scope all do not keep anybody from: a packet is left alone when the end of its flow that is
 * not the subscriber lies there, with its address and port as they are behind address translation.
 */
enum p2p_garden_attr {
	P2P_GARDEN_A_UNSPEC,
	P2P_GARDEN_A_ADDRESS,		/* binary, 4 or 16 bytes; bits beyond the length must be zero */
	P2P_GARDEN_A_LENGTH,		/* u8, 0 to 32 or 128 */
	P2P_GARDEN_A_PROTOCOL,		/* u8, IPPROTO_*, not 0; absent: any */
	P2P_GARDEN_A_PORT_MIN,		/* u16, not 0, only with TCP and UDP; absent: any port */
	P2P_GARDEN_A_PORT_MAX,		/* u16, not below PORT_MIN; absent: that port alone */

	__P2P_GARDEN_A_MAX,
	P2P_GARDEN_A_MAX = __P2P_GARDEN_A_MAX - 1
};

/* What a flow was decided to be, as it stands in the conntrack mark: fixed for ever. 1 to 15 are the progress of an
 * undecided flow and mean nothing to anybody else.
 */
enum p2p_class {
	P2P_CLASS_UNDECIDED	= 0,
	P2P_CLASS_OTHER		= 16,
	P2P_CLASS_BITTORRENT	= 17,
	P2P_CLASS_EDONKEY	= 18,	/* eDonkey, eMule and Kad */
	P2P_CLASS_GNUTELLA	= 19,	/* and Gnutella2 */
	P2P_CLASS_SOULSEEK	= 20,
	P2P_CLASS_DIRECTCONNECT	= 21,	/* NMDC and ADC */
	P2P_CLASS_ARES		= 22,
};
#define P2P_CLASS_LAST	P2P_CLASS_ARES

enum p2p_strength {
	P2P_STRENGTH_HINT = 1,		/* never decides by itself, however many */
	P2P_STRENGTH_EVIDENCE,		/* decides together with a second, independent one */
	P2P_STRENGTH_PROOF,		/* decides alone */
};

enum p2p_scope {
	P2P_SCOPE_P2P = 1,
	P2P_SCOPE_LISTED = 2,		/* of them those whose content id is on a list */
	P2P_SCOPE_ALL = 3,
};

/* In order of strictness. */
enum p2p_action {
	P2P_ACTION_COUNT = 1,
	P2P_ACTION_MARK = 2,
	P2P_ACTION_LIMIT = 3,		/* drop what goes beyond a rate, for each subscriber and direction */
	P2P_ACTION_REJECT = 4,		/* drop, and tell the subscriber, who sent it, by a TCP reset or ICMP */
	P2P_ACTION_DROP = 5,
};

enum p2p_sanction_state {
	P2P_SANCTION_ACTIVE = 1,
	P2P_SANCTION_ENDED,		/* latched: it never comes back */
	P2P_SANCTION_HELD,		/* the wall clock is not to be trusted */
	P2P_SANCTION_WAITING,		/* its start is still to come: it touches nothing */
};

enum p2p_event_kind {
	P2P_EVENT_DECIDED = 1,		/* a flow was found to be peer-to-peer */
	P2P_EVENT_SANCTION_BEGAN,
	P2P_EVENT_SANCTION_ENDED,
	P2P_EVENT_SANCTION_HIT,		/* first packet of a flow that a sanction touched */
	P2P_EVENT_SANCTION_CHANGED,	/* a commit put one in the place of another one, and both were in force */
};

enum p2p_clock {
	P2P_CLOCK_WALL = 1,
	P2P_CLOCK_BOOT,
	P2P_CLOCK_ORDER,		/* no clock: a commit took it away, or put one that waits in its place */
};

/* The compiled ruleset: one block of at most P2P_BLOB_MAX bytes in host order. Offsets count from its first byte and
 * are multiples of 8; the kernel checks each index before it publishes the blob, and nothing is read that the header
 * does not name.
 *
 *	header | signatures | gates | stops | checks | ranges | lists | literals | tables of the automata
 *
 * An automaton is a DFA: byte -> map[byte] = byte class; next = table[state * classes + class]; accept[state] is 0 or the
 * index in lists of a u16 count (1 to P2P_CANDIDATES_MAX) followed by as many entries. An entry is the number of a
 * signature, or P2P_LIST_GATE plus that of a gate. State 0 is dead and leads only to itself, state 1 is the start. An
 * automaton without states matches nothing.
 *
 * A search may come to a list with each byte, so the checks of its signatures take P2P_EFFORT_MAX comparisons at most: one
 * for a check, for each of its ranges, for eight bytes that it compares, and for each byte that escaped text may have; twice
 * as many where both ports are asked for.
 *
 * A list may be a gap instead, P2P_LIST_GAP plus a number of bytes, and nothing behind it: such a state accepts nothing, and
 * whatever these bytes are makes no difference. Its row is for the byte behind them. Only automata that have all of a
 * payload at hand have gaps: DATAGRAM and SEGMENT.
 *
 * A searching automaton reads the same bytes as the anchored one beside it, but only while a gate is open: from the byte
 * behind that which opened the first gate up to the gate's window, or to a byte that is named in stops. What it accepts
 * counts only if the gate of the signature is open where the match ends. Of a packet whose bytes are scattered over pages,
 * P2P_DATAGRAM_WINDOW bytes are searched when the flow is mid-flow, P2P_STREAM_WINDOW when it cannot be remembered.
 *
 * A signature of several steps is one entry for each step, chained by next. First stand the signatures, that is their
 * first steps, then all further steps. A step that has matched keeps numbers, which the checks of the following ones
 * compare with.
 */
#define P2P_BLOB_MAGIC		0x42503250u	/* "P2PB" */
#define P2P_BLOB_VERSION	3
#define P2P_BLOB_MAX		(8u << 20)
#define P2P_STATES_MAX		65536
#define P2P_CANDIDATES_MAX	16
#define P2P_SIGNATURES_MAX	4096
#define P2P_STEPS_MAX		4096	/* their further steps */
#define P2P_GATES_MAX		16
#define P2P_KEPT_MAX		2	/* numbers that the steps of a signature keep */
#define P2P_CHECKS_MAX		64	/* of a signature */
#define P2P_RANGES_MAX		256	/* of a check */
#define P2P_EFFORT_MAX		1024	/* of the signatures of a list together */
#define P2P_FACTOR_MAX		(1 << 24)	/* of a check, either sign */
#define P2P_CONSTANT_MAX	(1LL << 40)	/* likewise */
#define P2P_STREAM_WINDOW	128	/* first bytes of a TCP direction that anchored signatures may speak of */
#define P2P_DATAGRAM_WINDOW	256	/* first bytes of a datagram or a mid-flow segment that signatures may speak of */
#define P2P_SEARCH_WINDOW	1400	/* first bytes of a TCP direction or a mid-flow segment that are searched */

enum p2p_automaton_id {
	P2P_AUTOMATON_STREAM,		/* TCP, from the first byte of a direction */
	P2P_AUTOMATON_DATAGRAM,		/* UDP, from the first byte of each datagram */
	P2P_AUTOMATON_SEGMENT,		/* TCP mid-flow, from the first byte of a segment */
	P2P_AUTOMATON_STREAM_SEARCH,	/* the same three, anywhere behind an open gate */
	P2P_AUTOMATON_DATAGRAM_SEARCH,
	P2P_AUTOMATON_SEGMENT_SEARCH,
	P2P_AUTOMATON_COUNT
};

struct p2p_blob_automaton {
	__u32 states;			/* 0, or 2 to P2P_STATES_MAX */
	__u32 classes;			/* byte classes, 1 to 256 */
	__u32 map;			/* offset of u8[256] */
	__u32 table;			/* offset of u16[states * classes] */
	__u32 accept;			/* offset of u16[states] */
};

struct p2p_blob_header {
	__u32 magic;
	__u32 version;
	__u32 size;			/* of the whole blob */
	__u32 signatures;		/* how many struct p2p_blob_signature, steps included */
	__u32 signatures_at;		/* and their offset; likewise below */
	__u32 gates;			/* struct p2p_blob_gate */
	__u32 gates_at;
	__u32 stops;			/* u16: 256, or 0 when there are no gates */
	__u32 stops_at;			/* by byte: a bit for each gate that it closes */
	__u32 checks;			/* struct p2p_blob_check */
	__u32 checks_at;
	__u32 ranges;			/* struct p2p_blob_range */
	__u32 ranges_at;
	__u32 lists;			/* u16 */
	__u32 lists_at;
	__u32 literals;			/* bytes: names with their NUL, and strings to compare with */
	__u32 literals_at;
	struct p2p_blob_automaton automata[P2P_AUTOMATON_COUNT];
};

#define P2P_DIRECTION_ORIGINAL	1	/* from the initiator of the flow */
#define P2P_DIRECTION_REPLY	2

#define P2P_NO_SIGNATURE	0xffff
#define P2P_NO_GATE		0xff
#define P2P_LIST_GATE		0x8000
#define P2P_LIST_GAP		0x8000	/* in place of a count */

enum p2p_turn {
	P2P_TURN_FIRST,			/* no step before this one */
	P2P_TURN_ANSWER,		/* against the direction of the first step */
	P2P_TURN_FOLLOW,		/* in the direction of the first step */
};
#define P2P_TURN_LAST	P2P_TURN_FOLLOW

/* A content id: plain bytes, or bytes of which some are written %HH. Behind: capture_at counts from the end of the match. */
enum p2p_capture {
	P2P_CAPTURE_FRONT,
	P2P_CAPTURE_BEHIND,
	P2P_CAPTURE_ESCAPED,		/* likewise */
};
#define P2P_CAPTURE_LAST	P2P_CAPTURE_ESCAPED

/* A number that a step keeps. */
struct p2p_blob_keep {
	__u8 field;			/* P2P_FIELD_U8 to P2P_FIELD_U32BE, or P2P_FIELD_NONE: what was kept stays */
	__u8 reserved;			/* 0 */
	__u16 at;			/* payload offset; below need */
};

struct p2p_blob_signature {
	__u32 name;			/* offset in the literals, NUL-terminated, at most P2P_NAME_MAX bytes before it */
	__u8 class;			/* enum p2p_class, P2P_CLASS_OTHER or above */
	__u8 strength;			/* enum p2p_strength */
	__u8 directions;		/* P2P_DIRECTION_* added up, not 0 */
	__u8 automaton;			/* enum p2p_automaton_id, the only one whose lists name it */
	__u32 first_check;
	__u16 checks;			/* all must hold; at most P2P_CHECKS_MAX */
	__u16 need;			/* bytes that must be there before the checks are evaluated; at most the window */
	__u16 need_behind;		/* and behind the end of the match; at most P2P_DATAGRAM_WINDOW */
	__u16 window;			/* searching: the match ends within so many bytes; else 0 */
	__u16 capture_at;		/* offset of the content id; it ends within the window */
	__u16 capture_size;		/* 0, 16 or 20 */
	__u8 capture;			/* enum p2p_capture */
	__u8 gate;			/* searching: which one must be open; else P2P_NO_GATE */
	__u8 turn;			/* enum p2p_turn */
	__u8 reserved;			/* 0 */
	__u16 whole;			/* number of the first step; its own when it is that */
	__u16 next;			/* number of the next step, larger than its own; or P2P_NO_SIGNATURE: it is complete */
	struct p2p_blob_keep keep[P2P_KEPT_MAX];
};

/* What must be true before a search begins. */
struct p2p_blob_gate {
	__u8 automaton;			/* STREAM, DATAGRAM or SEGMENT: whose lists name it, and beside which is searched */
	__u8 directions;		/* P2P_DIRECTION_* added up, not 0 */
	__u16 window;			/* payload bytes, from the first one, in which it can be open */
	__u16 opening_min;		/* 0: opened by a list. Else, on streams: by an opening that matches nothing, if the */
	__u16 opening_max;		/* first flights of both sides have so many bytes; at most P2P_SEARCH_WINDOW */
};

enum p2p_field {
	P2P_FIELD_NONE,			/* value 0 */
	P2P_FIELD_LENGTH,		/* bytes of payload in the datagram or segment; not on streams */
	P2P_FIELD_SPORT,		/* of the packet that matched */
	P2P_FIELD_DPORT,
	P2P_FIELD_U8,			/* at an offset below need */
	P2P_FIELD_U16LE,
	P2P_FIELD_U16BE,
	P2P_FIELD_U32LE,
	P2P_FIELD_U32BE,
	P2P_FIELD_PORT,			/* left only: one of both ports; with NE and NOT_IN neither of them */
	P2P_FIELD_ESCAPED,		/* left only, behind: bytes of percent-encoded text up to the next & or space, at most */
					/* P2P_ESCAPED_MAX; unknown, and false, without that end */
	P2P_FIELD_KEPT0,		/* right only, with EQ and NE: kept by an earlier step; right is cut to left's width */
	P2P_FIELD_KEPT1,
};
#define P2P_FIELD_LAST	P2P_FIELD_KEPT1

#define P2P_ESCAPED_MAX	64

enum p2p_check_op {
	P2P_CHECK_EQ,			/* (left & mask) % modulo op right * factor + constant, in s64 */
	P2P_CHECK_NE,
	P2P_CHECK_LT,
	P2P_CHECK_LE,
	P2P_CHECK_GT,
	P2P_CHECK_GE,
	P2P_CHECK_IN,			/* (left & mask) % modulo in ranges[constant .. constant + factor - 1] */
	P2P_CHECK_NOT_IN,
	P2P_CHECK_BYTES,		/* factor bytes at left_at equal literals[constant ..] */
};
#define P2P_CHECK_LAST	P2P_CHECK_BYTES

#define P2P_BEHIND_LEFT		1	/* left_at counts from the end of the match, and is below need_behind */
#define P2P_BEHIND_RIGHT	2

struct p2p_blob_check {
	__u8 op;			/* enum p2p_check_op */
	__u8 left;			/* enum p2p_field */
	__u8 right;			/* enum p2p_field */
	__u8 behind;			/* P2P_BEHIND_* added up */
	__u16 left_at;			/* payload offsets of the fields */
	__u16 right_at;
	__u32 mask;
	__s32 factor;
	__s64 constant;
	__u16 modulo;			/* 0: none */
	__u16 reserved[3];		/* 0 */
};

struct p2p_blob_range {
	__u32 low;
	__u32 high;			/* inclusive, not below low */
};

#endif
