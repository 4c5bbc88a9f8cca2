/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading signatures and configurations. The language is described in config.y. */
#ifndef P2PCTL_PARSE_H
#define P2PCTL_PARSE_H

#include "lang/diagnostics.h"
#include "model.h"

/* Read a file, "-" for standard input, with everything it includes; or a text that has a name for its locations.
 *
 * Return: what it says, to be given to configuration_destroy(); NULL when there are errors, which are in diagnostics
 * then. Locations point into diagnostics: clear it last.
 */
struct configuration *parse_file(const char *path, struct diagnostics *diagnostics);
struct configuration *parse_string(const char *text, const char *name, struct diagnostics *diagnostics);
struct configuration *parse_bytes(const void *text, size_t size, const char *name, struct diagnostics *diagnostics);

/* The text of a file, "-" for standard input. Return: owned by the diagnostics; NULL with an error there */
const struct source *parse_source(const char *path, struct diagnostics *diagnostics);

void configuration_destroy(struct configuration *configuration);

#endif
