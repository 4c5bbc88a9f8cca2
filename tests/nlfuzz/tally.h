/* SPDX-License-Identifier: GPL-2.0 */
/* What was sent and what the kernel said to it. */
#ifndef TALLY_H
#define TALLY_H

#include "grammar.h"

#include <libmnl/libmnl.h>

/* A message that was sent and is not answered yet. */
struct record {
	uint32_t sequence;
	const struct nlmsghdr *message;	/* as it was sent; NULL when its bytes are gone */
	const struct command *command;	/* that it carries in the end; NULL: none that there is */
};

void tally_sent(const struct record *record);
void tally_accepted(const struct record *record);

/* Return: false when the module refused without telling why */
bool tally_refused(const struct record *record, int error, const char *sentence);
void tally_lost(void);			/* answers that found no room */
void tally_print(uint64_t messages, double seconds);
void tally_print_sentences(void);
uint64_t tally_silent(void);		/* refusals of the module without a sentence */

#endif
