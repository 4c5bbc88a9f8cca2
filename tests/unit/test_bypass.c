// SPDX-License-Identifier: GPL-2.0-or-later
/* The bypass, switched while another order to do so walks through the flows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <netinet/in.h>

#include "../../kmod/mark.h"

/* What a namespace has that matters here. */
#define P2P_NET_H

struct p2p_ruleset;

enum p2p_hook { P2P_HOOK_CLASSIFY };

struct p2p_state {
	struct p2p_settings settings;
	struct p2p_ruleset *ruleset;
};

struct p2p_net {
	struct net *net;
	struct p2p_state *state;
	u32 bypass_orders;
	bool bypass;
	bool hooked[1];
};

static void p2p_offload_end(struct p2p_net *pn);

#include "../../kmod/bypass.c"

static struct p2p_state packets_see = { .ruleset = (void *)&packets_see };
static struct p2p_net pn;
static struct nf_conn flow;
static const char *meanwhile;	/* the orders that come during the next walk */
static unsigned int walks, adopted, ended;

static void p2p_offload_end(struct p2p_net *of)
{
	assert_ptr_equal(of, &pn);
	ended++;
}

void p2p_mark_adopt(struct nf_conn *ct, const struct p2p_settings *settings)
{
	assert_ptr_equal(ct, &flow);
	assert_ptr_equal(settings, &packets_see.settings);
	adopted++;
}

void p2p_mark_adopt_all(struct net *net, const struct p2p_settings *settings)
{
	(void)net;
	(void)settings;
}

/* '+' takes the module out of the way and '-' puts it back. */
static void order(const char *signs)
{
	for (; *signs; signs++)
		p2p_bypass_set(&pn, *signs == '+');
}

void nf_ct_iterate_cleanup_net(int (*visit)(struct nf_conn *ct, void *data), const struct nf_ct_iter_data *iter)
{
	const char *now = meanwhile;

	walks++;
	meanwhile = "";
	order(now);
	assert_int_equal(visit(&flow, iter->data), 0);
}

static const struct row {
	const char *before;
	const char *during;
	bool on;
} rows[] = {
	{ "+", "", true },
	{ "+-", "", false },
	{ "++-", "", false },
	{ "+-+", "", true },
	{ "+-", "+", true },
	{ "+-", "-", false },
	{ "+-", "++", true },
	{ "+-", "+-", false },
	{ "+-", "-+", true },
	{ "+-", "+-+", true },
	{ "+-", "-+-", false },
};

static void the_last_order_stands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pn = (struct p2p_net){ .state = &packets_see, .hooked = { true } };
		p2p_bypass_key = 0;
		meanwhile = rows[i].during;
		order(rows[i].before);
		if (pn.bypass != rows[i].on)
			fail_msg("'%s' and '%s' during the walk", rows[i].before, rows[i].during);
		assert_string_equal(meanwhile, "");
		assert_int_equal(p2p_bypass_key, rows[i].on);
		assert_int_equal(p2p_bypassed(&pn), rows[i].on);
	}
}

/* Once before packets are looked at again, and once for those that came meanwhile. */
static void flows_of_the_meantime_are_adopted(void **state)
{
	(void)state;
	pn = (struct p2p_net){ .state = &packets_see, .hooked = { true } };
	walks = adopted = ended = 0;
	order("+");
	assert_int_equal(walks, 0);
	order("-");
	assert_int_equal(walks, 2);
	assert_int_equal(adopted, 2);
	assert_int_equal(ended, 1);
	order("-");
	assert_int_equal(walks, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_order_stands),
		cmocka_unit_test(flows_of_the_meantime_are_adopted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
