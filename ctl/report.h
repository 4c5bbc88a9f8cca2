/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said on stderr when a run ends: warnings, errors with their carets, or one JSON object. */
#ifndef P2PCTL_REPORT_H
#define P2PCTL_REPORT_H

#include "failure.h"

struct session;

void report(const struct session *session, enum exit_code code);

#endif
