// SPDX-License-Identifier: GPL-2.0
#include "dissect.h"

#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/ip_icmp.h>
#include <string.h>

/* A part of a packet that is still to be read. */
struct rest {
	const uint8_t *at;
	size_t length;
	uint8_t protocol;
};

/* Fields of an IPv4 header or an IPv6 fragment header. */
struct fragment {
	uint32_t id;
	size_t offset;
	bool more;
};

static uint16_t get16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static uint32_t get32(const uint8_t *at)
{
	return (uint32_t)get16(at) << 16 | get16(at + 2);
}

static bool skip(struct rest *rest, size_t count)
{
	if (count > rest->length)
		return false;
	rest->at += count;
	rest->length -= count;
	return true;
}

/* Return: whether the datagram is whole; @rest then is its fragmentable part. */
static bool gather(struct reassembly *reassembly, const struct fragment *fragment, struct rest *rest)
{
	if (!reassembly)
		return false;
	if (reassembly->id != fragment->id) {
		reassembly->id = fragment->id;
		reassembly->gathered = 0;
		reassembly->total = 0;
	}
	if (fragment->offset + rest->length > sizeof(reassembly->data))
		return false;
	memcpy(reassembly->data + fragment->offset, rest->at, rest->length);
	reassembly->gathered += rest->length;
	if (!fragment->more)
		reassembly->total = fragment->offset + rest->length;
	if (reassembly->gathered != reassembly->total)
		return false;
	rest->at = reassembly->data;
	rest->length = reassembly->total;
	reassembly->gathered = 0;
	reassembly->total = 0;
	return true;
}

static bool read_ip4(struct reassembly *reassembly, struct rest *rest, struct seen *seen)
{
	const uint8_t *ip = rest->at;
	struct fragment fragment;
	size_t total;

	if (rest->length < 20)
		return false;
	total = get16(ip + 2);
	if (total >= 20 && total < rest->length)
		rest->length = total;
	memcpy(seen->source.ip, ip + 12, 4);
	memcpy(seen->destination.ip, ip + 16, 4);
	rest->protocol = ip[9];
	fragment.id = get16(ip + 4);
	fragment.offset = (size_t)(get16(ip + 6) & IP_OFFMASK) * 8;
	fragment.more = get16(ip + 6) & IP_MF;
	if (!skip(rest, (ip[0] & 15) * 4u))
		return false;
	return (!fragment.offset && !fragment.more) || gather(reassembly, &fragment, rest);
}

/* Steps over one extension header; @rest->protocol is then what follows it. */
static bool read_extension(struct reassembly *reassembly, struct rest *rest)
{
	const uint8_t *header = rest->at;
	struct fragment fragment;

	if (rest->length < 8)
		return false;
	if (rest->protocol != IPPROTO_FRAGMENT) {
		rest->protocol = header[0];
		return skip(rest, (header[1] + 1u) * 8);
	}
	rest->protocol = header[0];
	fragment.id = get32(header + 4);
	fragment.offset = get16(header + 2) & 0xfff8u;
	fragment.more = header[3] & 1;
	skip(rest, 8);
	return (!fragment.offset && !fragment.more) || gather(reassembly, &fragment, rest);
}

static bool is_extension(uint8_t protocol)
{
	return protocol == IPPROTO_HOPOPTS || protocol == IPPROTO_ROUTING || protocol == IPPROTO_DSTOPTS ||
	       protocol == IPPROTO_FRAGMENT;
}

static bool read_ip6(struct reassembly *reassembly, struct rest *rest, struct seen *seen)
{
	const uint8_t *ip = rest->at;
	size_t total;

	if (rest->length < 40)
		return false;
	total = 40u + get16(ip + 4);
	if (total > 40 && total < rest->length)
		rest->length = total;
	memcpy(seen->source.ip, ip + 8, 16);
	memcpy(seen->destination.ip, ip + 24, 16);
	rest->protocol = ip[6];
	skip(rest, 40);
	while (is_extension(rest->protocol))
		if (!read_extension(reassembly, rest))
			return false;
	return true;
}

static bool read_ip(struct reassembly *reassembly, struct rest *rest, struct seen *seen)
{
	memset(seen, 0, sizeof(*seen));
	if (!rest->length)
		return false;
	seen->source.version = seen->destination.version = rest->at[0] >> 4;
	if (seen->source.version == 4)
		return read_ip4(reassembly, rest, seen);
	return seen->source.version == 6 && read_ip6(reassembly, rest, seen);
}

static void read_ports(const struct rest *rest, struct seen *seen)
{
	seen->source.port = get16(rest->at);
	seen->destination.port = get16(rest->at + 2);
}

static bool read_tcp(struct rest *rest, struct seen *seen)
{
	if (rest->length < 20)
		return false;
	read_ports(rest, seen);
	seen->sequence = get32(rest->at + 4);
	seen->flags = rest->at[13];
	return skip(rest, (rest->at[12] >> 4) * 4u);
}

static bool read_udp(struct rest *rest, struct seen *seen)
{
	if (rest->length < 8)
		return false;
	read_ports(rest, seen);
	return skip(rest, 8);
}

static bool is_icmp_error(const struct seen *seen)
{
	if (seen->source.version == 6)
		return seen->type < 128;
	return seen->type == ICMP_DEST_UNREACH || seen->type == ICMP_TIME_EXCEEDED || seen->type == ICMP_PARAMETERPROB ||
	       seen->type == ICMP_SOURCE_QUENCH;
}

static bool is_icmp(const struct rest *rest, const struct seen *seen)
{
	return rest->protocol == (seen->source.version == 6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
}

/* The identifier of an echo is the port of the end that asked. */
static bool read_echo(const struct rest *rest, struct seen *seen)
{
	bool v6 = seen->source.version == 6;
	uint16_t id = get16(rest->at + 4);

	if (rest->at[0] == (v6 ? ICMP6_ECHO_REQUEST : ICMP_ECHO))
		seen->source.port = id;
	else if (rest->at[0] == (v6 ? ICMP6_ECHO_REPLY : ICMP_ECHOREPLY))
		seen->destination.port = id;
	else
		return false;
	return true;
}

static bool read_quoted(struct rest *rest, struct seen *seen)
{
	struct seen inner;

	if (!read_ip(NULL, rest, &inner) || rest->length < 8)
		return false;
	seen->quoted.protocol = rest->protocol;
	if (is_icmp(rest, &inner)) {
		seen->quoted.protocol = IPPROTO_ICMP;
		if (!read_echo(rest, &inner))
			return false;
	} else if (rest->protocol == IPPROTO_TCP || rest->protocol == IPPROTO_UDP) {
		read_ports(rest, &inner);
	}
	seen->error = true;
	seen->quoted.source = inner.source;
	seen->quoted.destination = inner.destination;
	return true;
}

static bool read_icmp(struct rest *rest, struct seen *seen)
{
	if (rest->length < 8)
		return false;
	seen->protocol = IPPROTO_ICMP;
	seen->type = rest->at[0];
	seen->code = rest->at[1];
	if (!is_icmp_error(seen))
		return read_echo(rest, seen) && skip(rest, 8);
	skip(rest, 8);
	return read_quoted(rest, seen);
}

static bool read_transport(struct rest *rest, struct seen *seen)
{
	seen->protocol = rest->protocol;
	if (is_icmp(rest, seen))
		return read_icmp(rest, seen);
	if (rest->protocol == IPPROTO_TCP)
		return read_tcp(rest, seen);
	if (rest->protocol == IPPROTO_UDP)
		return read_udp(rest, seen);
	return true;
}

bool dissect(struct reassembly *reassembly, const uint8_t *ip, size_t length, struct seen *seen)
{
	struct rest rest = { .at = ip, .length = length };

	if (!read_ip(reassembly, &rest, seen) || !read_transport(&rest, seen))
		return false;
	seen->payload = rest.at;
	seen->length = rest.length;
	return true;
}
