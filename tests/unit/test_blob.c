// SPDX-License-Identifier: GPL-2.0-or-later
/* No bytes that are given to p2p_blob_open() as a ruleset may harm: they are refused, or safe to match with. */
#include "ruleset.h"

static const char everything[] =
	"signature one { protocol bittorrent; transport tcp; strength proof; pattern \"\\x13Bit(x|yz){1,2}\"\n"
	"  where u32le@9 <= 1000; where u8@13 & 7 in { 1, 3-5 }; where bytes@14 == \"abc\"; where u16be@1 < 3 * u16le@4 - 7\n"
	"  capture content-id @28 size 20 }\n"
	"signature two { protocol edonkey; transport udp; strength evidence; pattern \"\\xe4[!)]\"\n"
	"  where len == 19 + 25 * u8@18; where port not in { 123, 53 }; direction reply }\n"
	"signature three { protocol other; transport tcp midflow; strength hint; pattern \"abc?\"; where len > 3 }\n";

static struct ruleset ruleset;
static unsigned int accepted;

static int setup(void **state)
{
	(void)state;
	ruleset_compile(&ruleset, everything);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	ruleset_free(&ruleset);
	return 0;
}

/* In blocks of their exact size: the sanitizer sees what is read beyond them. */
static void match_random_bytes(const struct p2p_blob *blob)
{
	static const uint8_t likely[] = "\x13" "Bitxyzabc\xe4!)";

	for (int id = 0; id < P2P_AUTOMATON_STREAM_SEARCH; id++) {
		struct p2p_trail trail = P2P_TRAIL_NONE;
		uint32_t size = 1 + random_below(300);
		uint8_t *data = malloc(size);
		struct p2p_payload payload = { data, size, size, 123, 4672, 1 + random_below(2), random_below(2) };
		struct p2p_walk walk;

		for (uint32_t i = 0; i < size; i++)
			data[i] = random_below(4) ? likely[random_below(sizeof(likely))] : random_below(256);
		p2p_walk_start(&walk, &blob->automata[id]);
		payload.size = id == P2P_AUTOMATON_STREAM ? 1 + random_below(size) : size;
		p2p_classify(blob, id, &payload, &walk, &trail, NULL);
		payload.size = size;
		p2p_classify(blob, id, &payload, &walk, &trail, NULL);
		if (trail.finding.signature != P2P_NO_SIGNATURE)
			assert_true(strlen(p2p_blob_name(blob, trail.finding.signature)) <= P2P_NAME_MAX);
		free(data);
	}
}

static void refused_or_safe(const void *data, size_t size)
{
	void *copy = malloc(size ? size : 1);
	const char *why = NULL;
	struct p2p_blob blob;

	memcpy(copy, data, size);
	if (p2p_blob_open(&blob, copy, size, &why)) {
		assert_non_null(why);
	} else {
		accepted++;
		match_random_bytes(&blob);
	}
	free(copy);
}

static void any_single_byte_may_be_wrong(void **state)
{
	uint8_t *data = ruleset.compiled.data;

	(void)state;
	random_begin();
	for (size_t i = 0; i < ruleset.compiled.size; i++) {
		static const uint8_t flips[] = { 0x01, 0x80, 0xff };
		uint8_t old = data[i];

		for (size_t j = 0; j < sizeof(flips); j++) {
			data[i] = old ^ flips[j];
			refused_or_safe(data, ruleset.compiled.size);
		}
		data[i] = old;
	}
	assert_true(accepted > 0);
}

static void any_single_word_may_be_wrong(void **state)
{
	static const uint32_t values[] = { 0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffff8, 0x10001, 0xffff0000 };
	uint32_t *data = ruleset.compiled.data;

	(void)state;
	random_begin();
	for (size_t i = 0; i < ruleset.compiled.size / 4; i++) {
		uint32_t old = data[i];

		for (size_t j = 0; j < sizeof(values) / sizeof(values[0]); j++) {
			data[i] = values[j];
			refused_or_safe(data, ruleset.compiled.size);
		}
		data[i] = old;
	}
}

static void a_blob_may_be_cut_anywhere(void **state)
{
	(void)state;
	for (size_t size = 0; size < ruleset.compiled.size; size++) {
		struct p2p_blob blob;
		void *copy = malloc(size ? size : 1);
		const char *why = NULL;

		memcpy(copy, ruleset.compiled.data, size);
		if (size >= sizeof(struct p2p_blob_header))
			((struct p2p_blob_header *)copy)->size = size;
		if (p2p_blob_open(&blob, copy, size, &why) == 0)
			match_random_bytes(&blob);
		else
			assert_non_null(why);
		free(copy);
	}
}

static void many_bytes_may_be_wrong(void **state)
{
	uint8_t *copy = malloc(ruleset.compiled.size);

	(void)state;
	random_begin();
	for (int round = 0; round < 20000; round++) {
		memcpy(copy, ruleset.compiled.data, ruleset.compiled.size);
		for (uint32_t i = 0; i < 1 + random_below(8); i++)
			copy[random_below(ruleset.compiled.size)] = random_below(256);
		refused_or_safe(copy, ruleset.compiled.size);
	}
	free(copy);
}

static void noise_behind_a_header_is_safe(void **state)
{
	(void)state;
	random_begin();
	for (int round = 0; round < 2000; round++) {
		uint32_t words[256];
		struct p2p_blob_header *header = (void *)words;

		for (size_t i = 0; i < 256; i++)
			words[i] = random_below(2) ? random_below(128) * 8 : random_below(0xffffffff);
		header->magic = P2P_BLOB_MAGIC;
		header->version = P2P_BLOB_VERSION;
		header->size = sizeof(words);
		refused_or_safe(words, sizeof(words));
	}
}

/* --- Each rule of the format, by the sentence with which it is defended --- */

static struct p2p_blob_header *header;
static struct p2p_blob_signature *signatures;
static struct p2p_blob_check *checks;
static struct p2p_blob_range *ranges;
static uint16_t *lists;
static char *literals;

static uint16_t *table(int id)
{
	return (uint16_t *)((char *)header + header->automata[id].table);
}

static uint16_t *accept_of(int id)
{
	return (uint16_t *)((char *)header + header->automata[id].accept);
}

static uint8_t *map(int id)
{
	return (uint8_t *)header + header->automata[id].map;
}

static struct p2p_blob_check *check_with(unsigned int op)
{
	for (uint32_t i = 0; i < header->checks; i++)
		if (checks[i].op == op)
			return &checks[i];
	fail_msg("the ruleset has no check with operator %u", op);
	return NULL;
}

#define BREAK(name, statement) static void name(void) { statement; }
BREAK(wrong_magic, header->magic++)
BREAK(wrong_version, header->version++)
BREAK(wrong_size, header->size--)
BREAK(too_many_signatures, header->signatures = P2P_SIGNATURES_MAX + P2P_STEPS_MAX + 1)
BREAK(signatures_outside, header->signatures_at = header->size)
BREAK(signatures_unaligned, header->signatures_at += 4)
BREAK(signatures_in_header, header->signatures_at = 0)
BREAK(checks_outside, header->checks = 0xffffffff)
BREAK(checks_wrap, header->checks_at = 0xfffffff8)
BREAK(ranges_outside, header->ranges = 0x20000000)
BREAK(lists_outside, header->lists = 0x80000000)
BREAK(literals_outside, header->literals = 0xffffffff)
BREAK(range_reversed, ranges[0].low = ranges[0].high + 1)
BREAK(name_empty, literals[signatures[0].name] = 0)
BREAK(name_unprintable, literals[signatures[0].name] = 7)
BREAK(name_outside, signatures[0].name = 0xffffffff)
BREAK(name_endless, memset(literals + signatures[0].name, 'a', 64))
BREAK(class_undecided, signatures[0].class = P2P_CLASS_UNDECIDED)
BREAK(class_unknown, signatures[0].class = P2P_CLASS_LAST + 1)
BREAK(strength_none, signatures[0].strength = 0)
BREAK(strength_unknown, signatures[0].strength = 4)
BREAK(direction_none, signatures[0].directions = 0)
BREAK(direction_unknown, signatures[0].directions = 4)
BREAK(automaton_unknown, signatures[0].automaton = P2P_AUTOMATON_COUNT)
BREAK(automaton_other, signatures[0].automaton = P2P_AUTOMATON_SEGMENT)
BREAK(need_beyond, signatures[0].need = P2P_STREAM_WINDOW + 1)
BREAK(capture_size, signatures[0].capture_size = 17)
BREAK(capture_beyond, signatures[0].capture_at = P2P_STREAM_WINDOW - 19)
BREAK(too_many_checks, signatures[0].checks = 65)
BREAK(checks_of_nobody, signatures[2].first_check = header->checks)
BREAK(check_operator, checks[0].op = P2P_CHECK_LAST + 1)
BREAK(check_reserved, checks[0].reserved[2] = 1)
BREAK(check_field, checks[0].left = P2P_FIELD_LAST + 1)
BREAK(check_right_field, checks[0].right = 255)
BREAK(check_beyond_need, checks[0].left_at = signatures[0].need - 3)
BREAK(check_length_of_stream, checks[0].right = P2P_FIELD_LENGTH)
BREAK(check_factor, checks[0].factor = 1 << 25)
BREAK(check_constant, checks[0].constant = INT64_MAX)
BREAK(check_no_ranges, check_with(P2P_CHECK_IN)->factor = 0)
BREAK(check_many_ranges, check_with(P2P_CHECK_IN)->factor = 257)
BREAK(check_ranges_outside, check_with(P2P_CHECK_IN)->constant = header->ranges)
BREAK(check_ranges_negative, check_with(P2P_CHECK_IN)->constant = -1)
BREAK(check_ranges_right, check_with(P2P_CHECK_IN)->right = P2P_FIELD_U8)
BREAK(bytes_none, check_with(P2P_CHECK_BYTES)->factor = 0)
BREAK(bytes_negative, check_with(P2P_CHECK_BYTES)->factor = -1)
BREAK(bytes_beyond, check_with(P2P_CHECK_BYTES)->left_at = 0xffff)
BREAK(bytes_outside, check_with(P2P_CHECK_BYTES)->constant = header->literals - 1)
BREAK(bytes_field, check_with(P2P_CHECK_BYTES)->left = P2P_FIELD_SPORT)
BREAK(one_state, header->automata[0].states = 1)
BREAK(too_many_states, header->automata[0].states = P2P_STATES_MAX + 1)
BREAK(no_classes, header->automata[0].classes = 0)
BREAK(too_many_classes, header->automata[0].classes = 257)
BREAK(map_outside, header->automata[0].map = header->size - 8)
BREAK(table_outside, header->automata[0].table = header->size - 8)
BREAK(accept_outside, header->automata[0].accept = header->size)
BREAK(map_class, map(0)['q'] = header->automata[0].classes)
BREAK(dead_leads_on, table(0)[0] = 1)
BREAK(transition_outside, table(0)[header->automata[0].classes] = header->automata[0].states)
BREAK(dead_accepts, accept_of(0)[0] = 1)
BREAK(list_outside, accept_of(0)[1] = header->lists)
BREAK(list_empty, lists[1] = 0)
BREAK(list_long, lists[1] = P2P_CANDIDATES_MAX + 1)
BREAK(list_cut, lists[header->lists - 2] = 2)
BREAK(list_nobody, lists[2] = header->signatures)

static const struct {
	void (*harm)(void);
	const char *why;
} harms[] = {
	{ wrong_magic, "not a compiled ruleset, or one for another byte order" },
	{ wrong_version, "ruleset was compiled for another version of nf_p2p" },
	{ wrong_size, "ruleset has another size than its header says" },
	{ too_many_signatures, "ruleset has more than 4096 signatures or 4096 further steps" },
	{ signatures_outside, "signatures are outside of the ruleset or not aligned" },
	{ signatures_unaligned, "signatures are outside of the ruleset or not aligned" },
	{ signatures_in_header, "signatures are outside of the ruleset or not aligned" },
	{ checks_outside, "checks are outside of the ruleset or not aligned" },
	{ checks_wrap, "checks are outside of the ruleset or not aligned" },
	{ ranges_outside, "ranges are outside of the ruleset or not aligned" },
	{ lists_outside, "candidate lists are outside of the ruleset or not aligned" },
	{ literals_outside, "literals are outside of the ruleset or not aligned" },
	{ range_reversed, "range ends before it begins" },
	{ name_empty, "signature has an empty name" },
	{ name_unprintable, "signature has a name with bytes that are not printable ASCII" },
	{ name_outside, "signature has a name without an end, or longer than 63 bytes" },
	{ name_endless, "signature has a name without an end, or longer than 63 bytes" },
	{ class_undecided, "signature has an unknown class" },
	{ class_unknown, "signature has an unknown class" },
	{ strength_none, "signature has an unknown strength" },
	{ strength_unknown, "signature has an unknown strength" },
	{ direction_none, "signature has an unknown direction or none" },
	{ direction_unknown, "signature has an unknown direction or none" },
	{ automaton_unknown, "signature has an unknown automaton" },
	{ automaton_other, "candidate list names a signature of another automaton" },
	{ need_beyond, "signature waits for bytes beyond the window" },
	{ capture_size, "content id has another size than 16 or 20 bytes" },
	{ capture_beyond, "content id lies beyond the window" },
	{ too_many_checks, "signature has more than 64 checks" },
	{ checks_of_nobody, "signature has checks outside of the ruleset" },
	{ check_operator, "check has an unknown operator" },
	{ check_reserved, "check has a reserved byte that is not zero" },
	{ check_field, "check has an unknown field" },
	{ check_right_field, "check has an unknown field" },
	{ check_beyond_need, "check reads beyond the bytes that its signature waits for" },
	{ check_length_of_stream, "check asks for the length of a stream" },
	{ check_factor, "check has a factor beyond 2^24" },
	{ check_constant, "check has a constant beyond 2^40" },
	{ check_no_ranges, "check has no ranges or more than 256" },
	{ check_many_ranges, "check has no ranges or more than 256" },
	{ check_ranges_outside, "check has ranges outside of the ruleset" },
	{ check_ranges_negative, "check has ranges outside of the ruleset" },
	{ check_ranges_right, "check with ranges has a right-hand field" },
	{ bytes_none, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_negative, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_beyond, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_outside, "check of bytes compares with bytes outside of the literals" },
	{ bytes_field, "check of bytes has a field" },
	{ one_state, "automaton has less than 2 or more than 65536 states" },
	{ too_many_states, "automaton has less than 2 or more than 65536 states" },
	{ no_classes, "automaton has less than 1 or more than 256 byte classes" },
	{ too_many_classes, "automaton has less than 1 or more than 256 byte classes" },
	{ map_outside, "byte classes are outside of the ruleset or not aligned" },
	{ table_outside, "transitions are outside of the ruleset or not aligned" },
	{ accept_outside, "accepting states are outside of the ruleset or not aligned" },
	{ map_class, "byte is mapped to a class that does not exist" },
	{ dead_leads_on, "dead state has a way out" },
	{ transition_outside, "transition leads to a state that does not exist" },
	{ dead_accepts, "dead state accepts" },
	{ list_outside, "accepting state names a list outside of the ruleset" },
	{ list_empty, "candidate list is empty or has more than 16 entries" },
	{ list_long, "candidate list is empty or has more than 16 entries" },
	{ list_cut, "candidate list ends outside of the ruleset" },
	{ list_nobody, "candidate list names a signature that does not exist" },
};

static void each_rule_has_its_sentence(void **state)
{
	void *copy = malloc(ruleset.compiled.size);

	(void)state;
	for (size_t i = 0; i < sizeof(harms) / sizeof(harms[0]); i++) {
		struct p2p_blob blob;
		const char *why = "(accepted)";

		memcpy(copy, ruleset.compiled.data, ruleset.compiled.size);
		header = copy;
		signatures = (void *)((char *)copy + header->signatures_at);
		checks = (void *)((char *)copy + header->checks_at);
		ranges = (void *)((char *)copy + header->ranges_at);
		lists = (void *)((char *)copy + header->lists_at);
		literals = (char *)copy + header->literals_at;
		harms[i].harm();
		p2p_blob_open(&blob, copy, ruleset.compiled.size, &why);
		assert_string_equal(why, harms[i].why);
	}
	free(copy);
}

static void too_large_a_blob_is_refused_unread(void **state)
{
	struct p2p_blob blob;
	const char *why;

	(void)state;
	assert_int_equal(p2p_blob_open(&blob, ruleset.compiled.data, 0, &why), -EINVAL);
	assert_string_equal(why, "ruleset is shorter than its header");
	assert_int_equal(p2p_blob_open(&blob, ruleset.compiled.data, P2P_BLOB_MAX + 1, &why), -EINVAL);
	assert_string_equal(why, "ruleset is larger than 8 MiB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_has_its_sentence),
		cmocka_unit_test(too_large_a_blob_is_refused_unread),
		cmocka_unit_test(any_single_byte_may_be_wrong),
		cmocka_unit_test(any_single_word_may_be_wrong),
		cmocka_unit_test(a_blob_may_be_cut_anywhere),
		cmocka_unit_test(many_bytes_may_be_wrong),
		cmocka_unit_test(noise_behind_a_header_is_safe),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
