/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far a long piece of work is, told to whoever waits at a terminal, in one line of stderr that goes away again. */
#ifndef P2PCTL_PROGRESS_H
#define P2PCTL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool wanted;
	int64_t due_ms;		/* when to tell next */
	bool told;
};

/* @quiet: tell nothing even at a terminal. The first second is silent. */
void progress_begin(struct progress *progress, bool quiet);

/* Cheap enough to be asked a million times. Return: whether it is time to tell */
bool progress_due(struct progress *progress);

/* Replace what was told. */
void progress_tell(struct progress *progress, const char *format, ...) __attribute__((format(printf, 2, 3)));
void progress_end(struct progress *progress);

#endif
