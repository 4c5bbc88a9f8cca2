// SPDX-License-Identifier: GPL-2.0-only
/* Segments of a stream put in order, for as many bytes as signatures may speak of: a handshake that is cut into single
 * bytes, sent in reverse or sent twice reads the same as one that comes whole.
 */
#include "stream.h"

static u64 *have_of(struct p2p_stream *stream)
{
	return stream->room ? stream->room->have : stream->have;
}

static u8 *data_of(struct p2p_stream *stream)
{
	return stream->room ? stream->room->data : stream->data;
}

static bool has(struct p2p_stream *stream, u32 at)
{
	return have_of(stream)[at / 64] >> (at % 64) & 1;
}

static void put(struct p2p_stream *stream, u32 at, u8 byte)
{
	if (at < stream->size || has(stream, at))
		return;
	have_of(stream)[at / 64] |= 1ULL << (at % 64);
	data_of(stream)[at] = byte;
}

/* Behind a hole, or into one: each byte is looked at. */
static void add_bytes(struct p2p_stream *stream, u32 at, const u8 *data, u32 size)
{
	u32 i;

	for (i = 0; i < size; i++)
		put(stream, at + i, data[i]);
	stream->end = max_t(u32, stream->end, at + size);
	while (stream->size < stream->end && has(stream, stream->size))
		stream->size++;
}

/* The usual case: all that has arrived has no hole, and this continues it. */
static void append(struct p2p_stream *stream, u32 at, const u8 *data, u32 size)
{
	u32 old = stream->size - at;

	if (size <= old)
		return;
	memcpy(data_of(stream) + stream->size, data + old, size - old);
	stream->size = at + size;
	stream->end = stream->size;
}

bool p2p_stream_add(struct p2p_stream *stream, s32 offset, const u8 *data, u32 size)
{
	u32 skip = offset < 0 ? min_t(u32, -(s64)offset, size) : 0;
	u32 window = p2p_stream_window(stream);
	u32 before = stream->size;
	u32 at = offset + skip;

	if (skip == size || at >= window)
		return false;
	data += skip;
	size = min_t(u32, size - skip, window - at);
	if (at <= stream->size && stream->end == stream->size)
		append(stream, at, data, size);
	else
		add_bytes(stream, at, data, size);
	return stream->size > before;
}

void p2p_stream_grow(struct p2p_stream *stream, struct p2p_stream_room *room)
{
	memset(room->have, 0, sizeof(room->have));
	memcpy(room->have, stream->have, sizeof(stream->have));
	memcpy(room->data, stream->data, sizeof(stream->data));
	stream->room = room;
}
