// SPDX-License-Identifier: GPL-2.0
/* p2pflood - send packets of ever new flows into a router, from random addresses and ports, and wait for nothing. */
#include "address.h"
#include "bytes.h"
#include "die.h"
#include "packet.h"
#include "wire.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
"p2pflood NS:IFACE ADDR:PORT COUNT syn|BYTES [SEED]\n"
"Sends COUNT packets to ADDR:PORT, each from another address and port, at random: SYNs, or UDP datagrams with BYTES\n"
"(p2pflow --help). The same SEED makes the same packets; 1 if none is given.\n"
"Prints how many were sent. Exit: 0 all were, 2 misuse or unusable set-up.\n";

/* xorshift64: 32 good bits of it for each packet's address, 16 for its port. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Of 10.0.0.0/8 and 2001:db8:1::/64, above the ports that others use in the same test. */
static void randomize(struct address *source, uint64_t number)
{
	uint32_t host = number >> 32;

	if (source->version == 4)
		host = (host & 0xffffff) | 0x0a000000;
	host = htonl(host);
	memcpy(source->ip + address_length(source) - sizeof(host), &host, sizeof(host));
	source->port = 1024 + (number & 0xffff) % 30000;
}

static unsigned long number(const char *text)
{
	char *end;
	unsigned long result = strtoul(text, &end, 0);

	if (*end || end == text || !result)
		die("'%s' is no number above 0", text);
	return result;
}

int main(int argc, char **argv)
{
	static uint8_t built[HEADERS_MAX + PACKET_MAX];
	struct packet packet = { .protocol = IPPROTO_UDP };
	struct shape shape = { .hop_limit = 64 };
	unsigned long count;
	struct bytes payload;
	struct wire wire;
	uint64_t state;

	if (argc < 5 || argc > 6) {
		fputs(usage, stderr);
		return 2;
	}
	wire = wire_open(argv[1], NULL);
	packet.destination = address_parse(argv[2], 6881);
	packet.source = address_parse(packet.destination.version == 4 ? "10.0.0.0" : "2001:db8:1::", 0);
	count = number(argv[3]);
	state = number(argc > 5 ? argv[5] : "1") * 0x9e3779b97f4a7c15;
	payload = bytes_parse(strcmp(argv[4], "syn") ? argv[4] : "zero:1");
	if (!strcmp(argv[4], "syn")) {
		packet.protocol = IPPROTO_TCP;
		packet.flags = TH_SYN;
	} else {
		packet.payload = payload.data;
		packet.length = payload.length;
	}
	for (unsigned long i = 0; i < count; i++) {
		struct layout layout;

		randomize(&packet.source, next_random(&state));
		packet.sequence = state;
		layout = packet_build(&packet, &shape, built);
		wire_send(&wire, built, layout.end, NULL);
	}
	printf("sent %lu\n", count);
	bytes_free(&payload);
	return 0;
}
