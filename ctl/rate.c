// SPDX-License-Identifier: GPL-2.0-or-later
#include "rate.h"

#include <inttypes.h>
#include <stdio.h>

struct rate_text rate_text(uint64_t bytes_per_second)
{
	static const char *const units[] = { "bit", "kbit", "mbit", "gbit" };
	uint64_t count = bytes_per_second * 8;
	struct rate_text result;
	unsigned int unit = 0;

	while (unit < 3 && count && count % 1000 == 0) {
		count /= 1000;
		unit++;
	}
	snprintf(result.text, sizeof(result.text), "%" PRIu64 "%s", count, units[unit]);
	return result;
}
