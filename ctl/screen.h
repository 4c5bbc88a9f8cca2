/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text that takes the place of the one before it on a terminal. */
#ifndef P2PCTL_SCREEN_H
#define P2PCTL_SCREEN_H

#include <stdio.h>

/* Draw it from the upper left corner: what does not fit is cut off, lines and columns, and what is left of the text before
 * is wiped. The last line of the terminal stays free for the cursor. Escape sequences (CSI) have no width.
 */
void screen_draw(FILE *terminal, const char *text, unsigned int lines, unsigned int columns);

/* The size of the terminal; 24 and 80 when it does not tell. */
void screen_size(int fd, unsigned int *lines, unsigned int *columns);

#endif
