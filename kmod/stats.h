/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_STATS_H
#define P2P_STATS_H

#include <linux/percpu.h>
#include <linux/u64_stats_sync.h>

#include "uapi/nf_p2p.h"

/**
 * struct p2p_stats - counters of a namespace on one CPU
 * @value: by enum p2p_stats_attr
 * @sync: makes a value whole for a reader on 32-bit machines
 */
struct p2p_stats {
	u64_stats_t value[__P2P_STATS_A_MAX];
	struct u64_stats_sync sync;
};

/* Return: all zero, for free_percpu(); NULL without memory */
static inline struct p2p_stats __percpu *p2p_stats_create(void)
{
	struct p2p_stats __percpu *stats = alloc_percpu_gfp(struct p2p_stats, GFP_KERNEL_ACCOUNT);
	int cpu;

	if (stats)
		for_each_possible_cpu(cpu)
			u64_stats_init(&per_cpu_ptr(stats, cpu)->sync);
	return stats;
}

/* Bottom halves must be off: the hooks and the sweep both count. */
static inline void p2p_stats_add(struct p2p_stats __percpu *stats, enum p2p_stats_attr which, u64 n)
{
	struct p2p_stats *here = this_cpu_ptr(stats);

	u64_stats_update_begin(&here->sync);
	u64_stats_add(&here->value[which], n);
	u64_stats_update_end(&here->sync);
}

static inline void p2p_stats_count(struct p2p_stats __percpu *stats, enum p2p_stats_attr which)
{
	p2p_stats_add(stats, which, 1);
}

/* Return: the sum over all CPUs */
static inline u64 p2p_stats_sum(struct p2p_stats __percpu *stats, enum p2p_stats_attr which)
{
	unsigned int start;
	u64 sum = 0, value;
	int cpu;

	for_each_possible_cpu(cpu) {
		struct p2p_stats *there = per_cpu_ptr(stats, cpu);

		do {
			start = u64_stats_fetch_begin(&there->sync);
			value = u64_stats_read(&there->value[which]);
		} while (u64_stats_fetch_retry(&there->sync, start));
		sum += value;
	}
	return sum;
}

#endif
