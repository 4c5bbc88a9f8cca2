/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rulesets for tests, from text. */
#ifndef TEST_RULESET_H
#define TEST_RULESET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "classify.h"
#include "compile/compile.h"
#include "compile/lint.h"
#include "lang/parse.h"
#include "lang/signature.h"

struct ruleset {
	struct diagnostics diagnostics;
	struct configuration *configuration;
	struct ruleset_blob compiled;
	struct p2p_blob blob;
};

/* Compile a text that is right. */
static inline void ruleset_compile(struct ruleset *ruleset, const char *text)
{
	const char *why;

	memset(ruleset, 0, sizeof(*ruleset));
	ruleset->configuration = parse_string(text, "test", &ruleset->diagnostics);
	diagnostics_print(&ruleset->diagnostics, stderr);
	assert_non_null(ruleset->configuration);
	assert_true(compile_signatures(ruleset->configuration->signatures, &ruleset->compiled,
				       &ruleset->diagnostics));
	assert_int_equal(p2p_blob_open(&ruleset->blob, ruleset->compiled.data, ruleset->compiled.size, &why), 0);
}

static inline void ruleset_free(struct ruleset *ruleset)
{
	ruleset_blob_clear(&ruleset->compiled);
	configuration_destroy(ruleset->configuration);
	diagnostics_clear(&ruleset->diagnostics);
}

/* Random numbers that can be had again: the seed is printed, P2P_TEST_SEED sets it. */
static uint64_t random_state;

static inline void random_begin(void)
{
	const char *seed = getenv("P2P_TEST_SEED");

	random_state = seed ? strtoull(seed, NULL, 0) : (uint64_t)time(NULL);
	print_message("# P2P_TEST_SEED=%llu\n", (unsigned long long)random_state);
	random_state = random_state * 2 + 1;
}

/* 0 to below - 1; xorshift64* */
static inline uint32_t random_below(uint32_t below)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return (uint32_t)((random_state * UINT64_C(2685821657736338717)) >> 32) % below;
}

#endif
