/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times as text: UTC, ISO 8601. */
#ifndef P2PCTL_UTC_H
#define P2PCTL_UTC_H

#include <stdint.h>

struct utc_text {
	char text[40];
};
struct utc_text utc_text(uint64_t seconds);		/* 2026-12-31T00:00:00Z */
struct utc_text utc_text_ms(uint64_t milliseconds);	/* 2026-12-31T00:00:00.000Z */

#endif
