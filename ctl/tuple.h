/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One direction of a flow, for eyes and for JSON. */
#ifndef P2PCTL_TUPLE_H
#define P2PCTL_TUPLE_H

#include "client_event.h"
#include "output.h"

/* An object under @key; its text in one piece under @text_key. Nothing when the tuple is absent. */
void print_tuple(struct output *out, const char *key, const char *text_key, const struct tuple *tuple);

#endif
