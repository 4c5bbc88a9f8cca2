/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_TRAIL_H
#define P2P_TRAIL_H

#include "check.h"

#define P2P_WAITING_MAX	4

/**
 * struct p2p_finding - what the matches of a flow add up to
 * @signature: the strongest match so far, or P2P_NO_SIGNATURE
 * @offset: payload bytes read when it was found
 * @class: its protocol
 * @strength: what it is worth, P2P_STRENGTH_PROOF once two independent pieces of evidence have met; 0 for no match
 * @midflow: it was found behind an unseen start
 * @content_id_size: 0, 16 or 20
 * @content_id: captured with it
 */
struct p2p_finding {
	u16 signature;
	u16 offset;
	u8 class;
	u8 strength;
	bool midflow;
	u8 content_id_size;
	u8 content_id[P2P_CONTENT_ID_MAX];
};

#define P2P_FINDING_NONE ((struct p2p_finding){ .signature = P2P_NO_SIGNATURE })

/**
 * struct p2p_waiting - a signature of several steps that has come some way
 * @next: number of the step it waits for; 0 for none
 * @direction: of the first step, P2P_DIRECTION_*
 * @reserved: 0, so that two can be compared as bytes
 * @kept: numbers that the steps so far have kept
 */
struct p2p_waiting {
	u16 next;
	u8 direction;
	u8 reserved;
	u32 kept[P2P_KEPT_MAX];
};

/**
 * struct p2p_trail - what is remembered of a flow from packet to packet
 * @finding: of all matches
 * @waiting: steps that may be next
 * @replace: which of them gives way when there are too many
 * @missed: set when a later step fits whose earlier ones are not in this trail
 */
struct p2p_trail {
	struct p2p_finding finding;
	struct p2p_waiting waiting[P2P_WAITING_MAX];
	u8 replace;
	bool missed;
};

#define P2P_TRAIL_NONE ((struct p2p_trail){ .finding.signature = P2P_NO_SIGNATURE })

static inline bool p2p_finding_decides(const struct p2p_finding *finding)
{
	return finding->strength == P2P_STRENGTH_PROOF;
}

/* It is worth to be kept for the packets to come. */
static inline bool p2p_trail_promising(const struct p2p_trail *trail)
{
	return trail->finding.strength >= P2P_STRENGTH_EVIDENCE || trail->waiting[0].next;
}

/**
 * struct p2p_steps - the steps that matched in the packet at hand, and do not count for further ones in it
 * @list: what is waited for from the next packet on
 * @count: of @list
 */
struct p2p_steps {
	struct p2p_waiting list[P2P_WAITING_MAX];
	u8 count;
};

/**
 * struct p2p_sighting - a candidate whose bytes were seen in a packet of the flow
 * @trial: the candidate
 * @offset: payload bytes read
 * @midflow: the start of the flow was not seen
 * @settled: the flow was decided before this packet
 * @steps: of this packet
 */
struct p2p_sighting {
	struct p2p_trial trial;
	struct p2p_steps *steps;
	u16 offset;
	bool midflow;
	bool settled;
};

/* What a candidate has brought. */
enum p2p_progress {
	P2P_PROGRESS_NONE,
	P2P_PROGRESS_MATCH,		/* all of its steps have matched */
	P2P_PROGRESS_STEP,		/* the next step is waited for */
	P2P_PROGRESS_WAITS,		/* it depends on bytes to come */
};

/**
 * p2p_trail_add - try a candidate and add what it is worth
 * @trail: its finding only ever gets stronger
 * @sighting: the bytes that the candidate needs are at hand
 */
enum p2p_progress p2p_trail_add(struct p2p_trail *trail, struct p2p_sighting *sighting);

/* The packet is read: its steps count for the ones to come. */
void p2p_trail_wait(struct p2p_trail *trail, const struct p2p_steps *steps);

#endif
