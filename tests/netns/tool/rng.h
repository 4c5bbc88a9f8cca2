/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_RNG_H
#define P2PFLOW_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* splitmix64: the same numbers from the same seed on every machine. */
struct rng {
	uint64_t state;
};

static inline uint64_t rng_next(struct rng *rng)
{
	uint64_t z = rng->state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

/* Return: 0 to @n - 1; 0 when @n is 0 */
static inline uint32_t rng_below(struct rng *rng, uint32_t n)
{
	return n ? (uint32_t)((rng_next(rng) >> 32) * n >> 32) : 0;
}

static inline bool rng_chance(struct rng *rng, uint32_t percent)
{
	return rng_below(rng, 100) < percent;
}

static inline void rng_fill(struct rng *rng, uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		data[i] = (uint8_t)rng_next(rng);
}

#define rng_pick(rng, array) ((array)[rng_below(rng, sizeof(array) / sizeof((array)[0]))])

#endif
