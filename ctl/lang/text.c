// SPDX-License-Identifier: GPL-2.0-or-later
#include "lang/text.h"

#include <stdio.h>
#include <string.h>

/* Longer words are not compared for likeness: nobody misspells them by two letters. */
#define LIKENESS_MAX 24

bool text_equals(struct text text, const char *word)
{
	return strlen(word) == text.length && !memcmp(text.bytes, word, text.length);
}

struct text text_of(const char *word)
{
	return (struct text){ word, strlen(word) };
}

const char *text_quote(struct quoted *quoted, struct text text)
{
	char *to = quoted->bytes;
	const char *limit = to + sizeof(quoted->bytes) - 10;	/* an escape, "...", the quote and the NUL */
	size_t i;

	*to++ = '"';
	for (i = 0; i < text.length && to < limit; i++) {
		unsigned char c = text.bytes[i];

		if (c >= 0x20 && c <= 0x7e)
			*to++ = c;
		else
			to += sprintf(to, "\\x%02x", c);
	}
	strcpy(to, i < text.length ? "...\"" : "\"");
	return quoted->bytes;
}

int text_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Return: characters read behind the backslash, or 0 for a bad escape. */
static size_t unescape_one(struct text rest, uint8_t *to)
{
	static const char names[] = "nrt\\\"";
	static const char values[] = "\n\r\t\\\"";
	const char *name;

	if (!rest.length)
		return 0;
	if (rest.bytes[0] == 'x') {
		if (rest.length < 3 || text_hex_digit(rest.bytes[1]) < 0 || text_hex_digit(rest.bytes[2]) < 0)
			return 0;
		*to = text_hex_digit(rest.bytes[1]) << 4 | text_hex_digit(rest.bytes[2]);
		return 3;
	}
	name = memchr(names, rest.bytes[0], sizeof(names) - 1);
	if (!name)
		return 0;
	*to = values[name - names];
	return 1;
}

long text_unescape(struct text text, uint8_t *to, size_t *bad_at, size_t *bad_length)
{
	long count = 0;

	for (size_t i = 0; i < text.length; i++) {
		struct text rest = { text.bytes + i + 1, text.length - i - 1 };
		size_t used;

		if (text.bytes[i] != '\\') {
			to[count++] = text.bytes[i];
			continue;
		}
		used = unescape_one(rest, &to[count]);
		if (!used) {
			*bad_at = i;
			*bad_length = rest.length ? 2 : 1;
			return -1;
		}
		count++;
		i += used;
	}
	return count;
}

/* Insertions, deletions and replacements that make one word of the other (Levenshtein). */
static size_t distance(struct text a, struct text b)
{
	size_t row[LIKENESS_MAX + 1];

	for (size_t j = 0; j <= b.length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			size_t best = diagonal + (a.bytes[i - 1] != b.bytes[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.length];
}

const char *text_closest(struct text word, const char *const *words, size_t count)
{
	const char *closest = NULL;
	size_t least = 3;

	if (word.length < 3 || word.length > LIKENESS_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct text candidate = text_of(words[i]);
		size_t far = candidate.length > LIKENESS_MAX ? least : distance(word, candidate);

		if (far < least && far < word.length / 2 + 1) {
			least = far;
			closest = words[i];
		}
	}
	return closest;
}
