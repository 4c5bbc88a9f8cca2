// SPDX-License-Identifier: GPL-2.0
/* Flows. A few live long and are sound enough to be tracked and held; many have one packet. All end in damage.
 *
 * a's addresses are 10.9.N.H and 2001:db8:9:N::H, with N the number of one of 16 subscribers; the other end's
 * 198.51.100.H and 2001:db8:e::H, or, when it is a subscriber, 10.8.N.H and 2001:db8:8:N::H.
 */
#include "traffic.h"

#include "damage.h"
#include "template.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>

#define HOT_FLOWS	48
#define SUBSCRIBERS	16
#define STREAM_MAX	4096
#define PAYLOAD_MAX	1400

/* What both ends say in a flow that lives long, and how far they are. */
struct hot {
	bool v6;
	bool tcp;
	uint8_t address[2][16];
	uint16_t port[2];
	uint32_t start[2];
	size_t at[2];
	size_t size[2];
	uint8_t stream[2][STREAM_MAX];
	unsigned int life;
};

static struct hot hot_flows[HOT_FLOWS];
static struct frame frame, piece;

static void write_address(uint8_t *address, bool v6, uint8_t network, uint8_t number, uint8_t host)
{
	static const uint8_t internet4[] = { 198, 51, 100 };
	const uint8_t prefix[] = { 0x20, 0x01, 0x0d, 0xb8, 0, network, 0, number };

	memset(address, 0, 16);
	if (v6) {
		memcpy(address, prefix, sizeof(prefix));
		address[15] = host;
	} else if (network == 14) {
		memcpy(address, internet4, sizeof(internet4));
		address[3] = host;
	} else {
		address[0] = 10;
		address[1] = network;
		address[2] = number;
		address[3] = host;
	}
}

static void choose_ends(struct traffic *traffic, bool v6, uint8_t address[2][16], uint16_t port[2])
{
	static const uint16_t known[] = { 53, 80, 443, 4662, 4672, 6346, 6881, 51413, 411, 2234, 1024 };
	struct rng *rng = &traffic->rng;

	write_address(address[END_A], v6, 9, (uint8_t)rng_below(rng, SUBSCRIBERS), (uint8_t)(2 + rng_below(rng, 4)));
	if (traffic->far_is_subscriber)
		write_address(address[END_B], v6, 8, (uint8_t)rng_below(rng, SUBSCRIBERS), (uint8_t)(2 + rng_below(rng, 4)));
	else
		write_address(address[END_B], v6, 14, 0, (uint8_t)(1 + rng_below(rng, 8)));
	port[END_A] = (uint16_t)(1024 + rng_below(rng, 2000));
	port[END_B] = rng_pick(rng, known);
}

static struct header header_of(const struct hot *hot, int from)
{
	struct header header = {
		.v6 = hot->v6, .from = from, .protocol = hot->tcp ? IPPROTO_TCP : IPPROTO_UDP,
		.sport = hot->port[from], .dport = hot->port[!from],
		.sequence = hot->start[from] + 1 + (uint32_t)hot->at[from],
		.acknowledged = hot->start[!from] + 1 + (uint32_t)hot->at[!from],
		.flags = TH_ACK,
	};

	memcpy(header.source, hot->address[from], 16);
	memcpy(header.destination, hot->address[!from], 16);
	return header;
}

static void build(struct traffic *traffic, const struct header *header, const uint8_t *payload, size_t size)
{
	frame_build(&frame, header, &traffic->output->hardware[header->from], payload, size, &traffic->rng);
}

static void send_damaged(struct traffic *traffic, uint32_t percent)
{
	while (rng_chance(&traffic->rng, percent)) {
		damage(&frame, &traffic->rng);
		percent /= 3;
	}
	output_add(traffic->output, &frame);
}

static void emit(struct traffic *traffic, const struct header *header, const uint8_t *payload, size_t size,
		 uint32_t percent)
{
	build(traffic, header, payload, size);
	send_damaged(traffic, percent);
}

static void shake_hands(struct traffic *traffic, struct hot *hot)
{
	struct header header = header_of(hot, END_A);
	size_t early = rng_chance(&traffic->rng, 10) ? hot->size[END_A] / 2 : 0;

	header.sequence = hot->start[END_A];
	header.acknowledged = 0;
	header.flags = TH_SYN;
	emit(traffic, &header, hot->stream[END_A], early < PAYLOAD_MAX ? early : 0, 4);
	header = header_of(hot, END_B);
	header.sequence = hot->start[END_B];
	header.flags = TH_SYN | TH_ACK;
	emit(traffic, &header, NULL, 0, 4);
	header = header_of(hot, END_A);
	emit(traffic, &header, NULL, 0, 4);
}

/* Half of the streams wrap soon. */
static void begin(struct traffic *traffic, struct hot *hot)
{
	struct rng *rng = &traffic->rng;
	int end;

	hot->v6 = rng_chance(rng, 50);
	hot->tcp = rng_chance(rng, 60);
	hot->life = 2 + rng_below(rng, 40);
	choose_ends(traffic, hot->v6, hot->address, hot->port);
	for (end = END_A; end <= END_B; end++) {
		hot->start[end] = rng_chance(rng, 50) ? -rng_below(rng, 2000) : (uint32_t)rng_next(rng);
		hot->at[end] = 0;
		hot->size[end] = template_row(hot->stream[end], STREAM_MAX / 2, rng);
		if (rng_chance(rng, 40))
			hot->size[end] = damage_payload(hot->stream[end], hot->size[end], STREAM_MAX, rng);
	}
	if (hot->tcp)
		shake_hands(traffic, hot);
}

/* In order, or before or behind it, short or long. */
static void say_segment(struct traffic *traffic, struct hot *hot, int from)
{
	static const uint32_t pieces[] = { 1, 2, 19, 20, 48, 68, 300, 536, PAYLOAD_MAX };
	struct header header = header_of(hot, from);
	struct rng *rng = &traffic->rng;
	size_t left = hot->size[from] - hot->at[from], at = hot->at[from];
	size_t size = rng_pick(rng, pieces);

	if (rng_chance(rng, 15)) {
		at = rng_below(rng, (uint32_t)hot->size[from] + 1);
		header.sequence = hot->start[from] + 1 + (uint32_t)at;
		left = hot->size[from] - at;
	}
	size = size < left ? size : left;
	header.flags |= rng_chance(rng, 50) ? TH_PUSH : 0;
	if (rng_chance(rng, 2))
		header.flags = rng_chance(rng, 50) ? TH_RST : TH_FIN | TH_ACK;
	emit(traffic, &header, hot->stream[from] + at, size, 45);
	if (at == hot->at[from] && rng_chance(rng, 85))
		hot->at[from] += size;
}

static void say_datagram(struct traffic *traffic, struct hot *hot, int from)
{
	struct header header = header_of(hot, from);
	struct template template = template_pick(&traffic->rng);
	uint8_t payload[PAYLOAD_MAX];
	size_t size = template.size < PAYLOAD_MAX ? template.size : PAYLOAD_MAX;

	memcpy(payload, template.data, size);
	if (rng_chance(&traffic->rng, 30))
		size = damage_payload(payload, size, sizeof(payload), &traffic->rng);
	emit(traffic, &header, payload, size, 45);
}

static struct hot *choose_hot(struct traffic *traffic)
{
	struct hot *hot = &hot_flows[rng_below(&traffic->rng, HOT_FLOWS)];

	if (!hot->life)
		begin(traffic, hot);
	hot->life--;
	return hot;
}

static void long_flow(struct traffic *traffic)
{
	struct hot *hot = choose_hot(traffic);
	int from = rng_chance(&traffic->rng, 40) ? END_B : END_A;
	uint32_t n = 1 + rng_below(&traffic->rng, 6);

	while (n--) {
		if (hot->tcp)
			say_segment(traffic, hot, from);
		else
			say_datagram(traffic, hot, from);
	}
}

/* A packet of a flow that nobody saw begin, and that will not go on. */
static struct header stranger(struct traffic *traffic)
{
	struct rng *rng = &traffic->rng;
	static const uint8_t flags[] = { TH_SYN, TH_ACK, TH_ACK | TH_PUSH, TH_SYN | TH_ACK, TH_FIN | TH_ACK, TH_RST };
	struct header header = {
		.v6 = rng_chance(rng, 50), .from = rng_chance(rng, 70) ? END_A : END_B,
		.protocol = rng_chance(rng, 50) ? IPPROTO_TCP : IPPROTO_UDP,
		.sequence = (uint32_t)rng_next(rng), .acknowledged = (uint32_t)rng_next(rng), .flags = rng_pick(rng, flags),
	};
	uint8_t address[2][16];
	uint16_t port[2];

	choose_ends(traffic, header.v6, address, port);
	memcpy(header.source, address[header.from], 16);
	memcpy(header.destination, address[!header.from], 16);
	header.sport = port[header.from];
	header.dport = port[!header.from];
	return header;
}

static void short_flow(struct traffic *traffic)
{
	struct header header = stranger(traffic);
	uint8_t payload[PAYLOAD_MAX];
	size_t size = template_row(payload, sizeof(payload), &traffic->rng);

	if (rng_chance(&traffic->rng, 50))
		size = damage_payload(payload, size, sizeof(payload), &traffic->rng);
	emit(traffic, &header, payload, size, 60);
}

static void other_protocol(struct traffic *traffic)
{
	struct header header = stranger(traffic);
	uint8_t payload[256];

	header.protocol = (uint8_t)rng_next(&traffic->rng);
	rng_fill(&traffic->rng, payload, sizeof(payload));
	emit(traffic, &header, payload, rng_below(&traffic->rng, sizeof(payload)), 40);
}

/* About a packet of a flow that there is; what is quoted of it is damaged like any other. */
static void icmp_error(struct traffic *traffic)
{
	static const uint8_t kinds4[] = { 3, 3, 4, 5, 11, 12 }, kinds6[] = { 1, 2, 3, 4, 0, 137 };
	struct rng *rng = &traffic->rng;
	struct hot *hot = choose_hot(traffic);
	int from = rng_chance(rng, 50) ? END_B : END_A;
	struct header header = header_of(hot, !from);
	uint8_t message[600] = { 0 };
	size_t size;

	build(traffic, &header, hot->stream[!from], hot->size[!from] < 500 ? hot->size[!from] : 500);
	if (rng_chance(rng, 60))
		damage(&frame, rng);
	size = frame.length - frame.at_ip;
	size = size < sizeof(message) - 8 ? size : sizeof(message) - 8;
	memcpy(message + 8, frame.data + frame.at_ip, size);
	if (rng_chance(rng, 30))
		size = rng_below(rng, (uint32_t)size + 1);
	message[0] = hot->v6 ? rng_pick(rng, kinds6) : rng_pick(rng, kinds4);
	message[1] = (uint8_t)rng_below(rng, 16);
	put16(message + 6, (uint16_t)rng_below(rng, 1500));
	header = header_of(hot, from);
	header.protocol = hot->v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
	emit(traffic, &header, message, size + 8, 20);
}

/* Pieces of a packet, half of the time of a flow that there is: in order, in reverse, some twice, some not at all, some over others.
 */
static void fragments(struct traffic *traffic)
{
	static const uint32_t sizes[] = { 8, 16, 24, 40, 256 };
	struct rng *rng = &traffic->rng;
	struct header header = rng_chance(rng, 50) ? header_of(choose_hot(traffic), END_A) : stranger(traffic);
	uint8_t payload[PAYLOAD_MAX];
	size_t size, step, at, whole, head;
	uint32_t id = rng_below(rng, 256), n;
	bool reverse = rng_chance(rng, 30);

	build(traffic, &header, payload, template_row(payload, 1000, rng));
	head = frame.at_ip + (frame.v6 ? 40 : 20);
	whole = frame.length - head;
	step = rng_pick(rng, sizes);
	n = (uint32_t)((whole + step - 1) / step);
	step = n > 12 ? (whole / 12 + 8) / 8 * 8 : step;
	n = (uint32_t)((whole + step - 1) / step);
	for (uint32_t i = 0; i < n; i++) {
		at = (reverse ? n - 1 - i : i) * step;
		size = whole - at < step ? whole - at : step;
		if (rng_chance(rng, 4) && at >= 8)
			at -= 8;
		if (rng_chance(rng, 4))
			continue;
		frame_fragment(&piece, &frame, at, size, at + size < whole, id);
		if (rng_chance(rng, 6))
			damage(&piece, rng);
		output_add(traffic->output, &piece);
		if (rng_chance(rng, 4))
			output_add(traffic->output, &piece);
	}
}

/* Larger than the MTU, as what offload or merging makes. */
static void large_segment(struct traffic *traffic)
{
	static uint8_t payload[FRAME_MAX];
	struct rng *rng = &traffic->rng;
	struct hot *hot = choose_hot(traffic);
	int from = rng_chance(rng, 40) ? END_B : END_A;
	struct header header = hot->tcp ? header_of(hot, from) : stranger(traffic);
	size_t size = template_row(payload, FRAME_MAX / 2, rng);

	header.protocol = IPPROTO_TCP;
	if (rng_chance(rng, 60))
		size += rng_below(rng, 8000);
	build(traffic, &header, payload, size);
	if (rng_chance(rng, 40))
		damage(&frame, rng);
	if (!frame.vnet.gso_type && frame.at_payload < frame.length)
		frame_merge(&frame, (uint16_t)(1 + rng_below(rng, 1400)), rng);
	output_add(traffic->output, &frame);
	if (hot->tcp)
		hot->at[from] = hot->size[from];
}

static void merged_datagrams(struct traffic *traffic)
{
	static const uint16_t segments[] = { 1, 17, 20, 56, 68, 98, 300 };
	static uint8_t payload[8192];
	struct rng *rng = &traffic->rng;
	uint16_t segment = rng_pick(rng, segments);
	uint32_t n = 2 + rng_below(rng, 20);
	size_t size = 0;

	rng_fill(rng, payload, 64);
	for (size = 0; n--; size += segment) {
		struct template template = template_pick(rng);

		memcpy(payload + size, template.data, template.size < segment ? template.size : segment);
		if (rng_chance(rng, 30))
			payload[size + rng_below(rng, segment)] ^= (uint8_t)rng_next(rng);
	}
	size -= rng_below(rng, segment);
	output_datagrams(traffic->output, rng_chance(rng, 50), (uint16_t)(1000 + rng_below(rng, 200)), payload, size, segment,
			 rng);
}

/* In percent of the turns; the rest are long flows. */
static struct turn {
	const char *name;
	void (*take)(struct traffic *traffic);
	uint32_t percent;
	unsigned long count;
} turns[] = {
	{ "short flow", short_flow, 30, 0 },
	{ "other protocol", other_protocol, 3, 0 },
	{ "icmp error", icmp_error, 6, 0 },
	{ "fragments", fragments, 4, 0 },
	{ "large segment", large_segment, 4, 0 },
	{ "merged datagrams", merged_datagrams, 4, 0 },
	{ "long flow", long_flow, 100, 0 },
};

#define TURNS (sizeof(turns) / sizeof(turns[0]))

void traffic_turn(struct traffic *traffic)
{
	uint32_t at = rng_below(&traffic->rng, 100);
	struct turn *turn = turns;

	for (; at >= turn->percent; turn++)
		at -= turn->percent;
	turn->take(traffic);
	turn->count++;
}

bool traffic_report(void)
{
	bool all = true;
	size_t i;

	for (i = 0; i < TURNS; i++) {
		printf("turn %s: %lu\n", turns[i].name, turns[i].count);
		all &= turns[i].count != 0;
	}
	return all;
}
