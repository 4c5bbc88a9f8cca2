// SPDX-License-Identifier: GPL-2.0-or-later
/* No bytes that are given to p2p_blob_open() as a ruleset may harm: they are refused, or safe to match with. */
#include "blob_ruleset.h"

static unsigned int accepted;

/* In blocks of their exact size: the sanitizer sees what is read beyond them. */
static void match_random_bytes(const struct p2p_blob *blob)
{
	static const uint8_t likely[] = "\x13" "Bitxyzabc\xe4!)";

	struct p2p_trail trail = P2P_TRAIL_NONE;

	for (int id = 0; id < P2P_AUTOMATON_STREAM_SEARCH; id++) {
		uint32_t size = 1 + random_below(300);
		uint8_t *data = malloc(size);
		struct p2p_payload payload = { data, size, size, 123, 4672, 1 + random_below(3), random_below(2), false };
		struct p2p_walk walk;

		for (uint32_t i = 0; i < size; i++)
			data[i] = random_below(4) ? likely[random_below(sizeof(likely))] : random_below(256);
		p2p_walk_start(&walk, &blob->automata[id]);
		payload.size = id == P2P_AUTOMATON_STREAM ? 1 + random_below(size) : size;
		p2p_classify(blob, id, &payload, &walk, &trail, NULL);
		if (random_below(2))
			p2p_walk_close(&walk, blob, random_below(900), random_below(900));
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
		cmocka_unit_test(too_large_a_blob_is_refused_unread),
		cmocka_unit_test(any_single_byte_may_be_wrong),
		cmocka_unit_test(any_single_word_may_be_wrong),
		cmocka_unit_test(a_blob_may_be_cut_anywhere),
		cmocka_unit_test(many_bytes_may_be_wrong),
		cmocka_unit_test(noise_behind_a_header_is_safe),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
