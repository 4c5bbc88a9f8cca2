/* SPDX-License-Identifier: GPL-2.0 */
/* Operations as messages, and what is answered. */
#ifndef SPEAK_H
#define SPEAK_H

#include "talker.h"
#include "transaction.h"

/* A subscriber as the module shows it. */
struct shown {
	unsigned int key;		/* KEYS: one that nobody ordered */
	bool fallback;
	bool complete;			/* nothing in it was too much or too little to be read */
	struct subscriber subscriber;
	uint8_t state;
	bool has_left;
	uint64_t left_s;
	bool has_wait;
	uint64_t wait_s;
};

/**
 * struct answer
 * @error: 0 or an error number
 * @sentence: that came with it
 * @holder: of the transaction, in a conflict
 * @shown: subscribers, in a conflict or as an answer
 */
struct answer {
	int error;
	char sentence[128];
	uint64_t cookie;
	uint64_t generation;
	uint32_t holder;
	unsigned int count;
	struct shown shown[2];
};

struct speaker {
	struct talker sockets[SOCKETS];
	struct talker_family family;
	uint64_t cookie;
};

void speak_open(struct speaker *speaker);
void speak_close(struct speaker *speaker);
void speak(struct speaker *speaker, const struct operation *operation, const struct details *details,
	   struct answer *answer);

/* An empty message of a command, to be filled and sent. */
struct nlmsghdr *speak_begin(const struct speaker *speaker, uint8_t command, uint16_t flags);
void speak_read_subscriber(struct shown *shown, const struct nlattr *nest);

#endif
