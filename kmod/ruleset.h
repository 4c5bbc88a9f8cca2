/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_RULESET_H
#define P2P_RULESET_H

#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/u64_stats_sync.h>

#include "blob.h"

/**
 * struct p2p_signature_counters - of one signature on one CPU
 * @matches: how often it matched
 * @decisions: flows that it decided
 */
struct p2p_signature_counters {
	u64_stats_t matches;
	u64_stats_t decisions;
};

/**
 * struct p2p_ruleset_counters - of all signatures on one CPU
 * @sync: makes a value whole for a reader on 32-bit machines
 * @of: by signature number
 */
struct p2p_ruleset_counters {
	struct u64_stats_sync sync;
	struct p2p_signature_counters of[];
};

/**
 * struct p2p_ruleset - all loaded signatures; immutable but for its counters
 * @blob: pointers into @data
 * @data: the block as user space sent it
 * @id: never the same for two rulesets; an entry of the flow table that carries another one begins anew
 * @counters: by CPU. Not from the per-CPU allocator: that gives 32 KiB at most, and P2P_SIGNATURES_MAX need 64
 * @refcount: one for each state that names it
 * @rcu: for the grace period after the last of them
 */
struct p2p_ruleset {
	struct p2p_blob blob;
	void *data;
	u32 id;
	struct p2p_ruleset_counters **counters;
	refcount_t refcount;
	struct rcu_head rcu;
};

/**
 * p2p_ruleset_create - check a blob and make it a ruleset
 * @data: kvmalloc'ed; owned by the ruleset on success, by the caller otherwise
 * @why: static sentence when it is refused
 *
 * Return: one reference, or ERR_PTR
 */
struct p2p_ruleset *p2p_ruleset_create(void *data, u32 size, const char **why);
struct p2p_ruleset *p2p_ruleset_get(struct p2p_ruleset *ruleset);	/* NULL is passed on */
void p2p_ruleset_put(struct p2p_ruleset *ruleset);			/* after a grace period; NULL is ignored */

/**
 * struct p2p_upload - a ruleset on its way
 * @data: kvmalloc'ed, or NULL
 * @size: of the whole
 * @filled: bytes that have arrived
 */
struct p2p_upload {
	void *data;
	u32 size;
	u32 filled;
};

/**
 * struct p2p_chunk - a part of a ruleset
 * @data: bytes
 * @length: of @data
 * @offset: in the whole; 0 begins anew
 * @size: of the whole, not 0
 */
struct p2p_chunk {
	const void *data;
	u32 length;
	u32 offset;
	u32 size;
};

/**
 * p2p_upload_add - another chunk has come
 * @ruleset: set when it was the last one; one reference
 * @why: static sentence when it is refused
 *
 * Return: 0 or an error
 */
int p2p_upload_add(struct p2p_upload *upload, const struct p2p_chunk *chunk, struct p2p_ruleset **ruleset,
		   const char **why);
void p2p_upload_drop(struct p2p_upload *upload);

/* On the packet path, bottom halves off. */
void p2p_ruleset_count(struct p2p_ruleset *ruleset, const u16 *matches, unsigned int n);
void p2p_ruleset_count_decision(struct p2p_ruleset *ruleset, u16 signature);
void p2p_ruleset_counters(const struct p2p_ruleset *ruleset, u32 signature, u64 *matches, u64 *decisions);

#endif
