// SPDX-License-Identifier: GPL-2.0-or-later
/* What a configuration says, and what is said to a wrong one. */
#include <unistd.h>

#include "files.h"
#include "ruleset.h"

static void a_configuration_is_read(void **state)
{
	static const char text[] =
		"# comment\n"
		"settings { enforce off; capture on # another\n mark-mask 0xff00\n}\n"
		"subscriber \"k \\\"1\\\"\\x00\" {\n\tprefix 10.1.0.0/24; prefix 2001:db8::/56 zone 3\n"
		"\tsanction scope p2p action mark 0x10/0xff until 2026-12-31T00:00:00Z\n}\n"
		"subscriber until { sanction scope all action count from 2026-12-30 until 2026-12-31 reason \"case \\\"7\\\" f\\xc3\\xbcr\" }; subscriber bare.key:7@x+y-z { sanction action drop scope all }\n";
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string(text, "test", &diagnostics);

	(void)state;
	diagnostics_print(&diagnostics, stderr);
	assert_non_null(c);
	assert_true(c->settings.has_enforce && !c->settings.enforce);
	assert_true(c->settings.has_capture && c->settings.capture);
	assert_int_equal(c->settings.mark_mask, 0xff00);
	assert_int_equal(c->subscriber_count, 3);
	assert_int_equal(c->subscribers[0].key_length, 6);
	assert_memory_equal(c->subscribers[0].key, "k \"1\"\0", 6);
	assert_int_equal(c->subscribers[0].prefix_count, 2);
	assert_int_equal(c->subscribers[0].prefixes[1].zone, 3);
	assert_int_equal(c->subscribers[0].prefixes[1].length, 56);
	assert_int_equal(c->subscribers[0].prefixes[1].at.first_line, 6);
	assert_int_equal(c->subscribers[0].sanction.action, P2P_ACTION_MARK);
	assert_int_equal(c->subscribers[0].sanction.mark_mask, 0xff);
	assert_int_equal(c->subscribers[0].sanction.end, 1798675200);
	assert_int_equal(c->subscribers[0].sanction.start, 0);
	assert_null(c->subscribers[0].sanction.reason);
	assert_string_equal(c->subscribers[1].sanction.reason, "case \"7\" f\xc3\xbcr");
	assert_int_equal(c->subscribers[1].sanction.start, 1798588800);
	assert_int_equal(c->subscribers[1].sanction.end, 1798675200);
	assert_memory_equal(c->subscribers[2].key, "bare.key:7@x+y-z", 16);
	assert_int_equal(c->subscribers[2].sanction.scope, P2P_SCOPE_ALL);
	assert_int_equal(c->subscribers[2].sanction.end, 0);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

static void a_default_is_a_subscriber_without_a_key(void **state)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string("subscriber default { }\ndefault { sanction scope p2p action count }\n", "test",
					       &diagnostics);

	(void)state;
	assert_non_null(c);
	assert_int_equal(c->subscriber_count, 2);
	assert_false(c->subscribers[0].is_default);
	assert_memory_equal(c->subscribers[0].key, "default", 7);
	assert_true(c->subscribers[1].is_default);
	assert_int_equal(c->subscribers[1].key_length, 0);
	assert_int_equal(c->subscribers[1].sanction.action, P2P_ACTION_COUNT);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

static void an_end_from_now_counts_from_now(void **state)
{
	struct diagnostics diagnostics = { 0 };
	uint64_t before = time(NULL);
	struct configuration *c = parse_string("subscriber a { sanction scope all action count until +2h }", "test",
					       &diagnostics);

	(void)state;
	assert_non_null(c);
	assert_in_range(c->subscribers[0].sanction.end, before + 7200, (uint64_t)time(NULL) + 7200);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

/* All of them as they are printed. Return: owned */
static char *complaints_about(const void *text, size_t size)
{
	struct diagnostics diagnostics = { 0 };
	char *printed = NULL;
	size_t length;
	FILE *out = open_memstream(&printed, &length);

	configuration_destroy(parse_bytes(text, size, "f", &diagnostics));
	diagnostics_print(&diagnostics, out);
	fclose(out);
	diagnostics_clear(&diagnostics);
	return printed;
}

#define HASH20	"00112233445566778899AABBCCDDEEFF01234567"
#define HASH16	"ffeeddccbbaa99887766554433221100"
#define SIG(body) "signature s { protocol other; transport udp; strength hint; pattern \"ab\"\n" body " }"

static const struct {
	const char *text;
	const char *complaint;
} wrong_texts[] = {
	{ "subscriber a {\n\tprefix 10.0.0.1/8\n}",
	  "f:2:9-18: Error: prefix \"10.0.0.1/8\" has bits set beyond its length; 10.0.0.0/8 was probably meant\n"
	  "\tprefix 10.0.0.1/8\n"
	  "\t       ^^^^^^^^^^\n" },
	{ "subscriber a { }\nsubscriber a { }",
	  "f:2:12-12: Error: subscriber \"a\" exists already, at f:1\nsubscriber a { }\n           ^\n" },
	{ "subscriber a { prefix ::1 }\nsubscriber b { prefix 0:0::1/128 }",
	  "f:2:23-32: Error: prefix \"0:0::1/128\" belongs to subscriber \"a\" already, at f:1\n"
	  "subscriber b { prefix 0:0::1/128 }\n                      ^^^^^^^^^^\n" },
	{ "subscriber a { prefix ::1 zone 1; prefix ::1 }\n", "" },
	{ "subscriber a { prefix ::1 zone 65536 }",
	  "f:1:32-36: Error: a zone cannot be \"65536\": it is a number from 0 to 65535\n"
	  "subscriber a { prefix ::1 zone 65536 }\n                               ^^^^^\n" },
	{ "subscriber a { sanction scope all }",
	  "f:1:16-33: Error: sanction has no action: count, mark, limit, reject or drop\nsubscriber a { sanction scope all }\n"
	  "               ^^^^^^^^^^^^^^^^^^\n" },
	{ "subscriber a { sanction action drop }", "f:1:16-35: Error: sanction has no scope: p2p, listed or all\n" },
	{ "subscriber a { sanction scope all action drop action count }",
	  "f:1:54-58: Error: action was said already, in line 1\n" },
	{ "subscriber a { sanction scope all action drop\nsanction scope all action drop }",
	  "f:2:1-8: Error: sanction was said already, in line 1\n" },
	{ "subscriber a { sanction scope all action drop from +2d until +2d }",
	  "f:1:52-54: Error: the sanction would end before it begins\n" },
	{ "subscriber a { sanction scope all action drop until 2026-01-01\nsanction from +1d }",
	  "f:2:1-8: Error: sanction was said already, in line 1\n" },
	{ "subscriber a { sanction scope all action drop from yesterday }", "f:1:52-60: Error: " },
	{ "subscriber a { sanction scope all action drop from +1d from +2d }",
	  "f:1:61-63: Error: from was said already, in line 1\n" },
	{ "subscriber a { sanction scope all action drop reason \"\" }", "f:1:54-55: Error: a reason cannot be empty\n" },
	{ "subscriber a { sanction scope all action drop reason why }",
	  "f:1:54-56: Error: \"why\" is not understood here, expected a string\n" },
	{ "subscriber a { sanction scope all action drop reason \"a\\nb\" }",
	  "f:1:54-59: Error: a reason is text in UTF-8, without control characters\n" },
	{ "subscriber a { sanction scope all action drop reason \"\\xff\" }",
	  "f:1:54-59: Error: a reason is text in UTF-8, without control characters\n" },
	{ "subscriber a { sanction scope all action drop reason \"a\" reason \"b\" }",
	  "f:1:65-67: Error: reason was said already, in line 1\n" },
	{ "default { }", "f:1:1-7: Error: the default is a sanction: to have none, leave the block out\n" },
	{ "default { sanction scope p2p action limit 1mbit }",
	  "f:1:43-47: Error: the default can count, mark and drop: limit and reject need a subscriber\n" },
	{ "default { sanction scope p2p action reject }", "f:1:37-42: Error: the default can count, mark and drop" },
	{ "default { prefix ::1 }", "f:1:11-16: Error: \"prefix\" is not understood here" },
	{ "default { sanction scope p2p action count }\ndefault { sanction scope p2p action count }",
	  "f:2:1-7: Error: there is a default already, at f:1\n" },
	{ "default { sanction scope p2p action drop", "f:1:1-7: Error: the block that begins here is never closed with }\n" },
	{ "subscriber a/b { }", "f:1:12-14: Error: a key with / or % must stand in quotes\n" },
	{ "subscriber \"\" { }", "f:1:12-13: Error: a subscriber's key cannot be empty\n" },
	{ "subscriber \"a\\q\" { }", "f:1:14-15: Error: unknown escape: write \\xHH, \\n, \\r, \\t, \\\\ or \\\"\n" },
	{ "subscriber a { prefix ::1", "f:1:12-12: Error: the block that begins here is never closed with }\n" },
	{ "settings { enforce maybe }", "f:1:20-24: Error: enforce cannot be \"maybe\": it is off or on\n" },
	{ "settings { enforce on; enforce on }", "f:1:32-33: Error: enforce was set already\n" },
	{ "settings { mark-mask 0x1 }",
	  "f:1:22-24: Error: mark-mask \"0x1\" is not eight adjacent bits, like 0xff000000\n" },
	{ "content films {\n\t" HASH20 "\n\t1234\n}",
	  "f:3:2-5: Error: \"1234\" is none: a content id has 40 hexadecimal digits (info-hash) or 32 (eD2k)\n\t1234\n\t^^^^\n" },
	{ "content films { 000000000000000000000000000000000000000g }", "f:1:17-56: Error: " },
	{ "content films { }; content films { }", "f:1:28-32: Error: content list \"films\" exists already, at f:1\n" },
	{ "content \"\" { }", "f:1:9-10: Error: the name of a content list has 1 to 63 bytes of printable ASCII\n" },
	{ "content \"a\\x01\" { }", "f:1:9-15: Error: the name of a content list has 1 to 63 bytes of printable ASCII\n" },
	{ "content films but { }", "f:1:15-17: Error: \"but\" is not understood here, expected \"except\" or '{'\n" },
	{ "content films { file \"/nonexistent/x\" }",
	  "f:1:22-37: Error: \"/nonexistent/x\": No such file or directory\n" },
	{ "content films { file \"\" }", "f:1:22-23: Error: file needs the name of a file\n" },
	{ "content films { file films }", "f:1:22-26: Error: \"films\" is not understood here, expected a string\n" },
	{ "content films { " HASH20 "; " HASH20 " " HASH20 " }", "f:1:100-139: Error: " },
	{ "content file except { }\ncontent except { }\ncontent content { " HASH20 " }", "" },
	{ "zettings { }", "f:1:1-8: Error: \"zettings\" is not understood here; \"settings\" was probably meant\n" },
	{ "settings { } settings { }",
	  "f:1:14-21: Error: \"settings\" is not understood here, expected end of file or end of line\n" },
	{ "garden { }; garden { prefix ::/0; prefix 10.0.0.0/8 protocol 47; prefix 10.0.0.0/8 protocol tcp port 1-9 }", "" },
	{ "garden { prefix 10.0.0.1/8 }",
	  "f:1:17-26: Error: prefix \"10.0.0.1/8\" has bits set beyond its length; 10.0.0.0/8 was probably meant\n"
	  "garden { prefix 10.0.0.1/8 }\n                ^^^^^^^^^^\n" },
	{ "garden { prefix ::1 protocol foo }",
	  "f:1:30-32: Error: \"foo\" is no protocol: write tcp, udp, icmp, icmpv6, sctp, dccp or a number from 1 to 255\n"
	  "garden { prefix ::1 protocol foo }\n                             ^^^\n" },
	{ "garden { prefix ::1 protocol tcp port 9-8 }",
	  "f:1:39-41: Error: \"9-8\" is no port: write 53, or 80-443 for a range\n"
	  "garden { prefix ::1 protocol tcp port 9-8 }\n                                      ^^^\n" },
	{ "garden { prefix ::1 port 80 }",
	  "f:1:10-27: Error: only tcp and udp have ports\ngarden { prefix ::1 port 80 }\n"
	  "         ^^^^^^^^^^^^^^^^^^\n" },
	{ "garden { prefix ::1 protocol sctp port 80 }", "f:1:10-41: Error: only tcp and udp have ports\n" },
	{ "garden { prefix ::1 protocol icmp }", "f:1:10-33: Error: icmp belongs to IPv4, icmpv6 to IPv6\n" },
	{ "garden { prefix 10.0.0.0/8 protocol 58 }", "f:1:10-38: Error: icmp belongs to IPv4, icmpv6 to IPv6\n" },
	{ "garden { prefix ::1 protocol tcp port 80 }\ngarden {\n\tprefix 0::1 protocol 6 port 80-80 }",
	  "f:3:2-34: Error: the garden has this entry already, at f:1\n"
	  "\tprefix 0::1 protocol 6 port 80-80 }\n\t^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n" },
	{ "garden { port 80 }", "f:1:10-13: Error: \"port\" is not understood here, expected end of line, \"prefix\" or '}'\n" },
	{ "include 7", "f:1:9-9: Error: \"7\" is not understood here, expected a string\n" },
	{ "include \"/nonexistent/x\"", "f:1:9-24: Error: \"/nonexistent/x\": No such file or directory\n" },
	{ "include \"/nonexistent/*\"", "" },
	{ "include \"\"", "f:1:9-10: Error: include needs the name of a file\n" },
	{ "include \"/\"", "f:1:9-11: Error: \"/\": Is a directory\n" },
	{ SIG("where len > 5 and u8@1 == 3"), "" },
	{ SIG("where len = 5"), "f:2:11-11: Error: \"=\" is not understood here" },
	{ SIG("where port == 5 and port in { 5, 6 }"), "" },
	{ SIG("where port > 5"), "f:2:7-10: Error: port is two numbers: compare it with ==, !=, in or not in" },
	{ SIG("where len == u8@1 + u8@2"), "f:2:14-24: Error: the right side can contain one field only\n" },
	{ SIG("where u8@300 == 1"), "f:2:7-12: Error: offset 300 is beyond the first 256 bytes" },
	{ SIG("where u32le@254 == 1"), "f:2:7-20: Error: only the first 256 bytes of a packet are looked at\n" },
	{ SIG("where u8@1 in { 5-3 }"), "f:2:17-19: Error: range ends before it begins\n" },
	{ SIG("where u8@1 in { 1,\n2 }"), "" },
	{ SIG("where u8@1 in { 1\n2 }"), "f:2:18-18: Error: statement ends too early" },
	{ SIG("where bytes@1 != \"x\""), "f:2:7-20: Error: bytes can only be compared with ==\n" },
	{ SIG("where bytes@1 == \"\""), "f:2:18-19: Error: there are no bytes to compare with\n" },
	{ SIG("where u8@1 == 99999999999"),
	  "f:2:15-25: Error: this cannot be \"99999999999\": it is a number from 0 to 4294967295\n" },
	{ SIG("match hex \"0g\""), "f:2:12-12: Error: bytes are two hexadecimal digits each\n" },
	{ SIG("match hex \"00\" len 0"), "" },
	{ SIG("match fill 9 len 8"), "f:2:1-18: Error: vector has 9 bytes, more than its len of 8\n" },
	{ SIG("match \"\""), "f:2:1-8: Error: vector is empty\n" },
	{ SIG("capture content-id @28 size 21"), "f:2:1-30: Error: a content-id has 16 or 20 bytes\n" },
	{ SIG("capture content-id @250 size 20"),
	  "f:2:1-31: Error: content-id ends at byte 270, but only the first 256 are looked at\n" },
	{ SIG("strength hint"), "f:2:10-13: Error: strength was said already, in line 1\n" },
	{ SIG("") "\n" SIG(""), "f:3:11-11: Error: signature \"s\" exists already, at f:1\n" },
	{ "signature s { }", "f:1:11-11: Error: signature has no protocol\n" },
	{ "signature \"\\x07\" { }", "f:1:11-16: Error: a signature's name is 1 to 63 printable ASCII characters\n" },
	{ "signature s { transport udp midflow }", "f:1:25-27: Error: midflow has no meaning for udp" },
	{ "signature s { protocol other; transport tcp; strength hint; pattern \"a\"; where len == 5 }",
	  "f:1:80-87: Error: a tcp stream has no len: segments are cut anywhere" },
	{ "signature s { protocol other; transport tcp; strength hint; pattern \"a\"; where u8@128 == 5 }",
	  "f:1:80-90: Error: only the first 128 bytes of a stream are looked at\n" },
};

static void a_wrong_text_is_told_what_and_where(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong_texts) / sizeof(wrong_texts[0]); i++) {
		char *printed = complaints_about(wrong_texts[i].text, strlen(wrong_texts[i].text));

		if (strncmp(printed, wrong_texts[i].complaint, strlen(wrong_texts[i].complaint)) || (!wrong_texts[i].complaint[0] && printed[0]))
			fail_msg("%s\nsays: %s\nnot: %s", wrong_texts[i].text, printed, wrong_texts[i].complaint);
		free(printed);
	}
}

static void a_garden_has_its_limit(void **state)
{
	char *text = malloc(P2P_GARDEN_MAX * 32 + 64), *at = text, *printed;

	(void)state;
	at += sprintf(at, "garden {\n");
	for (int i = 0; i < P2P_GARDEN_MAX; i++)
		at += sprintf(at, "prefix 10.0.%d.%d\n", i >> 8, i & 255);
	strcpy(at, "}\n");
	printed = complaints_about(text, strlen(text));
	assert_string_equal(printed, "");
	free(printed);
	strcpy(at, "prefix ::1\n}\n");
	printed = complaints_about(text, strlen(text));
	assert_non_null(strstr(printed, "f:1026:1-10: Error: the garden has at most 1024 entries\nprefix ::1\n^^^^^^^^^^\n"));
	free(printed);
	free(text);
}

static void patterns_are_told_what_is_wrong(void **state)
{
	static const struct {
		const char *pattern;
		const char *complaint;
	} rows[] = {
		{ "a*", "f:2:11-11: Error: repeats need a bound: write {0,8} or {1,8}" },
		{ "*", "f:2:10-10: Error: repeats need a bound: write {0,8}, or \\ before it for the byte itself" },
		{ "(ab", "f:2:10-10: Error: ( has no closing )" },
		{ "ab)", "f:2:12-12: Error: ) closes nothing; write \\) for the byte itself" },
		{ "[ab", "f:2:10-10: Error: class of bytes has no closing ]" },
		{ "[b-a]", "f:2:11-13: Error: range ends before it begins" },
		{ "[]", "f:2:10-11: Error: class contains no byte" },
		{ "[^\\x00-\\xff]", "f:2:10-21: Error: class contains no byte" },
		{ "a{3", "f:2:11-12: Error: a repeat is written {n} or {n,m}" },
		{ "a{3,}", "f:2:11-13: Error: a repeat needs a bound up to 256 behind its comma" },
		{ "a{,3}", "f:2:11-11: Error: a repeat is written {n} or {n,m}, with numbers up to 256" },
		{ "a{3,2}", "f:2:11-15: Error: a repeat ends before it begins" },
		{ "a{257}", "f:2:11-14: Error: a repeat is written {n} or {n,m}, with numbers up to 256" },
		{ "a??", "f:2:12-12: Error: there is nothing to repeat" },
		{ "a?", "f:2:10-11: Error: pattern matches the empty payload: it needs at least one byte" },
		{ "", "f:2:10-10: Error: pattern matches the empty payload" },
		{ "\\q", "f:2:10-11: Error: unknown escape" },
		{ "\\x1", "f:2:10-11: Error: unknown escape" },
		{ "^ab", "f:2:10-10: Error: patterns begin at the first byte anyway" },
		{ "a...b", "f:2:10-14: Error: pattern skips more than 2 bytes" },
		{ "a.{3}b", "f:2:10-15: Error: pattern skips more than 2 bytes" },
		{ "a(.x?.)..b", "f:2:10-19: Error: pattern skips more than 2 bytes" },
		{ "a(b|.).{2}", "f:2:10-19: Error: pattern skips more than 2 bytes" },
		{ "((a{64}){64}){64}", "f:2:11-21: Error: pattern is too large once its repeats are written out" },
		{ "a{129}", "f:2:9-16: Error: pattern is up to 129 bytes long, but only the first 128 are looked at" },
		{ "a..b..c", "" },
		{ "a(.x.){2}", "" },
		{ "[]-]", "f:2:10-11: Error: class contains no byte" },
		{ "a{128}", "" },
		{ "\\.\\*\\[$-", "" },
		{ "[a\\]\\-b-d^]", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[300], *printed;

		snprintf(text, sizeof(text), "signature s {protocol ares;transport tcp; strength hint\npattern \"%s\" }",
			 rows[i].pattern);
		printed = complaints_about(text, strlen(text));
		if (rows[i].complaint[0] ? !strstr(printed, rows[i].complaint) : printed[0] != 0)
			fail_msg("%s\nsays: %s\nnot: %s", text, printed, rows[i].complaint);
		free(printed);
	}
}

static void several_errors_are_told_in_one_run(void **state)
{
	static const char text[] =
		"settings { enforce x; frob; capture y }\n"
		"nonsense { a b { c } d }\n"
		"subscriber a { prefix x; bogus; prefix y }\n";
	struct diagnostics diagnostics = { 0 };

	(void)state;
	assert_null(parse_string(text, "f", &diagnostics));
	assert_int_equal(diagnostics.errors, 7);
	diagnostics_clear(&diagnostics);
}

static void endless_errors_are_cut_short(void **state)
{
	char *text = malloc(100001);
	struct diagnostics diagnostics = { 0 };

	(void)state;
	for (int i = 0; i < 50000; i++)
		memcpy(text + 2 * i, "}\n", 3);
	assert_null(parse_string(text, "f", &diagnostics));
	assert_int_equal(diagnostics.count, DIAGNOSTICS_ERRORS_MAX);
	assert_int_equal(diagnostics.errors, 50000);
	diagnostics_clear(&diagnostics);
	free(text);
}

static void warnings_give_way_to_errors(void **state)
{
	struct diagnostics diagnostics = { 0 };

	(void)state;
	for (int i = 0; i < 30; i++)
		diagnostics_warning(&diagnostics, NULL, "warning %d", i);
	diagnostics_error(&diagnostics, NULL, "error");
	assert_int_equal(diagnostics.count, DIAGNOSTICS_ERRORS_MAX);
	assert_int_equal(diagnostics.left_out, 11);
	assert_string_equal(diagnostics.list[0].sentence, "warning 0");
	assert_string_equal(diagnostics.list[DIAGNOSTICS_ERRORS_MAX - 1].sentence, "error");
	diagnostics_clear(&diagnostics);
}

static void long_lines_are_shown_in_part(void **state)
{
	char text[3000], *printed;

	(void)state;
	memset(text, ' ', sizeof(text));
	memcpy(text + 2000, "oops", 4);
	printed = complaints_about(text, sizeof(text));
	assert_non_null(strstr(printed, "f:1:2001-2004: Error: \"oops\" is not understood here"));
	assert_non_null(strstr(printed, "^^^^\n"));
	assert_true(strlen(printed) < 500);
	free(printed);
}

/* Pieces of the language in any order, and bytes of any kind. */
static void no_text_can_crash_the_parser(void **state)
{
	static const char *const pieces[] = {
		"signature ", "s", " {", "}", "\n", ";", "subscriber ", "settings ", "default ", "prefix ", "10.0.0.0/8", "::/0", "where ",
		"u8@", "len", " == ", "in ", "not ", "{ ", "1-2", ",", "\"", "\\x", "pattern ", "\"a(b|c)[d-e]{2}\"", "match ",
		"hex ", "fill ", "99", "#", "\t", "*", "+", "-", "transport ", "tcp ", "protocol ", "ares ", "capture ",
		"content-id ", "@1 ", "size ", "20 ", "strength ", "proof ", "sanction ", "scope ", "all ", "action ", "mark ",
		"until ", "+1s ", "enforce ", "on", "\xff", "bytes@1", " and ", " & ", "port ",
		"garden ", "content ", "except ", "file ", HASH20, HASH16,
		"from ", "until ", "+1s ", "reason ", "enforce ", "on", "\xff", "bytes@1", " and ", " & ", "port",
	};
	char text[2000];

	(void)state;
	random_begin();
	for (int round = 0; round < 5000; round++) {
		size_t size = 0;

		while (size < sizeof(text) - 40 && random_below(60)) {
			const char *piece = pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))];

			if (random_below(30)) {
				memcpy(text + size, piece, strlen(piece));
				size += strlen(piece);
			} else {
				text[size++] = random_below(256);
			}
		}
		free(complaints_about(text, size));
	}
}

static void files_include_files_beside_them(void **state)
{
	char directory[] = "/tmp/test_lang_XXXXXX", path[100];
	struct diagnostics diagnostics = { 0 };
	struct configuration *c;

	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/a.part", directory);
	file_write(path, "subscriber a { }");
	snprintf(path, sizeof(path), "%s/b.part", directory);
	file_write(path, "subscriber b { }\n");
	snprintf(path, sizeof(path), "%s/main", directory);
	file_write(path, "include \"*.part\"\nsubscriber c { }\n");
	c = parse_file(path, &diagnostics);
	diagnostics_print(&diagnostics, stderr);
	assert_non_null(c);
	assert_int_equal(c->subscriber_count, 3);
	assert_memory_equal(c->subscribers[1].key, "b", 1);
	configuration_destroy(c);
	file_write(path, "include \"loop\"\n");
	snprintf(path, sizeof(path), "%s/loop", directory);
	file_write(path, "include \"main\"\ninclude \"a.part\"\ninclude \"a.part\"\n");
	assert_null(parse_file(path, &diagnostics));
	assert_int_equal(diagnostics.errors, 2);
	assert_non_null(strstr(diagnostics.list[0].sentence, "it includes itself"));
	assert_non_null(strstr(diagnostics.list[1].sentence, "exists already, at"));
	diagnostics_clear(&diagnostics);
	snprintf(path, sizeof(path), "rm -r %s", directory);
	assert_int_equal(system(path), 0);
}

static void what_is_no_file_is_told_so(void **state)
{
	struct diagnostics diagnostics = { 0 };

	(void)state;
	assert_null(parse_file("/nonexistent", &diagnostics));
	assert_string_equal(diagnostics.list[0].sentence, "\"/nonexistent\": No such file or directory");
	diagnostics_clear(&diagnostics);
	assert_null(parse_file("/", &diagnostics));
	assert_string_equal(diagnostics.list[0].sentence, "\"/\": Is a directory");
	diagnostics_clear(&diagnostics);
}

/* Nothing in the parser may take quadratic time; a twentieth of what a fleet has is enough to notice. */
static void many_subscribers_are_read_quickly(void **state)
{
	enum { COUNT = 50000 };
	char *text = malloc(COUNT * 80), *at = text;
	struct diagnostics diagnostics = { 0 };
	struct configuration *c;
	clock_t begin;

	(void)state;
	for (int i = 0; i < COUNT; i++)
		at += sprintf(at, "subscriber customer-%d { prefix 10.%d.%d.%d }\n", i, i >> 16, i >> 8 & 255, i & 255);
	begin = clock();
	c = parse_string(text, "many", &diagnostics);
	assert_non_null(c);
	assert_int_equal(c->subscriber_count, COUNT);
	assert_true(clock() - begin < 10 * CLOCKS_PER_SEC);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_configuration_is_read),
		cmocka_unit_test(a_default_is_a_subscriber_without_a_key),
		cmocka_unit_test(an_end_from_now_counts_from_now),
		cmocka_unit_test(a_wrong_text_is_told_what_and_where),
		cmocka_unit_test(a_garden_has_its_limit),
		cmocka_unit_test(patterns_are_told_what_is_wrong),
		cmocka_unit_test(several_errors_are_told_in_one_run),
		cmocka_unit_test(endless_errors_are_cut_short),
		cmocka_unit_test(warnings_give_way_to_errors),
		cmocka_unit_test(long_lines_are_shown_in_part),
		cmocka_unit_test(no_text_can_crash_the_parser),
		cmocka_unit_test(files_include_files_beside_them),
		cmocka_unit_test(what_is_no_file_is_told_so),
		cmocka_unit_test(many_subscribers_are_read_quickly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
