/* SPDX-License-Identifier: GPL-2.0-or-later */
/* First payloads of protocols that are not file sharing: no signature of any weight may match one. */
#ifndef P2PCTL_INNOCENT_H
#define P2PCTL_INNOCENT_H

#include <stddef.h>
#include <stdint.h>

/* What a payload is extended with to its length: not all that differs between two of them matters. */
enum innocent_filler {
	INNOCENT_ZERO,
	INNOCENT_TEXT,
	INNOCENT_NOISE,
	INNOCENT_FILLERS
};

struct innocent {
	const char *name;
	const char *bytes;		/* the first ones */
	uint16_t size;			/* how many */
	uint16_t length;		/* of the whole payload; at least size */
	uint16_t port;			/* of the server */
	uint8_t transport;		/* IPPROTO_TCP or IPPROTO_UDP */
};

extern const struct innocent innocents[];
extern const size_t innocent_count;

/* Write the whole payload; to has room for its length. */
void innocent_payload(const struct innocent *innocent, enum innocent_filler filler, uint8_t *to);

#endif
