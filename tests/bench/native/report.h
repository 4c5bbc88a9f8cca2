/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was measured: one JSON object for programs, a table for readers. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include <jansson.h>

#include "contest.h"
#include "recording.h"
#include "rules.h"
#include "translation.h"

struct report {
	json_t *root;			/* owned */
	unsigned int repetitions;
};

void report_begin(struct report *report, unsigned int repetitions, int cpu);
void report_input(struct report *report, const struct recording *recording, const struct traffic *traffic);
void report_signatures(struct report *report, const struct rules *rules, const struct translation *translation);

/* Into the object, and as a table to stderr. */
void report_contest(struct report *report, const struct contest *contest);

/* The object, to standard output. Return: 0, or -1 when it cannot be written */
int report_end(struct report *report);

#endif
