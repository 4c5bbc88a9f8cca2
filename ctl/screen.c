// SPDX-License-Identifier: GPL-2.0-or-later
#include "screen.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>

/* Bytes of the escape sequence that begins there: ESC, [, parameters, a letter. 0: none does. */
static size_t escape(const char *text)
{
	size_t length = 2;

	if (text[0] != '\033' || text[1] != '[')
		return 0;
	while (text[length] && (text[length] < 0x40 || text[length] > 0x7e))
		length++;
	return text[length] ? length + 1 : 0;
}

/* Bytes of the character that begins there, those that continue it included. */
static size_t character(const char *text)
{
	size_t length = 1;

	while ((text[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* Return: where the next line begins, or the end */
static const char *draw_line(FILE *terminal, const char *text, unsigned int columns)
{
	unsigned int width = 0;

	while (*text && *text != '\n') {
		size_t hidden = escape(text), length = hidden ? hidden : character(text);

		if (hidden || width++ < columns)
			fwrite(text, 1, length, terminal);
		text += length;
	}
	fputs("\033[K\n", terminal);
	return *text ? text + 1 : text;
}

void screen_draw(FILE *terminal, const char *text, unsigned int lines, unsigned int columns)
{
	fputs("\033[H", terminal);
	for (unsigned int line = 1; *text && line < lines; line++)
		text = draw_line(terminal, text, columns);
	fputs("\033[J", terminal);
}

void screen_size(int fd, unsigned int *lines, unsigned int *columns)
{
	struct winsize size;

	*lines = 24;
	*columns = 80;
	if (ioctl(fd, TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
		return;
	*lines = size.ws_row;
	*columns = size.ws_col;
}
