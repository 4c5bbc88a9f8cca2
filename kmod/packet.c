// SPDX-License-Identifier: GPL-2.0-only
/* The only file that knows how headers lie in an skb. It may be linear, in page fragments or a list of skbs, one packet
 * or up to 64 merged ones; nothing here assumes more than that skb_header_pointer() can copy a range out of it.
 */
#include "packet.h"

#include <linux/compiler.h>
#include <linux/icmpv6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/netfilter.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ipv6.h>

/* Return: offset of the transport header, 0 when there is none to be seen, negative when the header is cut short. */
static int find_transport_ipv4(struct p2p_packet *packet)
{
	int at = skb_network_offset(packet->skb);
	const struct iphdr *ip;
	struct iphdr buffer __uninitialized;

	ip = skb_header_pointer(packet->skb, at, sizeof(buffer), &buffer);
	if (!ip || ip->ihl < 5)
		return -EINVAL;
	if (ip->frag_off & htons(IP_OFFSET))
		return 0;
	packet->protocol = ip->protocol;
	return at + ip->ihl * 4;
}

static int find_transport_ipv6(struct p2p_packet *packet)
{
	int at = skb_network_offset(packet->skb);
	const struct ipv6hdr *ip;
	struct ipv6hdr buffer __uninitialized;
	__be16 fragment = 0;
	u8 next;

	ip = skb_header_pointer(packet->skb, at, sizeof(buffer), &buffer);
	if (!ip)
		return -EINVAL;
	next = ip->nexthdr;
	at = ipv6_skip_exthdr(packet->skb, at + sizeof(*ip), &next, &fragment);
	if (at < 0)
		return -EINVAL;
	if (fragment & htons(IP6_OFFSET))
		return 0;
	packet->protocol = next;
	return at;
}

static bool parse_tcp(struct p2p_packet *packet, u32 at)
{
	const struct tcphdr *tcp;
	struct tcphdr buffer __uninitialized;

	tcp = skb_header_pointer(packet->skb, at, sizeof(buffer), &buffer);
	if (!tcp || tcp->doff < 5)
		return false;
	packet->sport = ntohs(tcp->source);
	packet->dport = ntohs(tcp->dest);
	packet->syn = tcp->syn;
	packet->push = tcp->psh;
	packet->sequence = ntohl(tcp->seq) + tcp->syn;
	packet->payload_at = at + tcp->doff * 4;
	if (packet->payload_at > packet->skb->len)
		return false;
	packet->payload_size = packet->skb->len - packet->payload_at;
	packet->segment_size = packet->payload_size;
	return true;
}

static bool parse_udp(struct p2p_packet *packet, u32 at)
{
	const struct sk_buff *skb = packet->skb;
	const struct udphdr *udp;
	struct udphdr buffer __uninitialized;

	udp = skb_header_pointer(skb, at, sizeof(buffer), &buffer);
	if (!udp)
		return false;
	packet->sport = ntohs(udp->source);
	packet->dport = ntohs(udp->dest);
	packet->payload_at = at + sizeof(buffer);
	packet->payload_size = skb->len - packet->payload_at;
	packet->segment_size = packet->payload_size;
	/* Of merged datagrams, in one skb or in a list of them, each but the last has gso_size bytes of payload. Of other
	 * large packets gso_size is the size of something else: a fragment, or what a tunnel carries.
	 */
	if (skb_is_gso(skb) && skb_shinfo(skb)->gso_type & SKB_GSO_UDP_L4) {
		packet->segment_size = skb_shinfo(skb)->gso_size;
		return true;
	}
	/* What lies behind the datagram is not part of it. A length of 0 is a jumbogram's. */
	if (udp->len && ntohs(udp->len) < sizeof(buffer))
		return false;
	if (udp->len && ntohs(udp->len) - sizeof(buffer) < packet->payload_size)
		packet->payload_size = ntohs(udp->len) - sizeof(buffer);
	packet->segment_size = packet->payload_size;
	return true;
}

bool p2p_packet_parse(struct p2p_packet *packet, struct sk_buff *skb, u8 family)
{
	int at;

	*packet = (struct p2p_packet){ .skb = skb, .family = family };
	at = family == NFPROTO_IPV4 ? find_transport_ipv4(packet) : find_transport_ipv6(packet);
	if (at < 0)
		return false;
	packet->payload_at = at;
	if (packet->protocol == IPPROTO_TCP)
		return parse_tcp(packet, at);
	if (packet->protocol == IPPROTO_UDP)
		return parse_udp(packet, at);
	return true;
}

/* Both address fields of both headers lie in what ip_rcv() and ipv6_rcv() have pulled into the linear part. */
const void *p2p_packet_address(const struct sk_buff *skb, u8 family, u8 end)
{
	if (family == NFPROTO_IPV4)
		return end ? &ip_hdr(skb)->daddr : &ip_hdr(skb)->saddr;
	return end ? &ipv6_hdr(skb)->daddr : &ipv6_hdr(skb)->saddr;
}

u32 p2p_packet_count_segments(const struct sk_buff *skb)
{
	const struct skb_shared_info *shared = skb_shinfo(skb);
	u32 headers = skb_transport_offset(skb);

	/* What is cut in fragments has its transport header in the first one. */
	if (!(shared->gso_type & (SKB_GSO_TCPV4 | SKB_GSO_TCPV6)))
		headers += shared->gso_type & SKB_GSO_UDP ? 0 : sizeof(struct udphdr);
	else if (headers + sizeof(struct tcphdr) <= skb_headlen(skb))
		headers += tcp_hdrlen(skb);
	return headers < skb->len ? DIV_ROUND_UP(skb->len - headers, shared->gso_size) : 1;
}

bool p2p_packet_is_icmp(const struct p2p_packet *packet)
{
	return packet->protocol == (packet->family == NFPROTO_IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
}

bool p2p_packet_is_neighbour_discovery(const struct p2p_packet *packet)
{
	const u8 *type;
	u8 buffer;

	if (packet->family != NFPROTO_IPV6 || packet->protocol != IPPROTO_ICMPV6)
		return false;
	type = skb_header_pointer(packet->skb, packet->payload_at, 1, &buffer);
	return type && ((*type >= ICMPV6_MGM_QUERY && *type <= 137) || *type == ICMPV6_MLD2_REPORT);
}
