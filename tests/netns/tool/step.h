/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_STEP_H
#define P2PFLOW_STEP_H

#include "bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* The two ends of a flow: a opens it, b answers. */
enum end { END_A, END_B };

static inline enum end other_end(enum end end)
{
	return end == END_A ? END_B : END_A;
}

static inline char end_letter(enum end end)
{
	return end == END_A ? 'a' : 'b';
}

/* What must become of the packets of a step. */
enum expectation {
	EXPECT_PASS,		/* all arrive, nothing else comes */
	EXPECT_LOST,		/* none arrives, nothing else comes */
	EXPECT_SOME,		/* at least one arrives, at least one does not */
	EXPECT_RESET,		/* none arrives, the sender (and nobody else) is answered with TCP resets */
	EXPECT_ICMP,		/* none arrives, the sender (and nobody else) is answered with ICMP errors */
	EXPECT_ANY,
};

extern const char *const expectation_names[];

/* In which order the segments of a cut payload leave. */
enum order { ORDER_FORWARD, ORDER_REVERSE, ORDER_SHUFFLE };

enum step_kind {
	STEP_SEND,
	STEP_WAIT,		/* value: ms */
	/* The others hold from there on. */
	STEP_CUT,		/* value: octets per segment, 0: whole */
	STEP_GSO,		/* value: octets per segment of one GSO packet, 0: off */
	STEP_FRAGMENT,		/* value: octets per IP fragment, 0: off */
	STEP_ORDER,		/* value: enum order */
	STEP_SHUFFLE,		/* value: seed */
	STEP_EXPECT,		/* value: enum expectation */
	STEP_HOP_LIMIT,		/* value: TTL or hop limit */
	STEP_CHECKSUM,		/* value: 0 bad, 1 good */
	STEP_TIMEOUT,		/* value: ms */
};

struct step {
	const char *text;	/* as the user wrote it */
	unsigned int number;	/* position on the command line, from 1 */
	enum step_kind kind;
	long value;
	/* The rest is for STEP_SEND. */
	enum end from;
	uint8_t flags;		/* TCP: TH_* */
	bool has_offset;
	int64_t offset;		/* stream offset; without has_offset: where the sender is */
	unsigned long repeat;
	struct bytes data;
};

struct script {
	struct step *steps;
	unsigned int count;
};

/* The steps' part of a --help. */
extern const char step_help[];

/**
 * script_parse() - read the steps of a command line
 * @words: must outlive the script
 *
 * Exits with a sentence on anything that is not a step.
 */
struct script script_parse(char *const words[], int count);

void script_free(struct script *script);

#endif
