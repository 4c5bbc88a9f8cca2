// SPDX-License-Identifier: GPL-2.0
/* p2ptun - let a router get a packet as a virtual network card brings it: already merged, with the size of its segments
 * and without their number.
 */
#include "address.h"
#include "die.h"
#include "netns.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define HEADERS (sizeof(struct iphdr) + sizeof(struct tcphdr))
#define PAYLOAD_MAX 60000

struct merged {
	struct virtio_net_hdr card;
	struct iphdr ip;
	struct tcphdr tcp;
	unsigned char payload[PAYLOAD_MAX];
} __attribute__((packed));

/* One's complement sum, not complemented. */
static uint16_t sum(const void *data, size_t size, uint32_t start)
{
	const uint16_t *words = data;

	for (; size > 1; size -= 2)
		start += *words++;
	while (start >> 16)
		start = (start & 0xffff) + (start >> 16);
	return start;
}

static void fill(struct merged *packet, const struct address *from, const struct address *to, size_t size, uint16_t segment)
{
	packet->card = (struct virtio_net_hdr) {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = VIRTIO_NET_HDR_GSO_TCPV4,
		.hdr_len = HEADERS,
		.gso_size = segment,
		.csum_start = sizeof(packet->ip),
		.csum_offset = offsetof(struct tcphdr, check),
	};
	packet->ip = (struct iphdr) { .version = 4, .ihl = 5, .ttl = 64, .protocol = IPPROTO_TCP,
				      .tot_len = htons(HEADERS + size) };
	memcpy(&packet->ip.saddr, from->ip, 4);
	memcpy(&packet->ip.daddr, to->ip, 4);
	packet->ip.check = ~sum(&packet->ip, sizeof(packet->ip), 0);
	packet->tcp = (struct tcphdr) { .source = htons(from->port), .dest = htons(to->port), .seq = htonl(1000),
					.ack_seq = htonl(1000), .doff = 5, .ack = 1, .psh = 1, .window = htons(65535) };
	packet->tcp.check = sum(&packet->ip.saddr, 8, htons(IPPROTO_TCP) + htons(sizeof(packet->tcp) + size));
	memset(packet->payload, 'x', size);
}

/* Return: a card that is up, in the namespace where we are; it goes with us. */
static int plug_in(const char *name)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR };
	int card = open("/dev/net/tun", O_RDWR), control = socket(AF_INET, SOCK_DGRAM, 0);

	strncpy(request.ifr_name, name, IFNAMSIZ - 1);
	if (card < 0 || control < 0 || ioctl(card, TUNSETIFF, &request))
		die("no card: %s", strerror(errno));
	request.ifr_flags = IFF_UP;
	if (ioctl(control, SIOCSIFFLAGS, &request))
		die("%s does not come up: %s", name, strerror(errno));
	close(control);
	return card;
}

int main(int argc, char **argv)
{
	static struct merged packet;
	struct address from, to;
	size_t size;

	if (argc != 6)
		die("p2ptun NAMESPACE FROM:PORT TO:PORT BYTES SEGMENT: one packet of IPv4 and TCP with so many bytes of payload");
	from = address_parse(argv[2], 0);
	to = address_parse(argv[3], 0);
	size = strtoul(argv[4], NULL, 10);
	if (from.version != 4 || to.version != 4 || size > PAYLOAD_MAX)
		die("IPv4 and %u bytes at the most", PAYLOAD_MAX);
	netns_enter(argv[1]);
	fill(&packet, &from, &to, size, strtoul(argv[5], NULL, 10));
	size += sizeof(packet.card) + HEADERS;
	if (write(plug_in("card"), &packet, size) != (ssize_t)size)
		die("not sent: %s", strerror(errno));
	return EXIT_MET;
}
