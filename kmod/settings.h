/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_SETTINGS_H
#define P2P_SETTINGS_H

#include <linux/types.h>

/**
 * struct p2p_settings - what the operator may switch
 * @mark_mask: the 8 adjacent bits of ct->mark that are ours
 * @mark_shift: of the lowest of them
 * @enforce: false: judge and count, but touch no packet
 * @nested: a prefix may lie within one of another subscriber
 * @capture: tell all content ids in events
 */
struct p2p_settings {
	u32 mark_mask;
	u8 mark_shift;
	bool enforce;
	bool capture;
	bool nested;
};

#endif
