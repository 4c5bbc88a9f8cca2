/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration as the configuration language writes it. One line for each subscriber, so that diff(1) and grep(1)
 * can work on it.
 */
#ifndef P2PCTL_STATEMENT_H
#define P2PCTL_STATEMENT_H

#include <stdio.h>

#include "model.h"

/* Without the end of the line. The default is one, too. */
void statement_subscriber(FILE *stream, const struct subscriber *subscriber);

/* Only what is set. */
void statement_settings(FILE *stream, const struct settings *settings);

#endif
