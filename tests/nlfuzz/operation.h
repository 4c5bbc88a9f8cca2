/* SPDX-License-Identifier: GPL-2.0 */
/* What can be said to the module, one thing at a time. */
#ifndef OPERATION_H
#define OPERATION_H

#include "config.h"
#include "random.h"

enum operation_kind {
	OPERATION_BEGIN,
	OPERATION_COMMIT,
	OPERATION_ABORT,
	OPERATION_FORCE,		/* abort whosever it is */
	OPERATION_CLOSE,		/* the socket */
	OPERATION_BYPASS,
	OPERATION_SETTINGS,
	OPERATION_SUBSCRIBER_SET,
	OPERATION_SUBSCRIBER_DEL,
	OPERATION_FALLBACK_SET,
	OPERATION_FALLBACK_DEL,
	OPERATION_SUBSCRIBER_FLUSH,
	OPERATION_GARDEN,
	OPERATION_CONTENT_BEGIN,
	OPERATION_CONTENT_GO_ON,
	OPERATION_CONTENT_DEL,
	OPERATION_CONTENT_FLUSH,
	OPERATION_RULESET,		/* the next chunk, or a wrong one */
	OPERATION_RULESET_REMOVE,
	OPERATION_GET,			/* a subscriber by its key */
	OPERATION_WHOSE,		/* an address is */
};

enum cookie {
	COOKIE_RIGHT,			/* the last one that was given out */
	COOKIE_WRONG,
	COOKIE_NONE,
};

#define SETTING_MASK 1
#define SETTING_ENFORCE 2
#define SETTING_CAPTURE 4
#define SETTING_NESTED 8

/**
 * struct operation
 * @who: socket
 * @number: key, name, or value of a bypass
 * @settings: which of them: SETTING_*
 * @ids: how many bytes of them
 * @skewed: chunks and ids that do not follow what came before
 */
struct operation {
	enum operation_kind kind;
	unsigned int who;
	enum cookie cookie;
	unsigned int number;
	unsigned int settings;
	uint32_t mark_mask;
	uint8_t enforce;
	uint8_t capture;
	uint8_t nested;
	struct subscriber subscriber;
	struct prefix address;
	unsigned int places;
	struct place garden[PLACES];
	struct list list;
	unsigned int ids;
	bool skewed;
};

#define SOCKETS 3

/**
 * operation_roll - one by chance
 * @epoch: the second that times are relative to
 * @names: content lists that there may be
 */
void operation_roll(struct operation *operation, struct dice *dice, uint64_t epoch, unsigned int names);
void operation_print(const struct operation *operation);

#endif
