// SPDX-License-Identifier: GPL-2.0-or-later
/* A flow under the glass, while another processor, or another program, writes its mark; and while time passes. */
#include "ruleset.h"

#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <netinet/in.h>

#include "../../kmod/flow.h"
#include "../../kmod/settings.h"
#include "../../kmod/stats.h"

/* What a namespace has that matters here. */
#define P2P_NET_H

struct p2p_ruleset {
	struct p2p_blob blob;
	u32 id;
};

struct p2p_state {
	struct p2p_settings settings;
	struct p2p_ruleset *ruleset;
};

struct p2p_net {
	struct p2p_stats *stats;
	struct p2p_flows flows;
};

static bool p2p_state_captures(const struct p2p_state *state)
{
	(void)state;
	return false;
}

static void p2p_ruleset_count(struct p2p_ruleset *of, const u16 *matches, unsigned int n)
{
	(void)of;
	(void)matches;
	(void)n;
}

static u32 write_mark(u32 *mark, u32 old, u32 bits);

#define cmpxchg(mark, old, bits) write_mark(mark, old, bits)

#include "../../kmod/flow.c"
#include "../../kmod/mark.c"
#include "../../kmod/decision.c"
#include "../../kmod/judge.c"
#include "../../kmod/inspect.c"
#include "../../kmod/inspect_stream.c"

u32 p2p_packet_count_segments(const struct sk_buff *skb)
{
	(void)skb;
	return 1;
}

void nf_ct_iterate_cleanup_net(int (*visit)(struct nf_conn *ct, void *data), const struct nf_ct_iter_data *iter)
{
	(void)visit;
	(void)iter;
}

bool no_memory;

#define PROOF "abcdefgh"
#define LOOKS "signature s { protocol bittorrent; strength proof; pattern \"" PROOF "\"; transport "

static struct ruleset compiled;
static struct p2p_ruleset ruleset = { .id = 1 };
static struct p2p_state packets_see = { .ruleset = &ruleset };
static struct p2p_stats stats;
static struct p2p_net pn = { .stats = &stats };
static struct nf_conn ct;
static struct p2p_finding found;	/* by the last packet */

/* What somebody else writes just before the next write of a mark, or right behind it; 0 for nothing. */
static u8 before, behind;

static void write_of_another(u32 *mark, u8 *value)
{
	if (*value)
		*mark = *value;
	*value = 0;
}

static u32 write_mark(u32 *mark, u32 old, u32 bits)
{
	u32 seen;

	write_of_another(mark, &before);
	seen = *mark;
	if (seen == old)
		*mark = bits;
	write_of_another(mark, &behind);
	return seen;
}

/* A flow of one signature's transport, whose handshake was seen, if it has one. */
static void begin(const char *transport)
{
	char text[256];

	snprintf(text, sizeof(text), LOOKS "%s }", transport);
	ruleset_compile(&compiled, text);
	ruleset.blob = compiled.blob;
	p2p_settings_set_mask(&packets_see.settings, 0xff);
	stats = (struct p2p_stats){ };
	jiffies = 1000;
	ct = (struct nf_conn){ .protocol = *transport == 't' ? IPPROTO_TCP : IPPROTO_UDP, .confirmed = true };
	ct.proto.tcp.seen[IP_CT_DIR_REPLY] = (struct ip_ct_tcp_state){ 1, IP_CT_TCP_FLAG_MAXACK_SET };
	assert_int_equal(p2p_flow_init(), 0);
	assert_int_equal(p2p_flow_start(&pn.flows, false), 0);
}

static void end(void)
{
	p2p_flow_stop(&pn.flows);
	p2p_flow_exit();
	ruleset_free(&compiled);
}

static struct p2p_inspection inspection_of(const struct p2p_packet *packet)
{
	return (struct p2p_inspection){ .pn = &pn, .state = &packets_see, .packet = packet, .ct = &ct,
					.finding = P2P_FINDING_NONE };
}

/* The initiator sends bytes, from that one of its stream on. Return: the class of the flow */
static u8 sends(u32 at, const char *bytes)
{
	struct sk_buff skb = { .data = (const u8 *)bytes, .len = strlen(bytes), .linear = strlen(bytes) };
	const struct p2p_packet packet = {
		.skb = &skb, .protocol = ct.protocol, .sequence = 1 + at, .payload_size = skb.len, .segment_size = skb.len,
	};
	struct p2p_inspection in = inspection_of(&packet);
	u8 class = p2p_inspect(&in);

	found = in.finding;
	return class;
}

/* --- Another processor decides the flow first --- */

static const struct way {
	const char *transport;
	const char *first;		/* what is sent before; the rest decides */
	u8 progress;			/* from where the flow goes on then, unless it is 0 */
} ways[] = {
	{ "tcp", "", 0 },
	{ "tcp", "abc", 0 },
	{ "tcp midflow", "", P2P_MARK_MIDFLOW },
	{ "udp", "", 0 },
};

static void go_as_far(const struct way *way)
{
	begin(way->transport);
	if (*way->first)
		assert_int_equal(sends(0, way->first), P2P_CLASS_UNDECIDED);
	if (way->progress)
		ct.mark = way->progress;
}

static void who_is_alone_decides(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		size_t sent = strlen(ways[i].first);

		go_as_far(&ways[i]);
		assert_int_equal(sends(sent, &PROOF[sent]), P2P_CLASS_BITTORRENT);
		assert_true(p2p_finding_decides(&found));
		assert_int_equal(atomic_read(&pn.flows.records), 1);
		end();
	}
}

static void who_is_not_first_has_the_class_that_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		size_t sent = strlen(ways[i].first);

		go_as_far(&ways[i]);
		before = P2P_CLASS_OTHER;
		assert_int_equal(sends(sent, &PROOF[sent]), P2P_CLASS_OTHER);
		assert_int_equal(before, 0);
		assert_int_equal(ct.mark, P2P_CLASS_OTHER);
		assert_false(p2p_finding_decides(&found));
		assert_int_equal(atomic_read(&pn.flows.records), 0);
		end();
	}
}

/* --- The mark of a decided flow is wiped --- */

static void wipe_the_class(void)
{
	begin("tcp");
	assert_int_equal(sends(0, PROOF), P2P_CLASS_BITTORRENT);
	ct.mark = 0;
}

static void a_class_is_put_back(void **state)
{
	(void)state;
	wipe_the_class();
	assert_int_equal(sends(8, "i"), P2P_CLASS_BITTORRENT);
	assert_int_equal(ct.mark, P2P_CLASS_BITTORRENT);
	end();
}

static void a_class_is_put_back_unless_there_is_one(void **state)
{
	(void)state;
	wipe_the_class();
	before = P2P_CLASS_OTHER;
	assert_int_equal(sends(8, "i"), P2P_CLASS_OTHER);
	assert_int_equal(ct.mark, P2P_CLASS_OTHER);
	end();
}

/* It is wiped again at once, and the flow has moved on from there. */
static void progress_is_no_class(void **state)
{
	u8 progress;

	(void)state;
	for (progress = 1; progress <= P2P_MARK_FULL; progress++) {
		wipe_the_class();
		behind = progress;
		assert_int_equal(sends(100000, "i"), P2P_CLASS_UNDECIDED);
		assert_int_equal(behind, 0);
		end();
	}
}

/* --- A packet that is shorter than it says --- */

static void a_short_packet_of_no_connection_is_counted_once(void **state)
{
	static const u8 protocols[] = { IPPROTO_TCP, IPPROTO_UDP };

	(void)state;
	for (size_t i = 0; i < sizeof(protocols); i++) {
		struct sk_buff skb = { .data = (const u8 *)PROOF, .len = 8 };
		const struct p2p_packet packet = {
			.skb = &skb, .protocol = protocols[i], .payload_size = 9, .segment_size = 9,
		};
		struct p2p_inspection in = inspection_of(&packet);

		begin(i ? "udp" : "tcp");
		in.ct = NULL;
		assert_int_equal(p2p_inspect(&in), P2P_CLASS_UNDECIDED);
		in.again = true;	/* in the second hook */
		assert_int_equal(p2p_inspect(&in), P2P_CLASS_UNDECIDED);
		assert_int_equal(stats.value[P2P_STATS_A_SHORT_PACKET], 1);
		assert_int_equal(stats.value[P2P_STATS_A_INSPECTED], 1);
		end();
	}
}

/* --- The entry of a flow grows old --- */

static void passes(unsigned int seconds)
{
	jiffies += seconds * HZ;
	for (u32 i = 0; i <= SWEEP_PART; i++)
		p2p_flow_sweep(&pn.flows);
}

static void an_entry_has_its_time(void **state)
{
	(void)state;
	begin("tcp");
	sends(0, "abc");
	passes(59);
	assert_int_equal(atomic_read(&pn.flows.count), 1);
	passes(2);
	assert_int_equal(atomic_read(&pn.flows.count), 0);
	assert_int_equal(sends(3, "defgh"), P2P_CLASS_UNDECIDED);
	end();
}

/* What its mark said is wiped, and the first bytes come again. */
static void an_entry_that_is_begun_again_has_its_time_again(void **state)
{
	(void)state;
	begin("tcp");
	sends(0, "abc");
	passes(50);
	ct.mark = 0;
	sends(0, "abc");
	passes(59);
	assert_int_equal(atomic_read(&pn.flows.count), 1);
	assert_int_equal(sends(3, "defgh"), P2P_CLASS_BITTORRENT);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_alone_decides),
		cmocka_unit_test(who_is_not_first_has_the_class_that_is_there),
		cmocka_unit_test(a_class_is_put_back),
		cmocka_unit_test(a_class_is_put_back_unless_there_is_one),
		cmocka_unit_test(progress_is_no_class),
		cmocka_unit_test(a_short_packet_of_no_connection_is_counted_once),
		cmocka_unit_test(an_entry_has_its_time),
		cmocka_unit_test(an_entry_that_is_begun_again_has_its_time_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
