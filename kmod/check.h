/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_CHECK_H
#define P2P_CHECK_H

#include "blob.h"

/**
 * struct p2p_payload - what is known of a datagram or of one direction of a stream
 * @data: its first bytes, without a hole
 * @size: how many of them are at hand
 * @length: payload bytes of the whole datagram or segment; 0 for a stream
 * @sport: of the packet, host order
 * @dport: of the packet, host order
 * @direction: P2P_DIRECTION_ORIGINAL or P2P_DIRECTION_REPLY; both when it is not known
 * @capture: content ids are wanted: a match waits until its own has arrived too
 * @last: of a stream: there is no room for more bytes, nothing waits for them
 */
struct p2p_payload {
	const u8 *data;
	u32 size;
	u32 length;
	u16 sport;
	u16 dport;
	u8 direction;
	bool capture;
	bool last;
};

/**
 * struct p2p_trial - a candidate that is tried
 * @blob: its ruleset
 * @payload: in which its pattern was found
 * @size: bytes of it that count: not beyond the window
 * @signature: the candidate, or one step of it
 * @number: of @signature
 * @end: payload bytes up to the end of the match
 * @kept: numbers of earlier steps; NULL when they are not known
 */
struct p2p_trial {
	const struct p2p_blob *blob;
	const struct p2p_payload *payload;
	u32 size;
	const struct p2p_blob_signature *signature;
	u16 number;
	u32 end;
	const u32 *kept;
};

/* What a check says to the bytes at hand; the first two are false and true. */
enum p2p_outcome {
	P2P_FAILS,
	P2P_HOLDS,
	P2P_WAITS,			/* it depends on bytes to come */
};

/* A number of the payload, or of what is known of it. */
u32 p2p_check_field(const struct p2p_payload *payload, u8 field, u32 at);

/**
 * p2p_check_all - whether everything holds that the signature says
 * @trial: the bytes that the signature needs are at hand
 *
 * Comparisons with kept numbers hold when these are not known.
 */
enum p2p_outcome p2p_check_all(const struct p2p_trial *trial);

/**
 * p2p_check_capture - the content id that the signature captures
 * @id: P2P_CONTENT_ID_MAX bytes; of no meaning when the return value is 0
 *
 * Return: 0, 16 or 20 bytes
 */
u32 p2p_check_capture(const struct p2p_trial *trial, u8 *id);

#endif
