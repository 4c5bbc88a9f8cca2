// SPDX-License-Identifier: GPL-2.0
#include "frames.h"

#include "die.h"
#include "netns.h"
#include "packet.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define FIRST_PORT	1024

static void end_open(struct ends *ends, enum end end, const char *netns)
{
	int previous = netns_enter(netns);

	ends->links[end] = link_read("eth0", NULL);
	ends->sockets[end] = link_open_sender(&ends->links[end]);
	netns_leave(previous);
}

void ends_open(struct ends *ends, const char *a, const char *b)
{
	end_open(ends, END_A, a);
	end_open(ends, END_B, b);
}

static void put_ethernet(uint8_t *at, const struct link *link, uint8_t version)
{
	struct ether_header header = { .ether_type = htons(version == 4 ? ETHERTYPE_IP : ETHERTYPE_IPV6) };

	memcpy(header.ether_dhost, link->peer_mac, ETH_ALEN);
	memcpy(header.ether_shost, link->mac, ETH_ALEN);
	memcpy(at, &header, sizeof(header));
}

static struct packet describe(const struct flow_state *flow, const struct step *step, const uint8_t *payload, size_t length)
{
	enum end from = step->from, to = other_end(from);

	return (struct packet) {
		.source = flow->at[from],
		.destination = flow->at[to],
		.protocol = flow->protocol,
		.flags = step->flags,
		.sequence = flow->said[from],
		.acknowledgement = flow->said[to],
		.payload = payload,
		.length = length,
	};
}

static void build(struct frame *frame, struct flow_state *flow, const struct ends *ends, const struct step *step,
		  const uint8_t *payload, size_t length)
{
	static const struct shape shape = { .hop_limit = 64 };
	struct packet packet = describe(flow, step, payload, length);
	uint8_t *ip = frame->data + ETH_HLEN;
	struct layout layout;

	if (ETH_HLEN + packet_overhead(&packet, &shape) + length > FRAME_MAX)
		die("'%s' is longer than a frame; cut=N cuts it", step->text);
	put_ethernet(frame->data, &ends->links[step->from], packet.source.version);
	layout = packet_build(&packet, &shape, ip);
	packet_offload(&packet, &layout, ip);
	frame->from = step->from;
	frame->transport = ETH_HLEN + layout.transport;
	frame->payload = ETH_HLEN + layout.payload;
	frame->length = sizeof(frame->vnet) + ETH_HLEN + layout.end;
	frame->vnet = (struct virtio_net_hdr) {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.csum_start = frame->transport,
		.csum_offset = layout.checksum - layout.transport,
	};
	if (flow->protocol == IPPROTO_TCP)
		flow->said[step->from] += length + !!(step->flags & TH_SYN);
}

static void add_step(struct frames *frames, struct flow_state *flow, const struct ends *ends, const struct step *step, size_t cut)
{
	size_t done = 0, part;

	do {
		part = step->data.length - done;
		if (cut && part > cut)
			part = cut;
		frames->frame = realloc(frames->frame, (frames->count + 1) * sizeof(*frames->frame));
		if (!frames->frame)
			die("no memory");
		build(&frames->frame[frames->count++], flow, ends, step, step->data.data + done, part);
		done += part;
	} while (done < step->data.length);
}

struct frames frames_build(struct flow_state *flow, const struct ends *ends, char *const words[], int count)
{
	struct frames frames = { .protocol = flow->protocol };
	struct script script = script_parse(words, count);
	uint32_t before[2] = { flow->said[END_A], flow->said[END_B] };
	unsigned long times;
	unsigned int i;
	size_t cut = 0;

	for (i = 0; i < script.count; i++) {
		const struct step *step = &script.steps[i];

		if (step->kind == STEP_CUT)
			cut = step->value;
		else if (step->kind != STEP_SEND || step->has_offset)
			die("'%s' is no step for p2pload", step->text);
		else
			for (times = step->repeat; times; times--)
				add_step(&frames, flow, ends, step, cut);
	}
	frames.advance[END_A] = flow->said[END_A] - before[END_A];
	frames.advance[END_B] = flow->said[END_B] - before[END_B];
	script_free(&script);
	return frames;
}

void frames_send(const struct frames *frames, const struct ends *ends)
{
	unsigned int i;

	for (i = 0; i < frames->count; i++) {
		const struct frame *frame = &frames->frame[i];

		if (send(ends->sockets[frame->from], &frame->vnet, frame->length, 0) < 0 && errno != ENOBUFS)
			die("send: %s", strerror(errno));
	}
}

static void add16(uint8_t *at, uint16_t value)
{
	uint16_t old;

	memcpy(&old, at, sizeof(old));
	old = ntohs(old) + value;
	old = htons(old < FIRST_PORT ? old + FIRST_PORT : old);
	memcpy(at, &old, sizeof(old));
}

static void add32(uint8_t *at, uint32_t value)
{
	uint32_t old;

	memcpy(&old, at, sizeof(old));
	old = htonl(ntohl(old) + value);
	memcpy(at, &old, sizeof(old));
}

void frames_next_flow(struct frames *frames)
{
	unsigned int i;

	for (i = 0; i < frames->count; i++) {
		struct frame *frame = &frames->frame[i];

		add16(frame->data + frame->transport + (frame->from == END_A ? 0 : 2), 1);
	}
}

void frames_scramble(struct frames *frames)
{
	unsigned int i;

	for (i = 0; i < frames->count; i++) {
		struct frame *frame = &frames->frame[i];

		rng_fill(&frames->rng, frame->data + frame->payload,
			 frame->length - sizeof(frame->vnet) - frame->payload);
	}
}

void frames_continue(struct frames *frames)
{
	unsigned int i;

	if (frames->protocol != IPPROTO_TCP)
		return;
	for (i = 0; i < frames->count; i++) {
		struct frame *frame = &frames->frame[i];

		add32(frame->data + frame->transport + 4, frames->advance[frame->from]);
		add32(frame->data + frame->transport + 8, frames->advance[other_end(frame->from)]);
	}
}
