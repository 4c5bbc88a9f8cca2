/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a command cannot go on: one sentence, the exit code, and the text that is to blame. */
#ifndef P2PCTL_FAILURE_H
#define P2PCTL_FAILURE_H

#include <stdarg.h>

#include "model.h"

enum exit_code {
	EXIT_OK = 0,
	EXIT_USAGE = 1,			/* usage or parse error */
	EXIT_REFUSED = 2,		/* by the kernel */
	EXIT_UNAVAILABLE = 3,		/* no module, no netlink, broken output */
	EXIT_DIFFERENT = 5,		/* differences found */
};

struct failure {
	enum exit_code code;		/* EXIT_OK: nothing has failed */
	int error;			/* errno of the kernel's refusal, otherwise 0 */
	char sentence[512];
	struct location at;		/* file is NULL when no text is to blame */
};

/* Record a failure. The first one stays: what follows it is only its consequence.
 *
 * Return: -1, so that "return failure_set(...)" reads well.
 */
int failure_set(struct failure *failure, enum exit_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Forget it, before a second attempt. */
void failure_clear(struct failure *failure);

#endif
