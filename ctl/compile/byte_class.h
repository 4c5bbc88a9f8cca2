/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes that no pattern tells apart share a column of the table. */
#ifndef P2PCTL_BYTE_CLASS_H
#define P2PCTL_BYTE_CLASS_H

#include "compile/nfa.h"

struct byte_classes {
	uint32_t count;
	uint8_t map[256];		/* byte to class */
	uint8_t sample[256];		/* class to one of its bytes */
};

void byte_classes_find(struct byte_classes *classes, const struct nfa *nfa);

#endif
