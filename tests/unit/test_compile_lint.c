// SPDX-License-Identifier: GPL-2.0-or-later
/* The lint finds what is wrong, in tests/cli/bad-signatures/, and nothing in what is shipped. */
#include <glob.h>
#include <unistd.h>

#include "compile/innocent.h"
#include "compile/strength.h"
#include "ruleset.h"

#define BAD_SIGNATURES "tests/cli/bad-signatures/*.sig"
#define SHIPPED "ctl/signatures/all.sig"

static void check_file(const char *path, struct diagnostics *diagnostics)
{
	struct configuration *c = parse_file(path, diagnostics);
	struct ruleset_blob blob = { 0 };

	if (c && compile_signatures(c->signatures, &blob, diagnostics))
		lint_signatures(c->signatures, &blob, diagnostics);
	ruleset_blob_clear(&blob);
	configuration_destroy(c);
}

/* The sentence behind "# expect: " in the second line; FILE in it is the file's name. */
static void read_expectation(const char *path, char *to, size_t room)
{
	FILE *file = fopen(path, "r");
	char line[400], *mark;

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	assert_non_null(fgets(line, sizeof(line), file));
	fclose(file);
	assert_memory_equal(line, "# expect: ", 10);
	line[strcspn(line, "\n")] = 0;
	mark = strstr(line, "FILE");
	if (mark)
		snprintf(to, room, "%.*s%s%s", (int)(mark - line - 10), line + 10, path, mark + 4);
	else
		snprintf(to, room, "%s", line + 10);
}

static void each_bad_signature_is_told_why(void **state)
{
	glob_t found;

	(void)state;
	if (glob(BAD_SIGNATURES, 0, NULL, &found)) {
		print_message("# no " BAD_SIGNATURES " here: run from the project's root\n");
		skip();
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct diagnostics diagnostics = { 0 };
		char expected[600];

		read_expectation(found.gl_pathv[i], expected, sizeof(expected));
		check_file(found.gl_pathv[i], &diagnostics);
		if (!diagnostics.count)
			fail_msg("%s: nothing was found", found.gl_pathv[i]);
		if (strcmp(diagnostics.list[0].sentence, expected)) {
			diagnostics_print(&diagnostics, stderr);
			fail_msg("%s: not as expected: %s", found.gl_pathv[i], expected);
		}
		assert_string_equal(diagnostics.list[0].at.file, found.gl_pathv[i]);
		assert_true(diagnostics.list[0].at.first_line > 2);
		diagnostics_clear(&diagnostics);
	}
	globfree(&found);
}

static void nothing_is_wrong_with_what_is_shipped(void **state)
{
	struct diagnostics diagnostics = { 0 };

	(void)state;
	if (access(SHIPPED, R_OK))
		skip();
	check_file(SHIPPED, &diagnostics);
	diagnostics_print(&diagnostics, stderr);
	assert_int_equal(diagnostics.count, 0);
	diagnostics_clear(&diagnostics);
}

static void each_shipped_signature_has_its_source_and_vectors(void **state)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *c;

	(void)state;
	if (access(SHIPPED, R_OK))
		skip();
	c = parse_file(SHIPPED, &diagnostics);
	assert_non_null(c);
	for (size_t i = 0; i < c->signatures->count; i++) {
		const struct signature *signature = &c->signatures->list[i];
		unsigned int matching = 0;

		for (size_t j = 0; j < signature->vector_count; j++)
			matching += signature->vectors[j].matches;
		if (!signature->source || !matching || matching == signature->vector_count)
			fail_msg("%s: no source, no match or no miss", signature->name);
	}
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

/* Cut anywhere, a stream vector must still match, and be found in the call that completes it. */
static void vectors_of_streams_match_byte_by_byte(void **state)
{
	struct diagnostics diagnostics = { 0 };
	struct ruleset_blob compiled;
	struct configuration *c;
	struct p2p_blob blob;
	const char *why;

	(void)state;
	if (access(SHIPPED, R_OK))
		skip();
	c = parse_file(SHIPPED, &diagnostics);
	assert_non_null(c);
	assert_true(compile_signatures(c->signatures, &compiled, &diagnostics));
	assert_int_equal(p2p_blob_open(&blob, compiled.data, compiled.size, &why), 0);
	for (size_t i = 0; i < c->signatures->count; i++) {
		const struct signature *signature = &c->signatures->list[i];

		for (size_t j = 0; j < signature->vector_count; j++) {
			const struct vector *vector = &signature->vectors[j];
			const struct packet *packet = vector->packets;
			struct p2p_payload payload = { .data = packet->data, .direction = signature->directions & 1 ? 1 : 2 };
			struct p2p_trail trail = P2P_TRAIL_NONE;
			uint16_t matches[P2P_CANDIDATES_MAX];
			unsigned int told = 0;
			struct p2p_walk walk;

			if (!vector->matches || vector->packet_count > 1 ||
			    signature_automaton(signature) != P2P_AUTOMATON_STREAM)
				continue;
			if (packet->direction)
				payload.direction = packet->direction;
			p2p_walk_start(&walk, &blob.automata[P2P_AUTOMATON_STREAM]);
			for (payload.size = 1; payload.size <= packet->size; payload.size++) {
				unsigned int count = p2p_classify(&blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail,
								  matches);

				for (unsigned int k = 0; k < count; k++)
					told += matches[k] == i;
			}
			if (!told || (told > 1 && !signature->steps[0].search))
				fail_msg("%s: told %u times", signature->name, told);
		}
	}
	ruleset_blob_clear(&compiled);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
}

static void fixed_bits_are_counted(void **state)
{
	static const struct {
		const char *body;
		double bits;
	} rows[] = {
		{ "pattern \"abc\"", 24 },
		{ "pattern \"a.b\"", 16 },
		{ "pattern \"a[bc]\"", 15 },
		{ "pattern \"a[^b]\"", 8.0056 },
		{ "pattern \"(ab|cd)\"", 15 },
		{ "pattern \"(ab|c)\"", 7.994 },
		{ "pattern \"ab?c\"", 15.994 },
		{ "pattern \"a{3}\"", 24 },
		{ "pattern \"a\"; where u8@5 == 1", 16 },
		{ "pattern \"a\"; where u8@5 & 0x0f == 1", 12 },
		{ "pattern \"a\"; where u8@5 < 16", 12 },
		{ "pattern \"a\"; where u8@5 & 0x1f in { 2, 4, 0x0b }", 11.415 },
		{ "pattern \"a\"; where u32le@5 in { 1-32 }", 35 },
		{ "pattern \"a\"; where u16be@5 == 7", 24 },
		{ "pattern \"a\"; where u16be@5 != 7", 8 },
		{ "pattern \"a\"; where u32be@5 == u32be@9", 40 },
		{ "pattern \"a\"; where u32be@5 == len - 4", 16 },
		{ "pattern \"a\"; where len == 19 + 25 * u8@18", 16 },
		{ "pattern \"a\"; where len == 35", 16 },
		{ "pattern \"a\"; where len in { 35, 36 }", 15 },
		{ "pattern \"a\"; where len > 35", 8 },
		{ "pattern \"a\"; where dport == 53", 8 },
		{ "pattern \"a\"; where port not in { 53 }", 8 },
		{ "pattern \"a\"; where bytes@5 == \"xyz\"", 32 },
		{ "pattern \"a\"; where bytes@0 == \"ayz\"", 24 },
		{ "pattern \"a\"; where u8@5 == 1 and u8@5 == 1", 16 },
		{ "pattern \"a\"; where u8@5 == 1 and u8@+4 == 1", 24 },
		{ "pattern \"a\"; where len % 6 == 2", 10.585 },
		{ "pattern \"a\"; where u8@5 % 16 == 2", 12 },
		{ "pattern \"a\"; where u8@5 & 0x1e % 5 in { 1-4 }", 8.322 },
		{ "pattern \"a\"; where port == 6881", 8 },
		{ "pattern \"ab\"; search \"cde\" within 64", 34 },
		{ "pattern \"ab\"; search \"c\" within 256", 16 },
		{ "pattern \"ab\"; search \"[?&]x=\" within 16; where escaped@+0 == 20", 41.022 },
		{ "pattern \"a\"; keep n u16be@1; then answer; pattern \"b\"; where u16be@1 == n", 32 },
		{ "pattern \"a\"; keep n u32be@1; then answer; pattern \"b\"; where u8@1 == n + 1", 24 },
		{ "pattern \"a\"; keep n u16be@1; then answer; pattern \"bc\"; where u16be@1 == n", 32 },
		{ "pattern \"a\"; keep n u16be@1; then answer; pattern \"b\"; where u16be@1 != n", 16 },
		{ "pattern \"a\"; where u16be@5 == 0x101 and bytes@5 == \"\\x01\\x01\\x01\"", 32 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ruleset ruleset;
		char text[200];
		double bits;

		snprintf(text, sizeof(text), "signature s { protocol ares; transport udp; strength hint; %s }", rows[i].body);
		ruleset_compile(&ruleset, text);
		bits = signature_bits(ruleset.configuration->signatures->list);
		if (bits < rows[i].bits - 0.01 || bits > rows[i].bits + 0.01)
			fail_msg("%s: %f bits, not %f", rows[i].body, bits, rows[i].bits);
		ruleset_free(&ruleset);
	}
}

static void a_structural_proof_needs_its_reason(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, "signature s { protocol ares; transport udp; strength proof; pattern \"abcd\"\n"
				  "structural \"length and count agree\" }");
	lint_strength(ruleset.configuration->signatures->list, &ruleset.diagnostics);
	assert_int_equal(ruleset.diagnostics.errors, 0);
	ruleset_free(&ruleset);
	ruleset_compile(&ruleset, "signature s { protocol ares; transport udp; strength proof; pattern \"ab\"\n"
				  "structural \"wishful thinking\" }");
	lint_strength(ruleset.configuration->signatures->list, &ruleset.diagnostics);
	assert_int_equal(ruleset.diagnostics.errors, 1);
	ruleset_free(&ruleset);
}

#define PROOF(name, body) "signature " name " { protocol ares; strength proof; structural \"test\"; " body " }\n"

/* Return: how many errors the lint finds in a text that compiles. */
static size_t errors_in(const char *text)
{
	struct ruleset ruleset;
	size_t errors;

	ruleset_compile(&ruleset, text);
	lint_signatures(ruleset.configuration->signatures, &ruleset.compiled, &ruleset.diagnostics);
	errors = ruleset.diagnostics.errors;
	ruleset_free(&ruleset);
	return errors;
}

static void what_is_reached_somehow_is_not_dead(void **state)
{
	static const char proof[] = PROOF("p", "transport tcp; pattern \"(abcd|abce)\"");
	static const struct {
		const char *text;
		size_t errors;
	} rows[] = {
		{ PROOF("s", "transport tcp; pattern \"abc[de]fgh\""), 1 },
		{ PROOF("s", "transport tcp; pattern \"abc[def]fgh\""), 0 },
		{ PROOF("s", "transport tcp; pattern \"abc.?fgh\""), 0 },
		{ PROOF("s", "transport tcp midflow; pattern \"abcdfgh\""), 0 },
		{ PROOF("s", "transport tcp; pattern \"abcdfgh\"; search \"more\" within 99"), 1 },
		{ PROOF("s", "transport tcp; pattern \"abc[df]gh\"; search \"more\" within 99"), 0 },
		{ PROOF("s", "transport udp; pattern \"abcdefgh\"; where len % 6 == 2 and len % 5 in { 1-2 }"), 0 },
		{ PROOF("s", "transport tcp; pattern \"xyz\"; search \"m[or]e\" within 99 until \"[oe]\""), 0 },
		{ PROOF("s", "transport tcp; pattern \"xyz\"; search \"m[or]e\" within 99 until \"[or]\""), 1 },
		{ PROOF("s", "transport tcp; pattern \"xyz\"; search \"ma{2,3}\" within 99 until \"a\""), 1 },
		{ PROOF("s", "transport tcp; pattern \"xyz\"; search \"ma{0,3}x\" within 99 until \"a\""), 0 },
		{ PROOF("s", "transport tcp; pattern \"xyz\"; search \"mxa?\" within 99 until \"x\""), 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[600];
		size_t errors;

		snprintf(text, sizeof(text), "%s%s", proof, rows[i].text);
		errors = errors_in(text);
		if (errors != rows[i].errors)
			fail_msg("%s: %zu errors", rows[i].text, errors);
	}
}

static void hints_may_hit_the_innocent(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, "signature s { protocol ares; transport tcp; strength hint; pattern \"GET /\" }\n"
				  "signature t { protocol other; transport tcp; strength proof; pattern \"SSH-2.0-\" }\n");
	lint_innocent(ruleset.configuration->signatures, &ruleset.blob, &ruleset.diagnostics);
	assert_int_equal(ruleset.diagnostics.errors, 0);
	ruleset_free(&ruleset);
}

/* What clears a flow is there to match them. What accuses is not, however strong. */
static void only_class_other_may_hit_the_innocent(void **state)
{
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, "signature s { protocol other; transport tcp; strength proof; pattern \"SSH-2.0-O\" }\n"
				  "signature t { protocol ares; transport tcp; strength proof; pattern \"SSH-2.0-\" }\n"
				  "signature u { protocol ares; transport tcp; strength evidence; pattern \"SSH-\" }\n");
	lint_innocent(ruleset.configuration->signatures, &ruleset.blob, &ruleset.diagnostics);
	assert_int_equal(ruleset.diagnostics.errors, 2);
	ruleset_free(&ruleset);
}

static void innocent_payloads_have_room_for_their_beginning(void **state)
{
	(void)state;
	for (size_t i = 0; i < innocent_count; i++)
		if (innocents[i].size > innocents[i].length)
			fail_msg("%s has %d bytes, longer than %d", innocents[i].name, innocents[i].size,
				 innocents[i].length);
}

/* A step that searches may look at bytes beyond those of which the lint keeps what is possible. */
static void numbers_beyond_the_window_of_datagrams_are_left_alone(void **state)
{
	static const char text[] = "signature far { protocol bittorrent; transport tcp; pattern \"abcdefgh\"\n"
		"search \"klmnopqrst\" within 600; where u32be@254 in { 1, 2 }; where u8@+1 == 0x41\n"
		"strength proof; source \"none\" }\n";
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, text);
	lint_signatures(ruleset.configuration->signatures, &ruleset.compiled, &ruleset.diagnostics);
	assert_int_equal(ruleset.diagnostics.count, 0);
	ruleset_free(&ruleset);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_beyond_the_window_of_datagrams_are_left_alone),
		cmocka_unit_test(each_bad_signature_is_told_why),
		cmocka_unit_test(nothing_is_wrong_with_what_is_shipped),
		cmocka_unit_test(each_shipped_signature_has_its_source_and_vectors),
		cmocka_unit_test(vectors_of_streams_match_byte_by_byte),
		cmocka_unit_test(fixed_bits_are_counted),
		cmocka_unit_test(a_structural_proof_needs_its_reason),
		cmocka_unit_test(what_is_reached_somehow_is_not_dead),
		cmocka_unit_test(hints_may_hit_the_innocent),
		cmocka_unit_test(only_class_other_may_hit_the_innocent),
		cmocka_unit_test(innocent_payloads_have_room_for_their_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
