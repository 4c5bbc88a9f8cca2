/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_REPORT_H
#define P2PFLOW_REPORT_H

#include "batch.h"

/* Totals of a run, and how much is printed. */
struct report {
	bool quiet;
	size_t sent;
	size_t arrived;
	size_t uninvited;
};

/* A line per packet of the step, or one for the whole step if there are many. */
void report_batch(struct report *report, const struct step *step, const struct batch *batch, uint8_t protocol);

/* A line for a packet that the other end has not sent. */
void report_stranger(struct report *report, enum end at, const struct seen *seen);

void report_learned(const struct tuple *tuple);

/* A line on stderr that names the step. */
void report_unmet(const struct step *step, const struct batch *batch, enum expectation expectation);

void report_totals(const struct report *report);

#endif
