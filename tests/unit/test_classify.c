// SPDX-License-Identifier: GPL-2.0-or-later
/* What matches add up to, and that it does not matter how a stream was cut. */
#include "ruleset.h"

#define HEAD(name, protocol, strength) \
	"signature " name " { protocol " protocol "; strength " strength "; "
#define TCP "transport tcp; "
#define UDP "transport udp; "

/* Feed a stream up to each of the cuts in turn, then as a whole. */
static struct p2p_finding feed(const struct ruleset *ruleset, const char *data, size_t size, const size_t *cuts,
			       size_t cut_count, bool capture)
{
	struct p2p_payload payload = { .direction = P2P_DIRECTION_ORIGINAL, .capture = capture };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct p2p_walk walk;

	p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
	for (size_t i = 0; i <= cut_count; i++) {
		size_t end = i < cut_count ? cuts[i] : size;
		/* of the exact size, so that reading beyond it is seen */
		uint8_t *copy = malloc(end ? end : 1);

		memcpy(copy, data, end);
		payload.data = copy;
		payload.size = end;
		p2p_classify(&ruleset->blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
		free(copy);
	}
	return trail.finding;
}

static struct p2p_finding datagram(const struct ruleset *ruleset, struct p2p_finding finding, const char *data,
				   size_t size, uint8_t direction)
{
	struct p2p_payload payload = {
		.data = (const uint8_t *)data, .size = size, .length = size, .direction = direction, .capture = true,
		.sport = 40000, .dport = 50000,
	};
	struct p2p_trail trail = { .finding = finding };
	struct p2p_walk walk;

	p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_DATAGRAM]);
	p2p_classify(&ruleset->blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, NULL);
	assert_false(p2p_walk_alive(&walk));
	return trail.finding;
}

static void any_cut_of_a_stream_gives_the_same_finding(void **state)
{
	static const char data[] = "ab-cdefghijklmnopqrstuvwxyz012345678901234567890123456789";
	struct ruleset ruleset;

	(void)state;
	random_begin();
	ruleset_compile(&ruleset,
			HEAD("e1", "bittorrent", "evidence") TCP "pattern \"ab\"; where u8@30 == 0x33 }\n"
			HEAD("e2", "bittorrent", "evidence") TCP "pattern \"ab[-+]c\"; where bytes@18 == \"rst\" }\n"
			HEAD("h1", "edonkey", "hint") TCP "pattern \"a\" }\n");
	for (int round = 0; round < 2000; round++) {
		size_t cuts[5], count = random_below(6);
		struct p2p_finding finding;

		for (size_t i = 0; i < count; i++)
			cuts[i] = (i ? cuts[i - 1] : 0) + random_below(12);
		finding = feed(&ruleset, data, sizeof(data) - 1, cuts, count, true);
		assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
		assert_int_equal(finding.class, P2P_CLASS_BITTORRENT);
	}
	ruleset_free(&ruleset);
}

static void a_check_behind_the_pattern_waits_for_its_bytes(void **state)
{
	static const char data[] = "ab........X";
	struct p2p_payload payload = { .data = (const uint8_t *)data, .direction = P2P_DIRECTION_REPLY };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct ruleset ruleset;
	struct p2p_walk walk;
	uint16_t matches[P2P_CANDIDATES_MAX];

	(void)state;
	ruleset_compile(&ruleset, HEAD("w", "bittorrent", "proof") TCP "pattern \"ab\"; where u8@10 == 0x58 }");
	p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_STREAM]);
	for (payload.size = 0; payload.size < 11; payload.size++) {
		assert_int_equal(p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, matches), 0);
		assert_true(p2p_walk_alive(&walk));
	}
	assert_int_equal(p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, matches), 1);
	assert_int_equal(matches[0], 0);
	assert_int_equal(trail.finding.offset, 11);
	assert_true(p2p_finding_decides(&trail.finding));
	assert_false(p2p_walk_alive(&walk));
	/* nothing new has arrived: it is not told twice */
	assert_int_equal(p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, matches), 0);
	ruleset_free(&ruleset);
}

static void a_match_waits_for_its_content_id_only_while_capturing(void **state)
{
	static const char data[] = "ab..0123456789abcdefghij";
	struct ruleset ruleset;
	const size_t cuts[] = { 2 };
	struct p2p_finding finding;

	(void)state;
	ruleset_compile(&ruleset, HEAD("c", "bittorrent", "proof") TCP
				  "pattern \"ab\"; capture content-id @4 size 20 }");
	finding = feed(&ruleset, data, 23, cuts, 1, true);
	assert_int_equal(finding.strength, 0);
	finding = feed(&ruleset, data, 24, cuts, 1, true);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(finding.offset, 24);
	finding = feed(&ruleset, data, 23, cuts, 1, false);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(finding.offset, 2);
	ruleset_free(&ruleset);
}

static void a_datagram_without_its_content_id_matches_all_the_same(void **state)
{
	struct p2p_finding finding;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("c", "bittorrent", "proof") UDP
				  "pattern \"ab\"; capture content-id @4 size 20 }");
	finding = datagram(&ruleset, P2P_FINDING_NONE, "ab..", 4, P2P_DIRECTION_ORIGINAL);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(finding.content_id_size, 0);
	finding = datagram(&ruleset, P2P_FINDING_NONE, "ab..0123456789abcdefghij", 24, P2P_DIRECTION_ORIGINAL);
	assert_int_equal(finding.content_id_size, 20);
	assert_memory_equal(finding.content_id, "0123456789abcdefghij", 20);
	ruleset_free(&ruleset);
}

static void a_datagram_too_short_for_a_check_does_not_match(void **state)
{
	struct p2p_finding finding;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s", "bittorrent", "proof") UDP "pattern \"ab\"; where u32le@4 >= 0 }");
	finding = datagram(&ruleset, P2P_FINDING_NONE, "ab.....", 7, P2P_DIRECTION_ORIGINAL);
	assert_int_equal(finding.strength, 0);
	finding = datagram(&ruleset, P2P_FINDING_NONE, "ab......", 8, P2P_DIRECTION_ORIGINAL);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	ruleset_free(&ruleset);
}

/* More lists wait than a walk can hold: the fifth is judged by what is there. */
static void a_full_walk_gives_up_the_content_id_but_not_the_match(void **state)
{
	struct p2p_finding finding;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset,
			HEAD("a", "ares", "hint") TCP "pattern \"a\"; where u8@90 == 1 }\n"
			HEAD("b", "ares", "hint") TCP "pattern \"ab\"; where u8@91 == 1 }\n"
			HEAD("c", "ares", "hint") TCP "pattern \"abc\"; where u8@92 == 1 }\n"
			HEAD("d", "ares", "hint") TCP "pattern \"abcd\"; where u8@93 == 1 }\n"
			HEAD("e", "ares", "evidence") TCP "pattern \"abcde\"; where u8@94 == 1 }\n"
			HEAD("f", "ares", "proof") TCP "pattern \"abcdef\"; capture content-id @80 size 20 }\n");
	finding = feed(&ruleset, "abcdef", 6, NULL, 0, true);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	assert_int_equal(finding.signature, 5);
	ruleset_free(&ruleset);
}

static const char strengths[] =
	HEAD("h1", "bittorrent", "hint") UDP "pattern \"h\" }\n"
	HEAD("h2", "bittorrent", "hint") UDP "pattern \"hh\" }\n"
	HEAD("e1", "bittorrent", "evidence") UDP "pattern \"e1\" }\n"
	HEAD("e2", "bittorrent", "evidence") UDP "pattern \"e2\"; capture content-id @2 size 16 }\n"
	HEAD("e3", "edonkey", "evidence") UDP "pattern \"e3\" }\n"
	HEAD("p1", "edonkey", "proof") UDP "pattern \"p\" }\n"
	HEAD("p2", "edonkey", "proof") UDP "pattern \"p2\"; capture content-id @2 size 16 }\n"
	HEAD("both", "bittorrent", "evidence") UDP "pattern \"e[1x]\"; where u8@2 == 0x62 }\n"
	HEAD("reply", "bittorrent", "proof") UDP "direction reply; pattern \"r\" }\n";

static void strengths_add_up(void **state)
{
	static const struct {
		const char *datagrams[4];
		uint8_t strength;
		uint8_t class;
		uint16_t signature;
	} rows[] = {
		{ { "x" }, 0, 0, P2P_NO_SIGNATURE },
		{ { "h" }, P2P_STRENGTH_HINT, P2P_CLASS_BITTORRENT, 0 },
		{ { "hh", "h", "hh" }, P2P_STRENGTH_HINT, P2P_CLASS_BITTORRENT, 0 },
		{ { "h", "e1" }, P2P_STRENGTH_EVIDENCE, P2P_CLASS_BITTORRENT, 2 },
		{ { "e1", "h" }, P2P_STRENGTH_EVIDENCE, P2P_CLASS_BITTORRENT, 2 },
		{ { "e1", "e1", "e1", "e1" }, P2P_STRENGTH_EVIDENCE, P2P_CLASS_BITTORRENT, 2 },
		{ { "e1", "e2" }, P2P_STRENGTH_PROOF, P2P_CLASS_BITTORRENT, 3 },
		{ { "e2", "e1" }, P2P_STRENGTH_PROOF, P2P_CLASS_BITTORRENT, 3 },
		{ { "e1b" }, P2P_STRENGTH_PROOF, P2P_CLASS_BITTORRENT, 2 },
		{ { "e1", "e3" }, P2P_STRENGTH_EVIDENCE, P2P_CLASS_BITTORRENT, 2 },
		{ { "e1", "e3", "e2" }, P2P_STRENGTH_PROOF, P2P_CLASS_BITTORRENT, 3 },
		{ { "e1", "p" }, P2P_STRENGTH_PROOF, P2P_CLASS_EDONKEY, 5 },
		{ { "p2" }, P2P_STRENGTH_PROOF, P2P_CLASS_EDONKEY, 6 },
		{ { "p", "p2" }, P2P_STRENGTH_PROOF, P2P_CLASS_EDONKEY, 5 },
		{ { "p", "e1", "e2" }, P2P_STRENGTH_PROOF, P2P_CLASS_EDONKEY, 5 },
		{ { "r" }, 0, 0, P2P_NO_SIGNATURE },
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, strengths);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct p2p_finding finding = P2P_FINDING_NONE;

		for (size_t j = 0; j < 4 && rows[i].datagrams[j]; j++)
			finding = datagram(&ruleset, finding, rows[i].datagrams[j], strlen(rows[i].datagrams[j]),
					   P2P_DIRECTION_ORIGINAL);
		if (finding.strength != rows[i].strength || finding.class != rows[i].class ||
		    finding.signature != rows[i].signature)
			fail_msg("row %zu: strength %d class %d signature %d", i, finding.strength, finding.class,
				 finding.signature);
	}
	ruleset_free(&ruleset);
}

static void hints_alone_never_decide(void **state)
{
	struct p2p_finding finding = P2P_FINDING_NONE;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, strengths);
	for (int i = 0; i < 1000; i++) {
		finding = datagram(&ruleset, finding, i % 2 ? "h" : "hh", i % 2 ? 1 : 2, P2P_DIRECTION_ORIGINAL);
		assert_int_equal(finding.strength, P2P_STRENGTH_HINT);
	}
	ruleset_free(&ruleset);
}

static void a_signature_applies_to_its_direction(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, strengths);
	assert_int_equal(datagram(&ruleset, P2P_FINDING_NONE, "r", 1, P2P_DIRECTION_REPLY).signature, 8);
	assert_int_equal(datagram(&ruleset, P2P_FINDING_NONE, "r", 1, P2P_DIRECTION_ORIGINAL).strength, 0);
	ruleset_free(&ruleset);
}

static void a_finding_of_a_larger_ruleset_is_harmless(void **state)
{
	struct p2p_finding old = { 4000, 3, P2P_CLASS_BITTORRENT, P2P_STRENGTH_EVIDENCE, false, 0, { 0 } };
	struct p2p_finding finding;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, strengths);
	finding = datagram(&ruleset, old, "e1", 2, P2P_DIRECTION_ORIGINAL);
	assert_int_equal(finding.strength, P2P_STRENGTH_PROOF);
	ruleset_free(&ruleset);
}

static void the_window_ends_the_reading(void **state)
{
	char data[300];
	struct p2p_payload payload = { .data = (const uint8_t *)data, .direction = P2P_DIRECTION_ORIGINAL };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct ruleset ruleset;
	struct p2p_walk walk;

	(void)state;
	memset(data, 'a', sizeof(data));
	ruleset_compile(&ruleset, HEAD("w", "ares", "evidence") TCP "pattern \"a{127}b\" }\n"
				  HEAD("v", "ares", "evidence") TCP "pattern \"a{128}\" }\n");
	p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_STREAM]);
	payload.size = 127;
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
	assert_true(p2p_walk_alive(&walk));
	assert_int_equal(trail.finding.strength, 0);
	payload.size = sizeof(data);
	p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
	assert_false(p2p_walk_alive(&walk));
	assert_int_equal(trail.finding.signature, 1);
	assert_int_equal(trail.finding.offset, P2P_STREAM_WINDOW);
	ruleset_free(&ruleset);
}

static void checks_compute_in_64_bits(void **state)
{
	static const struct {
		const char *check;
		const char *data;
		bool holds;
	} rows[] = {
		{ "u32le@1 == 4294967295", "a\xff\xff\xff\xff", true },
		{ "u32be@1 == 0x01020304", "a\x01\x02\x03\x04", true },
		{ "u32le@1 == 0x01020304", "a\x01\x02\x03\x04", false },
		{ "u16le@1 == 0x0201", "a\x01\x02zz", true },
		{ "u16be@1 == 0x0102", "a\x01\x02zz", true },
		{ "u8@1 < u8@2 - 3", "a\x01\x02zz", false },
		{ "u8@1 > u8@2 - 3", "a\x01\x02zz", true },
		{ "len == u8@1 - 251", "a\xff" "234", false },
		{ "len == 5", "a1234", true },
		{ "len == 1000 * u32le@1", "a\xff\xff\xff\xff", false },
		{ "len >= 16777216 * u32le@1", "a\xff\xff\xff\xff", false },
		{ "u32le@1 & 0xff00 == 0x200", "a\x01\x02zz", true },
		{ "u8@1 in { 1, 3-5 }", "a\x04zzz", true },
		{ "u8@1 in { 1, 3-5 }", "a\x02zzz", false },
		{ "u8@1 not in { 1, 3-5 }", "a\x02zzz", true },
		{ "u8@1 not in { 1, 3-5 }", "a\x05zzz", false },
		{ "port not in { 40000 }", "a1234", false },
		{ "port not in { 50000 }", "a1234", false },
		{ "port != 50001", "a1234", true },
		{ "sport == 40000 and dport >= 50000", "a1234", true },
		{ "bytes@1 == \"12\\x33\"", "a1234", true },
		{ "bytes@1 == \"12\\x34\"", "a1234", false },
		{ "u8@1 != 0x31", "a1234", false },
		{ "u8@1 <= 0x31", "a1234", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct p2p_finding finding;
		struct ruleset ruleset;
		char text[300];

		snprintf(text, sizeof(text), HEAD("x", "ares", "proof") UDP "pattern \"a\"; where %s }", rows[i].check);
		ruleset_compile(&ruleset, text);
		finding = datagram(&ruleset, P2P_FINDING_NONE, rows[i].data, 5, P2P_DIRECTION_ORIGINAL);
		if ((finding.strength != 0) != rows[i].holds)
			fail_msg("%s: not as expected", rows[i].check);
		ruleset_free(&ruleset);
	}
}

static void an_empty_ruleset_matches_nothing(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, "");
	assert_int_equal(ruleset.blob.count, 0);
	assert_int_equal(datagram(&ruleset, P2P_FINDING_NONE, "abc", 3, P2P_DIRECTION_ORIGINAL).strength, 0);
	ruleset_free(&ruleset);
}

static void a_midflow_match_says_so(void **state)
{
	struct p2p_payload payload = { (const uint8_t *)"mid", 3, 3, 1, 2, P2P_DIRECTION_REPLY, true, false };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	struct ruleset ruleset;
	struct p2p_walk walk;

	(void)state;
	ruleset_compile(&ruleset, HEAD("m", "ares", "proof") "transport tcp midflow; pattern \"mid\"; where len == 3 }");
	p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_STREAM]);
	assert_false(p2p_walk_alive(&walk));
	p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_SEGMENT]);
	assert_int_equal(p2p_classify(&ruleset.blob, P2P_AUTOMATON_SEGMENT, &payload, &walk, &trail, NULL), 1);
	assert_true(trail.finding.midflow);
	ruleset_free(&ruleset);
}

/* What a check of a set says of each byte is in the automaton: a datagram with another one is nothing by its bytes. */
static void wide_numbers_of_a_set_are_read_byte_by_byte(void **state)
{
	static const struct { const char *data; bool none; } cases[] = {
		{ "\x80" "1234567\0\0\4\0", false }, { "\x80" "1234567\0\0\4\2", false }, { "\x80" "1234567\0\0\4\1", true },
		{ "\x80" "1234567\0\1\4\0", true }, { "\x70" "1234567\0\0\4\0", true },
	};
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("set", "bittorrent", "hint") UDP
			"pattern \"[\\x80-\\xff]\"; where u32be@8 in { 1024, 1026 } }\n");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(p2p_classify_none(&ruleset.blob, P2P_AUTOMATON_DATAGRAM, (const uint8_t *)cases[i].data, 12),
				 cases[i].none);
	ruleset_free(&ruleset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wide_numbers_of_a_set_are_read_byte_by_byte),
		cmocka_unit_test(any_cut_of_a_stream_gives_the_same_finding),
		cmocka_unit_test(a_check_behind_the_pattern_waits_for_its_bytes),
		cmocka_unit_test(a_match_waits_for_its_content_id_only_while_capturing),
		cmocka_unit_test(a_datagram_without_its_content_id_matches_all_the_same),
		cmocka_unit_test(a_datagram_too_short_for_a_check_does_not_match),
		cmocka_unit_test(a_full_walk_gives_up_the_content_id_but_not_the_match),
		cmocka_unit_test(strengths_add_up),
		cmocka_unit_test(hints_alone_never_decide),
		cmocka_unit_test(a_signature_applies_to_its_direction),
		cmocka_unit_test(a_finding_of_a_larger_ruleset_is_harmless),
		cmocka_unit_test(the_window_ends_the_reading),
		cmocka_unit_test(checks_compute_in_64_bits),
		cmocka_unit_test(an_empty_ruleset_matches_nothing),
		cmocka_unit_test(a_midflow_match_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
