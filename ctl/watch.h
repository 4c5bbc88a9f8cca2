/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is shown again and again: in place on a terminal, else one behind the other. SIGINT and SIGTERM end it, on a terminal
 * the key q too.
 */
#ifndef P2PCTL_WATCH_H
#define P2PCTL_WATCH_H

#include <stdint.h>

#include "output.h"

struct watch {
	struct output *out;
	uint32_t seconds;		/* from one time to the next */
	bool live;			/* drawn in place */
	bool keys;			/* the terminal was told to give each key at once */
	uint64_t next_ns;		/* when it is time again */
	FILE *terminal;			/* the stream of the output, while a frame is made */
	char *text;			/* owned; the frame */
	size_t size;
};

/* @plain: not in place, whatever the output is. The terminal gets back its settings when the program ends. */
void watch_begin(struct watch *watch, struct output *out, uint32_t seconds, bool plain);

/* Wait until it is time again. Return: false when it shall end, or nothing can be written any more. */
bool watch_wait(struct watch *watch);

/* What is printed between them is one frame. */
void watch_open(struct watch *watch);
void watch_close(struct watch *watch);

uint64_t watch_now_ns(void);		/* of a clock that never goes back */

#endif
