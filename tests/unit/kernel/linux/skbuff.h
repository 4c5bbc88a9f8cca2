/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A packet lies in one piece, of which the kernel sees the first bytes at once and copies the others. */
#ifndef TESTS_SKBUFF_H
#define TESTS_SKBUFF_H

#include "pure.h"

struct skb_shared_info {
	u16 gso_size;
	u16 gso_segs;
};

struct sk_buff {
	u32 mark;
	const void *sk;
	const u8 *data;
	u32 len;
	u32 linear;
	struct skb_shared_info shared;
};

#define skb_shinfo(skb) (&(skb)->shared)
#define skb_headlen(skb) ((skb)->linear)
#define skb_is_gso(skb) ((skb)->shared.gso_size)

static inline void *__skb_header_pointer(const struct sk_buff *skb, u32 at, u32 size, const void *data, u32 linear, void *buffer)
{
	if (at + size <= linear)
		return (u8 *)data + at;
	if (!skb || at + size > skb->len)
		return NULL;
	return memcpy(buffer, skb->data + at, size);
}

static inline void *skb_header_pointer(const struct sk_buff *skb, u32 at, u32 size, void *buffer)
{
	return __skb_header_pointer(skb, at, size, skb->data, skb->linear, buffer);
}

#endif
