// SPDX-License-Identifier: GPL-2.0-or-later
/* The flows of a capture are those that conntrack would have made of it, and each is judged as the module would. */
#include <pcap/dlt.h>

#include "capture/capture.h"
#include "capture/reader.h"
#include "frames.h"
#include "ruleset.h"

#define SECOND		INT64_C(1000000)
#define HANDSHAKE	"\x13" "BitTorrent protocol........" "01234567890123456789" "-XX0000-abcdefghijkl"
#define HANDSHAKE_SIZE	68

static const char signatures[] =
	"signature hello {\nprotocol bittorrent\ntransport tcp\npattern \"\\x13BitTorrent protocol\"\nstrength proof\n"
	"capture content-id @28 size 20\n}\n"
	"signature again {\nprotocol bittorrent\ntransport tcp midflow\n"
	"pattern \"\\x13BitTorrent protocol\"\nstrength proof\n"
	"capture content-id @28 size 20\n}\n"
	"signature ask {\nprotocol edonkey\ntransport udp\npattern \"\\xe4\\x21abcd\"\nstrength evidence\n}\n"
	"signature tell {\nprotocol edonkey\ntransport udp\npattern \"\\xe4\\x29abcd\"\nstrength evidence\n}\n";

static struct ruleset ruleset;
static struct capture capture;
static struct frame frame, inner;
static int64_t now_us;

static int compile(void **state)
{
	(void)state;
	ruleset_compile(&ruleset, signatures);
	return 0;
}

static int release(void **state)
{
	(void)state;
	ruleset_free(&ruleset);
	return 0;
}

static int setup(void **state)
{
	(void)state;
	capture_init(&capture, &ruleset.blob, true);
	now_us = SECOND;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	capture_free(&capture);
	return 0;
}

static void send_frame(void)
{
	struct bytes bytes = frame_bytes(&frame);

	capture_frame(&capture, DLT_RAW, &bytes, now_us);
	free((void *)bytes.data);
}

static void tcp(int from, unsigned int flags, uint32_t sequence, uint32_t acknowledged, const char *payload, size_t size)
{
	int sport = from == 1 ? 1000 : 2000;

	frame.size = inner.size = 0;
	frame_tcp(&inner, sport, 3000 - sport, flags, sequence, acknowledged, payload, size);
	frame_ipv4(&frame, IPPROTO_TCP, from, 3 - from, inner.data, inner.size);
	send_frame();
}

static void udp(int from, const char *payload, size_t size)
{
	int sport = from == 1 ? 1000 : 2000;

	frame.size = inner.size = 0;
	frame_udp(&inner, sport, 3000 - sport, payload, size);
	frame_ipv6(&frame, IPPROTO_UDP, from, 3 - from, inner.data, inner.size);
	send_frame();
}

/* Sequence numbers that turn over within the handshake. */
#define ISN_1	(UINT32_MAX - 10)
#define ISN_2	5000u

static void connect_tcp(void)
{
	tcp(1, TCP_SYN, ISN_1, 0, NULL, 0);
	tcp(2, TCP_SYN | TCP_ACK, ISN_2, ISN_1 + 1, NULL, 0);
	tcp(1, TCP_ACK, ISN_1 + 1, ISN_2 + 1, NULL, 0);
}

static void data(int from, uint32_t offset, const char *payload, size_t size)
{
	tcp(from, TCP_ACK | TCP_PUSH, (from == 1 ? ISN_1 : ISN_2) + 1 + offset, (from == 1 ? ISN_2 : ISN_1) + 1, payload, size);
}

static const struct flow *flow_number(unsigned int number)
{
	const struct flow *flow = capture.flows.first;

	while (flow && number--)
		flow = flow->next;
	return flow;
}

static void expect_flows(unsigned int count)
{
	assert_null(flow_number(count));
	assert_non_null(flow_number(count - 1));
}

static void a_handshake_decides_its_flow(void **state)
{
	const struct flow *flow;

	(void)state;
	connect_tcp();
	data(1, 0, HANDSHAKE, HANDSHAKE_SIZE);
	expect_flows(1);
	flow = flow_number(0);
	assert_int_equal(flow->judgement.class, P2P_CLASS_BITTORRENT);
	assert_int_equal(flow->judgement.trail.finding.offset, 20);
	assert_false(flow->judgement.midflow);
	assert_int_equal(flow->judgement.trail.finding.content_id_size, 20);
	assert_memory_equal(flow->judgement.trail.finding.content_id, "01234567890123456789", 20);
	assert_int_equal(flow->decided_at, 4);
	assert_int_equal(flow->packets, 4);
	assert_int_equal(flow->bytes, 3 * 40 + 40 + HANDSHAKE_SIZE);
	assert_int_equal(flow->key.ends[0].port, 1000);
	assert_int_equal(flow->match_count, 1);
	assert_int_equal(flow->matches[0].packet, 4);
	assert_int_equal(flow->matches[0].match.offset, 20);
	assert_null(flow->judgement.dialogue);
}

static void a_handshake_in_single_bytes_in_reverse_reads_the_same(void **state)
{
	(void)state;
	connect_tcp();
	data(2, 0, "xyz", 3);
	for (int i = HANDSHAKE_SIZE - 1; i >= 0; i--)
		data(1, i, HANDSHAKE + i, 1);
	expect_flows(1);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
	assert_int_equal(flow_number(0)->judgement.trail.finding.content_id_size, 20);
}

static void a_decision_waits_for_its_content_id(void **state)
{
	(void)state;
	connect_tcp();
	data(1, 0, HANDSHAKE, 47);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	data(1, 47, HANDSHAKE + 47, 1);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
	assert_int_equal(flow_number(0)->judgement.trail.finding.content_id_size, 20);
}

static void the_answer_decides_too(void **state)
{
	(void)state;
	connect_tcp();
	data(1, 0, "GET / HTTP", 10);
	assert_int_equal(flow_number(0)->judgement.dead, 1);
	data(2, 0, HANDSHAKE, HANDSHAKE_SIZE);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
}

static void both_sides_dead_clear_a_flow(void **state)
{
	(void)state;
	connect_tcp();
	data(1, 0, "GET / HTTP", 10);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	data(2, 0, "HTTP/1.1 200 OK", 15);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_OTHER);
	data(1, 10, HANDSHAKE, HANDSHAKE_SIZE);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_OTHER);
	assert_int_equal(flow_number(0)->packets, 6);
}

static void what_rides_on_a_syn_does_not_bury(void **state)
{
	(void)state;
	tcp(1, TCP_SYN, ISN_1, 0, "junk", 4);
	assert_int_equal(flow_number(0)->judgement.dead, 0);
	tcp(2, TCP_SYN | TCP_ACK, ISN_2, ISN_1 + 1, NULL, 0);
	data(1, 0, HANDSHAKE, HANDSHAKE_SIZE);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
}

static void an_unseen_start_makes_a_flow_midflow(void **state)
{
	(void)state;
	data(2, 700, HANDSHAKE, HANDSHAKE_SIZE);
	expect_flows(1);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
	assert_true(flow_number(0)->judgement.midflow);
	assert_true(flow_number(0)->judgement.trail.finding.midflow);
	assert_int_equal(flow_number(0)->key.ends[0].port, 2000);
}

/* What the other side acknowledges is not where a stream begins that was under way before. */
static void an_acknowledgement_does_not_make_a_start(void **state)
{
	(void)state;
	data(2, 700, NULL, 0);
	data(1, 0, HANDSHAKE, HANDSHAKE_SIZE);
	expect_flows(1);
	assert_true(flow_number(0)->judgement.trail.finding.midflow);
}

/* The tenth byte of the first side has the sequence number 0, and those of the segments that count are around multiples of
 * 4096.
 */
static void the_eighth_segment_clears_a_midflow_flow(void **state)
{
	(void)state;
	for (int i = 0; i < 7; i++)
		data(1, 4096 * i + 5, "0123456789", 10);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	data(1, 4096 * 7 + 5, "0123456789", 10);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_OTHER);
}

/* A sender that is slowed down writes a message in many pieces, and the next one begins behind them. */
static void small_pieces_do_not_clear_a_midflow_flow(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++)
		data(1, 20 + 10 * i, "0123456789", 10);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	data(1, 520, HANDSHAKE, HANDSHAKE_SIZE);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
}

/* A transfer is a long row of segments without PSH: the next message begins behind it. */
static void segments_that_go_on_do_not_clear_a_midflow_flow(void **state)
{
	(void)state;
	for (int i = 0; i < 50; i++)
		tcp(1, TCP_ACK, ISN_1 + 1 + 10 * i, ISN_2 + 1, "0123456789", 10);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	data(1, 500, HANDSHAKE, HANDSHAKE_SIZE);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_BITTORRENT);
}

static void a_syn_ack_begins_no_flow(void **state)
{
	(void)state;
	tcp(2, TCP_SYN | TCP_ACK, ISN_2, ISN_1 + 1, NULL, 0);
	assert_null(capture.flows.first);
	data(1, 0, HANDSHAKE, HANDSHAKE_SIZE);
	expect_flows(1);
	assert_int_equal(flow_number(0)->key.ends[0].port, 1000);
	assert_true(flow_number(0)->judgement.midflow);
	assert_int_equal(capture.lone, 1);
}

/* Conntrack takes what a client sends before it was answered for nobody's; the module judges the packet alone. */
static void a_proof_without_a_connection_stands_alone(void **state)
{
	(void)state;
	tcp(1, TCP_SYN, ISN_1, 0, NULL, 0);
	data(1, 0, HANDSHAKE, HANDSHAKE_SIZE);
	expect_flows(2);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	assert_int_equal(flow_number(0)->packets, 1);
	assert_true(flow_number(1)->lone);
	assert_int_equal(flow_number(1)->judgement.class, P2P_CLASS_BITTORRENT);
}

static void finish(int by)
{
	if (by) {
		tcp(by, TCP_RST, by == 1 ? ISN_1 + 1 : ISN_2 + 1, 0, NULL, 0);
		return;
	}
	tcp(1, TCP_FIN | TCP_ACK, ISN_1 + 1, ISN_2 + 1, NULL, 0);
	tcp(2, TCP_FIN | TCP_ACK, ISN_2 + 1, ISN_1 + 2, NULL, 0);
	tcp(1, TCP_ACK, ISN_1 + 2, ISN_2 + 2, NULL, 0);
}

static void a_syn_after_the_end_begins_another_flow(void **state)
{
	(void)state;
	for (int by = 0; by <= 2; by++) {
		teardown(NULL);
		setup(NULL);
		connect_tcp();
		finish(by);
		tcp(1, TCP_SYN, 70000, 0, NULL, 0);
		expect_flows(2);
		tcp(2, TCP_SYN | TCP_ACK, 90000, 70001, NULL, 0);
		tcp(1, TCP_ACK, 70001, 90001, HANDSHAKE, HANDSHAKE_SIZE);
		expect_flows(2);
		assert_int_equal(flow_number(1)->judgement.class, P2P_CLASS_BITTORRENT);
	}
}

static void a_syn_sent_again_begins_none(void **state)
{
	(void)state;
	tcp(1, TCP_SYN, ISN_1, 0, NULL, 0);
	tcp(1, TCP_SYN, ISN_1, 0, NULL, 0);
	expect_flows(1);
	assert_int_equal(flow_number(0)->packets, 2);
}

/* As conntrack forgets a connection at once that a reset is the first answer to. */
static void a_syn_after_a_refusal_begins_another_flow(void **state)
{
	(void)state;
	for (int i = 1; i <= 3; i++) {
		tcp(1, TCP_SYN, ISN_1, 0, NULL, 0);
		tcp(2, TCP_RST | TCP_ACK, 0, ISN_1 + 1, NULL, 0);
		expect_flows(i);
	}
	tcp(2, TCP_RST | TCP_ACK, 0, ISN_1 + 1, NULL, 0);
	expect_flows(3);
	assert_int_equal(flow_number(2)->packets, 2);
	assert_int_equal(capture.lone, 1);
}

static void a_syn_within_a_connection_begins_none(void **state)
{
	(void)state;
	connect_tcp();
	tcp(1, TCP_SYN, 12345, 0, NULL, 0);
	expect_flows(1);
	assert_int_equal(flow_number(0)->packets, 4);
}

static void senseless_flags_belong_to_no_flow(void **state)
{
	(void)state;
	tcp(1, TCP_SYN | TCP_FIN, 1, 0, NULL, 0);
	tcp(1, 0, 1, 0, NULL, 0);
	tcp(1, TCP_RST, 1, 0, NULL, 0);
	tcp(1, TCP_FIN | TCP_ACK, 1, 0, "x", 1);
	assert_null(capture.flows.first);
	assert_int_equal(capture.lone, 4);
}

static void evidence_of_two_datagrams_adds_up(void **state)
{
	(void)state;
	udp(1, "\xe4\x21" "abcd", 6);
	udp(1, "\xe4\x21" "abcd", 6);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	udp(2, "\xe4\x29" "abcd", 6);
	expect_flows(1);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_EDONKEY);
	assert_int_equal(flow_number(0)->match_count, 3);
	assert_int_equal(flow_number(0)->key.family, AF_INET6);
}

static void datagrams_clear_a_flow_when_both_sides_have_spoken(void **state)
{
	(void)state;
	udp(1, "junk", 4);
	for (int i = 0; i < 50; i++)
		udp(2, "junk", 4);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	for (int i = 0; i < 2; i++)
		udp(1, "junk", 4);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	udp(1, "", 0);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_UNDECIDED);
	udp(1, "junk", 4);
	assert_int_equal(flow_number(0)->judgement.class, P2P_CLASS_OTHER);
}

static void silence_ends_a_flow_over_udp(void **state)
{
	(void)state;
	udp(1, "junk", 4);
	now_us += 30 * SECOND;
	udp(1, "junk", 4);
	expect_flows(1);
	now_us += 30 * SECOND + 1;
	udp(2, "junk", 4);
	expect_flows(2);
	assert_int_equal(flow_number(1)->key.ends[0].port, 2000);
}

static void an_answered_flow_over_udp_lasts_longer(void **state)
{
	(void)state;
	udp(1, "junk", 4);
	udp(2, "junk", 4);
	now_us += 29 * SECOND;
	udp(1, "junk", 4);
	now_us += 119 * SECOND;
	udp(1, "junk", 4);
	expect_flows(1);
	now_us += 121 * SECOND;
	udp(1, "junk", 4);
	expect_flows(2);
}

static void fragments_make_one_packet_of_a_flow(void **state)
{
	(void)state;
	inner.size = 0;
	frame_udp(&inner, 1000, 2000, "\xe4\x21" "abcd........................", 30);
	for (int i = 1; i >= 0; i--) {
		frame.size = 0;
		frame_ipv4_part(&frame, IPPROTO_UDP, 1, 2, 77, i ? 2 : 0x2000, inner.data + i * 16, i ? inner.size - 16 : 16);
		send_frame();
	}
	expect_flows(1);
	assert_int_equal(flow_number(0)->packets, 1);
	assert_int_equal(flow_number(0)->bytes, 20 + 38);
	assert_int_equal(flow_number(0)->match_count, 1);
}

static void ten_thousand_flows_are_told_apart(void **state)
{
	unsigned int flows = 0;

	(void)state;
	for (int again = 0; again < 2; again++) {
		for (int i = 0; i < 10000; i++) {
			frame.size = inner.size = 0;
			frame_udp(&inner, 1000 + i, 53, "junk", 4);
			frame_ipv4(&frame, IPPROTO_UDP, 1, 2, inner.data, inner.size);
			send_frame();
		}
	}
	for (const struct flow *flow = capture.flows.first; flow; flow = flow->next) {
		assert_int_equal(flow->packets, 2);
		assert_int_equal(flow->key.ends[0].port, 1000 + flows++);
	}
	assert_int_equal(flows, 10000);
}

/* A file of noise behind a true header, and frames of noise: the sanitizers watch. */
static void noise_is_survived(void **state)
{
	static uint8_t file[24 + 4096] = { 0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1 };
	struct reader reader;

	(void)state;
	random_begin();
	for (int i = 0; i < 20000; i++) {
		frame.size = random_below(120);
		for (size_t j = 0; j < frame.size; j++)
			frame.data[j] = random_below(4) ? random_below(256) : 0;
		if (frame.size && random_below(4))
			frame.data[0] = random_below(2) ? 0x45 : 0x60;
		if (frame.size > 9 && random_below(4))
			frame.data[random_below(2) ? 9 : 6] = (const uint8_t[]){ 6, 17, 44, 0, 60 }[random_below(5)];
		send_frame();
	}
	for (size_t j = 24; j < sizeof(file); j++)
		file[j] = random_below(3) ? 0 : random_below(64);
	if (!reader_open_memory(&reader, file, sizeof(file)))
		reader_run(&reader, &capture);
	reader_close(&reader);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_handshake_decides_its_flow),
		TEST(a_handshake_in_single_bytes_in_reverse_reads_the_same),
		TEST(a_decision_waits_for_its_content_id),
		TEST(the_answer_decides_too),
		TEST(both_sides_dead_clear_a_flow),
		TEST(what_rides_on_a_syn_does_not_bury),
		TEST(an_unseen_start_makes_a_flow_midflow),
		TEST(an_acknowledgement_does_not_make_a_start),
		TEST(the_eighth_segment_clears_a_midflow_flow),
		TEST(small_pieces_do_not_clear_a_midflow_flow),
		TEST(segments_that_go_on_do_not_clear_a_midflow_flow),
		TEST(a_syn_ack_begins_no_flow),
		TEST(a_proof_without_a_connection_stands_alone),
		TEST(a_syn_after_the_end_begins_another_flow),
		TEST(a_syn_sent_again_begins_none),
		TEST(a_syn_after_a_refusal_begins_another_flow),
		TEST(a_syn_within_a_connection_begins_none),
		TEST(senseless_flags_belong_to_no_flow),
		TEST(evidence_of_two_datagrams_adds_up),
		TEST(datagrams_clear_a_flow_when_both_sides_have_spoken),
		TEST(silence_ends_a_flow_over_udp),
		TEST(an_answered_flow_over_udp_lasts_longer),
		TEST(fragments_make_one_packet_of_a_flow),
		TEST(ten_thousand_flows_are_told_apart),
		TEST(noise_is_survived),
	};

	return cmocka_run_group_tests(tests, compile, release);
}
