/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rates as text, in the largest unit that says them exactly. */
#ifndef P2PCTL_RATE_H
#define P2PCTL_RATE_H

#include <stdint.h>

struct rate_text {
	char text[32];
};

struct rate_text rate_text(uint64_t bytes_per_second);	/* 512kbit */

#endif
