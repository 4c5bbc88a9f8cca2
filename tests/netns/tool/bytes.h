/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_BYTES_H
#define P2PFLOW_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* An octet string; data belongs to whoever holds the struct and is never NULL after bytes_parse(). */
struct bytes {
	uint8_t *data;
	size_t length;
};

/**
 * bytes_parse() - the octets that an expression of the BYTES language stands for
 * @text: TERM[+TERM]..., where TERM is one of
 *	xHEX		octets in hexadecimal: x13426974
 *	t:TEXT		the characters of TEXT; a plus sign is written x2b
 *	junk:N		N octets, always the same, that look random and begin with f7, which no signature does
 *	zero:N		N zero octets
 *	NAME[=HEX40][:N-M]
 *			a payload of payload.c; HEX40 replaces the info-hash in it; N-M takes octets N to M of it, both
 *			included, counted from 0; N- takes all from N on
 *
 * Exits with a sentence on anything else.
 *
 * Return: the octets; the caller frees them with bytes_free().
 */
struct bytes bytes_parse(const char *text);

void bytes_free(struct bytes *bytes);

#endif
