// SPDX-License-Identifier: GPL-2.0-or-later
#include "key.h"

#include <stdio.h>
#include <string.h>

#include "lang/text.h"

/* Bytes of the printable character at the start, 0 when there is none. Refuses overlong forms, surrogates, and the
 * control characters, with which a key could write on the operator's terminal.
 */
static size_t printable(const uint8_t *byte, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t length = *byte < 0x80 ? 1 : *byte >> 5 == 6 ? 2 : *byte >> 4 == 14 ? 3 : *byte >> 3 == 30 ? 4 : 0;
	uint32_t code;

	if (length == 0 || length > left)
		return 0;
	code = length == 1 ? *byte : *byte & (0x7f >> length);
	for (size_t i = 1; i < length; i++) {
		if (byte[i] >> 6 != 2)
			return 0;
		code = code << 6 | (byte[i] & 0x3f);
	}
	if (code < least[length] || code > 0x10ffff || code < 0x20 || (code >= 0x7f && code < 0xa0))
		return 0;
	/* Surrogates; marks that turn the direction of writing; line separators. */
	if ((code >= 0xd800 && code < 0xe000) || (code >= 0x2028 && code < 0x202f) || (code >= 0x2066 && code < 0x206a))
		return 0;
	return length;
}

bool key_printable(const uint8_t *key, size_t length)
{
	size_t step;

	if (length == 0 || (length >= 2 && key[0] == '0' && key[1] == 'x'))
		return false;
	for (size_t i = 0; i < length; i += step) {
		step = printable(key + i, length - i);
		if (step == 0)
			return false;
	}
	return true;
}

struct key_text key_text(const uint8_t *key, size_t length)
{
	struct key_text result = { "" };

	if (key_printable(key, length)) {
		memcpy(result.text, key, length);
		return result;
	}
	strcpy(result.text, "0x");
	for (size_t i = 0; i < length; i++)
		sprintf(result.text + 2 + 2 * i, "%02x", key[i]);
	return result;
}

static const char *key_read_digits(const char *digits, uint8_t *key, size_t *length)
{
	size_t count = strlen(digits);

	if (count == 0 || count % 2 || count > 2 * P2P_KEY_MAX)
		return "a key in digits has two for each of its 1 to 63 bytes";
	for (size_t i = 0; i < count / 2; i++) {
		int high = text_hex_digit(digits[2 * i]), low = text_hex_digit(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return "a key that begins with 0x goes on with hexadecimal digits";
		key[i] = high << 4 | low;
	}
	*length = count / 2;
	return NULL;
}

const char *key_read(const char *word, uint8_t *key, size_t *length)
{
	if (!strncmp(word, "0x", 2))
		return key_read_digits(word + 2, key, length);
	*length = strlen(word);
	if (*length == 0 || *length > P2P_KEY_MAX)
		return "a key has 1 to 63 bytes";
	memcpy(key, word, *length);
	return NULL;
}

int key_compare(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length)
{
	int order = memcmp(a, b, a_length < b_length ? a_length : b_length);

	return order ? order : (a_length > b_length) - (a_length < b_length);
}
