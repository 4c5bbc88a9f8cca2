// SPDX-License-Identifier: GPL-2.0-only
#include "utf8.h"

/* Return: bytes of the character that begins here, 0 when none does */
static size_t length_of(u8 first)
{
	if (first < 0x80)
		return 1;
	return first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
}

static bool shown(u32 code)
{
	if (code < 0x20 || (code >= 0x7f && code < 0xa0))
		return false;
	/* Surrogates; marks that turn the direction of writing; line separators. */
	return !((code >= 0xd800 && code < 0xe000) || (code >= 0x2028 && code < 0x202f) ||
		 (code >= 0x2066 && code < 0x206a));
}

/* Return: bytes of the printable character at the start, 0 when there is none */
static size_t step(const u8 *byte, size_t left)
{
	static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t i, length = length_of(*byte);
	u32 code;

	if (!length || length > left)
		return 0;
	code = length == 1 ? *byte : *byte & (0x7f >> length);
	for (i = 1; i < length; i++) {
		if (byte[i] >> 6 != 2)
			return 0;
		code = code << 6 | (byte[i] & 0x3f);
	}
	return code >= least[length] && code <= 0x10ffff && shown(code) ? length : 0;
}

bool p2p_utf8_printable(const u8 *bytes, size_t length)
{
	size_t n;

	while (length) {
		n = step(bytes, length);
		if (!n)
			return false;
		bytes += n;
		length -= n;
	}
	return true;
}
