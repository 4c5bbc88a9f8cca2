// SPDX-License-Identifier: GPL-2.0-or-later
/* make_pcap: a capture of raw IP on standard output, from lines on standard input:
 *
 *	tcp FROM TO FLAGS SEQUENCE ACKNOWLEDGED PAYLOAD		between 10.0.0.FROM port 1000+FROM and 10.0.0.TO
 *	udp FROM TO PAYLOAD
 *	hex DIGITS						any bytes
 *
 * FLAGS is a number; PAYLOAD is hexadecimal digits, or - for none.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINKTYPE_RAW	101
#define BYTES_MAX	2048

struct bytes {
	uint8_t data[BYTES_MAX];
	size_t size;
};

static void put(struct bytes *to, uint32_t value, int width)
{
	while (width--)
		to->data[to->size++] = value >> 8 * width;
}

static void put_hex(struct bytes *to, const char *digits)
{
	unsigned int byte;

	for (; to->size < BYTES_MAX && sscanf(digits, "%2x", &byte) == 1; digits += 2)
		put(to, byte, 1);
}

static void put_ip(struct bytes *to, int protocol, int from, int end, const struct bytes *inner)
{
	put(to, 0x4500, 2);
	put(to, 20 + inner->size, 2);
	put(to, 0, 4);
	put(to, 0x4000 + protocol, 2);
	put(to, 0, 2);
	put(to, 0x0a000000 + from, 4);
	put(to, 0x0a000000 + end, 4);
	memcpy(to->data + to->size, inner->data, inner->size);
	to->size += inner->size;
}

static void put_tcp(struct bytes *to, int from, int end, unsigned int flags, uint32_t sequence, uint32_t acknowledged,
		    const char *payload)
{
	struct bytes inner = { .size = 0 };

	put(&inner, (1000 + from) << 16 | (1000 + end), 4);
	put(&inner, sequence, 4);
	put(&inner, acknowledged, 4);
	put(&inner, 0x5000 | flags, 2);
	put(&inner, 0xffff, 2);
	put(&inner, 0, 4);
	put_hex(&inner, payload);
	put_ip(to, 6, from, end, &inner);
}

static void put_udp(struct bytes *to, int from, int end, const char *payload)
{
	struct bytes inner = { .size = 0 };

	put(&inner, (1000 + from) << 16 | (1000 + end), 4);
	put(&inner, 8 + strlen(payload) / 2, 2);
	put(&inner, 0, 2);
	put_hex(&inner, payload);
	put_ip(to, 17, from, end, &inner);
}

static void make_packet(struct bytes *packet, const char *line)
{
	uint32_t sequence, acknowledged;
	char payload[BYTES_MAX];
	unsigned int flags;
	int from, to;

	if (sscanf(line, "tcp %d %d %i %u %u %2047s", &from, &to, (int *)&flags, &sequence, &acknowledged, payload) == 6)
		put_tcp(packet, from, to, flags, sequence, acknowledged, payload);
	else if (sscanf(line, "udp %d %d %2047s", &from, &to, payload) == 3)
		put_udp(packet, from, to, payload);
	else if (sscanf(line, "hex %2047s", payload) == 1)
		put_hex(packet, payload);
	else
		exit(1);
}

static void write_words(const uint32_t *words, size_t count)
{
	fwrite(words, sizeof(*words), count, stdout);
}

int main(void)
{
	const uint32_t header[] = { 0xa1b2c3d4, 4 << 16 | 2, 0, 0, 65535, LINKTYPE_RAW };
	char line[2 * BYTES_MAX];
	uint32_t second = 0;

	write_words(header, 6);
	while (fgets(line, sizeof(line), stdin)) {
		struct bytes packet = { .size = 0 };
		uint32_t record[4] = { ++second, 0 };

		make_packet(&packet, line);
		record[2] = record[3] = packet.size;
		write_words(record, 4);
		fwrite(packet.data, 1, packet.size, stdout);
	}
	return fflush(stdout) != 0;
}
