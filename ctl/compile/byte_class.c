// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/byte_class.h"

#include <string.h>

static void split_classes(struct byte_classes *to, const struct byte_set *set)
{
	uint16_t inside[256];
	uint32_t count = to->count;
	bool outside[256] = { false };

	memset(inside, 0xff, sizeof(inside));
	for (unsigned int byte = 0; byte < 256; byte++)
		if (!byte_set_has(set, byte))
			outside[to->map[byte]] = true;
	for (unsigned int byte = 0; byte < 256; byte++) {
		uint8_t class = to->map[byte];

		if (!byte_set_has(set, byte) || !outside[class])
			continue;
		if (inside[class] == 0xffff)
			inside[class] = count++;
		to->map[byte] = inside[class];
	}
	to->count = count;
}

void byte_classes_find(struct byte_classes *classes, const struct nfa *nfa)
{
	memset(classes, 0, sizeof(*classes));
	classes->count = 1;
	for (size_t i = 0; i < nfa->count && classes->count < 256; i++)
		if (nfa->positions[i].set)
			split_classes(classes, nfa->positions[i].set);
	for (unsigned int byte = 0; byte < 256; byte++)
		classes->sample[classes->map[byte]] = byte;
}
