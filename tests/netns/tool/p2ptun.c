// SPDX-License-Identifier: GPL-2.0
/* p2ptun - let a router get a packet as a virtual network card brings it: already merged, or not yet in fragments, with the
 * size of its parts and without their number.
 */
#include "address.h"
#include "die.h"
#include "netns.h"
#include "packet.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAYLOAD_MAX 60000

static const char usage[] =
"p2ptun NAMESPACE FROM:PORT TO:PORT BYTES PART [udp]: one packet of IPv4 with so many bytes of payload, all of them 0xff: merged\n"
"segments of TCP with PART bytes each, or a datagram that is to be cut in fragments of PART";

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

static void send_large(int card, const struct packet *packet, uint16_t part)
{
	static uint8_t built[HEADERS_MAX + PAYLOAD_MAX];
	const struct shape shape = { .hop_limit = 64 };
	struct layout layout = packet_build(packet, &shape, built);
	struct virtio_net_hdr header = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = packet->protocol == IPPROTO_TCP ? VIRTIO_NET_HDR_GSO_TCPV4 : VIRTIO_NET_HDR_GSO_UDP,
		.hdr_len = layout.payload,
		.gso_size = part,
		.csum_start = layout.transport,
		.csum_offset = layout.checksum - layout.transport,
	};
	struct iovec parts[] = { { &header, sizeof(header) }, { built, layout.end } };

	packet_offload(packet, &layout, built);
	if (writev(card, parts, 2) < 0)
		die("not sent: %s", strerror(errno));
}

int main(int argc, char **argv)
{
	static uint8_t payload[PAYLOAD_MAX];
	struct packet packet = { .protocol = IPPROTO_TCP, .flags = TH_PUSH | TH_ACK, .sequence = 1000,
				 .acknowledgement = 1000, .payload = payload };

	if (argc < 6 || argc > 7 || (argc == 7 && strcmp(argv[6], "udp")))
		die("%s", usage);
	if (argc == 7)
		packet.protocol = IPPROTO_UDP;
	packet.source = address_parse(argv[2], 0);
	packet.destination = address_parse(argv[3], 0);
	packet.length = strtoul(argv[4], NULL, 10);
	if (packet.source.version != 4 || packet.destination.version != 4 || packet.length > PAYLOAD_MAX)
		die("IPv4 and %u bytes at the most", PAYLOAD_MAX);
	memset(payload, 0xff, packet.length);
	netns_enter(argv[1]);
	send_large(plug_in("card"), &packet, strtoul(argv[5], NULL, 10));
	return EXIT_MET;
}
