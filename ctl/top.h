/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is busy: what the counters gained between two moments, in the order of how much. Pure. */
#ifndef P2PCTL_TOP_H
#define P2PCTL_TOP_H

#include "client.h"

#define TOP_CLASSES	(P2P_CLASS_LAST - P2P_CLASS_BITTORRENT + 1)
#define TOP_ACTIONS	(P2P_ACTION_DROP + 1)

struct traffic {
	uint8_t key[P2P_KEY_MAX];
	uint8_t key_length;
	uint64_t value[__P2P_COUNTERS_A_MAX];	/* by enum p2p_counters_attr */
};

/* The counters of one moment. */
struct sample {
	struct traffic *items;		/* owned; sorted by key once sample_sort() was called */
	size_t count;
	size_t room;
	struct stats stats;
	uint64_t time_ns;		/* of a clock that never goes back */
};

struct amount {
	double packets;			/* a second */
	double bytes;
};

struct top_subscriber {
	const struct traffic *who;	/* in the later sample */
	struct amount p2p;		/* of P2P flows */
	struct amount hit;		/* by his sanction, whatever it did */
};

struct top {
	double seconds;
	struct top_subscriber *subscribers;	/* owned; the busiest first, the idle left out */
	size_t count;
	struct amount classes[TOP_CLASSES];	/* by class, from P2P_CLASS_BITTORRENT */
	struct amount actions[TOP_ACTIONS];	/* by enum p2p_action */
};

void sample_add(struct sample *sample, const struct subscriber *subscriber);
void sample_sort(struct sample *sample);
void sample_free(struct sample *sample);

void top_make(struct top *top, const struct sample *before, const struct sample *now);
void top_free(struct top *top);

#endif
