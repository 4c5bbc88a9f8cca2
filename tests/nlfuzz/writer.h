/* SPDX-License-Identifier: GPL-2.0 */
/* A socket that sends many messages at once and reads what is answered to each. */
#ifndef WRITER_H
#define WRITER_H

#include "build.h"
#include "talker.h"

#define BATCH_MAX (512u << 10)

/**
 * struct writer
 * @batch: what is sent with the next, or was with the last system call
 * @length: of it
 * @first: sequence number of its first message
 */
struct writer {
	struct talker talker;
	uint8_t *batch;
	size_t length;
	uint32_t first;
	bool sent;
};

/* What is known of the transaction; all writers see the same. */
extern struct hints hints;

void writer_open(struct writer *writer);
void writer_close(struct writer *writer);

/* Return: whether there was room for it */
bool writer_add(struct writer *writer, struct draft *draft);
void writer_send(struct writer *writer);

/* Read the answers that are there, so many datagrams at most; a dump goes on with each. */
void writer_read(struct writer *writer, unsigned int datagrams);

/* One that was accepted before, with today's cookie. Return: false when there is none */
bool writer_recall(struct draft *draft, struct dice *dice, const struct command *command);

#endif
