/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_STATS_H
#define P2P_STATS_H

#include <linux/percpu.h>

#include "uapi/nf_p2p.h"

/**
 * struct p2p_stats - counters of a namespace on one CPU
 * @value: by enum p2p_stats_attr
 *
 * A hook may run in process context (nf_reinject()), so a value is added to by this_cpu_add(), which nothing on its CPU
 * can come between.
 */
struct p2p_stats {
	u64 value[__P2P_STATS_A_MAX];
};

static inline void p2p_stats_add(struct p2p_stats __percpu *stats, enum p2p_stats_attr which, u64 n)
{
	this_cpu_add(stats->value[which], n);
}

static inline void p2p_stats_count(struct p2p_stats __percpu *stats, enum p2p_stats_attr which)
{
	this_cpu_inc(stats->value[which]);
}

/* Return: the counter of packets of a class that is peer-to-peer; that of the bytes follows */
static inline enum p2p_stats_attr p2p_stats_packets_of(u8 class)
{
	return P2P_STATS_A_BITTORRENT_PACKETS + 2 * (class - P2P_CLASS_BITTORRENT);
}

/* The sum of all classes is made when it is read. */
static inline void p2p_stats_count_class(struct p2p_stats __percpu *stats, u8 class, u32 packets, u32 bytes)
{
	u64 __percpu *pair = &stats->value[p2p_stats_packets_of(class)];

	this_cpu_add(pair[0], packets);
	this_cpu_add(pair[1], bytes);
}

/* Return: the counter of packets that an action touched */
static inline enum p2p_stats_attr p2p_stats_of_action(u8 action)
{
	switch (action) {
	case P2P_ACTION_COUNT:
		return P2P_STATS_A_COUNTED;
	case P2P_ACTION_MARK:
		return P2P_STATS_A_MARKED;
	case P2P_ACTION_LIMIT:
		return P2P_STATS_A_LIMITED;
	case P2P_ACTION_REJECT:
		return P2P_STATS_A_REJECTED;
	default:
		return P2P_STATS_A_DROPPED;
	}
}

static inline u64 p2p_stats_sum_of_cpus(struct p2p_stats __percpu *stats, enum p2p_stats_attr which)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(stats, cpu)->value[which]);
	return sum;
}

/* Return: the sum over all CPUs. What is peer-to-peer counts for its class, and is added up over all of them here. */
static inline u64 p2p_stats_sum(struct p2p_stats __percpu *stats, enum p2p_stats_attr which)
{
	u64 sum = 0;
	u8 class;

	if (which != P2P_STATS_A_P2P_PACKETS && which != P2P_STATS_A_P2P_BYTES)
		return p2p_stats_sum_of_cpus(stats, which);
	for (class = P2P_CLASS_BITTORRENT; class <= P2P_CLASS_LAST; class++)
		sum += p2p_stats_sum_of_cpus(stats, p2p_stats_packets_of(class) + which - P2P_STATS_A_P2P_PACKETS);
	return sum;
}

#endif
