/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_STREAM_H
#define P2P_STREAM_H

#include "pure.h"

/**
 * struct p2p_stream_room - a larger window, for a stream that is searched
 * @have: as that of the stream
 * @data: the window
 */
struct p2p_stream_room {
	u64 have[(P2P_SEARCH_WINDOW + 63) / 64];
	u8 data[P2P_SEARCH_WINDOW];
};

/**
 * struct p2p_stream - the first bytes of one direction of a TCP connection, put in order
 * @size: bytes from the start without a hole
 * @end: where the last byte ends that has arrived
 * @room: used instead of @have and @data; NULL as long as these do
 * @have: bit per byte behind @size that has arrived
 * @data: the window
 */
struct p2p_stream {
	u16 size;
	u16 end;
	struct p2p_stream_room *room;
	u64 have[P2P_STREAM_WINDOW / 64];
	u8 data[P2P_STREAM_WINDOW];
};

static inline const u8 *p2p_stream_data(const struct p2p_stream *stream)
{
	return stream->room ? stream->room->data : stream->data;
}

static inline u32 p2p_stream_window(const struct p2p_stream *stream)
{
	return stream->room ? P2P_SEARCH_WINDOW : P2P_STREAM_WINDOW;
}

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

/**
 * p2p_stream_grow - from now on keep P2P_SEARCH_WINDOW bytes
 * @room: lent until the stream is forgotten; need not be cleared
 */
void p2p_stream_grow(struct p2p_stream *stream, struct p2p_stream_room *room);

#endif
