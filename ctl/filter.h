/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the subscribers a list shows: those that fit everything that was said. */
#ifndef P2PCTL_FILTER_H
#define P2PCTL_FILTER_H

#include "command.h"
#include "lang/words.h"

struct filter {
	bool sanctioned;		/* only those with a sanction */
	unsigned int scope;		/* 0: any */
	unsigned int action;		/* 0: any */
	bool within;			/* the word was said */
	uint64_t now;
	uint64_t before;		/* ends until then, and did not end yet; 0: any */
	struct prefix prefix;		/* family 0: any */
	struct reason reason;
};

extern const struct keyword filter_subscriber_words[];
extern const struct keyword filter_sanction_words[];

/* Read the words of a list verb. Return: 0, or -1 with a failure. */
int filter_read(struct session *session, const struct keyword *words, int argc, char **argv, struct filter *filter);

bool filter_fits(const struct filter *filter, const struct subscriber *subscriber);

#endif
