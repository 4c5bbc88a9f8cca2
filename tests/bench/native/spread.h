/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What repeated measurements say together. */
#ifndef BENCH_SPREAD_H
#define BENCH_SPREAD_H

#include <stddef.h>

struct spread {
	double low;			/* first quartile */
	double median;
	double high;			/* third quartile */
};

/* Of at least one value. */
struct spread spread_of(const double *values, size_t count);

#endif
