/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SETTINGS_H
#define P2P_SETTINGS_H

#include <linux/bitops.h>
#include <linux/types.h>

#include "uapi/nf_p2p.h"

/**
 * struct p2p_settings - what the operator may switch
 * @mark_mask: the 8 adjacent bits of ct->mark that are ours
 * @mark_other: what stands in them when a flow was cleared
 * @mark_shift: of the lowest of them
 * @enforce: false: judge and count, but touch no packet
 * @nested: a prefix may lie within one of another subscriber
 * @capture: tell all content ids in events
 */
struct p2p_settings {
	u32 mark_mask;
	u32 mark_other;
	u8 mark_shift;
	bool enforce;
	bool capture;
	bool nested;
};

static inline void p2p_settings_set_mask(struct p2p_settings *settings, u32 mask)
{
	settings->mark_mask = mask;
	settings->mark_shift = __ffs(mask);
	settings->mark_other = (u32)P2P_CLASS_OTHER << settings->mark_shift;
}

#endif
