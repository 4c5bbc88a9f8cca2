// SPDX-License-Identifier: GPL-2.0-only
#include "order.h"

#include <linux/jhash.h>
#include <linux/overflow.h>
#include <linux/slab.h>

/* Deadlines on the boot clock that differ by less are those of one order: clocks are read in seconds. */
#define SAME_DEADLINE_S 2

static u32 hash_order(const struct p2p_order *order, u32 seed)
{
	u32 words[] = {
		order->start_wall_s,
		order->start_wall_s >> 32,
		order->end_wall_s,
		order->end_wall_s >> 32,
		order->mark_value,
		order->mark_mask,
		order->scope | order->action << 8,
		order->rate,
		order->burst,
	};

	return jhash2(words, ARRAY_SIZE(words), seed);
}

static u32 hash_words(const void *data, u32 length, u32 seed)
{
	const struct p2p_words *words = data;

	return jhash(words->reason, words->reason_length, hash_order(&words->order, seed));
}

static u32 hash_sanction(const void *data, u32 length, u32 seed)
{
	const struct p2p_sanction *sanction = data;

	return jhash(sanction->reason, strlen(sanction->reason), hash_order(&sanction->order, seed));
}

static bool same_words(const struct p2p_words *words, const struct p2p_sanction *sanction)
{
	const struct p2p_order *a = &words->order, *b = &sanction->order;

	return a->action == b->action && a->scope == b->scope && a->start_wall_s == b->start_wall_s &&
	       a->end_wall_s == b->end_wall_s && a->mark_value == b->mark_value && a->mark_mask == b->mark_mask &&
	       a->rate == b->rate && a->burst == b->burst && strlen(sanction->reason) == words->reason_length &&
	       !memcmp(sanction->reason, words->reason, words->reason_length);
}

static int differs(struct rhashtable_compare_arg *arg, const void *data)
{
	const struct p2p_sanction *sanction = data;
	const struct p2p_words *words = arg->key;
	const struct p2p_order *a = &words->order, *b = &sanction->order;

	return !same_words(words, sanction) || a->begun != READ_ONCE(b->begun) || a->ended != READ_ONCE(b->ended) ||
	       abs((s64)(a->end_boot_s - b->end_boot_s)) > SAME_DEADLINE_S;
}

static const struct rhashtable_params order_params = {
	.head_offset = offsetof(struct p2p_sanction, node),
	.key_len = sizeof(struct p2p_words),
	.hashfn = hash_words,
	.obj_hashfn = hash_sanction,
	.obj_cmpfn = differs,
	.automatic_shrinking = true,
};

int p2p_sanctions_init(struct p2p_sanctions *sanctions)
{
	INIT_LIST_HEAD(&sanctions->timed);
	return rhashtable_init(&sanctions->table, &order_params);
}

void p2p_sanctions_exit(struct p2p_sanctions *sanctions)
{
	rhashtable_destroy(&sanctions->table);
}

static void set_times(struct p2p_order *order, const struct p2p_now *now)
{
	order->begun = order->start_wall_s && order->start_wall_s <= now->wall_s;
	order->end_boot_s = 0;
	order->ended = 0;
	if (!order->end_wall_s)
		return;
	if (order->end_wall_s <= now->wall_s) {
		order->ended = 1;
		return;
	}
	/* Both clocks are cut to seconds: with one more, the boot clock is first only when the wall clock was set back. */
	if (check_add_overflow(now->boot_s + 1, order->end_wall_s - now->wall_s, &order->end_boot_s))
		order->end_boot_s = U64_MAX;
}

static struct p2p_sanction *create(struct p2p_sanctions *sanctions, const struct p2p_words *words)
{
	struct p2p_sanction *sanction = kzalloc(struct_size(sanction, reason, words->reason_length + 1),
						GFP_KERNEL_ACCOUNT);
	const struct p2p_order *order = &words->order;
	unsigned int tries = 0;
	int err;

	if (!sanction)
		return NULL;
	sanction->order = *order;
	memcpy(sanction->reason, words->reason, words->reason_length);
	refcount_set(&sanction->held, 1);
	sanction->told = order->ended;
	sanction->awaited = order->start_wall_s && !order->begun && !order->ended;
	INIT_LIST_HEAD(&sanction->timed);
	/* A burst of insertions can outrun the work item that enlarges the table. */
	while ((err = rhashtable_insert_fast(&sanctions->table, &sanction->node, order_params)) && ++tries < 8)
		flush_work(&sanctions->table.run_work);
	if (err) {
		kfree(sanction);
		return NULL;
	}
	if (sanction->awaited || (order->end_wall_s && !order->ended))
		list_add_tail(&sanction->timed, &sanctions->timed);
	return sanction;
}

struct p2p_sanction *p2p_sanction_get(struct p2p_sanctions *sanctions, const struct p2p_words *words,
				      struct p2p_sanction *running, const struct p2p_now *now)
{
	struct p2p_sanction *sanction = running;
	struct p2p_words wanted = *words;

	if (!running || !same_words(words, running)) {
		set_times(&wanted.order, now);
		sanction = rhashtable_lookup_fast(&sanctions->table, &wanted, order_params);
		if (!sanction)
			sanction = create(sanctions, &wanted);
	}
	if (sanction)
		sanction->users++;
	return sanction;
}

void p2p_sanction_put(struct p2p_sanctions *sanctions, struct p2p_sanction *sanction)
{
	if (!sanction || --sanction->users)
		return;
	rhashtable_remove_fast(&sanctions->table, &sanction->node, order_params);
	list_del(&sanction->timed);
	p2p_sanction_release(sanction);
}

void p2p_sanction_hold(struct p2p_sanction *sanction)
{
	if (sanction)
		refcount_inc(&sanction->held);
}

void p2p_sanction_release(struct p2p_sanction *sanction)
{
	if (sanction && refcount_dec_and_test(&sanction->held))
		kfree_rcu(sanction, rcu);
}
