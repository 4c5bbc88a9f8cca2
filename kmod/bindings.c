// SPDX-License-Identifier: GPL-2.0-only
#include "bindings.h"

#include <linux/sched.h>

static bool belongs(const struct p2p_subscribers *subscribers, const struct p2p_filter *filter,
		    const struct p2p_subscriber *subscriber)
{
	return filter == &subscribers->bound || p2p_order_touches_all(p2p_subscriber_order(subscriber));
}

static void put(struct p2p_filter_table *table, const struct p2p_subscriber *subscriber)
{
	struct p2p_prefix_key prefix;
	u32 i;

	for (i = 0; i < p2p_subscriber_prefix_count(subscriber); i++) {
		p2p_subscriber_prefix(subscriber, i, &prefix);
		p2p_filter_put(table, &prefix);
	}
}

/* A new table of all that are, or may become, valid. Return: 0 or -ENOMEM */
static int renew(struct p2p_subscribers *subscribers, struct p2p_filter *filter, gfp_t flags)
{
	struct p2p_filter_table *table = p2p_filter_alloc(filter, flags);
	struct p2p_subscriber *subscriber;
	unsigned long id;

	if (!table)
		return -ENOMEM;
	xa_for_each(&subscribers->all, id, subscriber) {
		if (subscriber->state != P2P_VERSION_GONE && belongs(subscribers, filter, subscriber))
			put(table, subscriber);
		cond_resched();
	}
	p2p_filter_publish(filter, table);
	return 0;
}

/* Of the few that are new to the filter the rest are in the new table, too. */
static int add(struct p2p_subscribers *subscribers, struct p2p_filter *filter, const struct p2p_subscriber *subscriber)
{
	u32 i, count = p2p_subscriber_prefix_count(subscriber);
	struct p2p_prefix_key prefix;

	if (!belongs(subscribers, filter, subscriber))
		return 0;
	filter->live += count;
	for (i = 0; i < count; i++) {
		p2p_subscriber_prefix(subscriber, i, &prefix);
		if (p2p_filter_add(filter, &prefix))
			continue;
		if (!renew(subscribers, filter, 0))
			return 0;
		filter->live -= count;
		return -ENOMEM;
	}
	return 0;
}

static void leave(struct p2p_subscribers *subscribers, struct p2p_filter *filter, const struct p2p_subscriber *subscriber)
{
	if (belongs(subscribers, filter, subscriber))
		filter->live -= p2p_subscriber_prefix_count(subscriber);
}

int p2p_bindings_add(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber)
{
	int err = add(subscribers, &subscribers->bound, subscriber);

	if (err)
		return err;
	err = add(subscribers, &subscribers->touched, subscriber);
	if (err)
		leave(subscribers, &subscribers->bound, subscriber);
	return err;
}

void p2p_bindings_remove(struct p2p_subscribers *subscribers, const struct p2p_subscriber *subscriber)
{
	leave(subscribers, &subscribers->bound, subscriber);
	leave(subscribers, &subscribers->touched, subscriber);
}

/* Without memory it stays as it is: right, but with more answers that are none. */
static void shrink(struct p2p_subscribers *subscribers, struct p2p_filter *filter)
{
	if (p2p_filter_stale(filter))
		renew(subscribers, filter, __GFP_NOWARN | __GFP_NORETRY);
}

void p2p_bindings_shrink(struct p2p_subscribers *subscribers)
{
	shrink(subscribers, &subscribers->bound);
	shrink(subscribers, &subscribers->touched);
}
