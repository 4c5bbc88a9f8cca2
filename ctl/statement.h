/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A configuration as the configuration language writes it. One line for each subscriber, entry of the garden and content
 * id, so that diff(1) and grep(1) can work on it.
 */
#ifndef P2PCTL_STATEMENT_H
#define P2PCTL_STATEMENT_H

#include <stdio.h>

#include "model.h"

/* Without the end of the line. The default is one, too. */
void statement_subscriber(FILE *stream, const struct subscriber *subscriber);

/* A block for each entry: they add up. */
void statement_garden(FILE *stream, const struct garden_entry *entry);

/* What its block begins with. */
void statement_content_name(FILE *stream, const struct content_list *list);

/* A block, one line for each id, with the end of its last line. */
void statement_content(FILE *stream, const struct content_list *list);
void statement_ids(FILE *stream, const struct content_list *list, const char *indent);	/* only its ids */

/* Only what is set. */
void statement_settings(FILE *stream, const struct settings *settings);

#endif
