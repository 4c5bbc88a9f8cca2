// SPDX-License-Identifier: GPL-2.0-or-later
/* To check a laborious ruleset takes a processor for long, which is let go now and then: what is done between two rests is
 * counted.
 */
#include "ruleset.h"

static uint32_t steps;		/* since the last rest */
static uint32_t most;		/* between two */
static uint64_t all;

static void rest(void)
{
	if (steps > most)
		most = steps;
	all += steps;
	steps = 0;
}

/* A comparison of a check is a step; the sum of them is made for each state. */
static uint32_t add_up(const struct p2p_blob *blob, uint32_t list)
{
	uint32_t effort = p2p_blob_effort(blob, list);

	steps += effort;
	return effort;
}

#undef cond_resched
#define cond_resched() rest()
#define p2p_blob_effort(blob, list) add_up(blob, list)
#include "../../kmod/blob.c"

/* Every state accepts the same list, which names one signature as often as it may, with as many checks as it may have. */
struct laborious {
	struct p2p_blob_header header;
	_Alignas(8) struct p2p_blob_signature signature;
	_Alignas(8) struct p2p_blob_check checks[P2P_EFFORT_MAX / P2P_CANDIDATES_MAX];
	_Alignas(8) uint16_t lists[2 + P2P_CANDIDATES_MAX];
	_Alignas(8) char literals[8];
	_Alignas(8) uint8_t map[256];
	_Alignas(8) uint16_t table[P2P_STATES_MAX];
	_Alignas(8) uint16_t accept[P2P_STATES_MAX];
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct laborious *make_laborious(void)
{
	struct laborious *ruleset = calloc(1, sizeof(*ruleset));

	ruleset->header = (struct p2p_blob_header){
		.magic = P2P_BLOB_MAGIC,
		.version = P2P_BLOB_VERSION,
		.size = sizeof(*ruleset),
		.signatures = 1,
		.signatures_at = offsetof(struct laborious, signature),
		.gates_at = offsetof(struct laborious, signature),
		.stops_at = offsetof(struct laborious, signature),
		.checks = COUNT(ruleset->checks),
		.checks_at = offsetof(struct laborious, checks),
		.ranges_at = offsetof(struct laborious, checks),
		.lists = COUNT(ruleset->lists),
		.lists_at = offsetof(struct laborious, lists),
		.literals = sizeof(ruleset->literals),
		.literals_at = offsetof(struct laborious, literals),
		.automata[P2P_AUTOMATON_DATAGRAM] = {
			.states = P2P_STATES_MAX,
			.classes = 1,
			.map = offsetof(struct laborious, map),
			.table = offsetof(struct laborious, table),
			.accept = offsetof(struct laborious, accept),
		},
	};
	ruleset->signature = (struct p2p_blob_signature){
		.class = P2P_CLASS_BITTORRENT,
		.strength = P2P_STRENGTH_PROOF,
		.directions = P2P_DIRECTION_ORIGINAL,
		.automaton = P2P_AUTOMATON_DATAGRAM,
		.checks = COUNT(ruleset->checks),
		.gate = P2P_NO_GATE,
		.next = P2P_NO_SIGNATURE,
	};
	ruleset->literals[0] = 'a';
	ruleset->lists[1] = P2P_CANDIDATES_MAX;
	for (unsigned int state = 1; state < P2P_STATES_MAX; state++)
		ruleset->accept[state] = 1;
	return ruleset;
}

static void a_laborious_ruleset_is_checked_with_rests(void **state)
{
	struct laborious *ruleset = make_laborious();
	const char *why = "";
	struct p2p_blob blob;

	(void)state;
	most = steps = all = 0;
	if (p2p_blob_open(&blob, ruleset, sizeof(*ruleset), &why))
		fail_msg("%s", why);
	rest();
	free(ruleset);
	assert_int_equal(all, (P2P_STATES_MAX - 1) * P2P_EFFORT_MAX);
	print_message("# %llu comparisons, %u of them without a rest\n", (unsigned long long)all, most);
	assert_true(most <= 256 * P2P_EFFORT_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_laborious_ruleset_is_checked_with_rests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
