// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * frames: what a capture holds, for the corpus.
 *
 *   frames payloads FILE		a line for each payload: frame number, protocol, source, port, destination, port,
 *					first bytes in hexadecimal
 *   frames forwardable FILE OUT	write the IP packets that a router forwards to OUT, and say how many there are
 *
 * Packets of OUT are as long as they were on the wire, with zeros where the capture has no bytes, and a microsecond apart:
 * a replay has no time to wait, and what reads OUT shall see the pace that the replay has. The time to live and the check
 * sum of the IPv4 header are put right. What is left out: multicast, broadcast, loopback and link-local addresses, packets
 * to their own sender, and what is no sound IP.
 */
#include <arpa/inet.h>
#include <err.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/link.h"
#include "capture/transport.h"

enum { SHOWN_MAX = 1024, PACKET_MAX = 65535, IPV4_HEADER = 20, IPV6_HEADER = 40, TTL = 64 };

struct counts {
	uint64_t read;
	uint64_t kept;
	uint64_t padded;
};

/* --- Payloads --- */

static void print_payload(uint64_t number, const struct bytes *frame)
{
	char source[INET6_ADDRSTRLEN], destination[INET6_ADDRSTRLEN];
	struct transport transport;
	struct ip_packet packet;

	if (!ip_decode(frame, &packet) || packet.fragment ||
	    (packet.protocol != IPPROTO_TCP && packet.protocol != IPPROTO_UDP) ||
	    !transport_decode(&packet, &transport) || !transport.payload.size)
		return;
	inet_ntop(packet.family, packet.source, source, sizeof(source));
	inet_ntop(packet.family, packet.destination, destination, sizeof(destination));
	printf("%" PRIu64 "\t%s\t%s\t%u\t%s\t%u\t", number, packet.protocol == IPPROTO_TCP ? "tcp" : "udp", source,
	       transport.sport, destination, transport.dport);
	for (uint32_t i = 0; i < transport.payload.size && i < SHOWN_MAX; i++)
		printf("%02x", transport.payload.data[i]);
	putchar('\n');
}

/* --- What a router forwards --- */

static bool unicast4(const uint8_t *address)
{
	return address[0] && address[0] != 127 && address[0] < 224;
}

static bool unicast6(const uint8_t *address)
{
	static const uint8_t nothing[12];	/* unspecified, loopback, IPv4 in disguise */

	return address[0] != 0xff && !(address[0] == 0xfe && address[1] >= 0x80) && memcmp(address, nothing, 10);
}

static void mend_ipv4(uint8_t *packet, uint32_t header, uint32_t length)
{
	uint32_t sum = 0;

	packet[2] = length >> 8;
	packet[3] = length;
	packet[8] = TTL;
	packet[10] = packet[11] = 0;
	for (uint32_t i = 0; i < header; i += 2)
		sum += packet[i] << 8 | packet[i + 1];
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	packet[10] = ~sum >> 8;
	packet[11] = ~sum;
}

static bool mend(uint8_t *packet, const struct ip_packet *ip, uint32_t size, uint32_t length)
{
	if (ip->family == AF_INET) {
		uint32_t header = (packet[0] & 15) * 4;

		if (header > size || !unicast4(ip->source) || !unicast4(ip->destination))
			return false;
		mend_ipv4(packet, header, length);
	} else {
		if (!unicast6(ip->source) || !unicast6(ip->destination))
			return false;
		packet[7] = TTL;
	}
	return memcmp(ip->source, ip->destination, sizeof(ip->source));
}

/* The length that the packet itself tells; what a device cuts later tells none, and has what was captured. */
static uint32_t told_length(const struct bytes *frame)
{
	uint32_t length;

	if (frame->data[0] >> 4 == 4)
		length = get_unaligned_be16(frame->data + 2);
	else
		length = get_unaligned_be16(frame->data + 4) ? IPV6_HEADER + get_unaligned_be16(frame->data + 4) : 0;
	return length ? length : frame->length;
}

static void keep(pcap_dumper_t *dumper, const struct bytes *frame, struct counts *counts)
{
	static uint8_t packet[PACKET_MAX];
	struct pcap_pkthdr header;
	uint32_t size, length;
	struct ip_packet ip;

	if (!ip_decode(frame, &ip))
		return;
	length = told_length(frame);
	/* More than was on the wire is a lie that the kernel does not believe. */
	if (length > PACKET_MAX || length > frame->length)
		return;
	size = frame->size < length ? frame->size : length;
	memset(packet, 0, length);
	memcpy(packet, frame->data, size);
	if (!mend(packet, &ip, size, length))
		return;
	counts->padded += size < length;
	header = (struct pcap_pkthdr){ .caplen = length, .len = length };
	header.ts.tv_sec = 1 + counts->kept / 1000000;
	header.ts.tv_usec = counts->kept++ % 1000000;
	pcap_dump((u_char *)dumper, &header, packet);
}

static pcap_dumper_t *open_output(const char *path)
{
	pcap_t *form = pcap_open_dead(DLT_RAW, PACKET_MAX);
	pcap_dumper_t *dumper = pcap_dump_open(form, path);

	if (!dumper)
		errx(2, "%s", pcap_geterr(form));
	return dumper;
}

/* --- */

static void take_frame(pcap_t *pcap, const struct pcap_pkthdr *head, const u_char *data, pcap_dumper_t *dumper,
		       struct counts *counts)
{
	struct bytes frame = { .data = data, .size = head->caplen,
			       .length = head->len < head->caplen ? head->caplen : head->len };

	counts->read++;
	if (link_strip(pcap_datalink(pcap), &frame) != LINK_IP)
		return;
	if (dumper)
		keep(dumper, &frame, counts);
	else
		print_payload(counts->read, &frame);
}

static pcap_t *open_input(const char *path)
{
	char error[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_open_offline(path, error);

	if (!pcap)
		errx(2, "%s: %s", path, error);
	if (!link_known(pcap_datalink(pcap)))
		errx(2, "%s: link type %d is not known", path, pcap_datalink(pcap));
	return pcap;
}

int main(int argc, char **argv)
{
	bool forwardable = argc == 4 && !strcmp(argv[1], "forwardable");
	struct counts counts = { 0 };
	struct pcap_pkthdr *header;
	pcap_dumper_t *dumper;
	const u_char *data;
	pcap_t *pcap;

	if (!forwardable && (argc != 3 || strcmp(argv[1], "payloads")))
		errx(2, "usage: frames payloads FILE | frames forwardable FILE OUT");
	pcap = open_input(argv[2]);
	dumper = forwardable ? open_output(argv[3]) : NULL;
	/* What comes before a broken end counts. */
	while (pcap_next_ex(pcap, &header, &data) == 1)
		take_frame(pcap, header, data, dumper, &counts);
	if (dumper) {
		pcap_dump_close(dumper);
		printf("%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", counts.read, counts.kept, counts.padded);
	}
	pcap_close(pcap);
	return 0;
}
