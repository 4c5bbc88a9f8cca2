/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which payloads a step can match at all: the bytes that each offset may have, from the first byte of the payload and
 * behind the end of the match. The lint counts with it what is
 * fixed, and finds checks that nothing can fulfil.
 */
#ifndef P2PCTL_REACH_H
#define P2PCTL_REACH_H

#include "compile/value_set.h"

struct reach {
	struct byte_set bytes[P2P_DATAGRAM_WINDOW];
	struct byte_set behind[P2P_DATAGRAM_WINDOW];
};

/* What the pattern alone leaves. What is searched stands nowhere in particular. */
void reach_of_step(struct reach *reach, const struct signature_step *step);

/* What a check leaves of that. Only what can be told byte by byte is taken into account.
 *
 * Return: false when nothing is left: the check contradicts what was known before
 */
bool reach_narrow(struct reach *reach, const struct check *check);

/* Bits that are still open in a field, or in as many bytes where it stands. */
double reach_open_bits(const struct reach *reach, const struct field *field, unsigned int width);

#endif
