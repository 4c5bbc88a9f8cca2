// SPDX-License-Identifier: GPL-2.0-only
/* The bounded table of the few flows that need memory: undecided ones whose first bytes may still become a match, and
 * records of those that were decided to be peer-to-peer. All other flows live in their conntrack mark alone.
 *
 * An entry holds no reference on its conntrack, which would keep a namespace from going away, and nobody tells when a
 * conntrack is freed. So it is found by pointer, and is this flow's only if tuple and zone fit as well; what is left of
 * a freed connection ages out.
 */
#include "flow.h"

#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <net/netfilter/nf_conntrack_zones.h>

/* A client sends its first bytes within seconds. One that dawdles is mid-flow then: by sending now and then it must
 * not keep an entry.
 */
#define ALIVE_TIME	(60 * HZ)
/* A question that nobody answers soon is answered by nobody. */
#define UNANSWERED_TIME	(10 * HZ)
/* Long enough to name the content of a flow in the first hit of a sanction that is ordered later. */
#define RECORD_IDLE	(600 * HZ)
/* One sweep a second visits a table of any size in at most 16 seconds. */
#define SWEEP_PART	16
/* Chains in which one is sought that gives way: no more than there are in the smallest table. */
#define EVICTION_REACH	8
/* What packets need is charged to no memory control group. */
#define FLOWS_OF_USER	4096U

static unsigned int flow_max = 65536;
module_param(flow_max, uint, 0444);
MODULE_PARM_DESC(flow_max, "Most entries of the flow table of a network namespace (16 to 16777216, default 65536); beyond it flows give way to others and are counted");

static struct kmem_cache *flow_cache;
static struct kmem_cache *dialogue_cache;
static struct kmem_cache *room_cache;

int p2p_flow_init(void)
{
	flow_cache = kmem_cache_create("nf_p2p_flow", sizeof(struct p2p_flow), 0, 0, NULL);
	if (!flow_cache)
		return -ENOMEM;
	dialogue_cache = kmem_cache_create("nf_p2p_dialogue", sizeof(struct p2p_dialogue), 0, 0, NULL);
	if (!dialogue_cache)
		goto err_destroy_flow_cache;
	room_cache = kmem_cache_create("nf_p2p_room", sizeof(struct p2p_stream_room), 0, 0, NULL);
	if (!room_cache)
		goto err_destroy_dialogue_cache;
	flow_max = clamp(flow_max, 16U, 1U << 24);
	return 0;

err_destroy_dialogue_cache:
	kmem_cache_destroy(dialogue_cache);
err_destroy_flow_cache:
	kmem_cache_destroy(flow_cache);
	return -ENOMEM;
}

void p2p_flow_exit(void)
{
	kmem_cache_destroy(room_cache);
	kmem_cache_destroy(dialogue_cache);
	kmem_cache_destroy(flow_cache);
}

int p2p_flow_start(struct p2p_flows *flows, bool of_user)
{
	u32 max = of_user ? min(flow_max, FLOWS_OF_USER) : flow_max;
	u32 buckets = roundup_pow_of_two(max) / 2;
	u32 i;

	if (flows->buckets)
		return 0;
	flows->buckets = kvmalloc_array(buckets, sizeof(*flows->buckets), GFP_KERNEL_ACCOUNT);
	if (!flows->buckets)
		return -ENOMEM;
	for (i = 0; i < buckets; i++) {
		spin_lock_init(&flows->buckets[i].lock);
		INIT_HLIST_HEAD(&flows->buckets[i].chain);
	}
	flows->mask = buckets - 1;
	flows->bits = ilog2(buckets);
	flows->max = max;
	flows->key = get_random_long();
	return 0;
}

void p2p_flow_drop_record(struct p2p_flows *flows, struct p2p_flow *flow)
{
	if (!flow->record)
		return;
	atomic_dec(&flows->records);
	flow->record = false;
	flow->since = jiffies;
	memset(flow->hit, 0, sizeof(flow->hit));
}

void p2p_flow_remove(struct p2p_flows *flows, struct p2p_flow *flow)
{
	hlist_del(&flow->node);
	atomic_dec(&flows->count);
	p2p_flow_drop_record(flows, flow);
	p2p_flow_drop_dialogue(flows, flow);
	kmem_cache_free(flow_cache, flow);
}

void p2p_flow_flush(struct p2p_flows *flows)
{
	struct hlist_node *next;
	struct p2p_flow *flow;
	u32 i;

	for (i = 0; flows->buckets && i <= flows->mask; i++) {
		spin_lock_bh(&flows->buckets[i].lock);
		hlist_for_each_entry_safe(flow, next, &flows->buckets[i].chain, node)
			p2p_flow_remove(flows, flow);
		spin_unlock_bh(&flows->buckets[i].lock);
		cond_resched();
	}
}

void p2p_flow_stop(struct p2p_flows *flows)
{
	p2p_flow_flush(flows);
	kvfree(flows->buckets);
	flows->buckets = NULL;
}

struct p2p_flow_bucket *p2p_flow_bucket(const struct p2p_flows *flows, const struct nf_conn *ct)
{
	return &flows->buckets[hash_long((unsigned long)ct ^ flows->key, flows->bits)];
}

static unsigned long lifetime(const struct p2p_flow *flow)
{
	if (flow->record)
		return RECORD_IDLE;
	if (flow->dialogue)
		return p2p_dialogue_unanswered(flow->dialogue) ? UNANSWERED_TIME : ALIVE_TIME;
	return flow->trail.finding.strength < P2P_STRENGTH_EVIDENCE ? UNANSWERED_TIME : ALIVE_TIME;
}

static bool is_of(const struct p2p_flow *flow, const struct nf_conn *ct)
{
	return nf_ct_tuple_equal(&flow->tuple, &ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple) &&
	       flow->zone == nf_ct_zone(ct)->id;
}

struct p2p_flow *p2p_flow_find(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, const struct nf_conn *ct)
{
	struct hlist_node *next;
	struct p2p_flow *flow;

	lockdep_assert_held(&bucket->lock);
	hlist_for_each_entry_safe(flow, next, &bucket->chain, node) {
		if (flow->ct != ct)
			continue;
		if (is_of(flow, ct))
			return flow;
		/* Another connection, long gone, left it at the same address. */
		p2p_flow_remove(flows, flow);
	}
	return NULL;
}

static void set_up(struct p2p_flow *flow, const struct nf_conn *ct)
{
	*flow = (struct p2p_flow){
		.ct = ct,
		.tuple = ct->tuplehash[IP_CT_DIR_ORIGINAL].tuple,
		.zone = nf_ct_zone(ct)->id,
		.trail = P2P_TRAIL_NONE,
		.since = jiffies,
	};
}

static struct p2p_flow *create(struct p2p_flows *flows, const struct nf_conn *ct)
{
	struct p2p_flow *flow;

	if (atomic_inc_return(&flows->count) > flows->max) {
		atomic_dec(&flows->count);
		return ERR_PTR(-ENOSPC);
	}
	flow = kmem_cache_alloc(flow_cache, GFP_ATOMIC | __GFP_NOWARN);
	if (!flow) {
		atomic_dec(&flows->count);
		return ERR_PTR(-ENOMEM);
	}
	set_up(flow, ct);
	return flow;
}

struct p2p_flow *p2p_flow_find_or_create(struct p2p_flows *flows, struct p2p_flow_bucket *bucket,
					 const struct nf_conn *ct)
{
	struct p2p_flow *flow = p2p_flow_find(flows, bucket, ct);

	if (flow)
		return flow;
	flow = create(flows, ct);
	if (!IS_ERR(flow))
		hlist_add_head(&flow->node, &bucket->chain);
	return flow;
}

static struct p2p_flow *take_oldest(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, bool question)
{
	struct p2p_flow *flow, *oldest = NULL;

	hlist_for_each_entry(flow, &bucket->chain, node) {
		if (flow->record || (question && lifetime(flow) != UNANSWERED_TIME))
			continue;
		if (!oldest || time_before(flow->since + lifetime(flow), oldest->since + lifetime(oldest)))
			oldest = flow;
	}
	if (oldest) {
		hlist_del(&oldest->node);
		p2p_flow_drop_dialogue(flows, oldest);
	}
	return oldest;
}

/* Another chain will do as well, unless somebody else is there. */
static struct p2p_flow *take_oldest_unlocked(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, bool question)
{
	struct p2p_flow *oldest;

	if (!spin_trylock(&bucket->lock))
		return NULL;
	oldest = take_oldest(flows, bucket, question);
	spin_unlock(&bucket->lock);
	return oldest;
}

struct p2p_flow *p2p_flow_replace(struct p2p_flows *flows, struct p2p_flow_bucket *bucket, const struct nf_conn *ct,
				  bool question)
{
	struct p2p_flow *flow = take_oldest(flows, bucket, question);
	u32 at = bucket - flows->buckets, i;

	for (i = 1; i < EVICTION_REACH && !flow; i++)
		flow = take_oldest_unlocked(flows, &flows->buckets[(at + i) & flows->mask], question);
	if (!flow)
		return NULL;
	set_up(flow, ct);
	hlist_add_head(&flow->node, &bucket->chain);
	return flow;
}

bool p2p_flow_make_record(struct p2p_flows *flows, struct p2p_flow *flow)
{
	p2p_flow_drop_dialogue(flows, flow);
	flow->since = jiffies;
	if (flow->record)
		return true;
	if (atomic_inc_return(&flows->records) > p2p_flow_records_max(flows)) {
		atomic_dec(&flows->records);
		p2p_flow_remove(flows, flow);
		return false;
	}
	flow->record = true;
	return true;
}

int p2p_flow_add_dialogue(struct p2p_flow *flow)
{
	if (!flow->dialogue)
		flow->dialogue = kmem_cache_zalloc(dialogue_cache, GFP_ATOMIC | __GFP_NOWARN);
	return flow->dialogue ? 0 : -ENOMEM;
}

int p2p_flow_add_room(struct p2p_flows *flows, struct p2p_stream *stream)
{
	struct p2p_stream_room *room;

	if (atomic_inc_return(&flows->rooms) > flows->max / 8) {
		atomic_dec(&flows->rooms);
		return -ENOSPC;
	}
	room = kmem_cache_alloc(room_cache, GFP_ATOMIC | __GFP_NOWARN);
	if (!room) {
		atomic_dec(&flows->rooms);
		return -ENOMEM;
	}
	p2p_stream_grow(stream, room);
	return 0;
}

void p2p_flow_drop_dialogue(struct p2p_flows *flows, struct p2p_flow *flow)
{
	unsigned int side;

	if (!flow->dialogue)
		return;
	for (side = 0; side < P2P_DIALOGUE_SIDES; side++) {
		if (!flow->dialogue->sides[side].stream.room)
			continue;
		kmem_cache_free(room_cache, flow->dialogue->sides[side].stream.room);
		atomic_dec(&flows->rooms);
	}
	kmem_cache_free(dialogue_cache, flow->dialogue);
	flow->dialogue = NULL;
}

void p2p_flow_remove_of(struct p2p_flows *flows, const struct nf_conn *ct)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(flows, ct);
	struct p2p_flow *flow;

	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(flows, bucket, ct);
	if (flow)
		p2p_flow_remove(flows, flow);
	spin_unlock_bh(&bucket->lock);
}

int p2p_flow_hit(struct p2p_flows *flows, const struct nf_conn *ct, u32 id)
{
	struct p2p_flow_bucket *bucket;
	struct p2p_flow *flow;
	int first = -ENOENT;

	if (!p2p_flow_any(flows))
		return -ENOENT;
	bucket = p2p_flow_bucket(flows, ct);
	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(flows, bucket, ct);
	if (flow && flow->record) {
		flow->since = jiffies;
		first = flow->hit[0] != id && flow->hit[1] != id;
		if (first) {
			flow->hit[1] = flow->hit[0];
			flow->hit[0] = id;
		}
	}
	spin_unlock_bh(&bucket->lock);
	return first;
}

bool p2p_flow_recall(struct p2p_flows *flows, const struct nf_conn *ct, struct p2p_flow_finding *found)
{
	struct p2p_flow_bucket *bucket = p2p_flow_bucket(flows, ct);
	struct p2p_flow *flow;

	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(flows, bucket, ct);
	if (flow)
		*found = (struct p2p_flow_finding){ .ruleset_id = flow->ruleset_id, .finding = flow->trail.finding };
	spin_unlock_bh(&bucket->lock);
	return flow;
}

static void sweep_bucket(struct p2p_flows *flows, struct p2p_flow_bucket *bucket)
{
	struct hlist_node *next;
	struct p2p_flow *flow;

	if (hlist_empty(&bucket->chain))
		return;
	spin_lock_bh(&bucket->lock);
	hlist_for_each_entry_safe(flow, next, &bucket->chain, node)
		if (time_after(jiffies, flow->since + lifetime(flow)))
			p2p_flow_remove(flows, flow);
	spin_unlock_bh(&bucket->lock);
}

void p2p_flow_sweep(struct p2p_flows *flows)
{
	u32 part, i;

	if (!p2p_flow_any(flows))
		return;
	part = max(flows->mask / SWEEP_PART, 1024U);
	for (i = 0; i <= min(part, flows->mask); i++) {
		sweep_bucket(flows, &flows->buckets[flows->swept]);
		flows->swept = (flows->swept + 1) & flows->mask;
		cond_resched();
	}
}
