/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Address prefixes: text and order. */
#ifndef P2PCTL_PREFIX_H
#define P2PCTL_PREFIX_H

#include "model.h"

/* As the languages write it: 10.1.0.0/24, 2001:db8::/56 zone 7. */
struct prefix_text {
	char text[INET6_ADDRSTRLEN + sizeof("/128 zone 65535")];
};
struct prefix_text prefix_text(const struct prefix *prefix);

/* By family, address, length and zone; for qsort() and bsearch(). */
int prefix_compare(const void *a, const void *b);

/* Whether an address of its family lies in it; the zone is not looked at. */
bool prefix_holds(const struct prefix *prefix, const uint8_t *address);

#endif
