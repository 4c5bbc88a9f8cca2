/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_PACKET_H
#define P2P_PACKET_H

#include <linux/skbuff.h>
#include <linux/types.h>

/**
 * struct p2p_packet - where the payload of an skb lies
 * @skb: not linearised, not changed
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 * @protocol: IPPROTO_* behind the extension headers; 0 when the packet is a later fragment
 * @syn: TCP SYN; data on it begins one beyond its sequence number
 * @push: TCP PSH: the sender had no more to send
 * @sport: host order; 0 unless TCP or UDP
 * @dport: host order
 * @sequence: of the first payload byte; TCP only
 * @payload_at: offset of the payload in the skb
 * @payload_size: bytes of all segments
 * @segment_size: of one datagram when several were merged; else @payload_size
 */
struct p2p_packet {
	struct sk_buff *skb;
	u8 family;
	u8 protocol;
	bool syn;
	bool push;
	u16 sport;
	u16 dport;
	u32 sequence;
	u32 payload_at;
	u32 payload_size;
	u32 segment_size;
};

/**
 * p2p_packet_parse - find the payload
 * @packet: filled in
 * @skb: skb->data is at the network header
 * @family: NFPROTO_IPV4 or NFPROTO_IPV6
 *
 * Return: false when a header is cut short or makes no sense: the packet is to be let through and counted
 */
bool p2p_packet_parse(struct p2p_packet *packet, struct sk_buff *skb, u8 family);

/* Source (0) or destination (1) address of an IP packet in @skb. Return: 4 or 16 bytes. */
const void *p2p_packet_address(const struct sk_buff *skb, u8 family, u8 end);

/* Of the packet, or of all that were merged. */
static inline u32 p2p_packet_bytes(const struct sk_buff *skb)
{
	return skb->len;
}

static inline u32 p2p_packet_mark(const struct sk_buff *skb)
{
	return skb->mark;
}

static inline void p2p_packet_set_mark(struct sk_buff *skb, u32 mask, u32 value)
{
	skb->mark = (skb->mark & ~mask) | value;
}

/* In PRE_ROUTING: TPROXY, or a program, gave it to one of the router. */
static inline bool p2p_packet_has_socket(const struct sk_buff *skb)
{
	return skb->sk;
}

/**
 * p2p_packet_read - bytes of the payload
 * @at: from the first payload byte
 * @size: not beyond the payload
 * @buffer: of @size bytes, used when the bytes lie in fragments
 *
 * Return: the bytes, or NULL when the skb is shorter than it said
 */
static inline const u8 *p2p_packet_read(const struct p2p_packet *packet, u32 at, u32 size, u8 *buffer)
{
	return skb_header_pointer(packet->skb, packet->payload_at + at, size, buffer);
}

/* The same where that needs no copy. Return: NULL when the bytes lie in fragments, or are not there */
static inline const u8 *p2p_packet_peek(const struct p2p_packet *packet, u32 at, u32 size)
{
	return __skb_header_pointer(NULL, packet->payload_at + at, size, packet->skb->data,
				    skb_headlen(packet->skb), NULL);
}

/* Of a merged packet from a virtual network card, which says how large the segments are and leaves their number to others. */
u32 p2p_packet_count_segments(const struct sk_buff *skb);

/* Segments on the wire that the skb stands for. Return: 0 when they must be counted */
static inline u32 p2p_packet_noted_segments(const struct sk_buff *skb)
{
	const struct skb_shared_info *shared = skb_shinfo(skb);

	return likely(!shared->gso_size) ? 1 : shared->gso_segs;
}

/* The same; they are counted where they must be. */
static inline u32 p2p_packet_segments(const struct sk_buff *skb)
{
	return p2p_packet_noted_segments(skb) ?: p2p_packet_count_segments(skb);
}

/* It stands for several, and each of them has a payload. */
static inline bool p2p_packet_is_merged(const struct p2p_packet *packet)
{
	return skb_is_gso(packet->skb);
}

/* Neighbour discovery and multicast listener messages, which conntrack leaves untracked. */
bool p2p_packet_is_neighbour_discovery(const struct p2p_packet *packet);

/* ICMP or ICMPv6: when conntrack calls it related, it is an error about a flow. */
bool p2p_packet_is_icmp(const struct p2p_packet *packet);

#endif
