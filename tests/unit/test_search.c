// SPDX-License-Identifier: GPL-2.0-or-later
/* Searches: behind which gates, up to where, and the same however the stream was cut. */
#include "ruleset.h"

#define HEAD(name) "signature " name " { protocol ares; strength proof; "

/* A stream that grows. */
struct stream {
	const struct ruleset *ruleset;
	struct p2p_walk walk;
	struct p2p_trail trail;
	struct p2p_payload payload;
};

static void stream_begin(struct stream *stream, const struct ruleset *ruleset, const char *data, uint8_t direction)
{
	memset(stream, 0, sizeof(*stream));
	stream->ruleset = ruleset;
	stream->trail = P2P_TRAIL_NONE;
	stream->payload = (struct p2p_payload){
		.data = (const uint8_t *)data, .sport = 40000, .dport = 80, .direction = direction, .capture = true,
	};
	p2p_walk_start(&stream->walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
}

static void stream_read(struct stream *stream, size_t size)
{
	stream->payload.size = size;
	p2p_classify(&stream->ruleset->blob, P2P_AUTOMATON_STREAM, &stream->payload, &stream->walk, &stream->trail, NULL);
}

static struct p2p_finding found(const struct ruleset *ruleset, const char *data, uint8_t direction)
{
	struct stream stream;

	stream_begin(&stream, ruleset, data, direction);
	stream_read(&stream, strlen(data));
	return stream.trail.finding;
}

static bool finds(const char *body, const char *data)
{
	struct p2p_finding finding;
	struct ruleset ruleset;
	char text[400];

	snprintf(text, sizeof(text), HEAD("s") "transport tcp; %s }", body);
	ruleset_compile(&ruleset, text);
	finding = found(&ruleset, data, P2P_DIRECTION_ORIGINAL);
	ruleset_free(&ruleset);
	return finding.strength > 0;
}

static void a_search_finds_what_stands_behind_its_pattern(void **state)
{
	(void)state;
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20", "abxyz"));
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20", "ab...xyxyz"));
	assert_false(finds("pattern \"ab\"; search \"xyz\" within 20", "aXxyz"));
	assert_false(finds("pattern \"ab\"; search \"bx\" within 20", "abx"));
	assert_true(finds("pattern \"ab?\"; search \"bx\" within 20", "abx"));
	assert_true(finds("pattern \"ab\"; search \"(xx|xyx)z\" within 20", "abxyxxyxz"));
}

static void a_search_ends_at_its_window(void **state)
{
	(void)state;
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 10", "ab12345xyz"));
	assert_false(finds("pattern \"ab\"; search \"xyz\" within 9", "ab12345xyz"));
}

static void gates_share_the_larger_window(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("near") "transport tcp; pattern \"ab\"; search \"xyz\" within 9 }\n"
				  HEAD("far") "transport tcp; pattern \"ab\"; search \"uvw\" within 200 }\n");
	assert_int_equal(ruleset.blob.gate_count, 1);
	assert_int_equal(found(&ruleset, "ab1234xyz", 1).signature, 0);
	assert_int_equal(found(&ruleset, "ab12345xyz", 1).strength, 0);
	assert_int_equal(found(&ruleset, "ab12345xyz.............uvw", 1).signature, 1);
	ruleset_free(&ruleset);
}

static void a_byte_of_until_closes(void **state)
{
	(void)state;
	assert_false(finds("pattern \"ab\"; search \"xyz\" within 20 until \"[\\r\\n]\"", "ab.\nxyz"));
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20 until \"[\\r\\n]\"", "ab.xyz\n"));
	/* the byte itself is still read */
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20 until \"z\"", "ab.xyz"));
	/* but not that of the pattern */
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20 until \"b\"", "ab.xyz"));
}

static void until_closes_its_own_gate_only(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("line") "transport tcp; pattern \"ab\"; search \"xyz\" within 90 until \"\\n\" }\n"
				  HEAD("all") "transport tcp; pattern \"ab\"; search \"uvw\" within 90 }\n");
	assert_int_equal(ruleset.blob.gate_count, 2);
	assert_int_equal(found(&ruleset, "ab.\nxyz", 1).strength, 0);
	assert_int_equal(found(&ruleset, "ab.\nuvw", 1).signature, 1);
	ruleset_free(&ruleset);
}

static void a_gate_opens_in_its_direction(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s") "transport tcp; direction reply; pattern \"ab\"; search \"xyz\" within 90 }\n");
	assert_int_equal(found(&ruleset, "ab.xyz", P2P_DIRECTION_REPLY).signature, 0);
	assert_int_equal(found(&ruleset, "ab.xyz", P2P_DIRECTION_ORIGINAL).strength, 0);
	ruleset_free(&ruleset);
}

static void a_gate_is_for_what_follows_it(void **state)
{
	struct ruleset ruleset;

	(void)state;
	/* the first gate is open long before the second one */
	ruleset_compile(&ruleset, HEAD("first") "transport tcp; pattern \"ab\"; search \"zz\" within 90 }\n"
				  HEAD("second") "transport tcp; pattern \"abcdef\"; search \"cd\" within 90 }\n");
	assert_int_equal(found(&ruleset, "abcdef", 1).strength, 0);
	assert_int_equal(found(&ruleset, "abcdefcd", 1).signature, 1);
	ruleset_free(&ruleset);
}

/* --- Openings that match nothing --- */

static const char unknown[] =
	HEAD("hidden") "transport tcp; opening unknown 10-20; search \"xyz\" within 90 }\n"
	HEAD("open") "transport tcp; pattern \"ab\" }\n"
	HEAD("late") "transport tcp; pattern \"k\"; where u8@5 == 1 }\n";

static void an_unknown_opening_is_searched(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, unknown);
	assert_int_equal(found(&ruleset, "qqqqxyz", 1).signature, 0);
	assert_int_equal(found(&ruleset, "abqqxyz", 1).signature, 1);
	/* it looked like something, and was not */
	assert_int_equal(found(&ruleset, "kqqq.qxyz", 1).signature, 0);
	assert_int_equal(found(&ruleset, "kqqq.\x01xyz", 1).signature, 2);
	ruleset_free(&ruleset);
	/* nothing else is known at all */
	assert_true(finds("opening unknown 1-9; search \"xyz\" within 90", "qxyz"));
}

static void a_held_walk_searches_an_unknown_opening_later(void **state)
{
	struct ruleset ruleset;
	struct stream stream;

	(void)state;
	ruleset_compile(&ruleset, unknown);
	stream_begin(&stream, &ruleset, "qqqqxyz.", 1);
	stream.walk.held = true;
	stream_read(&stream, 7);
	assert_true(p2p_walk_alive(&stream.walk));
	assert_int_equal(stream.trail.finding.strength, 0);
	stream.walk.held = false;
	stream_read(&stream, 8);
	assert_int_equal(stream.trail.finding.signature, 0);
	ruleset_free(&ruleset);
}

static void a_pattern_is_searched_behind_though_the_walk_is_held(void **state)
{
	struct ruleset ruleset;
	struct stream stream;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s") "transport tcp; pattern \"ab\"; search \"xyz\" within 90 }");
	stream_begin(&stream, &ruleset, "ab.xyz", 1);
	stream.walk.held = true;
	stream_read(&stream, 6);
	assert_int_equal(stream.trail.finding.signature, 0);
	ruleset_free(&ruleset);
}

static void a_gate_of_the_other_direction_makes_nothing_known(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("hidden") "transport tcp; opening unknown 1-99; search \"xyz\" within 90 }\n"
				  HEAD("s") "transport tcp; direction original; pattern \"ab\"; search \"uv\" within 90 }\n");
	assert_int_equal(found(&ruleset, "ab.xyz", P2P_DIRECTION_REPLY).signature, 0);
	assert_int_equal(found(&ruleset, "ab.xyz", P2P_DIRECTION_ORIGINAL).strength, 0);
	ruleset_free(&ruleset);
}

static void flights_of_another_size_close_the_gate(void **state)
{
	static const struct {
		uint32_t least, most;
		bool open;
	} rows[] = {
		{ 1, UINT32_MAX, true }, { 20, UINT32_MAX, true }, { 21, UINT32_MAX, false },
		{ 10, 10, true }, { 20, 20, true }, { 9, 9, false }, { 21, 21, false },
	};
	struct ruleset ruleset;
	struct stream stream;

	(void)state;
	ruleset_compile(&ruleset, unknown);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		stream_begin(&stream, &ruleset, "qqqqxyz", 1);
		stream_read(&stream, 3);
		p2p_walk_close(&stream.walk, &ruleset.blob, rows[i].least, rows[i].most);
		stream_read(&stream, 7);
		assert_int_equal(stream.trail.finding.strength > 0, rows[i].open);
	}
	ruleset_free(&ruleset);
}

static void a_pattern_keeps_its_gate_whatever_the_flights(void **state)
{
	struct ruleset ruleset;
	struct stream stream;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s") "transport tcp; pattern \"ab\"; search \"xyz\" within 90 }");
	stream_begin(&stream, &ruleset, "ab.xyz", 1);
	stream_read(&stream, 3);
	p2p_walk_close(&stream.walk, &ruleset.blob, 5000, UINT32_MAX);
	stream_read(&stream, 6);
	assert_int_equal(stream.trail.finding.signature, 0);
	ruleset_free(&ruleset);
}

/* --- What counts from the end of the match --- */

static void fields_count_from_the_end_of_the_match(void **state)
{
	(void)state;
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 20; where u8@+0 == 0x31 and u16be@+1 == u16be@+3", "ab..xyz12323"));
	assert_false(finds("pattern \"ab\"; search \"xyz\" within 20; where u8@+0 == 0x31", "ab..xyz2"));
	assert_false(finds("pattern \"ab\"; search \"xyz\" within 20; where u8@+0 == 0x31", "ab..xyz"));
	assert_true(finds("pattern \"ab?c\"; where bytes@+1 == \"yz\"", "acxyz"));
	/* the first, shortest match counts */
	assert_true(finds("pattern \"ab?\"; where u8@+0 == 0x62", "abc"));
	assert_true(finds("pattern \"ab\"; search \"xyz\" within 40; where u8@+0 == 0x32", "ab..xyz1..xyz2"));
	/* a long fixed pattern is not cut where that would move its end */
	assert_true(finds("pattern \"abcdefghijklmnopqrstuvwxyz\"; where u8@+0 == 0x31", "abcdefghijklmnopqrstuvwxyz1"));
}

#define ANNOUNCE "pattern \"GET /\"; search \"[?&]info_hash=\" within 200 until \"[ \\r\\n]\"; where escaped@+0 == 20"

static void escaped_bytes_are_counted(void **state)
{
	(void)state;
	assert_true(finds(ANNOUNCE, "GET /a?info_hash=abcdefghijklmnopqrst&x"));
	assert_true(finds(ANNOUNCE, "GET /a?info_hash=%61%62%63%64%65%66%67%68%69%6a%6B%6C%6D%6E%6Fpqrst HTTP"));
	assert_false(finds(ANNOUNCE, "GET /a?info_hash=abcdefghijklmnopqrs&x"));
	assert_false(finds(ANNOUNCE, "GET /a?info_hash=abcdefghijklmnopqrstu&x"));
	/* without its end nobody knows */
	assert_false(finds(ANNOUNCE, "GET /a?info_hash=abcdefghijklmnopqrst"));
	/* a sign that escapes nothing is itself */
	assert_true(finds(ANNOUNCE, "GET /a?info_hash=%zbcdefghijklmnopqrs&x"));
	assert_false(finds(ANNOUNCE, "GET /a info_hash=abcdefghijklmnopqrst&?info_hash=abcdefghijklmnopqrst&x"));
}

static void content_ids_are_captured_behind_the_match(void **state)
{
	struct p2p_finding finding;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s") "transport tcp; " ANNOUNCE "; capture content-id @+0 size 20 escaped }\n"
				  HEAD("t") "transport tcp; pattern \"ab\"; search \"xyz\" within 90\n"
				  "capture content-id @+2 size 16 }\n");
	finding = found(&ruleset, "GET /a?x=1&info_hash=%00bcdefghijklmnopqr%fF%25&x", 1);
	assert_int_equal(finding.content_id_size, 20);
	assert_memory_equal(finding.content_id, "\0bcdefghijklmnopqr\xff%", 20);
	finding = found(&ruleset, "ab..xyz__0123456789abcdefg", 1);
	assert_int_equal(finding.content_id_size, 16);
	assert_memory_equal(finding.content_id, "0123456789abcdef", 16);
	ruleset_free(&ruleset);
}

static void an_escaped_id_waits_for_all_of_its_bytes(void **state)
{
	static const char data[] = "GET /a?info_hash=%00bcdefghijklmnopqr%fF%25&x";
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, HEAD("s") "transport tcp; " ANNOUNCE "; capture content-id @+0 size 20 escaped }\n");
	for (size_t cut = 1; cut < sizeof(data) - 1; cut++) {
		struct stream stream;

		stream_begin(&stream, &ruleset, data, 1);
		stream_read(&stream, cut);
		assert_int_equal(stream.trail.finding.strength > 0, cut >= sizeof(data) - 2);
		stream_read(&stream, sizeof(data) - 1);
		assert_int_equal(stream.trail.finding.content_id_size, 20);
		assert_memory_equal(stream.trail.finding.content_id, "\0bcdefghijklmnopqr\xff%", 20);
	}
	ruleset_free(&ruleset);
}

/* --- Cuts --- */

static const char cuttable[] =
	HEAD("one") "transport tcp; pattern \"a\"; search \"b[ab]c\" within 30 until \"d\" }\n"
	HEAD("two") "transport tcp; pattern \"a[bc]{1,6}e\"; search \"cab\" within 25; where u8@+1 == 0x62 }\n"
	HEAD("three") "transport tcp; pattern \"b\"; where u8@6 == 0x61 and u8@9 == 0x62 }\n"
	HEAD("four") "transport tcp; opening unknown 1-99; search \"ebe\" within 40 }\n"
	HEAD("five") "transport tcp; pattern \"c(a|b){2,7}d\"; search \"a{2,4}b\" within 38 until \"[de]\" }\n";

static struct p2p_finding found_in_pieces(const struct ruleset *ruleset, const char *data)
{
	size_t size = 0, all = strlen(data);
	struct stream stream;

	stream_begin(&stream, ruleset, data, 1);
	while (size < all) {
		size += 1 + random_below(6);
		stream_read(&stream, size < all ? size : all);
	}
	return stream.trail.finding;
}

static void any_cut_gives_the_same_finding(void **state)
{
	struct ruleset ruleset;
	unsigned int matched = 0;

	(void)state;
	random_begin();
	ruleset_compile(&ruleset, cuttable);
	for (int round = 0; round < 30000; round++) {
		struct p2p_finding whole, cut;
		char data[41] = "";

		for (size_t i = 0; i < sizeof(data) - 1; i++)
			data[i] = "abcde"[random_below(5)];
		whole = found(&ruleset, data, 1);
		cut = found_in_pieces(&ruleset, data);
		matched += whole.strength > 0;
		if (whole.strength != cut.strength)
			fail_msg("%s: %d in one piece, %d in several", data, whole.signature, cut.signature);
	}
	assert_in_range(matched, 3000, 27000);
	ruleset_free(&ruleset);
}

/* What the automaton and what it passes over find is what looking at each place finds. */
static void searches_find_what_stands_anywhere(void **state)
{
	static const char *const words[] = { "aab", "aba", "abab", "bb", "caca", "acac", "e" };
	enum { WORDS = sizeof(words) / sizeof(words[0]) };
	char text[1000], *at = text;
	struct ruleset ruleset;

	(void)state;
	random_begin();
	for (int i = 0; i < WORDS; i++)
		at += sprintf(at, "signature s%d { protocol ares; strength hint; transport udp; pattern \"c\"\n"
			      "search \"%s\" within 60 }\n", i, words[i]);
	ruleset_compile(&ruleset, text);
	for (int round = 0; round < 20000; round++) {
		char data[P2P_CANDIDATES_MAX + 2] = "c";
		struct p2p_payload payload = { .data = (const uint8_t *)data, .size = sizeof(data) - 1, .direction = 1 };
		struct p2p_trail trail = P2P_TRAIL_NONE;
		uint16_t matches[P2P_CANDIDATES_MAX];
		bool told[WORDS] = { false };
		struct p2p_walk walk;
		unsigned int count;

		for (size_t i = 1; i < sizeof(data) - 1; i++)
			data[i] = "aabbccdef"[random_below(9)];
		p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM]);
		count = p2p_classify(&ruleset.blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, matches);
		for (unsigned int i = 0; i < count; i++)
			told[matches[i]] = true;
		for (int i = 0; i < WORDS; i++)
			if (told[i] != !!strstr(data + 1, words[i]))
				fail_msg("%s in %s: %d", words[i], data, told[i]);
	}
	ruleset_free(&ruleset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_search_finds_what_stands_behind_its_pattern),
		cmocka_unit_test(a_search_ends_at_its_window),
		cmocka_unit_test(gates_share_the_larger_window),
		cmocka_unit_test(a_byte_of_until_closes),
		cmocka_unit_test(until_closes_its_own_gate_only),
		cmocka_unit_test(a_gate_opens_in_its_direction),
		cmocka_unit_test(a_gate_is_for_what_follows_it),
		cmocka_unit_test(an_unknown_opening_is_searched),
		cmocka_unit_test(a_held_walk_searches_an_unknown_opening_later),
		cmocka_unit_test(a_pattern_is_searched_behind_though_the_walk_is_held),
		cmocka_unit_test(a_gate_of_the_other_direction_makes_nothing_known),
		cmocka_unit_test(flights_of_another_size_close_the_gate),
		cmocka_unit_test(a_pattern_keeps_its_gate_whatever_the_flights),
		cmocka_unit_test(fields_count_from_the_end_of_the_match),
		cmocka_unit_test(escaped_bytes_are_counted),
		cmocka_unit_test(content_ids_are_captured_behind_the_match),
		cmocka_unit_test(an_escaped_id_waits_for_all_of_its_bytes),
		cmocka_unit_test(any_cut_gives_the_same_finding),
		cmocka_unit_test(searches_find_what_stands_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
