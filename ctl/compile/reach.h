/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which payloads a signature can match at all: the bytes that each offset may have. The lint counts with it what is
 * fixed, and finds checks that nothing can fulfil.
 */
#ifndef P2PCTL_REACH_H
#define P2PCTL_REACH_H

#include "compile/value_set.h"

struct reach {
	struct byte_set bytes[P2P_DATAGRAM_WINDOW];
};

/* What the pattern alone leaves. */
void reach_of_pattern(struct reach *reach, const struct pattern *pattern);

/* What a check leaves of that. Only what can be told byte by byte is taken into account.
 *
 * Return: false when nothing is left: the check contradicts what was known before
 */
bool reach_narrow(struct reach *reach, const struct check *check);

/* Bits that are still open in some bytes. */
double reach_open_bits(const struct reach *reach, unsigned int at, unsigned int width);

#endif
