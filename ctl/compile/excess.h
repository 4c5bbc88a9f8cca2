/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef P2PCTL_EXCESS_H
#define P2PCTL_EXCESS_H

/* What a set of signatures has too much of. */
enum excess {
	EXCESS_NONE,
	EXCESS_STATES,			/* P2P_STATES_MAX */
	EXCESS_WORK,			/* sets of positions that were looked at on the way */
	EXCESS_CANDIDATES,		/* P2P_CANDIDATES_MAX that end with the same bytes */
	EXCESS_EFFORT,			/* P2P_EFFORT_MAX for those that end with the same bytes */
	EXCESS_LISTS,			/* candidate lists that a u16 can name */
	EXCESS_GATES,			/* P2P_GATES_MAX */
	EXCESS_STEPS,			/* P2P_STEPS_MAX */
	EXCESS_SIZE,			/* P2P_BLOB_MAX */
};

#endif
