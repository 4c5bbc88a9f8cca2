// SPDX-License-Identifier: GPL-2.0-or-later
/* Words that files and command lines share: each form, its limits, and the sentence when it is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/words.h"

static void times_are_read(void **state)
{
	static const struct {
		const char *word;
		uint64_t when;		/* 0: refused */
	} rows[] = {
		{ "1970-01-02", 86400 },
		{ "2026-12-31", 1798675200 },
		{ "2026-12-31T00:00:00Z", 1798675200 },
		{ "2026-12-31T00:00Z", 1798675200 },
		{ "2026-12-31T01:00:00+01:00", 1798675200 },
		{ "2026-12-30T18:30:00-05:30", 1798675200 },
		{ "2024-02-29", 1709164800 },
		{ "2000-02-29", 951782400 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
		{ "+30s", 1030 }, { "+10m", 1600 }, { "+2h", 8200 }, { "+30d", 2593000 }, { "+2w", 1210600 },
		{ "2023-02-29", 0 }, { "1900-02-29", 0 }, { "2100-02-29", 0 }, { "2026-13-01", 0 }, { "2026-00-01", 0 },
		{ "2026-04-31", 0 }, { "2026-01-00", 0 }, { "1970-01-01", 0 }, { "1969-12-31", 0 },
		{ "2026-12-31T00:00:00", 0 }, { "2026-12-31T00:00", 0 }, { "2026-12-31T24:00:00Z", 0 },
		{ "2026-12-31T00:60:00Z", 0 }, { "2026-12-31T00:00:60Z", 0 }, { "2026-12-31Z", 0 },
		{ "2026-12-31T00:00:00z", 0 }, { "2026-12-31T00:00:00+1", 0 }, { "2026-12-31T00:00:00+24:00", 0 },
		{ "2026-12-31T00:00:00Zx", 0 }, { "2026-12-31 00:00:00Z", 0 }, { "26-12-31", 0 }, { "1798675200", 0 },
		{ "+", 0 }, { "+s", 0 }, { "+0s", 0 }, { "+5", 0 }, { "+5y", 0 }, { "+-5s", 0 }, { "+5.5h", 0 },
		{ "+99999999999d", 0 }, { "-5s", 0 }, { "", 0 }, { "tomorrow", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reason reason = { "" };
		uint64_t when = 0;

		if (word_time(text_of(rows[i].word), 1000, &when, &reason) != (rows[i].when != 0) ||
		    (rows[i].when && when != rows[i].when))
			fail_msg("%s: %llu %s", rows[i].word, (unsigned long long)when, reason.sentence);
	}
}

static void prefixes_are_read(void **state)
{
	static const struct {
		const char *word;
		int length;		/* -1: refused */
		const char *sentence;
	} rows[] = {
		{ "10.1.0.0/24", 24, NULL },
		{ "10.1.0.1", 32, NULL },
		{ "0.0.0.0/0", 0, NULL },
		{ "2001:db8::/56", 56, NULL },
		{ "2001:db8::1", 128, NULL },
		{ "::/0", 0, NULL },
		{ "10.1.0.1/24", -1, "prefix \"10.1.0.1/24\" has bits set beyond its length; 10.1.0.0/24 was probably meant" },
		{ "2001:db8::1/64", -1,
		  "prefix \"2001:db8::1/64\" has bits set beyond its length; 2001:db8::/64 was probably meant" },
		{ "10.1.0.0/33", -1, "the length of prefix \"10.1.0.0/33\" is not a number from 0 to 32" },
		{ "::/129", -1, "the length of prefix \"::/129\" is not a number from 0 to 128" },
		{ "10.1.0.0/", -1, "the length of prefix \"10.1.0.0/\" is not a number from 0 to 32" },
		{ "10.1.0.0/-1", -1, NULL }, { "10.1.0.0/24/24", -1, NULL }, { "10.1.0/24", -1, NULL },
		{ "10.01.0.0/24", -1, NULL }, { "", -1, NULL }, { "/24", -1, NULL }, { "x", -1, "\"x\" is not an address or prefix" },
		{ "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc", -1, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reason reason = { "" };
		struct prefix prefix = { 0 };
		bool good = word_prefix(text_of(rows[i].word), &prefix, &reason);

		if (good != (rows[i].length >= 0) || (good && prefix.length != rows[i].length))
			fail_msg("%s: %d %s", rows[i].word, prefix.length, reason.sentence);
		if (rows[i].sentence)
			assert_string_equal(reason.sentence, rows[i].sentence);
	}
}

static void protocols_are_read(void **state)
{
	static const struct {
		const char *word;
		int protocol;		/* 0: refused */
	} rows[] = {
		{ "tcp", 6 }, { "udp", 17 }, { "icmp", 1 }, { "icmpv6", 58 }, { "sctp", 132 }, { "dccp", 33 }, { "1", 1 },
		{ "47", 47 }, { "255", 255 }, { "0", 0 }, { "256", 0 }, { "-1", 0 }, { "TCP", 0 }, { "tcpx", 0 }, { "", 0 },
		{ "0x6", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reason reason;
		uint8_t protocol = 0;

		if (word_protocol(text_of(rows[i].word), &protocol, &reason) != (rows[i].protocol != 0) ||
		    protocol != rows[i].protocol)
			fail_msg("%s: %d", rows[i].word, protocol);
	}
}

static void ports_are_read(void **state)
{
	static const struct {
		const char *word;
		unsigned int min, max;		/* 0: refused */
	} rows[] = {
		{ "53", 53, 53 }, { "80-443", 80, 443 }, { "1-65535", 1, 65535 }, { "7-7", 7, 7 }, { "65535", 65535, 65535 },
		{ "0", 0, 0 }, { "0-5", 0, 0 }, { "443-80", 0, 0 }, { "65536", 0, 0 }, { "1-65536", 0, 0 }, { "-5", 0, 0 },
		{ "5-", 0, 0 }, { "-", 0, 0 }, { "", 0, 0 }, { "1-2-3", 0, 0 }, { "1,2", 0, 0 }, { "dns", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reason reason = { "" };
		uint16_t min = 0, max = 0;

		if (word_ports(text_of(rows[i].word), &min, &max, &reason) != (rows[i].min != 0) ||
		    min != rows[i].min || max != rows[i].max)
			fail_msg("%s: %u-%u", rows[i].word, min, max);
	}
}

static void marks_are_read(void **state)
{
	static const struct {
		const char *word;
		bool good;
		uint32_t value, mask;
	} rows[] = {
		{ "0x10/0xff", true, 0x10, 0xff },
		{ "16/255", true, 16, 255 },
		{ "0/1", true, 0, 1 },
		{ "7", true, 7, 0xffffffff },
		{ "0xffffffff", true, 0xffffffff, 0xffffffff },
		{ "0x100/0xff", false, 0, 0 }, { "1/0", false, 0, 0 }, { "4294967296", false, 0, 0 }, { "-1", false, 0, 0 },
		{ "0x", false, 0, 0 }, { "/1", false, 0, 0 }, { "1/", false, 0, 0 }, { "1/2/3", false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct reason reason;
		uint32_t value, mask;
		bool good = word_mark(text_of(rows[i].word), &value, &mask, &reason);

		if (good != rows[i].good || (good && (value != rows[i].value || mask != rows[i].mask)))
			fail_msg("%s", rows[i].word);
	}
}

static void a_mark_mask_is_eight_adjacent_bits(void **state)
{
	struct reason reason;
	uint32_t mask;

	(void)state;
	for (int shift = 0; shift <= 24; shift++) {
		char word[20];

		snprintf(word, sizeof(word), "0x%x", 0xffu << shift);
		assert_true(word_mark_mask(text_of(word), &mask, &reason));
		assert_int_equal(mask, 0xffu << shift);
	}
	assert_false(word_mark_mask(text_of("0"), &mask, &reason));
	assert_false(word_mark_mask(text_of("0x1ff"), &mask, &reason));
	assert_false(word_mark_mask(text_of("0x7f000000"), &mask, &reason));
	assert_false(word_mark_mask(text_of("0xf0f"), &mask, &reason));
}

static void rates_are_read(void **state)
{
	struct reason reason;
	uint64_t rate;

	(void)state;
	assert_true(word_rate(text_of("8bit"), &rate, &reason));
	assert_int_equal(rate, 1);
	assert_true(word_rate(text_of("512kbit"), &rate, &reason));
	assert_int_equal(rate, 64000);
	assert_true(word_rate(text_of("10mbit"), &rate, &reason));
	assert_int_equal(rate, 1250000);
	assert_true(word_rate(text_of("400gbit"), &rate, &reason));
	assert_int_equal(rate, 50000000000);
	assert_false(word_rate(text_of("0mbit"), &rate, &reason));
	assert_true(word_rate(text_of("16"), &rate, &reason));
	assert_int_equal(rate, 2);
	assert_true(word_rate(text_of("64kbps"), &rate, &reason));
	assert_int_equal(rate, 64000);
	assert_true(word_rate(text_of("1000gbps"), &rate, &reason));
	assert_false(word_rate(text_of("1100gbps"), &rate, &reason));
	assert_false(word_rate(text_of("99999999999999999999"), &rate, &reason));
	assert_false(word_rate(text_of("10bit"), &rate, &reason));
	assert_false(word_rate(text_of("mbit"), &rate, &reason));
	assert_false(word_rate(text_of("10 mbit"), &rate, &reason));
	assert_false(word_rate(text_of("99999999999gbit"), &rate, &reason));
}

static void keys_have_their_limits(void **state)
{
	char word[P2P_KEY_MAX + 2];
	uint8_t key[P2P_KEY_MAX];
	struct reason reason;
	size_t length;

	(void)state;
	memset(word, 'k', sizeof(word));
	assert_true(word_key((struct text){ word, P2P_KEY_MAX }, key, &length, &reason));
	assert_int_equal(length, P2P_KEY_MAX);
	assert_false(word_key((struct text){ word, P2P_KEY_MAX + 1 }, key, &length, &reason));
	assert_string_equal(reason.sentence, "a subscriber's key has at most 63 bytes, this one has 64");
	assert_false(word_key((struct text){ word, 0 }, key, &length, &reason));
}

static void a_wrong_name_is_told_the_right_ones(void **state)
{
	struct reason reason;
	unsigned int value;

	(void)state;
	assert_false(word_value(word_actions, "action", text_of("dropp"), &value, &reason));
	assert_string_equal(reason.sentence, "action cannot be \"dropp\": it is count, mark, limit, reject or drop");
	assert_true(word_value(word_actions, "action", text_of("drop"), &value, &reason));
	assert_int_equal(value, P2P_ACTION_DROP);
	assert_string_equal(word_name(word_classes, P2P_CLASS_EDONKEY), "edonkey");
	assert_null(word_name(word_classes, 99));
}

static void quoted_text_cannot_harm_a_terminal(void **state)
{
	struct quoted quoted;
	char long_text[1000];

	(void)state;
	assert_string_equal(text_quote(&quoted, (struct text){ "a\033[2J\0b", 7 }), "\"a\\x1b[2J\\x00b\"");
	memset(long_text, '\377', sizeof(long_text));
	assert_true(strlen(text_quote(&quoted, (struct text){ long_text, sizeof(long_text) })) < sizeof(quoted.bytes));
}

static void a_reason_is_text_that_may_be_shown(void **state)
{
	static const struct {
		const char *word;
		bool shown;
	} rows[] = {
		{ "case 4711", true }, { "f\xc3\xbcr", true }, { "\xe2\x82\xac 5", true }, { "\xf0\x9f\x8d\x80", true },
		{ "\\ \"", true }, { "", false }, { "a\tb", false }, { "a\x7f", false }, { "\xc2\x85", false },
		{ "\xe2\x80\xa8", false }, { "\xe2\x80\xae", false }, { "\xe2\x81\xa6", false }, { "\xed\xa0\x80", false },
		{ "\xc0\xaf", false }, { "\xe0\x80\xaf", false }, { "\xf4\x90\x80\x80", false }, { "\xc3", false },
		{ "\xc3(", false }, { "\xfc\x80\x80\x80", false }, { "\x80", false },
	};
	char longest[P2P_REASON_MAX + 2];
	struct reason reason;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (word_reason(text_of(rows[i].word), &reason) != rows[i].shown)
			fail_msg("row %zu: \"%s\"", i, rows[i].word);
	}
	memset(longest, 'a', sizeof(longest));
	assert_true(word_reason((struct text){ longest, P2P_REASON_MAX }, &reason));
	assert_false(word_reason((struct text){ longest, P2P_REASON_MAX + 1 }, &reason));
	assert_string_equal(reason.sentence, "a reason has at most 255 bytes, this one has 256");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(prefixes_are_read),
		cmocka_unit_test(protocols_are_read),
		cmocka_unit_test(ports_are_read),
		cmocka_unit_test(marks_are_read),
		cmocka_unit_test(a_mark_mask_is_eight_adjacent_bits),
		cmocka_unit_test(rates_are_read),
		cmocka_unit_test(keys_have_their_limits),
		cmocka_unit_test(a_wrong_name_is_told_the_right_ones),
		cmocka_unit_test(quoted_text_cannot_harm_a_terminal),
		cmocka_unit_test(a_reason_is_text_that_may_be_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
