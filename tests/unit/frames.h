/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packets for tests, made from their parts. Addresses are 10.0.0.N and 2001:db8::N. */
#ifndef TEST_FRAMES_H
#define TEST_FRAMES_H

#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "capture/bytes.h"

#define FRAME_MAX 70000

struct frame {
	uint8_t data[FRAME_MAX];
	size_t size;
};

static inline void frame_put(struct frame *frame, const void *data, size_t size)
{
	if (size)
		memcpy(frame->data + frame->size, data, size);
	frame->size += size;
}

static inline void frame_u8(struct frame *frame, unsigned int value)
{
	frame->data[frame->size++] = value;
}

static inline void frame_u16(struct frame *frame, unsigned int value)
{
	frame_u8(frame, value >> 8);
	frame_u8(frame, value & 0xff);
}

static inline void frame_u32(struct frame *frame, uint32_t value)
{
	frame_u16(frame, value >> 16);
	frame_u16(frame, value & 0xffff);
}

static inline void frame_zeros(struct frame *frame, size_t count)
{
	memset(frame->data + frame->size, 0, count);
	frame->size += count;
}

/* fragment is the field as it stands in the header: offset in eights, and 0x2000 for more. */
static inline void frame_ipv4_part(struct frame *frame, int protocol, int from, int to, unsigned int id,
				   unsigned int fragment, const void *payload, size_t size)
{
	frame_u16(frame, 0x4500);
	frame_u16(frame, 20 + size);
	frame_u16(frame, id);
	frame_u16(frame, fragment);
	frame_u8(frame, 64);
	frame_u8(frame, protocol);
	frame_u16(frame, 0);
	frame_u32(frame, 0x0a000000 + from);
	frame_u32(frame, 0x0a000000 + to);
	frame_put(frame, payload, size);
}

static inline void frame_ipv4(struct frame *frame, int protocol, int from, int to, const void *payload, size_t size)
{
	frame_ipv4_part(frame, protocol, from, to, 0, 0, payload, size);
}

static inline void frame_ipv6_address(struct frame *frame, int number)
{
	frame_u32(frame, 0x20010db8);
	frame_zeros(frame, 8);
	frame_u32(frame, number);
}

static inline void frame_ipv6(struct frame *frame, int next, int from, int to, const void *payload, size_t size)
{
	frame_u32(frame, 0x60000000);
	frame_u16(frame, size);
	frame_u8(frame, next);
	frame_u8(frame, 64);
	frame_ipv6_address(frame, from);
	frame_ipv6_address(frame, to);
	frame_put(frame, payload, size);
}

static inline void frame_udp(struct frame *frame, int sport, int dport, const void *payload, size_t size)
{
	frame_u16(frame, sport);
	frame_u16(frame, dport);
	frame_u16(frame, 8 + size);
	frame_u16(frame, 0);
	frame_put(frame, payload, size);
}

static inline void frame_tcp(struct frame *frame, int sport, int dport, unsigned int flags, uint32_t sequence,
			     uint32_t acknowledged, const void *payload, size_t size)
{
	frame_u16(frame, sport);
	frame_u16(frame, dport);
	frame_u32(frame, sequence);
	frame_u32(frame, acknowledged);
	frame_u8(frame, 0x50);
	frame_u8(frame, flags);
	frame_zeros(frame, 6);
	frame_put(frame, payload, size);
}

/* The first bytes, in memory of exactly their size so that the sanitizer sees a step beyond. Owned by the caller. */
static inline struct bytes frame_cut(const struct frame *frame, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (size)
		memcpy(copy, frame->data, size);
	return (struct bytes){ .data = copy, .size = size, .length = frame->size };
}

static inline struct bytes frame_bytes(const struct frame *frame)
{
	return frame_cut(frame, frame->size);
}

#endif
