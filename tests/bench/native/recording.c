// SPDX-License-Identifier: GPL-2.0-or-later
#include "recording.h"

#include <netinet/in.h>
#include <pcap/pcap.h>

#include "capture/capture.h"
#include "capture/link.h"

/* A capture that is being read. */
struct reading {
	struct traffic *traffic;
	size_t first;			/* number of its first flow in the traffic */
	int link;
	struct bytes frame;		/* the one at hand: a copy that stays */
	uint64_t time_ms;
};

static bool lies_within(const struct bytes *inner, const struct bytes *outer)
{
	return inner->data >= outer->data && inner->data + inner->size <= outer->data + outer->size;
}

/* What was put together of fragments is gone with the next frame. */
static void keep(struct reading *reading, struct bytes *payload)
{
	if (!lies_within(payload, &reading->frame))
		payload->data = arena_copy(&reading->traffic->arena, payload->data, payload->size);
}

/* The reader numbers its flows as they come; those in between are lone ones, of which it tells nothing. */
static struct traffic_flow *flow_of(struct reading *reading, const struct flow *flow)
{
	while (reading->traffic->count <= reading->first + flow->number)
		traffic_add_flow(reading->traffic);
	return &reading->traffic->flows[reading->first + flow->number];
}

static void hear(void *listening, const struct flow *flow, const struct piece *piece)
{
	struct reading *reading = listening;
	struct traffic_flow *into = flow_of(reading, flow);
	struct traffic_packet packet = { .ip = reading->frame, .time_ms = reading->time_ms, .piece = *piece };

	into->tcp = flow->key.protocol == IPPROTO_TCP;
	link_strip(reading->link, &packet.ip);
	keep(reading, &packet.piece.payload);
	traffic_add_packet(reading->traffic, into, &packet);
}

static void read_frame(struct reading *reading, struct capture *capture, const struct pcap_pkthdr *header,
		       const uint8_t *data)
{
	int64_t now_us = header->ts.tv_sec * INT64_C(1000000) + header->ts.tv_usec;

	reading->frame = (struct bytes){ .data = arena_copy(&reading->traffic->arena, data, header->caplen),
					 .size = header->caplen,
					 .length = header->len > header->caplen ? header->len : header->caplen };
	reading->time_ms = now_us / 1000;
	capture_frame(capture, reading->link, &reading->frame, now_us);
}

static void sum_up(struct recording *recording, const struct capture *capture, struct reading *reading)
{
	recording->captures++;
	recording->frames += capture->packets;
	recording->lone += capture->lone;
	for (const struct flow *flow = capture->flows.first; flow; flow = flow->next)
		if (!flow->lone)
			traffic_note_class(flow_of(reading, flow), &flow->judgement);
}

static int read_frames(pcap_t *pcap, struct recording *recording, const struct p2p_blob *blob, struct traffic *traffic)
{
	struct reading reading = { .traffic = traffic, .first = traffic->count, .link = pcap_datalink(pcap) };
	struct pcap_pkthdr *header;
	struct capture capture;
	const uint8_t *data;
	int result;

	capture_init(&capture, blob, false);
	capture.listener = hear;
	capture.listening = &reading;
	while ((result = pcap_next_ex(pcap, &header, &data)) == 1)
		read_frame(&reading, &capture, header, data);
	sum_up(recording, &capture, &reading);
	capture_free(&capture);
	return result == PCAP_ERROR_BREAK ? 0 : -1;
}

int recording_read(struct recording *recording, const char *path, const struct p2p_blob *blob, struct traffic *traffic)
{
	char error[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_open_offline(path, error);
	int result = 0;

	if (!pcap || !link_known(pcap_datalink(pcap))) {
		fprintf(stderr, "p2pnative: %s: %s\n", path, pcap ? "link type not known" : error);
		result = -1;
	} else if (read_frames(pcap, recording, blob, traffic)) {
		/* One that was cut off is read as far as it goes. */
		fprintf(stderr, "p2pnative: %s: %s\n", path, pcap_geterr(pcap));
	}
	if (pcap)
		pcap_close(pcap);
	return result;
}
