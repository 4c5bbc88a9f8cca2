/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values that more than one command shows. */
#ifndef P2PCTL_PRINT_H
#define P2PCTL_PRINT_H

#include "model.h"
#include "output.h"

/* The members of an object that the caller has opened. */
void print_settings(struct output *output, const struct settings *settings);
void print_garden(struct output *output, const struct garden_entry *entry);
void print_subscriber(struct output *output, const struct subscriber *subscriber);
void print_content(struct output *output, const struct content_list *list);
void print_default(struct output *output, const struct subscriber *subscriber);

#endif
