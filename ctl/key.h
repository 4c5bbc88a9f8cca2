/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A subscriber's key as text. Keys are opaque bytes; most are a customer's number or name. */
#ifndef P2PCTL_KEY_H
#define P2PCTL_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../kmod/uapi/nf_p2p.h"

/* The key itself when it is printable UTF-8, else 0x and hexadecimal digits; a printable key that begins with 0x is
 * written in digits too, so that every text means one key.
 */
struct key_text {
	char text[2 * P2P_KEY_MAX + 3];
};
struct key_text key_text(const uint8_t *key, size_t length);

/* Whether the key stands for itself: printable UTF-8 that does not begin with 0x. */
bool key_printable(const uint8_t *key, size_t length);

/* The other way round, for the command line. Return: NULL, or why it is no key. */
const char *key_read(const char *word, uint8_t *key, size_t *length);

/* In the order of the bytes; a shorter key stands before its continuations. */
int key_compare(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length);

#endif
