/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_REJECT_H
#define P2P_REJECT_H

#include <linux/netfilter.h>

/**
 * p2p_reject - tell the sender of a forwarded packet that it will not pass
 * @skb: left alone
 *
 * A TCP reset, or "administratively prohibited" by ICMP, at the rate that the kernel allows for ICMP. Nothing goes to
 * the other end.
 */
void p2p_reject(struct sk_buff *skb, const struct nf_hook_state *hook);

#endif
