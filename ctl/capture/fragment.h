/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fragments put together as the kernel does before its conntrack looks: in any order, each byte once. */
#ifndef P2PCTL_FRAGMENT_H
#define P2PCTL_FRAGMENT_H

#include "capture/ip.h"

/* Packets under way at once; the oldest makes room. */
#define FRAGMENT_PACKETS	256
/* First bytes that are kept of each: headers and what signatures may speak of lie well within. */
#define FRAGMENT_KEPT		4096

enum fragment_state {
	FRAGMENT_WAITS,			/* others are missing */
	FRAGMENT_WHOLE,			/* the packet is complete */
	FRAGMENT_REFUSED,		/* it makes no sense; with an overlap all parts are forgotten */
};

struct fragments;

struct fragments *fragments_create(void);
void fragments_destroy(struct fragments *fragments);

/* Add a packet that is a fragment. When it was the last one missing, packet becomes the whole packet; its payload is
 * valid until the next call.
 */
enum fragment_state fragments_add(struct fragments *fragments, struct ip_packet *packet, int64_t now_us);

#endif
