/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way of a captured frame: link, IP, fragments, transport, flow, judgement. */
#ifndef P2PCTL_CAPTURE_H
#define P2PCTL_CAPTURE_H

#include "capture/flow_table.h"
#include "capture/fragment.h"

struct capture {
	struct judge judge;
	struct flow_table flows;
	struct fragments *fragments;	/* owned */
	/* Hears of each packet of a connection before it is judged; NULL: nobody listens. */
	void (*listener)(void *listening, const struct flow *flow, const struct piece *piece);
	void *listening;
	uint64_t packets;		/* frames read */
	uint64_t broken;		/* of them: cut short, senseless, or of an unknown kind */
	uint64_t not_ip;
	uint64_t other;			/* neither TCP nor UDP */
	uint64_t lone;			/* belong to no connection */
};

/* With why, the matches of each flow are kept. */
void capture_init(struct capture *capture, const struct p2p_blob *blob, bool why);
void capture_free(struct capture *capture);

/* One frame of link type DLT_*. Safe for any bytes. */
void capture_frame(struct capture *capture, int link, const struct bytes *frame, int64_t now_us);

#endif
