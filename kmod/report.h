/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef P2P_REPORT_H
#define P2P_REPORT_H

#include "passage.h"

struct p2p_inspection;

/* The flow was decided: one event for each subscriber that takes part, one without a name when there is none. */
void p2p_report_decided(struct p2p_passage *pass, const struct p2p_inspection *in);

void p2p_report_first_hit(const struct p2p_passage *pass, u8 end);

/* The sanction of an end touches the packet: told of the first one of a flow. */
static inline void p2p_report_hit(const struct p2p_passage *pass, u8 end)
{
	if (!(pass->told >> end & 1))
		p2p_report_first_hit(pass, end);
}

#endif
