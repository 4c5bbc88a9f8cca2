// SPDX-License-Identifier: GPL-2.0-or-later
/* The queue of events, while more of them come than are carried away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <linux/kernel.h>
#include <linux/sched.h>

#include "../../kmod/event.h"
#include "../../kmod/stats.h"

/* What a namespace and a subscriber have that matters here. */
#define P2P_NET_H

struct net;
struct sk_buff;

struct p2p_net {
	struct net *net;
	struct p2p_stats *stats;
	struct p2p_events events;
};

struct p2p_sanction {
	struct {
		u8 scope;
		u8 action;
	} order;
	char reason[1];
};

struct p2p_subscriber {
	struct p2p_sanction *sanction;
	u8 key_length;
};

static bool p2p_subscriber_is_default(const struct p2p_subscriber *subscriber)
{
	return !subscriber->key_length;
}

static const u8 *p2p_subscriber_key(const struct p2p_subscriber *subscriber)
{
	(void)subscriber;
	return (const u8 *)"";
}

static void p2p_sanction_hold(struct p2p_sanction *sanction)
{
	(void)sanction;
}

static void p2p_sanction_release(struct p2p_sanction *sanction)
{
	(void)sanction;
}

#include "../../kmod/event.c"

bool no_memory;

static struct p2p_stats stats;
static struct p2p_net pn;
static unsigned int carried, orders;	/* events, and those of orders among them */
static bool flooded;			/* more come than are carried */

static void come(unsigned int count)
{
	struct p2p_event event = { .kind = P2P_EVENT_DECIDED };

	while (count--)
		p2p_event_queue(&pn, &event);
}

void p2p_netlink_send_events(struct p2p_net *of, const struct p2p_event *events, unsigned int n, u64 lost)
{
	unsigned int i;

	assert_ptr_equal(of, &pn);
	assert_int_equal(lost, stats.value[P2P_STATS_A_EVENTS_LOST]);
	for (i = 0; i < n; i++)
		orders += events[i].kind == P2P_EVENT_SANCTION_BEGAN;
	carried += n;
	if (carried > 10 * P2P_EVENT_QUEUE)
		fail_msg("%u events were carried, and there is no end", carried);
	if (flooded)
		come(n + 1);
}

bool p2p_netlink_has_listeners(struct net *net)
{
	(void)net;
	return true;
}

static void begin(void)
{
	stats = (struct p2p_stats){ };
	pn = (struct p2p_net){ .stats = &stats };
	carried = orders = 0;
	flooded = true;
	p2p_event_init(&pn);
	assert_int_equal(p2p_event_start(&pn), 0);
}

static void end(void)
{
	flooded = false;
	while (pn.events.work.waits)
		flush_work(&pn.events.work);
	assert_int_equal(pn.events.count, 0);
	p2p_event_exit(&pn);
}

/* Whatever the first batches are. */
static void no_more_than_a_queue_is_carried_at_a_time(void **state)
{
	unsigned int first;

	(void)state;
	for (first = 1; first < 2 * BATCH; first++) {
		begin();
		come(first);
		flush_work(&pn.events.work);
		assert_true(carried >= P2P_EVENT_QUEUE);
		assert_true(carried < P2P_EVENT_QUEUE + BATCH);
		/* What came meanwhile is not forgotten. */
		assert_true(pn.events.count);
		assert_true(pn.events.work.waits);
		end();
		assert_int_equal(carried, stats.value[P2P_STATS_A_EVENTS]);
	}
}

static void an_order_is_told_whatever_packets_tell(void **state)
{
	struct p2p_event event = { .kind = P2P_EVENT_SANCTION_BEGAN };
	unsigned int i;

	(void)state;
	begin();
	come(2 * P2P_EVENT_QUEUE);
	for (i = 0; i < 4 * P2P_EVENT_RESERVE; i++)
		p2p_event_queue_order(&pn, &event);
	end();
	assert_int_equal(orders, 4 * P2P_EVENT_RESERVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_more_than_a_queue_is_carried_at_a_time),
		cmocka_unit_test(an_order_is_told_whatever_packets_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
