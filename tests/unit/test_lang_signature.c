// SPDX-License-Identifier: GPL-2.0-or-later
/* What a signature says in its steps, and what is said to a wrong one. */
#include "ruleset.h"

static void steps_are_read(void **state)
{
	static const char text[] =
		"signature s {\n\tprotocol bittorrent; transport udp; direction reply\n"
		"\tpattern \"a\"; where len % 6 == 2 and u8@1 & 0xf0 % 3 in { 1 }; keep id u16be@2\n"
		"\tthen answer; pattern \"b\"; search \"[xy]z\" within 200 until \"\\n\"\n"
		"\twhere u32le@+4 == 1 and bytes@+0 == \"q\" and u16be@2 != id - 3; keep more u32le@7\n"
		"\tthen follow; pattern \"c\"; where u8@3 == more and escaped@+1 == 20 and port == 53\n"
		"\tsearch \"d\" within 99; capture content-id @+6 size 20 escaped; strength hint\n"
		"\tmatch \"a\" sport 1 / # and on\n\n\t\t\"bb\" len 9 / hex \"00 01\" direction original\n}";
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string(text, "f", &diagnostics);
	const struct signature *s;

	(void)state;
	diagnostics_print(&diagnostics, stderr);
	assert_non_null(c);
	s = c->signatures->list;
	assert_int_equal(s->step_count, 3);
	assert_int_equal(s->steps[0].checks[0].left.modulo, 6);
	assert_int_equal(s->steps[0].checks[1].left.mask, 0xf0);
	assert_int_equal(s->steps[0].checks[1].left.modulo, 3);
	assert_null(s->steps[0].search);
	assert_int_equal(s->steps[1].turn, P2P_TURN_ANSWER);
	assert_int_equal(s->steps[1].window, 200);
	assert_true(byte_set_has(&s->steps[1].until, '\n') && byte_set_count(&s->steps[1].until) == 1);
	assert_true(s->steps[1].checks[0].left.behind && s->steps[1].checks[1].left.behind);
	assert_int_equal(s->steps[1].checks[2].right.kind, P2P_FIELD_KEPT0);
	assert_int_equal(s->steps[1].checks[2].constant, -3);
	assert_int_equal(s->steps[2].turn, P2P_TURN_FOLLOW);
	assert_int_equal(s->steps[2].checks[0].right.kind, P2P_FIELD_KEPT1);
	assert_int_equal(s->steps[2].checks[1].left.kind, P2P_FIELD_ESCAPED);
	assert_int_equal(s->keep_count, 2);
	assert_int_equal(s->keeps[1].step, 1);
	assert_int_equal(s->capture, P2P_CAPTURE_ESCAPED);
	assert_int_equal(s->capture_at, 6);
	assert_int_equal(step_directions(s, &s->steps[0]), P2P_DIRECTION_REPLY);
	assert_int_equal(step_directions(s, &s->steps[1]), P2P_DIRECTION_ORIGINAL);
	assert_int_equal(step_automaton(s, &s->steps[1]), P2P_AUTOMATON_DATAGRAM_SEARCH);
	assert_int_equal(s->vectors[0].packet_count, 3);
	assert_int_equal(s->vectors[0].packets[0].sport, 1);
	assert_int_equal(s->vectors[0].packets[1].sport, 0);
	assert_int_equal(s->vectors[0].packets[1].length, 9);
	assert_int_equal(s->vectors[0].packets[2].direction, P2P_DIRECTION_ORIGINAL);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

#define UDP(body) "signature s { protocol other; transport udp; strength hint; pattern \"ab\"\n" body "\n}"
#define TCP(body) "signature s { protocol other; transport tcp; strength hint\n" body "\n}"

static const struct {
	const char *text;
	const char *complaint;		/* "" for none */
} texts[] = {
	/* searches */
	{ TCP("pattern \"ab\"; search \"c\" within 1400"), "" },
	{ TCP("pattern \"ab\"; search \"c\" within 1401"),
	  "f:2:33-36: Error: a search ends within the first 1400 bytes\n" },
	{ UDP("search \"c\" within 256"), "" },
	{ UDP("search \"c\" within 257"), "f:2:19-21: Error: a search ends within the first 256 bytes\n" },
	{ UDP("search \"cd?e\" within 3"),
	  "f:2:22-22: Error: nothing can be found within 3 bytes: pattern and search take at least 4\n" },
	{ UDP("search \"cd?e\" within 4"), "" },
	{ UDP("search \"c\""), "f:2:11-11: Error: statement ends too early, expected \"within\"\n" },
	{ UDP("search \"c\" within 9\nsearch \"c\" within 9"), "f:3:8-10: Error: search was said already, in line 2\n" },
	{ UDP("search \"c\" within 9 until \"xy\""), "f:2:27-30: Error: a search ends at one byte, or at one of a class" },
	{ UDP("search \"c\" within 9 until \".\""), "f:2:27-29: Error: a search ends at one byte" },
	{ UDP("search \"c\" within 9 until \"x?\""), "f:2:28-29: Error: pattern matches the empty payload" },
	{ UDP("search \"c\" within 9 until \"[^x]\""), "" },
	{ UDP("search \"(c\" within 9"), "f:2:9-9: Error: ( has no closing )\n" },
	/* openings */
	{ TCP("opening unknown 96-608; search \"c\" within 9"), "" },
	{ TCP("opening unknown 96-608"), "f:2:9-15: Error: an unknown opening needs a search" },
	{ TCP("opening known 96-608; search \"c\" within 9"), "f:2:9-13: Error: an opening can only be unknown" },
	{ TCP("opening unknown 96; search \"c\" within 9"), "f:2:17-18: Error: sizes are written MIN-MAX" },
	{ TCP("opening unknown 9-8; search \"c\" within 9"), "f:2:17-19: Error: sizes begin at 1" },
	{ TCP("opening unknown 0-8; search \"c\" within 9"), "f:2:17-19: Error: sizes begin at 1" },
	{ TCP("opening unknown 1-1401; search \"c\" within 9"),
	  "f:2:17-22: Error: the largest size cannot be \"1401\": it is a number from 0 to 1400\n" },
	{ TCP("pattern \"ab\"; opening unknown 9-10; search \"c\" within 9"),
	  "f:2:23-29: Error: a step has either a pattern or an unknown opening, not both\n" },
	{ TCP("opening unknown 9-10; pattern \"ab\"; search \"c\" within 9"), "f:2:31-34: Error: a step has either" },
	{ "signature s { protocol other; transport udp; strength hint\nopening unknown 9-10; search \"c\" within 9 }",
	  "f:2:9-15: Error: only a tcp stream whose start was seen has an opening: not udp, not midflow\n" },
	{ "signature s { protocol other; transport tcp midflow; strength hint\nopening unknown 9-10; search \"c\" within 9 }",
	  "f:2:9-15: Error: only a tcp stream" },
	{ TCP(""), "f:1:11-11: Error: signature has no pattern\n" },
	/* steps */
	{ UDP("then answer; pattern \"b\""), "" },
	{ UDP("then answer"), "f:2:6-11: Error: step has no pattern\n" },
	{ UDP("then again; pattern \"b\""), "f:2:6-10: Error: then cannot be \"again\": it is answer or follow\n" },
	{ UDP("then answer; pattern \"b\"; pattern \"c\""), "f:2:35-37: Error: pattern was said already, in line 2\n" },
	{ TCP("pattern \"a\"; then answer; opening unknown 9-10"), "f:2:35-41: Error: an unknown opening needs a search" },
	/* kept numbers */
	{ UDP("keep id u16be@2; then answer; pattern \"b\"; where u16be@2 == id + 1"), "" },
	{ UDP("where u16be@2 == id"), "f:2:18-19: Error: \"id\" is no number, and no step before this one has kept any\n" },
	{ UDP("keep id u16be@2; where u16be@4 == id"), "f:2:35-36: Error: \"id\" is no number, and no step" },
	{ UDP("keep id u16be@2; then answer; pattern \"b\"; where u16be@2 == ip"),
	  "f:2:61-62: Error: no step before this one keeps a number named \"ip\"\n" },
	{ UDP("then answer; pattern \"b\"; keep id u8@1; where u8@2 == id"),
	  "f:2:55-56: Error: \"id\" is kept by this very step: compare with the field itself\n" },
	{ UDP("keep id u8@1; then answer; pattern \"b\"; keep id u8@2"), "f:2:46-47: Error: \"id\" is kept already\n" },
	{ UDP("keep a u8@1; keep b u8@2; keep c u8@3"), "f:2:32-32: Error: a signature keeps at most 2 numbers\n" },
	{ UDP("keep a sport"), "f:2:8-12: Error: only a number of the payload can be kept, as in u16be@2\n" },
	{ UDP("keep a u8@+1"), "f:2:8-12: Error: only a number of the payload can be kept" },
	{ UDP("keep a u32be@253"), "f:2:8-16: Error: only the first 256 bytes of a packet are looked at\n" },
	{ UDP("keep a u8@1; then answer; pattern \"b\"; where u8@2 < a"),
	  "f:2:53-53: Error: a kept number can be compared with == and != only\n" },
	{ UDP("keep a u8@1; then answer; pattern \"b\"; where u8@2 == 3 - a"), "f:2:58-58: Error: a kept number is compared as" },
	{ UDP("keep a u8@1; then answer; pattern \"b\"; where u8@2 & 3 == a"), "f:2:46-53: Error: what is compared with a kept" },
	{ UDP("keep a u8@1; then answer; pattern \"b\"; where u8@2 % 3 == a"), "f:2:46-53: Error: what is compared with a kept" },
	{ UDP("keep a u8@1; then answer; pattern \"b\"; where port == a"), "f:2:46-49: Error: this cannot be compared with" },
	/* fields */
	{ UDP("where u8@+255 == 1"), "" },
	{ UDP("where u8@+256 == 1"), "f:2:7-13: Error: offset 256 is more than 256 bytes behind the match\n" },
	{ UDP("where u16be@+255 == 1"), "f:2:7-21: Error: this reads more than 256 bytes behind the match\n" },
	{ UDP("where bytes@+256 == \"x\""), "f:2:7-23: Error: offset 256 is more than 256 bytes behind" },
	{ UDP("where escaped@4 == 20; search \"c\" within 9"), "f:2:7-15: Error: escaped text begins at no fixed place" },
	{ UDP("where escaped@+4 == 20"), "f:2:7-16: Error: escaped text stands behind a search, and this step has none\n" },
	{ UDP("where len == escaped@+4; search \"c\" within 9"), "f:2:14-23: Error: escaped belongs on the left side\n" },
	{ UDP("where u8@1 % 2 == 1 and len % 255 == 1"), "" },
	{ UDP("where u8@1 % 1 == 1"), "f:2:14-14: Error: a modulo is a number from 2 to 255\n" },
	{ UDP("where u8@1 % 256 == 1"), "f:2:14-16: Error: a modulo is a number from 2 to 255\n" },
	{ UDP("where u8@1 & 0x100 == 0"), "f:2:14-18: Error: a mask of this field is a number from 1 to 0xff\n" },
	{ UDP("where len & 0x10000 == 0"), "f:2:13-19: Error: a mask of this field is a number from 1 to 0xffff\n" },
	{ UDP("where u32le@3 & 0 == 0"), "f:2:17-17: Error: a mask of this field is a number from 1 to 0xffffffff\n" },
	{ UDP("where port in { 5 } and port == 5 and port != 6 and port not in { 7 }"), "" },
	{ UDP("where port < 5"), "f:2:7-10: Error: port is two numbers: compare it with ==, !=, in or not in, or name" },
	/* content ids */
	{ UDP("capture content-id @+108 size 20"), "" },
	{ UDP("capture content-id @+109 size 20"),
	  "f:2:1-32: Error: content-id ends 129 bytes behind the match, which is more than 128\n" },
	{ UDP("capture content-id @4 size 20 escaped"), "f:2:1-37: Error: escaped text begins at no fixed place" },
	{ UDP("capture content-id @+4 size 20 escaped"), "f:2:1-38: Error: escaped text stands behind a search" },
	{ TCP("pattern \"a\"; search \"b\" within 900; capture content-id @400 size 20"), "" },
	/* vectors */
	{ UDP("match \"ab\" / \"\""), "f:2:12-15: Error: vector is empty\n" },
	{ UDP("match \"ab\" /\n\"cd\""), "" },
	{ UDP("match \"ab\" /"), "f:3:1-1: Error: \"}\" is not understood here" },
	{ UDP("match \"1\"/\"2\"/\"3\"/\"4\"/\"5\"/\"6\"/\"7\"/\"8\"/\"9\"/\"a\"/\"b\"/\"c\"/\"d\"/\"e\"/\"f\"/\"g\"/\"h\""),
	  "f:2:70-73: Error: a vector has at most 16 payloads\n" },
};

/* All of them as they are printed. Return: owned */
static char *complaints_about(const char *text)
{
	struct diagnostics diagnostics = { 0 };
	char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);

	configuration_destroy(parse_string(text, "f", &diagnostics));
	diagnostics_print(&diagnostics, out);
	fclose(out);
	diagnostics_clear(&diagnostics);
	return printed;
}

static void a_wrong_signature_is_told_what_and_where(void **state)
{
	unsigned int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char *printed = complaints_about(texts[i].text);
		bool as_expected = *texts[i].complaint ?
				   !strncmp(printed, texts[i].complaint, strlen(texts[i].complaint)) : !*printed;

		if (!as_expected)
			print_error("%s\nexpected: %s\nsaid: %s\n", texts[i].text, texts[i].complaint, printed);
		wrong += !as_expected;
		free(printed);
	}
	assert_int_equal(wrong, 0);
}

/* Return: the sentence of what cannot be compiled, or NULL. Owned */
static char *excess(const char *text)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string(text, "f", &diagnostics);
	struct ruleset_blob blob;
	char *sentence = NULL;

	assert_non_null(c);
	if (!compile_signatures(c->signatures, &blob, &diagnostics))
		sentence = strdup(diagnostics.list[0].sentence);
	ruleset_blob_clear(&blob);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
	return sentence;
}

static void too_many_gates_are_told_by_name(void **state)
{
	char text[8000], *at = text, *sentence;

	(void)state;
	for (int i = 0; i < 40; i++)
		at += sprintf(at, "signature s%d { protocol other; transport udp; strength hint; pattern \"%c\"; search \"a%d\" within 90 }\n",
			      i, 'a' + i % 16, i);
	sentence = excess(text);
	assert_null(sentence);
	at += sprintf(at, "signature last { protocol other; transport udp; strength hint; pattern \"z\"; search \"b\" within 90 }\n");
	sentence = excess(text);
	assert_non_null(strstr(sentence, "with signature \"last\" there are more than 16 gates"));
	free(sentence);
}

static void too_many_steps_are_told_by_name(void **state)
{
	size_t size = 2 << 20;
	char *text = malloc(size), *at = text, *sentence;

	(void)state;
	for (int i = 0; i < P2P_STEPS_MAX / 8 + 1; i++) {
		at += sprintf(at, "signature s%d { protocol other; transport udp; strength hint; pattern \"%04x\"\n", i, i);
		for (int j = 0; j < 8; j++)
			at += sprintf(at, "then answer; pattern \"%04x%d\"\n", i, j);
		at += sprintf(at, "}\n");
	}
	assert_in_range(at - text, 0, size);
	sentence = excess(text);
	assert_string_equal(sentence, "with signature \"s512\" there are more than 4096 further steps");
	free(sentence);
	free(text);
}

static void too_large_a_search_is_told_by_name(void **state)
{
	char *sentence = excess("signature good { protocol other; transport udp; strength hint; pattern \"a\"; search \"abc\" within 90 }\n"
				"signature bad { protocol other; transport udp; strength hint; pattern \"a\"\n"
				"search \"[ab][^\\n]{40}[cd]\" within 90 }\n");

	(void)state;
	assert_non_null(sentence);
	assert_non_null(strstr(sentence, "with signature \"bad\" the automaton"));
	free(sentence);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_read),
		cmocka_unit_test(a_wrong_signature_is_told_what_and_where),
		cmocka_unit_test(too_many_gates_are_told_by_name),
		cmocka_unit_test(too_many_steps_are_told_by_name),
		cmocka_unit_test(too_large_a_search_is_told_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
