/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_STREAM_H
#define P2P_STREAM_H

#include "pure.h"

/**
 * struct p2p_stream - the first bytes of one direction of a TCP connection, put in order
 * @have: bit per byte of @data that has arrived
 * @size: bytes from the start without a hole
 * @data: the window
 */
struct p2p_stream {
	u64 have[P2P_STREAM_WINDOW / 64];
	u16 size;
	u8 data[P2P_STREAM_WINDOW];
};

/**
 * p2p_stream_add - put a segment in its place
 * @offset: of its first byte in the stream; may lie before the start (a retransmission with a probe byte) or beyond the
 *	window
 * @data: its first bytes
 * @size: how many are at hand
 *
 * A byte that has arrived stays: what the first copy said is what counts.
 *
 * Return: true when @stream.size grew
 */
bool p2p_stream_add(struct p2p_stream *stream, s32 offset, const u8 *data, u32 size);

#endif
