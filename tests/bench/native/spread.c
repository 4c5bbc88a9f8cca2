// SPDX-License-Identifier: GPL-2.0-or-later
#include "spread.h"

#include <stdlib.h>
#include <string.h>

#include "lang/memory.h"

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* Between two values in proportion. */
static double quantile(const double *sorted, size_t count, double share)
{
	double at = share * (count - 1);
	size_t below = at;

	if (below + 1 >= count)
		return sorted[count - 1];
	return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
}

struct spread spread_of(const double *values, size_t count)
{
	double *sorted = memory_alloc(count * sizeof(*sorted));
	struct spread spread;

	memcpy(sorted, values, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), compare);
	spread = (struct spread){ .low = quantile(sorted, count, 0.25), .median = quantile(sorted, count, 0.5),
				  .high = quantile(sorted, count, 0.75) };
	free(sorted);
	return spread;
}
