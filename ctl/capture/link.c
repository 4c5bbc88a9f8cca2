// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/link.h"

#include <pcap/dlt.h>
#include <stddef.h>

/* Below it stands a length, and an LLC header follows. */
#define ETHERTYPE_LIMIT	0x600

enum {
	TYPE_IPV4	= 0x0800,
	TYPE_ARP	= 0x0806,
	TYPE_RARP	= 0x8035,
	TYPE_VLAN	= 0x8100,
	TYPE_IPV6	= 0x86dd,
	TYPE_SLOW	= 0x8809,
	TYPE_MPLS	= 0x8847,
	TYPE_MPLS_MANY	= 0x8848,
	TYPE_DISCOVERY	= 0x8863,	/* of PPPoE */
	TYPE_PPPOE	= 0x8864,
	TYPE_EAPOL	= 0x888e,
	TYPE_QINQ	= 0x88a8,
	TYPE_LLDP	= 0x88cc,
	TYPE_OLD_QINQ	= 0x9100,
};

/* Families of BSD loopback headers: each system has its own number for IPv6. */
enum { FAMILY_IPV4 = 2, FAMILY_LINUX = 10, FAMILY_NETBSD = 24, FAMILY_FREEBSD = 28, FAMILY_DARWIN = 30 };

static enum link_content strip_raw(struct bytes *at)
{
	unsigned int version = at->size ? at->data[0] >> 4 : 0;

	return version == 4 || version == 6 ? LINK_IP : LINK_UNKNOWN;
}

/* Labels end with the one that has the bottom bit; what follows is told by its first bits. */
static enum link_content strip_mpls(struct bytes *at)
{
	bool bottom;

	do {
		if (at->size < 4)
			return LINK_UNKNOWN;
		bottom = at->data[2] & 1;
		bytes_skip(at, 4);
	} while (!bottom);
	return strip_raw(at);
}

static enum link_content content_of_ppp(struct bytes *at, unsigned int protocol)
{
	switch (protocol) {
	case 0x0021:
	case 0x0057:
		return strip_raw(at);
	case 0x0281:
	case 0x0283:
		return strip_mpls(at);
	default:
		/* Link, authentication and network control are not data. */
		return protocol >= 0x8000 ? LINK_NOT_IP : LINK_UNKNOWN;
	}
}

/* A protocol number is one byte, and odd, when the ends agreed to compress it. */
static enum link_content strip_ppp(struct bytes *at)
{
	unsigned int protocol;

	if (at->size >= 2 && at->data[0] == 0xff && at->data[1] == 0x03)
		bytes_skip(at, 2);
	if (at->size < 2)
		return LINK_UNKNOWN;
	protocol = at->data[0];
	if (protocol & 1) {
		bytes_skip(at, 1);
	} else {
		protocol = get_unaligned_be16(at->data);
		bytes_skip(at, 2);
	}
	return content_of_ppp(at, protocol);
}

static enum link_content strip_pppoe(struct bytes *at)
{
	if (at->size < 6 || at->data[0] != 0x11)
		return LINK_UNKNOWN;
	if (at->data[1])
		return LINK_NOT_IP;
	bytes_skip(at, 6);
	return strip_ppp(at);
}

/* SNAP without a vendor names an ethertype; other LLC frames are spanning tree and the like.
 * Return: 0 when there is none
 */
static unsigned int snap_type(struct bytes *at)
{
	unsigned int type;

	if (at->size < 8 || get_unaligned_be32(at->data) != 0xaaaa0300 || get_unaligned_be16(at->data + 4))
		return 0;
	type = get_unaligned_be16(at->data + 6);
	bytes_skip(at, 8);
	return type >= ETHERTYPE_LIMIT ? type : 0;
}

/* Tags stand before the type that they belong to. Return: false when the frame ends in one. */
static bool skip_tags(struct bytes *at, unsigned int *type)
{
	while (*type == TYPE_VLAN || *type == TYPE_QINQ || *type == TYPE_OLD_QINQ) {
		if (at->size < 4)
			return false;
		*type = get_unaligned_be16(at->data + 2);
		bytes_skip(at, 4);
	}
	return true;
}

static enum link_content strip_type(struct bytes *at, unsigned int type)
{
	if (!skip_tags(at, &type))
		return LINK_UNKNOWN;
	if (type < ETHERTYPE_LIMIT) {
		bytes_limit(at, type);
		type = snap_type(at);
	}
	switch (type) {
	case TYPE_IPV4:
	case TYPE_IPV6:
		return strip_raw(at);
	case TYPE_PPPOE:
		return strip_pppoe(at);
	case TYPE_MPLS:
	case TYPE_MPLS_MANY:
		return strip_mpls(at);
	case 0:
	case TYPE_ARP:
	case TYPE_RARP:
	case TYPE_SLOW:
	case TYPE_DISCOVERY:
	case TYPE_EAPOL:
	case TYPE_LLDP:
		return LINK_NOT_IP;
	default:
		return LINK_UNKNOWN;
	}
}

static enum link_content strip_ethernet(struct bytes *at)
{
	unsigned int type;

	if (at->size < 14)
		return LINK_UNKNOWN;
	type = get_unaligned_be16(at->data + 12);
	bytes_skip(at, 14);
	return strip_type(at, type);
}

/* Linux "cooked": an ethertype at some place in a header of fixed size; small numbers stand for frames without one. */
static enum link_content strip_cooked(struct bytes *at, unsigned int type_at, unsigned int size)
{
	unsigned int type;

	if (at->size < size)
		return LINK_UNKNOWN;
	type = get_unaligned_be16(at->data + type_at);
	bytes_skip(at, size);
	return type < ETHERTYPE_LIMIT ? LINK_NOT_IP : strip_type(at, type);
}

static enum link_content strip_sll(struct bytes *at)
{
	return strip_cooked(at, 14, 16);
}

static enum link_content strip_sll2(struct bytes *at)
{
	return strip_cooked(at, 0, 20);
}

/* DLT_LOOP is big endian, DLT_NULL what the capturing machine was; the numbers are too small to be mistaken. */
static enum link_content strip_loopback(struct bytes *at)
{
	uint32_t family;

	if (at->size < 4)
		return LINK_UNKNOWN;
	family = get_unaligned_be32(at->data);
	if (family > 0xffff)
		family = get_unaligned_le32(at->data);
	bytes_skip(at, 4);
	switch (family) {
	case FAMILY_IPV4:
	case FAMILY_LINUX:
	case FAMILY_NETBSD:
	case FAMILY_FREEBSD:
	case FAMILY_DARWIN:
		return strip_raw(at);
	default:
		return LINK_UNKNOWN;
	}
}

/* Cisco HDLC has an ethertype; PPP in HDLC frames begins otherwise. */
static enum link_content strip_hdlc(struct bytes *at)
{
	unsigned int type;

	if (at->size >= 1 && at->data[0] == 0xff)
		return strip_ppp(at);
	if (at->size < 4)
		return LINK_UNKNOWN;
	type = get_unaligned_be16(at->data + 2);
	bytes_skip(at, 4);
	return type < ETHERTYPE_LIMIT ? LINK_NOT_IP : strip_type(at, type);
}

/* What a radio tool writes before frames of another type, which it names. */
static enum link_content strip_ppi(struct bytes *at)
{
	uint32_t type, size;

	if (at->size < 8)
		return LINK_UNKNOWN;
	size = get_unaligned_le16(at->data + 2);
	type = get_unaligned_le32(at->data + 4);
	/* Nothing that comes in itself. */
	if (size < 8 || type == DLT_PPI || !bytes_skip(at, size))
		return LINK_UNKNOWN;
	return link_strip(type, at);
}

static const struct link_type {
	int type;
	enum link_content (*strip)(struct bytes *at);
} link_types[] = {
	{ DLT_EN10MB, strip_ethernet },
	{ DLT_LINUX_SLL, strip_sll },
	{ DLT_LINUX_SLL2, strip_sll2 },
	{ DLT_RAW, strip_raw },
	{ DLT_IPV4, strip_raw },
	{ DLT_IPV6, strip_raw },
	{ DLT_NULL, strip_loopback },
	{ DLT_LOOP, strip_loopback },
	{ DLT_PPP, strip_ppp },
	{ DLT_PPP_SERIAL, strip_hdlc },
	{ DLT_PPP_ETHER, strip_pppoe },
	{ DLT_C_HDLC, strip_hdlc },
	{ DLT_MPLS, strip_mpls },
	{ DLT_PPI, strip_ppi },
};

static const struct link_type *find_type(int type)
{
	for (size_t i = 0; i < sizeof(link_types) / sizeof(*link_types); i++) {
		if (link_types[i].type == type)
			return &link_types[i];
	}
	return NULL;
}

bool link_known(int type)
{
	return find_type(type);
}

enum link_content link_strip(int type, struct bytes *frame)
{
	const struct link_type *found = find_type(type);

	return found ? found->strip(frame) : LINK_UNKNOWN;
}
