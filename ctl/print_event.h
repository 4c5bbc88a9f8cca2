/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An event in one line, for eyes and for JSON. */
#ifndef P2PCTL_PRINT_EVENT_H
#define P2PCTL_PRINT_EVENT_H

#include "client_event.h"
#include "output.h"

extern const struct column print_event_columns[];

/* The members of a row that has those columns. */
void print_event(struct output *out, const struct event *event);

#endif
