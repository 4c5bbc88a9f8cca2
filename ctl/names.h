/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for what only the kernel says; lang/words.h has those that an operator may say too. */
#ifndef P2PCTL_NAMES_H
#define P2PCTL_NAMES_H

#include "lang/words.h"

extern const struct word_name name_event_kinds[];	/* enum p2p_event_kind */
extern const struct word_name name_clocks[];		/* enum p2p_clock */
extern const struct word_name name_sanction_states[];	/* enum p2p_sanction_state */

#endif
