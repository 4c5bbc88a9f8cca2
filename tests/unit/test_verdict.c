// SPDX-License-Identifier: GPL-2.0-or-later
/* Each rule of the verdict is a row: two orders, a class and the clocks in, an action and whose it is out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "verdict.h"

#define NOW 1000
#define BOOT 500

static const struct p2p_order none = { 0 };
static const struct p2p_order count_p2p = { .scope = P2P_SCOPE_P2P, .action = P2P_ACTION_COUNT };
static const struct p2p_order mark_p2p = { .scope = P2P_SCOPE_P2P, .action = P2P_ACTION_MARK };
static const struct p2p_order mark_all = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_MARK };
static const struct p2p_order drop_p2p = { .scope = P2P_SCOPE_P2P, .action = P2P_ACTION_DROP };
static const struct p2p_order limit_p2p = { .scope = P2P_SCOPE_P2P, .action = P2P_ACTION_LIMIT, .rate = 1, .burst = 1 };
static const struct p2p_order limit_all = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_LIMIT, .rate = 2, .burst = 1 };
static const struct p2p_order drop_listed = { .scope = P2P_SCOPE_LISTED, .action = P2P_ACTION_DROP };
static const struct p2p_order reject_p2p = { .scope = P2P_SCOPE_P2P, .action = P2P_ACTION_REJECT };
static const struct p2p_order drop_all = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP };
static const struct p2p_order ended = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .ended = 1 };
static const struct p2p_order running = {
	.scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .end_wall_s = NOW + 1, .end_boot_s = BOOT + 1,
};
static const struct p2p_order over_by_wall = {
	.scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .end_wall_s = NOW, .end_boot_s = BOOT + 1,
};
static const struct p2p_order over_by_boot = {
	.scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .end_wall_s = NOW + 1, .end_boot_s = BOOT,
};
static const struct p2p_order waiting = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .start_wall_s = NOW + 1 };
static const struct p2p_order started = { .scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .start_wall_s = NOW };
static const struct p2p_order begun = {
	.scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .start_wall_s = NOW + 1, .begun = 1,
};
static const struct p2p_order begun_and_over = {
	.scope = P2P_SCOPE_ALL, .action = P2P_ACTION_DROP, .start_wall_s = NOW - 1, .begun = 1, .end_wall_s = NOW,
	.end_boot_s = BOOT + 1,
};

struct row {
	const char *rule;
	const struct p2p_order *source;
	const struct p2p_order *destination;
	uint8_t class;
	bool clock_held;
	uint8_t action;
	uint8_t end;
};

static const struct row rows[] = {
	{ "nobody ordered anything", NULL, NULL, P2P_CLASS_BITTORRENT, false, 0, 0 },
	{ "a subscriber without a sanction", &none, NULL, P2P_CLASS_BITTORRENT, false, 0, 0 },
	{ "p2p touches a peer-to-peer flow", &drop_p2p, NULL, P2P_CLASS_BITTORRENT, false, P2P_ACTION_DROP, 0 },
	{ "p2p touches every such class", &drop_p2p, NULL, P2P_CLASS_LAST, false, P2P_ACTION_DROP, 0 },
	{ "p2p spares an undecided flow", &drop_p2p, NULL, P2P_CLASS_UNDECIDED, false, 0, 0 },
	{ "p2p spares a flow on its way", &drop_p2p, NULL, 15, false, 0, 0 },
	{ "p2p spares other traffic", &drop_p2p, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "all touches other traffic", &drop_all, NULL, P2P_CLASS_OTHER, false, P2P_ACTION_DROP, 0 },
	{ "all touches an undecided flow", &drop_all, NULL, P2P_CLASS_UNDECIDED, false, P2P_ACTION_DROP, 0 },
	{ "the destination counts too", NULL, &drop_p2p, P2P_CLASS_EDONKEY, false, P2P_ACTION_DROP, 1 },
	{ "drop beats mark", &mark_p2p, &drop_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_DROP, 1 },
	{ "drop beats count, other way round", &drop_p2p, &count_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_DROP, 0 },
	{ "mark beats count", &count_p2p, &mark_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_MARK, 1 },
	{ "drop beats reject", &reject_p2p, &drop_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_DROP, 1 },
	{ "reject beats limit", &limit_p2p, &reject_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_REJECT, 1 },
	{ "limit beats mark", &limit_p2p, &mark_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_LIMIT, 0 },
	{ "a tie is the sender's", &drop_p2p, &drop_all, P2P_CLASS_BITTORRENT, false, P2P_ACTION_DROP, 0 },
	{ "a stricter one that does not apply gives way", &count_p2p, &ended, P2P_CLASS_BITTORRENT, false,
	  P2P_ACTION_COUNT, 0 },
	{ "a running sanction", &running, NULL, P2P_CLASS_OTHER, false, P2P_ACTION_DROP, 0 },
	{ "the wall clock ends it", &over_by_wall, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "the boot clock ends it", &over_by_boot, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "what has ended stays so", &ended, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "a timed one is held while the clock is wrong", &running, NULL, P2P_CLASS_OTHER, true, 0, 0 },
	{ "before its start it touches nothing", &waiting, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "it leaves the other end's alone", &waiting, &count_p2p, P2P_CLASS_BITTORRENT, false, P2P_ACTION_COUNT, 1 },
	{ "at its start it touches", &started, NULL, P2P_CLASS_OTHER, false, P2P_ACTION_DROP, 0 },
	{ "what has begun stays so", &begun, NULL, P2P_CLASS_OTHER, false, P2P_ACTION_DROP, 0 },
	{ "what has begun ends", &begun_and_over, NULL, P2P_CLASS_OTHER, false, 0, 0 },
	{ "one with a start is held while the clock is wrong", &started, NULL, P2P_CLASS_OTHER, true, 0, 0 },
	{ "one without start and end is not", &drop_all, NULL, P2P_CLASS_OTHER, true, P2P_ACTION_DROP, 0 },
};

static void each_rule_holds(void **state)
{
	const struct p2p_now now = { .wall_s = NOW, .boot_s = BOOT };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct p2p_order *const ends[2] = { rows[i].source, rows[i].destination };
		struct p2p_verdict verdict = p2p_verdict(ends, 0, rows[i].class, P2P_STANDING_PLAIN, &now,
							 rows[i].clock_held);

		if (verdict.action != rows[i].action || (verdict.action && verdict.end != rows[i].end))
			fail_msg("%s: action %u of end %u", rows[i].rule, verdict.action, verdict.end);
	}
}

static const struct {
	const char *rule;
	const struct p2p_order *source;
	const struct p2p_order *destination;
	uint8_t class;
	enum p2p_standing standing;
	uint8_t action;
} standing_rows[] = {
	{ "listed touches listed content", &drop_listed, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_LISTED, P2P_ACTION_DROP },
	{ "listed spares any other content", &drop_listed, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_PLAIN, 0 },
	{ "listed spares excepted content", &drop_listed, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_EXCEPTED, 0 },
	{ "listed spares what is no file sharing", &drop_listed, NULL, P2P_CLASS_OTHER, P2P_STANDING_LISTED, 0 },
	{ "p2p touches listed content", &drop_p2p, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_LISTED, P2P_ACTION_DROP },
	{ "p2p spares excepted content", &drop_p2p, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_EXCEPTED, 0 },
	{ "all touches excepted content", &drop_all, NULL, P2P_CLASS_EDONKEY, P2P_STANDING_EXCEPTED, P2P_ACTION_DROP },
	{ "what is spared by one may be touched by the other", &drop_listed, &limit_all, P2P_CLASS_EDONKEY,
	  P2P_STANDING_EXCEPTED, P2P_ACTION_LIMIT },
};

static void lists_decide_what_is_touched(void **state)
{
	const struct p2p_now now = { .wall_s = NOW, .boot_s = BOOT };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(standing_rows) / sizeof(standing_rows[0]); i++) {
		const struct p2p_order *const ends[2] = { standing_rows[i].source, standing_rows[i].destination };
		struct p2p_verdict verdict = p2p_verdict(ends, 0, standing_rows[i].class, standing_rows[i].standing, &now,
							 false);

		if (verdict.action != standing_rows[i].action)
			fail_msg("%s: action %u", standing_rows[i].rule, verdict.action);
	}
}

static void both_limits_must_let_it_pass(void **state)
{
	const struct p2p_now now = { .wall_s = NOW, .boot_s = BOOT };
	const struct p2p_order *const both[2] = { &limit_p2p, &limit_all }, *const one[2] = { &mark_p2p, &limit_p2p };

	(void)state;
	assert_int_equal(p2p_verdict(both, 0, P2P_CLASS_BITTORRENT, P2P_STANDING_PLAIN, &now, false).limits, 3);
	assert_int_equal(p2p_verdict(both, 0, P2P_CLASS_OTHER, P2P_STANDING_PLAIN, &now, false).limits, 2);
	assert_int_equal(p2p_verdict(one, 0, P2P_CLASS_BITTORRENT, P2P_STANDING_PLAIN, &now, false).limits, 2);
}

static const struct garden_row {
	const char *rule;
	const struct p2p_order *source;
	const struct p2p_order *destination;
	uint8_t garden;			/* 1: the source lies in it, 2: the destination */
	uint8_t action;
	uint8_t end;
	uint8_t limits;
	uint8_t spared;
} garden_rows[] = {
	{ "the other end in the garden holds all back", &drop_all, NULL, 2, 0, 0, 0, P2P_ACTION_DROP },
	{ "whichever end that is", NULL, &drop_all, 1, 0, 0, 0, P2P_ACTION_DROP },
	{ "the subscriber's own end does not", &drop_all, NULL, 1, P2P_ACTION_DROP, 0, 0, 0 },
	{ "marks are held back too", &mark_all, NULL, 2, 0, 0, 0, P2P_ACTION_MARK },
	{ "limits are held back too", &limit_all, NULL, 2, 0, 0, 0, P2P_ACTION_LIMIT },
	{ "p2p is not held back", &drop_p2p, NULL, 3, P2P_ACTION_DROP, 0, 0, 0 },
	{ "each end by itself", &drop_all, &limit_p2p, 2, P2P_ACTION_LIMIT, 1, 2, P2P_ACTION_DROP },
	{ "the strictest of two is told", &mark_all, &drop_all, 3, 0, 0, 0, P2P_ACTION_DROP },
	{ "the strictest of two, other way round", &drop_all, &mark_all, 3, 0, 0, 0, P2P_ACTION_DROP },
	{ "what does not apply is not spared", &ended, NULL, 2, 0, 0, 0, 0 },
	{ "nobody ordered anything", NULL, NULL, 3, 0, 0, 0, 0 },
};

static void the_garden_holds_back_scope_all(void **state)
{
	const struct p2p_now now = { .wall_s = NOW, .boot_s = BOOT };

	(void)state;
	for (size_t i = 0; i < sizeof(garden_rows) / sizeof(garden_rows[0]); i++) {
		const struct garden_row *row = &garden_rows[i];
		const struct p2p_order *const ends[2] = { row->source, row->destination };
		struct p2p_verdict verdict = p2p_verdict(ends, row->garden, P2P_CLASS_BITTORRENT, P2P_STANDING_PLAIN, &now, false);

		if (verdict.action != row->action || (verdict.action && verdict.end != row->end) ||
		    verdict.limits != row->limits || verdict.spared != row->spared)
			fail_msg("%s: action %u of end %u, limits %u, spared %u", row->rule, verdict.action, verdict.end,
				 verdict.limits, verdict.spared);
	}
}

static void only_some_orders_depend_on_lists(void **state)
{
	(void)state;
	assert_false(p2p_order_heeds(NULL, true));
	assert_true(p2p_order_heeds(&drop_listed, false));
	assert_true(p2p_order_heeds(&drop_p2p, true));
	assert_false(p2p_order_heeds(&drop_p2p, false));
	assert_false(p2p_order_heeds(&drop_all, true));
}

static void the_clock_that_ended_it_is_told(void **state)
{
	const struct p2p_now now = { .wall_s = NOW, .boot_s = BOOT };

	(void)state;
	assert_int_equal(p2p_order_over(&drop_all, &now), 0);
	assert_int_equal(p2p_order_over(&running, &now), 0);
	assert_int_equal(p2p_order_over(&over_by_wall, &now), P2P_CLOCK_WALL);
	assert_int_equal(p2p_order_over(&over_by_boot, &now), P2P_CLOCK_BOOT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_holds),
		cmocka_unit_test(lists_decide_what_is_touched),
		cmocka_unit_test(both_limits_must_let_it_pass),
		cmocka_unit_test(the_garden_holds_back_scope_all),
		cmocka_unit_test(only_some_orders_depend_on_lists),
		cmocka_unit_test(the_clock_that_ended_it_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
