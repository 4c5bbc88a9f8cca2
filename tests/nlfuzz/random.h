/* SPDX-License-Identifier: GPL-2.0 */
/* Numbers that one seed decides. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

void dice_seed(struct dice *dice, uint64_t seed, uint64_t part);
uint64_t dice_roll(struct dice *dice);
uint32_t dice_below(struct dice *dice, uint32_t bound);	/* 0 to bound - 1; 0 of 0 */
bool dice_one_in(struct dice *dice, uint32_t bound);
void dice_fill(struct dice *dice, void *data, unsigned int length);

#endif
