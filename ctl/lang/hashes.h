/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of content ids: one a line, # begins a comment. */
#ifndef P2PCTL_HASHES_H
#define P2PCTL_HASHES_H

#include "lang/diagnostics.h"

#define HASHES_NEITHER	"a content id has 40 hexadecimal digits (info-hash) or 32 (eD2k)"

/* Put the ids of a text on a list; what is none is an error. */
void hashes_read(struct diagnostics *diagnostics, const struct source *source, struct content_list *list);

#endif
