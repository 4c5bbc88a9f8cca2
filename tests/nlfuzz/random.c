// SPDX-License-Identifier: GPL-2.0
#include "random.h"

/* splitmix64 */
uint64_t dice_roll(struct dice *dice)
{
	uint64_t z = dice->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* Neighbouring seeds and parts have nothing in common. */
void dice_seed(struct dice *dice, uint64_t seed, uint64_t part)
{
	dice->state = seed;
	dice->state = dice_roll(dice) ^ part;
	dice->state = dice_roll(dice);
}

uint32_t dice_below(struct dice *dice, uint32_t bound)
{
	return bound ? (dice_roll(dice) >> 32) * bound >> 32 : 0;
}

bool dice_one_in(struct dice *dice, uint32_t bound)
{
	return !dice_below(dice, bound);
}

void dice_fill(struct dice *dice, void *data, unsigned int length)
{
	uint8_t *byte = data;

	while (length--)
		*byte++ = (uint8_t)(dice_roll(dice) >> 32);
}
