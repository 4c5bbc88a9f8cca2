/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_PAYLOAD_H
#define P2PFLOW_PAYLOAD_H

#include <stddef.h>

/* A first message that the tests need often, written in the language of bytes_parse(). */
struct payload {
	const char *name;
	const char *expression;
	const char *about;
};

/* Ends with an entry whose name is NULL. */
extern const struct payload payloads[];

/* Return: the payload whose name is the first @length characters of @name, or NULL. */
const struct payload *payload_lookup(const char *name, size_t length);

#endif
