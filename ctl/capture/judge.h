/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's judgement of a flow, by the kernel's own matcher: what kmod/inspect*.c do with a packet, without the
 * packet. Nobody else here knows how matches become a class.
 */
#ifndef P2PCTL_JUDGE_H
#define P2PCTL_JUDGE_H

#include "capture/bytes.h"
#include "dialogue.h"

/* A match, for those who ask why. */
struct judge_match {
	uint16_t signature;
	uint16_t offset;		/* bytes of the stream, segment or datagram read when it was found */
	bool has_offset;		/* several were found at once; only one of them tells where */
};

struct judge {
	const struct p2p_blob *blob;
	bool why;			/* matches are wanted; to tell where each was found takes a second look */
	struct judge_match matches[P2P_CANDIDATES_MAX];	/* of the last call */
	unsigned int match_count;
};

/* What is known of a flow; all zero at first. */
struct judgement {
	struct p2p_trail trail;		/* its finding is what decided, once class is a protocol's */
	struct p2p_dialogue *dialogue;	/* owned; NULL unless bytes must be remembered */
	uint8_t class;			/* enum p2p_class */
	uint8_t dead;			/* bit of a side: nothing can match in it any more */
	uint8_t unmatched[2];		/* datagrams of each side that matched nothing */
	uint8_t segments;		/* judged of a flow whose start was not seen */
	bool begun;			/* trail is worth reading */
	bool midflow;			/* the start was not seen */
};

/* A payload, and where it stands. */
struct piece {
	struct bytes payload;
	uint16_t sport;
	uint16_t dport;
	uint8_t side;			/* 0 from the initiator, 1 from the responder */
	bool syn;
	bool push;
	bool based;			/* base is known; of TCP, as are the next two */
	uint32_t base;			/* sequence number of the first byte of this direction */
	uint32_t sequence;		/* of the payload */
};

/* Each moves an undecided judgement on; a decided one stays as it is. */
void judge_segment(struct judge *judge, struct judgement *judgement, const struct piece *piece);
void judge_datagram(struct judge *judge, struct judgement *judgement, const struct piece *piece);

/* A packet that belongs to no connection: only a proof in it counts. */
void judge_lone(struct judge *judge, struct judgement *judgement, const struct piece *piece, bool tcp);

/* Nothing more will come: free what was remembered. */
void judgement_end(struct judgement *judgement);

#endif
