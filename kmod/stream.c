// SPDX-License-Identifier: GPL-2.0-only
/* Segments of a stream put in order, for as many bytes as signatures may speak of: a handshake that is cut into single
 * bytes, sent in reverse or sent twice reads the same as one that comes whole.
 */
#include "stream.h"

static bool has(const struct p2p_stream *stream, u32 at)
{
	return stream->have[at / 64] >> (at % 64) & 1;
}

static void put(struct p2p_stream *stream, u32 at, u8 byte)
{
	if (has(stream, at))
		return;
	stream->have[at / 64] |= 1ULL << (at % 64);
	stream->data[at] = byte;
}

bool p2p_stream_add(struct p2p_stream *stream, s32 offset, const u8 *data, u32 size)
{
	u32 before = stream->size;
	u32 skip = offset < 0 ? min_t(u32, -(s64)offset, size) : 0;
	u32 i;

	for (i = skip; i < size && (s64)offset + i < P2P_STREAM_WINDOW; i++)
		put(stream, offset + i, data[i]);
	while (stream->size < P2P_STREAM_WINDOW && has(stream, stream->size))
		stream->size++;
	return stream->size > before;
}
