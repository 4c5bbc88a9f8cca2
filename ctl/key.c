// SPDX-License-Identifier: GPL-2.0-or-later
#include "key.h"

#include <stdio.h>
#include <string.h>

#include "lang/text.h"
#include "utf8.h"

bool key_printable(const uint8_t *key, size_t length)
{
	return length && !(length >= 2 && key[0] == '0' && key[1] == 'x') && p2p_utf8_printable(key, length);
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
