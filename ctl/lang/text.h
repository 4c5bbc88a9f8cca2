/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A piece of a text that somebody else owns, as the scanner cut it out. */
#ifndef P2PCTL_TEXT_H
#define P2PCTL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	const char *bytes;
	size_t length;
};

/* Room for a piece of text in an error sentence. */
struct quoted {
	char bytes[100];
};

bool text_equals(struct text text, const char *word);
struct text text_of(const char *word);

/* In quotes, shortened, and with nothing in it that a terminal would obey. */
const char *text_quote(struct quoted *quoted, struct text text);

/* Undo the escapes of a string (\xHH \n \r \t \\ \"). to has room for text.length bytes.
 *
 * Return: bytes written, or -1 and the place of the bad escape.
 */
long text_unescape(struct text text, uint8_t *to, size_t *bad_at, size_t *bad_length);

/* The value of a hexadecimal digit, or -1. */
int text_hex_digit(char c);

/* The entry that was probably meant by a misspelt word, or NULL. */
const char *text_closest(struct text word, const char *const *words, size_t count);

#endif
