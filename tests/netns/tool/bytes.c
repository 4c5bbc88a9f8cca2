// SPDX-License-Identifier: GPL-2.0
#include "bytes.h"

#include "die.h"
#include "payload.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A step is at most what a connection can carry in a test; more is a slip of the keyboard. */
#define LENGTH_MAX	(16u << 20)

#define HASH_LENGTH	20

/* Info-hash of every payload that has one, unless NAME=HEX40 says otherwise. */
static const uint8_t default_hash[HASH_LENGTH] = {
	0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a,
	0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24,
};

static void expression(struct bytes *out, const char *text, const uint8_t *hash);

static uint8_t *extend(struct bytes *out, size_t count)
{
	if (count > LENGTH_MAX - out->length)
		die("payload longer than %u octets", LENGTH_MAX);
	out->data = realloc(out->data, out->length + count + 1);
	if (!out->data)
		die("out of memory");
	out->length += count;
	return out->data + out->length - count;
}

static void append(struct bytes *out, const void *data, size_t count)
{
	if (count)
		memcpy(extend(out, count), data, count);
}

static int nibble(char digit)
{
	if (!isxdigit((unsigned char)digit))
		return -1;
	return isdigit((unsigned char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

static void hex(struct bytes *out, const char *digits, size_t count)
{
	size_t i;

	if (count % 2)
		die("'%.*s': an odd number of hexadecimal digits", (int)count, digits);
	for (i = 0; i < count; i += 2) {
		int high = nibble(digits[i]), low = nibble(digits[i + 1]);

		if (high < 0 || low < 0)
			die("'%.*s' is not hexadecimal", (int)count, digits);
		*extend(out, 1) = (uint8_t)(high << 4 | low);
	}
}

static size_t number(const char *text, char **end)
{
	unsigned long value;

	if (!isdigit((unsigned char)*text))
		die("'%s' where a number of octets is expected", text);
	value = strtoul(text, end, 10);
	if (value > LENGTH_MAX)
		die("'%s' is more than %u octets", text, LENGTH_MAX);
	return value;
}

static size_t count_of(const char *text)
{
	char *end;
	size_t value = number(text, &end);

	if (*end)
		die("'%s' is not a number of octets", text);
	return value;
}

/* xorshift32 from a fixed seed. */
static void junk(struct bytes *out, size_t count)
{
	uint8_t *data = extend(out, count);
	uint32_t state = 0x9e3779b9;
	size_t i;

	for (i = 0; i < count; i++) {
		state ^= state << 13;
		state ^= state >> 17;
		state ^= state << 5;
		data[i] = i ? (uint8_t)(state >> 11) : 0xf7;
	}
}

/* Keeps octets first..last of what was appended to @out since @start. */
static void keep_range(struct bytes *out, size_t start, const char *range)
{
	size_t length = out->length - start, first, last;
	char *end;

	first = number(range, &end);
	if (*end != '-')
		die("'%s' is not a range N-M", range);
	last = end[1] ? count_of(end + 1) : length - 1;
	if (first > last || last >= length)
		die("range '%s' of a payload of %zu octets", range, length);
	memmove(out->data + start, out->data + start + first, last - first + 1);
	out->length = start + last - first + 1;
}

static void named(struct bytes *out, const char *term, const uint8_t *hash)
{
	size_t name_length = strcspn(term, "=:"), start = out->length;
	const struct payload *payload = payload_lookup(term, name_length);
	const char *rest = term + name_length;
	struct bytes given = { 0 };

	if (!payload)
		die("no payload is called '%.*s' (--list shows all)", (int)name_length, term);
	if (*rest == '=') {
		size_t digits = strcspn(++rest, ":");

		hex(&given, rest, digits);
		if (given.length != HASH_LENGTH)
			die("'%s': an info-hash has %d octets", term, HASH_LENGTH);
		rest += digits;
	}
	expression(out, payload->expression, given.data ? given.data : hash);
	if (*rest == ':')
		keep_range(out, start, rest + 1);
	free(given.data);
}

static void append_term(struct bytes *out, const char *term, const uint8_t *hash)
{
	if (!strcmp(term, "hash"))
		append(out, hash, HASH_LENGTH);
	else if (!strncmp(term, "t:", 2))
		append(out, term + 2, strlen(term + 2));
	else if (!strncmp(term, "junk:", 5))
		junk(out, count_of(term + 5));
	else if (!strncmp(term, "zero:", 5)) {
		size_t count = count_of(term + 5);

		memset(extend(out, count), 0, count);
	} else if (*term == 'x')
		hex(out, term + 1, strlen(term + 1));
	else
		named(out, term, hash);
}

static void expression(struct bytes *out, const char *text, const uint8_t *hash)
{
	for (;;) {
		size_t length = strcspn(text, "+");
		char *term = strndup(text, length);

		if (!term)
			die("out of memory");
		append_term(out, term, hash);
		free(term);
		if (!text[length])
			return;
		text += length + 1;
	}
}

struct bytes bytes_parse(const char *text)
{
	struct bytes out = { 0 };

	extend(&out, 0);
	expression(&out, text, default_hash);
	return out;
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->data);
	bytes->data = NULL;
	bytes->length = 0;
}
