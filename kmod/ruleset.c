// SPDX-License-Identifier: GPL-2.0-only
#include "ruleset.h"

#include <linux/mm.h>
#include <linux/slab.h>

static atomic_t last_id = ATOMIC_INIT(0);

static void counters_free(struct p2p_ruleset_counters **counters)
{
	int cpu;

	if (!counters)
		return;
	for_each_possible_cpu(cpu)
		kvfree(counters[cpu]);
	kfree(counters);
}

static struct p2p_ruleset_counters **counters_create(u32 signatures)
{
	struct p2p_ruleset_counters **counters;
	int cpu;

	counters = kcalloc(nr_cpu_ids, sizeof(*counters), GFP_KERNEL_ACCOUNT);
	if (!counters)
		return NULL;
	for_each_possible_cpu(cpu) {
		counters[cpu] = kvzalloc_node(struct_size(counters[cpu], of, signatures), GFP_KERNEL_ACCOUNT,
					      cpu_to_node(cpu));
		if (!counters[cpu])
			goto err_free;
		u64_stats_init(&counters[cpu]->sync);
	}
	return counters;

err_free:
	counters_free(counters);
	return NULL;
}

struct p2p_ruleset *p2p_ruleset_create(void *data, u32 size, const char **why)
{
	struct p2p_ruleset *ruleset;
	int err;

	ruleset = kzalloc(sizeof(*ruleset), GFP_KERNEL_ACCOUNT);
	if (!ruleset) {
		*why = "no memory for the ruleset";
		return ERR_PTR(-ENOMEM);
	}
	err = p2p_blob_open(&ruleset->blob, data, size, why);
	if (err)
		goto err_free;
	ruleset->counters = counters_create(ruleset->blob.wholes);
	if (!ruleset->counters) {
		*why = "no memory for the counters of the signatures";
		err = -ENOMEM;
		goto err_free;
	}
	ruleset->data = data;
	ruleset->id = atomic_inc_return(&last_id);
	refcount_set(&ruleset->refcount, 1);
	return ruleset;

err_free:
	kfree(ruleset);
	return ERR_PTR(err);
}

struct p2p_ruleset *p2p_ruleset_get(struct p2p_ruleset *ruleset)
{
	if (ruleset)
		refcount_inc(&ruleset->refcount);
	return ruleset;
}

static void ruleset_free_rcu(struct rcu_head *rcu)
{
	struct p2p_ruleset *ruleset = container_of(rcu, struct p2p_ruleset, rcu);

	counters_free(ruleset->counters);
	kvfree(ruleset->data);
	kfree(ruleset);
}

void p2p_ruleset_put(struct p2p_ruleset *ruleset)
{
	if (ruleset && refcount_dec_and_test(&ruleset->refcount))
		call_rcu(&ruleset->rcu, ruleset_free_rcu);
}

void p2p_ruleset_count(struct p2p_ruleset *ruleset, const u16 *matches, unsigned int n)
{
	struct p2p_ruleset_counters *here;
	unsigned int i;

	if (!n)
		return;
	here = ruleset->counters[smp_processor_id()];
	u64_stats_update_begin(&here->sync);
	for (i = 0; i < n; i++)
		u64_stats_inc(&here->of[matches[i]].matches);
	u64_stats_update_end(&here->sync);
}

void p2p_ruleset_count_decision(struct p2p_ruleset *ruleset, u16 signature)
{
	struct p2p_ruleset_counters *here = ruleset->counters[smp_processor_id()];

	u64_stats_update_begin(&here->sync);
	u64_stats_inc(&here->of[signature].decisions);
	u64_stats_update_end(&here->sync);
}

void p2p_ruleset_counters(const struct p2p_ruleset *ruleset, u32 signature, u64 *matches, u64 *decisions)
{
	unsigned int start;
	int cpu;

	*matches = 0;
	*decisions = 0;
	for_each_possible_cpu(cpu) {
		const struct p2p_ruleset_counters *there = ruleset->counters[cpu];
		u64 matched, decided;

		do {
			start = u64_stats_fetch_begin(&there->sync);
			matched = u64_stats_read(&there->of[signature].matches);
			decided = u64_stats_read(&there->of[signature].decisions);
		} while (u64_stats_fetch_retry(&there->sync, start));
		*matches += matched;
		*decisions += decided;
	}
}

void p2p_upload_drop(struct p2p_upload *upload)
{
	kvfree(upload->data);
	upload->data = NULL;
}

static int upload_start(struct p2p_upload *upload, u32 size, const char **why)
{
	p2p_upload_drop(upload);
	upload->data = kvmalloc(size, GFP_KERNEL_ACCOUNT);
	if (!upload->data) {
		*why = "no memory for the ruleset";
		return -ENOMEM;
	}
	upload->size = size;
	upload->filled = 0;
	return 0;
}

static const char *upload_misfit(const struct p2p_upload *upload, const struct p2p_chunk *chunk)
{
	if (!upload->data || chunk->offset != upload->filled)
		return "the chunk does not follow the one before it";
	if (chunk->size != upload->size)
		return "the chunk belongs to a ruleset of another size";
	if (chunk->length > upload->size - upload->filled)
		return "the chunk reaches beyond the end of the ruleset";
	return NULL;
}

static int upload_finish(struct p2p_upload *upload, struct p2p_ruleset **ruleset, const char **why)
{
	struct p2p_ruleset *created = p2p_ruleset_create(upload->data, upload->size, why);

	if (IS_ERR(created)) {
		p2p_upload_drop(upload);
		return PTR_ERR(created);
	}
	upload->data = NULL;
	*ruleset = created;
	return 0;
}

int p2p_upload_add(struct p2p_upload *upload, const struct p2p_chunk *chunk, struct p2p_ruleset **ruleset,
		   const char **why)
{
	int err;

	if (!chunk->offset) {
		err = upload_start(upload, chunk->size, why);
		if (err)
			return err;
	}
	*why = upload_misfit(upload, chunk);
	if (*why)
		return -EINVAL;
	memcpy(upload->data + upload->filled, chunk->data, chunk->length);
	upload->filled += chunk->length;
	return upload->filled == upload->size ? upload_finish(upload, ruleset, why) : 0;
}
