// SPDX-License-Identifier: GPL-2.0-or-later
/* Signatures of several steps, and what matches of several packets add up to. */
#include "ruleset.h"

#define HEAD(name) "signature " name " { protocol ares; transport udp; strength proof; "
#define THERE P2P_DIRECTION_ORIGINAL
#define BACK P2P_DIRECTION_REPLY
#define EITHER (THERE | BACK)

static struct ruleset ruleset;
static struct p2p_trail trail;

static void begin(const char *text)
{
	ruleset_compile(&ruleset, text);
	trail = P2P_TRAIL_NONE;
}

static void end(void)
{
	ruleset_free(&ruleset);
}

/* Return: how many signatures have matched in it */
static unsigned int datagram(uint8_t direction, const char *data, size_t size)
{
	struct p2p_payload payload = {
		.data = (const uint8_t *)data, .size = size, .length = size, .sport = direction == THERE ? 40000 : 6881,
		.dport = direction == THERE ? 6881 : 40000, .direction = direction,
	};
	struct p2p_walk walk;

	p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM]);
	return p2p_classify(&ruleset.blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, NULL);
}

#define SEND(direction, bytes) datagram(direction, bytes, sizeof(bytes) - 1)

static const char three[] =
	HEAD("three") "pattern \"a\"; keep id u16be@1; then answer; pattern \"b\"; where u16be@1 == id\n"
	"keep seq u8@3; then follow; pattern \"c\"; where u16be@1 == id + 1 and u8@3 != seq }\n";

static void steps_match_in_their_order(void **state)
{
	(void)state;
	begin(three);
	assert_int_equal(SEND(THERE, "a\x01\x02"), 0);
	assert_int_equal(SEND(BACK, "b\x01\x02s"), 0);
	assert_int_equal(trail.finding.strength, 0);
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 1);
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(trail.finding.signature, 0);
	end();
	begin(three);
	SEND(BACK, "b\x01\x02s");
	SEND(THERE, "c\x01\x03t");
	SEND(THERE, "a\x01\x02");
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 0);
	assert_int_equal(trail.finding.strength, 0);
	end();
}

static void other_packets_may_come_between(void **state)
{
	(void)state;
	begin(three);
	SEND(THERE, "a\x01\x02");
	SEND(THERE, "hello");
	SEND(BACK, "b\x01\x01s");
	SEND(BACK, "b\x01\x02s");
	SEND(BACK, "world");
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 1);
	end();
}

static void a_step_matches_in_its_direction(void **state)
{
	(void)state;
	begin(three);
	SEND(THERE, "a\x01\x02");
	SEND(THERE, "b\x01\x02s");
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 0);
	end();
	begin(three);
	SEND(BACK, "a\x01\x02");
	SEND(THERE, "b\x01\x02s");
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 0);
	assert_int_equal(SEND(BACK, "c\x01\x03t"), 1);
	end();
	/* nobody knows which way it went */
	begin(three);
	SEND(EITHER, "a\x01\x02");
	SEND(EITHER, "b\x01\x02s");
	assert_int_equal(SEND(EITHER, "c\x01\x03t"), 0);
	end();
}

static void a_direction_is_that_of_the_first_step(void **state)
{
	(void)state;
	begin(HEAD("s") "direction original; pattern \"a\"; then answer; pattern \"b\" }");
	SEND(BACK, "a");
	assert_int_equal(SEND(THERE, "b"), 0);
	SEND(THERE, "a");
	assert_int_equal(SEND(BACK, "b"), 1);
	end();
}

static void kept_numbers_must_come_back(void **state)
{
	(void)state;
	begin(three);
	SEND(THERE, "a\x01\x02");
	SEND(BACK, "b\x01\x02s");
	assert_int_equal(SEND(THERE, "c\x01\x02t"), 0);
	assert_int_equal(SEND(THERE, "c\x01\x03s"), 0);
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 1);
	end();
}

static void kept_numbers_wrap_as_their_field_does(void **state)
{
	static const char wraps[] =
		HEAD("s") "pattern \"a\"; keep id u16be@1; then answer; pattern \"b\"; where u16be@1 == id + 1 }\n"
		HEAD("t") "pattern \"d\"; keep id u32be@1; then answer; pattern \"e\"; where u8@1 == id - 2 }\n";

	(void)state;
	begin(wraps);
	SEND(THERE, "a\xff\xff");
	assert_int_equal(SEND(BACK, "b\x00\x00"), 1);
	SEND(THERE, "d\x12\x34\x56\x01");
	assert_int_equal(SEND(BACK, "e\xfe"), 0);
	assert_int_equal(SEND(BACK, "e\xff"), 1);
	end();
}

static void the_latest_first_step_counts(void **state)
{
	(void)state;
	begin(three);
	SEND(THERE, "a\x01\x02");
	SEND(THERE, "a\x07\x07");
	assert_int_equal(SEND(BACK, "b\x01\x02s"), 0);
	assert_int_equal(SEND(THERE, "c\x01\x03t"), 0);
	SEND(BACK, "b\x07\x07s");
	assert_int_equal(SEND(THERE, "c\x07\x08t"), 1);
	end();
}

static void one_packet_is_one_step(void **state)
{
	(void)state;
	begin(HEAD("twice") "pattern \"d1:ad2:i\"; then follow; pattern \"d1:ad2:i\" }");
	assert_int_equal(SEND(THERE, "d1:ad2:id20"), 0);
	assert_int_equal(SEND(THERE, "d1:ad2:id20"), 1);
	end();
	begin(HEAD("longer") "pattern \"d1:ad2\"; then follow; pattern \"d1:ad2:id\" }");
	assert_int_equal(SEND(THERE, "d1:ad2:id20"), 0);
	assert_int_equal(SEND(THERE, "d1:ad2:id20"), 1);
	end();
	/* three packets for three steps, though each could be any of them */
	begin(HEAD("thrice") "pattern \"d1:ad2\"; then follow; pattern \"d1:ad2\"; then follow; pattern \"d1:ad2\" }");
	assert_int_equal(SEND(THERE, "d1:ad2"), 0);
	assert_int_equal(SEND(THERE, "d1:ad2"), 0);
	assert_int_equal(SEND(THERE, "d1:ad2"), 1);
	end();
}

static void few_steps_are_open_at_once(void **state)
{
	char text[2000], *at = text;

	(void)state;
	for (int i = 0; i < 6; i++)
		at += sprintf(at, "signature s%d { protocol ares; transport udp; strength hint\n"
			      "pattern \"a%d\"; then answer; pattern \"b%d\" }\n", i, i, i);
	begin(text);
	for (int i = 0; i < 6; i++) {
		char first[] = { 'a', '0' + i };

		datagram(THERE, first, 2);
	}
	assert_int_equal(SEND(BACK, "b5"), 1);
	assert_int_equal(SEND(BACK, "b0") + SEND(BACK, "b1") + SEND(BACK, "b2") + SEND(BACK, "b3") + SEND(BACK, "b4"), 3);
	end();
}

static void a_later_step_alone_is_noticed(void **state)
{
	(void)state;
	begin(three);
	SEND(BACK, "b\x01\x02s");
	assert_true(trail.missed);
	assert_int_equal(trail.finding.strength, 0);
	end();
}

static void steps_search_too(void **state)
{
	(void)state;
	begin(HEAD("s") "pattern \"a\"; search \"xy\" within 90; then answer; pattern \"b\"; search \"uv\" within 90 until \"!\"\n"
	      "where u8@+0 == 0x31 }\n");
	SEND(THERE, "a...xy");
	assert_int_equal(SEND(BACK, "b..!uv1"), 0);
	assert_int_equal(SEND(BACK, "b...uv2"), 0);
	assert_int_equal(SEND(THERE, "b...uv1"), 0);
	assert_int_equal(SEND(BACK, "b...uv1"), 1);
	end();
}

static void steps_of_a_stream_are_in_its_two_directions(void **state)
{
	static const uint8_t there[] = "hello\x07", back[] = "world\x07";
	struct p2p_payload payload = { .data = there, .size = 5, .direction = THERE };
	struct p2p_payload answer = { .data = back, .size = 5, .direction = BACK };
	struct p2p_walk walks[2];

	(void)state;
	begin("signature s { protocol ares; transport tcp; strength proof; pattern \"hello\"; keep n u8@5\n"
	      "then answer; pattern \"world\"; where u8@5 == n }\n");
	for (int i = 0; i < 2; i++)
		p2p_walk_start(&walks[i], &ruleset.blob.automata[P2P_AUTOMATON_STREAM]);
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walks[0], &trail, NULL);
	payload.size++;
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walks[0], &trail, NULL);
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &answer, &walks[1], &trail, NULL);
	assert_int_equal(trail.finding.strength, 0);
	answer.size++;
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &answer, &walks[1], &trail, NULL);
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_PROOF);
	end();
}

static void the_last_step_captures(void **state)
{
	(void)state;
	begin(HEAD("s") "pattern \"a\"; then answer; pattern \"bb?c\"; capture content-id @+1 size 16 }\n");
	SEND(THERE, "a");
	{
		struct p2p_payload payload = {
			.data = (const uint8_t *)"bbc_0123456789abcdef", .size = 20, .length = 20, .direction = BACK, .capture = true,
		};
		struct p2p_walk walk;

		p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM]);
		p2p_classify(&ruleset.blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, NULL);
	}
	assert_int_equal(trail.finding.content_id_size, 16);
	assert_memory_equal(trail.finding.content_id, "0123456789abcdef", 16);
	end();
}

/* --- What matches add up to --- */

static void hints_never_decide_however_many(void **state)
{
	char text[4000], *at = text;

	(void)state;
	for (int i = 0; i < 26; i++)
		at += sprintf(at, "signature s%d { protocol ares; transport udp; strength hint; pattern \"%c\" }\n", i, 'a' + i);
	begin(text);
	for (int i = 0; i < 260; i++) {
		char letter = 'a' + i % 26;

		assert_int_equal(datagram(i % 3 ? THERE : BACK, &letter, 1), 1);
	}
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_HINT);
	end();
}

static void evidence_of_both_directions_is_proof(void **state)
{
	static const char pieces[] =
		"signature e { protocol ares; transport udp; strength evidence; direction original; pattern \"ask\" }\n"
		"signature f { protocol ares; transport udp; strength evidence; direction reply; pattern \"tell\" }\n"
		"signature g { protocol gnutella; transport udp; strength evidence; pattern \"shout\" }\n";

	(void)state;
	begin(pieces);
	SEND(THERE, "ask");
	SEND(THERE, "ask");
	SEND(THERE, "shout");
	SEND(THERE, "tell");
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_EVIDENCE);
	SEND(BACK, "tell");
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(trail.finding.class, P2P_CLASS_ARES);
	end();
}

static void a_signature_is_one_piece_of_evidence_by_all_of_its_steps(void **state)
{
	(void)state;
	begin("signature e { protocol ares; transport udp; strength evidence; pattern \"a\"; then answer; pattern \"b\" }\n"
	      "signature f { protocol ares; transport udp; strength evidence; pattern \"c\" }\n");
	SEND(THERE, "a");
	SEND(BACK, "b");
	SEND(BACK, "b");
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_EVIDENCE);
	SEND(BACK, "c");
	assert_int_equal(trail.finding.strength, P2P_STRENGTH_PROOF);
	end();
}

/* --- Fields --- */

static void remainders_and_either_port(void **state)
{
	static const struct {
		const char *check;
		bool holds;
	} rows[] = {
		{ "len % 6 == 2", true }, { "len % 6 == 1", false }, { "len % 5 in { 3-4 }", true },
		{ "u8@1 & 0x0f % 3 == 1", true }, { "u8@1 & 0x0f % 4 == 0", false }, { "u8@1 % 7 != 0", false },
		{ "port == 6881", true }, { "port == 40000", true }, { "port == 80", false },
		{ "port in { 80, 6881-6889 }", true }, { "port in { 80 }", false },
		{ "port != 6881", false }, { "port != 80", true }, { "port not in { 40000 }", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[200];

		snprintf(text, sizeof(text), HEAD("s") "pattern \"a\"; where %s }", rows[i].check);
		begin(text);
		if ((SEND(THERE, "a1234567") > 0) != rows[i].holds)
			fail_msg("%s: not as expected", rows[i].check);
		end();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_match_in_their_order),
		cmocka_unit_test(other_packets_may_come_between),
		cmocka_unit_test(a_step_matches_in_its_direction),
		cmocka_unit_test(a_direction_is_that_of_the_first_step),
		cmocka_unit_test(kept_numbers_must_come_back),
		cmocka_unit_test(kept_numbers_wrap_as_their_field_does),
		cmocka_unit_test(the_latest_first_step_counts),
		cmocka_unit_test(one_packet_is_one_step),
		cmocka_unit_test(few_steps_are_open_at_once),
		cmocka_unit_test(a_later_step_alone_is_noticed),
		cmocka_unit_test(steps_search_too),
		cmocka_unit_test(steps_of_a_stream_are_in_its_two_directions),
		cmocka_unit_test(the_last_step_captures),
		cmocka_unit_test(hints_never_decide_however_many),
		cmocka_unit_test(evidence_of_both_directions_is_proof),
		cmocka_unit_test(a_signature_is_one_piece_of_evidence_by_all_of_its_steps),
		cmocka_unit_test(remainders_and_either_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
