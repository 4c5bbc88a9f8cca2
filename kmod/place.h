/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PLACE_H
#define P2P_PLACE_H

#include "pure.h"

struct nf_conn;
struct sk_buff;

/**
 * struct p2p_place - where one end of a flow is
 * @address: network order; 4 or 16 bytes
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @protocol: IPPROTO_*; 0 when it is not known: then only entries without a protocol hold it
 * @port: host order; looked at with TCP and UDP only
 */
struct p2p_place {
	const u8 *address;
	u8 family;
	u8 protocol;
	u16 port;
};

/* The initiator (@dir IP_CT_DIR_ORIGINAL) as it is before its address is translated, the responder as it is after. */
struct p2p_place p2p_place_of_flow(const struct nf_conn *ct, u8 dir);

/* Source (0) or destination (1) of a packet. Its protocol is not known when it is a later fragment, or makes no sense. */
struct p2p_place p2p_place_of_packet(struct sk_buff *skb, u8 family, u8 end);

#endif
