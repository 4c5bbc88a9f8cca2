// SPDX-License-Identifier: GPL-2.0-or-later
/* The compiled automaton says what the patterns say, and what is too much is told by name. */
#include <regex.h>

#include "ruleset.h"

#define PATTERNS	6
#define ALPHABET	"abcd"

/* A random pattern that means the same to POSIX. */
static void random_pattern(char *to, size_t room, int depth)
{
	size_t used = 0;
	int items = 1 + random_below(4);

	to[0] = 0;
	for (int i = 0; i < items && room - used > 60; i++) {
		char inner[60] = "", item[160];

		switch (depth > 0 ? random_below(8) : random_below(5)) {
		case 0:
			snprintf(item, sizeof(item), "[a-%c]", "bcd"[random_below(3)]);
			break;
		case 1:
			snprintf(item, sizeof(item), "[^%c]", ALPHABET[random_below(4)]);
			break;
		case 5:
			random_pattern(inner, 30, depth - 1);
			snprintf(item, sizeof(item), "(%s|%c)", inner, ALPHABET[random_below(4)]);
			break;
		case 6:
			random_pattern(inner, 30, depth - 1);
			snprintf(item, sizeof(item), "(%s){%u,%u}", inner, random_below(2), 2 + random_below(2));
			break;
		case 7:
			random_pattern(inner, 30, depth - 1);
			snprintf(item, sizeof(item), "(%s)?", inner);
			break;
		default:
			snprintf(item, sizeof(item), "%c", ALPHABET[random_below(4)]);
		}
		if (strlen(item) + used >= room - 1)
			break;
		used += sprintf(to + used, "%s", item);
	}
	if (!used)
		strcpy(to, "a");
}

/* One letter in front: a pattern is not allowed to match nothing. */
static void random_ruleset(char *text, size_t room, regex_t *expressions)
{
	size_t used = 0;

	for (int i = 0; i < PATTERNS; i++) {
		char pattern[200], expression[220];

		random_pattern(pattern, sizeof(pattern) - 10, 2);
		snprintf(expression, sizeof(expression), "^(%c(%s))", ALPHABET[i % 2], pattern);
		assert_int_equal(regcomp(&expressions[i], expression, REG_EXTENDED | REG_NOSUB), 0);
		used += snprintf(text + used, room - used, "signature s%d { protocol ares; transport tcp; strength hint\n"
				 "pattern \"%s\" }\n", i, expression + 1);
	}
}

static void matched(const struct ruleset *ruleset, const char *data, bool *found)
{
	struct p2p_payload payload = { .data = (const uint8_t *)data, .size = strlen(data), .direction = 1 };
	struct p2p_trail trail = P2P_TRAIL_NONE;
	uint16_t matches[P2P_CANDIDATES_MAX];
	struct p2p_walk walk;
	unsigned int count;

	p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
	count = p2p_classify(&ruleset->blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, matches);
	for (unsigned int i = 0; i < count; i++) {
		/* each signature is a candidate once in a payload */
		assert_false(found[matches[i]]);
		found[matches[i]] = true;
	}
}

static void compare_with_posix(const struct ruleset *ruleset, const regex_t *expressions, const char *text)
{
	char data[24];
	size_t size = 1 + random_below(sizeof(data) - 1);
	bool found[PATTERNS] = { false };

	for (size_t i = 0; i < size; i++)
		data[i] = ALPHABET[random_below(4)];
	data[size] = 0;
	matched(ruleset, data, found);
	for (int i = 0; i < PATTERNS; i++)
		if (found[i] != !regexec(&expressions[i], data, 0, NULL, 0))
			fail_msg("%s\npattern %d on %s: %d", text, i, data, found[i]);
}

static void patterns_match_what_posix_says(void **state)
{
	(void)state;
	random_begin();
	for (int round = 0; round < 400; round++) {
		regex_t expressions[PATTERNS];
		struct ruleset ruleset;
		char text[4000];

		random_ruleset(text, sizeof(text), expressions);
		ruleset_compile(&ruleset, text);
		for (int i = 0; i < 200; i++)
			compare_with_posix(&ruleset, expressions, text);
		ruleset_free(&ruleset);
		for (int i = 0; i < PATTERNS; i++)
			regfree(&expressions[i]);
	}
}

static void equal_endings_share_their_states(void **state)
{
	struct ruleset ruleset;

	(void)state;
	/* dead, start, and one state for each number of bytes read */
	ruleset_compile(&ruleset, "signature s { protocol ares; transport tcp; strength hint; pattern \"(ab|cd|xd|e[bd])12\" }");
	assert_int_equal(ruleset.blob.automata[P2P_AUTOMATON_STREAM].states, 8);
	ruleset_free(&ruleset);
	ruleset_compile(&ruleset, "signature s { protocol ares; transport tcp; strength hint; pattern \"[a-z]b?c\" }");
	assert_int_equal(ruleset.blob.automata[P2P_AUTOMATON_STREAM].states, 5);
	assert_int_equal(ruleset.blob.automata[P2P_AUTOMATON_STREAM].classes, 4);
	assert_int_equal(ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM].states, 0);
	ruleset_free(&ruleset);
}

/* Return: the first sentence about a text that parses, but cannot be compiled. Owned */
static char *excess(const char *text)
{
	struct diagnostics diagnostics = { 0 };
	struct configuration *c = parse_string(text, "f", &diagnostics);
	struct ruleset_blob blob;
	char *sentence = NULL;

	assert_non_null(c);
	if (!compile_signatures(c->signatures, &blob, &diagnostics)) {
		assert_null(blob.data);
		sentence = strdup(diagnostics.list[0].sentence);
		if (diagnostics.list[0].at.first_line < 1)
			fail_msg("%s: without a place", sentence);
	}
	ruleset_blob_clear(&blob);
	configuration_destroy(c);
	diagnostics_clear(&diagnostics);
	return sentence;
}

static void too_many_candidates_are_told_by_name(void **state)
{
	char text[4000], *at = text, *sentence;

	(void)state;
	for (int i = 0; i <= P2P_CANDIDATES_MAX; i++) {
		sentence = excess(at == text ? "" : text);
		assert_null(sentence);
		at += sprintf(at, "signature s%d { protocol ares; transport udp; strength hint; pattern \"same\"; where len == %d }\n",
			      i, i);
	}
	sentence = excess(text);
	assert_string_equal(sentence, "with signature \"s16\" more than 16 signatures or steps match the same bytes; "
				      "make their patterns longer");
	free(sentence);
}

/* A signature that takes 2 * (1 + 200) comparisons. */
static char *print_asking(char *at, int number, const char *pattern)
{
	at += sprintf(at, "signature s%d { protocol ares; transport udp; strength hint; pattern \"%s\"; where port in { ", number,
		      pattern);
	for (int i = 0; i < 200; i++)
		at += sprintf(at, "%d,", 1000 * number + 2 * i);
	return at - 1 + sprintf(at - 1, " } }\n");
}

static void too_much_effort_is_told_by_name(void **state)
{
	char text[8000], *at = text, *sentence;

	(void)state;
	for (int i = 0; i < 3; i++) {
		sentence = excess(at == text ? "" : text);
		assert_null(sentence);
		at = print_asking(at, i, "same");
	}
	sentence = excess(text);
	assert_string_equal(sentence, "with signature \"s2\" the checks of those that match the same bytes take more than 1024 "
				      "comparisons; make their patterns longer, or their checks and ranges fewer");
	free(sentence);
}

/* Two lists of one entry each: count, entry, count, entry. Read as one list of three entries they are too much. */
static void too_much_effort_is_refused_by_the_kernel(void **state)
{
	char text[8000];
	struct p2p_blob blob;
	struct ruleset ruleset;
	uint16_t *lists;
	const char *why;

	(void)state;
	print_asking(print_asking(text, 1, "one"), 2, "two");
	ruleset_compile(&ruleset, text);
	lists = (uint16_t *)(ruleset.compiled.data + ((struct p2p_blob_header *)ruleset.compiled.data)->lists_at);
	for (int i = 1; i <= 3; i += 2)
		assert_int_equal(lists[i], 1);
	lists[1] = 3;
	assert_int_equal(p2p_blob_open(&blob, ruleset.compiled.data, ruleset.compiled.size, &why), -EINVAL);
	assert_string_equal(why, "candidate list takes more than 1024 comparisons");
	ruleset_free(&ruleset);
}

static void too_many_states_are_told_by_name(void **state)
{
	char *text = malloc(1 << 20), *at = text, *sentence;

	(void)state;
	at += sprintf(at, "signature harmless { protocol ares; transport udp; strength hint; pattern \"abcd\" }\n");
	for (int i = 0; i < 24; i++)
		at += sprintf(at, "signature greedy%d { protocol ares; transport udp; strength hint\n"
				  "pattern \"[\\x00-\\x%02x][^%c]{%d}%c[^%c]{%d}%c\" }\n",
			      i, 128 + i, 'a' + i % 26, 5 + i % 7, 'a' + i % 26, 'b' + i % 25, 5 + i % 11, 'b' + i % 25);
	sentence = excess(text);
	assert_non_null(sentence);
	assert_non_null(strstr(sentence, "with signature \"greedy"));
	free(sentence);
	free(text);
}

static void too_many_signatures_are_refused(void **state)
{
	char *text = malloc(120 * (P2P_SIGNATURES_MAX + 1)), *at = text, *sentence;

	(void)state;
	for (int i = 0; i <= P2P_SIGNATURES_MAX; i++)
		at += sprintf(at, "signature s%d { protocol ares; transport udp; strength hint; pattern \"%04x\" }\n", i, i);
	sentence = excess(text);
	assert_string_equal(sentence, "this is signature 4097 of 4097: a ruleset has at most 4096");
	free(sentence);
	free(text);
}

/* As whole patterns they would fill the blob several times over: the compiler leaves their tails to checks. */
static void as_many_long_signatures_as_allowed_fit(void **state)
{
	enum { LENGTH = 20 };
	uint8_t bytes[P2P_SIGNATURES_MAX][LENGTH + 1];
	char *text = malloc(P2P_SIGNATURES_MAX * 200), *at = text;
	struct ruleset ruleset;

	(void)state;
	random_begin();
	for (int i = 0; i < P2P_SIGNATURES_MAX; i++) {
		at += sprintf(at, "signature s%d { protocol ares; transport tcp; strength proof; pattern \"", i);
		for (int j = 0; j < LENGTH; j++) {
			bytes[i][j] = random_below(256);
			at += sprintf(at, "\\x%02x", bytes[i][j]);
		}
		/* what counts from the end of the match keeps its pattern whole */
		bytes[i][LENGTH] = '!';
		at += sprintf(at, "\"%s }\n", i % 512 ? "" : "; where u8@+0 == 33");
	}
	ruleset_compile(&ruleset, text);
	for (int i = 0; i < P2P_SIGNATURES_MAX; i += 7) {
		struct p2p_payload payload = { .data = bytes[i], .size = LENGTH, .direction = 1 };
		struct p2p_trail trail = P2P_TRAIL_NONE;
		struct p2p_walk walk;

		p2p_walk_start(&walk, &ruleset.blob.automata[P2P_AUTOMATON_STREAM]);
		payload.size = LENGTH - 1;
		p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
		assert_int_equal(trail.finding.strength, 0);
		payload.size = LENGTH + 1;
		p2p_classify(&ruleset.blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
		assert_int_equal(trail.finding.signature, i);
	}
	ruleset_free(&ruleset);
	free(text);
}

/* A payload of few values: each signature matches when all that it says holds. */
static void compare_with_checks(const struct ruleset *ruleset)
{
	uint8_t data[30];
	struct p2p_payload payload = { .data = data, .size = 1 + random_below(sizeof(data)), .direction = 1 };
	u16 matches[P2P_CANDIDATES_MAX];
	struct p2p_trail trail = P2P_TRAIL_NONE;
	unsigned int count, expected = 0;
	struct p2p_walk walk;

	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = random_below(4);
	payload.length = payload.size;
	p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_DATAGRAM]);
	count = p2p_classify(&ruleset->blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, matches);
	for (uint32_t i = 0; i < ruleset->blob.count; i++) {
		struct p2p_trial trial = { .blob = &ruleset->blob, .payload = &payload, .size = payload.size,
					   .signature = &ruleset->blob.signatures[i], .number = i, .end = 1 };

		if (trial.signature->need <= payload.size && p2p_check_all(&trial) == P2P_HOLDS)
			expected++;
	}
	assert_int_equal(count, expected);
}

/* What the automaton reads of the checks is less than they say, and never more. */
static void checks_hold_where_they_did(void **state)
{
	static const char *const checks[] = {
		"u8@1 == 2", "u8@3 & 1 == 1", "u8@5 in { 0, 2-3 }", "u16be@2 == 0x0102", "u16le@2 == 0x0102",
		"u32be@4 & 0xff0000ff == 0x01000003", "u32le@1 in { 0x01020300-0x01020302, 3 }", "u8@2 != 1", "u16be@4 < 0x0102",
		"u8@1 == u8@2", "u32be@1 % 3 == 1", "bytes@3 == \"\\x01\\x02\"", "u8@1 > 1 and u8@4 not in { 0, 1 }",
		"u16be@23 == 0x0102", "len == 9 and u8@8 == 3",
	};
	char text[4000], *at = text;
	struct ruleset ruleset;

	(void)state;
	random_begin();
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		at += sprintf(at, "signature s%zu { protocol ares; transport udp; strength hint; pattern \".\"; where %s }\n",
			      i, checks[i]);
	ruleset_compile(&ruleset, text);
	for (int i = 0; i < 20000; i++)
		compare_with_checks(&ruleset);
	ruleset_free(&ruleset);
}

static void a_check_of_a_first_byte_ends_the_reading(void **state)
{
	const struct p2p_automaton *automaton;
	struct ruleset ruleset;
	uint32_t row = 1;

	(void)state;
	ruleset_compile(&ruleset, "signature s { protocol ares; transport udp; strength hint; pattern \".\"; where u8@1 == 7 }");
	automaton = &ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM];
	row = automaton->table[row * automaton->classes + automaton->map['a']];
	assert_int_equal(automaton->accept[row], 0);
	assert_int_equal(automaton->table[row * automaton->classes + automaton->map['b']], 0);
	assert_int_not_equal(automaton->accept[automaton->table[row * automaton->classes + automaton->map[7]]], 0);
	ruleset_free(&ruleset);
}

#define GAPPY "signature s { protocol ares; transport udp; strength hint; pattern \"a\"; where bytes@10 == \"b\" }"

static void bytes_that_make_no_difference_are_passed_over(void **state)
{
	const struct p2p_automaton *automaton;
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, GAPPY);
	automaton = &ruleset.blob.automata[P2P_AUTOMATON_DATAGRAM];
	/* the dead one, one in front of each byte that is asked for, and the last */
	assert_int_equal(automaton->states, 1 + 2 + 1);
	assert_int_equal(ruleset.blob.lists[automaton->accept[2]], P2P_LIST_GAP | 9);
	assert_int_equal(p2p_blob_candidates(&ruleset.blob, automaton, 2), 0);
	ruleset_free(&ruleset);
}

static void a_payload_that_ends_in_a_gap_matches_nothing(void **state)
{
	static const uint8_t data[] = "a.........b";
	struct ruleset ruleset;

	(void)state;
	ruleset_compile(&ruleset, GAPPY);
	for (uint32_t size = 0; size < sizeof(data); size++) {
		uint8_t *copy = malloc(size ? size : 1);	/* of the exact size, so that reading beyond it is seen */

		memcpy(copy, data, size);
		assert_int_equal(p2p_classify_none(&ruleset.blob, P2P_AUTOMATON_DATAGRAM, copy, size), size < 11);
		free(copy);
	}
	ruleset_free(&ruleset);
}

static void the_same_text_makes_the_same_blob(void **state)
{
	static const char text[] =
		"signature a { protocol ares; transport tcp; strength hint; pattern \"a(b|c)d\"; where u8@9 in { 1, 2 } }\n"
		"signature b { protocol ares; transport udp; strength hint; pattern \"ab\"; where port not in { 1 } }\n";
	struct ruleset first, second;

	(void)state;
	ruleset_compile(&first, text);
	ruleset_compile(&second, text);
	assert_int_equal(first.compiled.size, second.compiled.size);
	assert_memory_equal(first.compiled.data, second.compiled.data, first.compiled.size);
	ruleset_free(&first);
	ruleset_free(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_match_what_posix_says),
		cmocka_unit_test(equal_endings_share_their_states),
		cmocka_unit_test(too_many_candidates_are_told_by_name),
		cmocka_unit_test(too_much_effort_is_told_by_name),
		cmocka_unit_test(too_much_effort_is_refused_by_the_kernel),
		cmocka_unit_test(too_many_states_are_told_by_name),
		cmocka_unit_test(too_many_signatures_are_refused),
		cmocka_unit_test(as_many_long_signatures_as_allowed_fit),
		cmocka_unit_test(checks_hold_where_they_did),
		cmocka_unit_test(a_check_of_a_first_byte_ends_the_reading),
		cmocka_unit_test(bytes_that_make_no_difference_are_passed_over),
		cmocka_unit_test(a_payload_that_ends_in_a_gap_matches_nothing),
		cmocka_unit_test(the_same_text_makes_the_same_blob),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
