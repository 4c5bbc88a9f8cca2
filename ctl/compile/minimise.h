/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which states of an automaton cannot be told apart from outside. */
#ifndef P2PCTL_MINIMISE_H
#define P2PCTL_MINIMISE_H

#include <stdint.h>

/* Every state leads somewhere: there is no dead one. */
struct transitions {
	uint32_t states;
	uint32_t classes;
	const uint32_t *next;		/* states * classes */
	const uint16_t *accept;		/* states */
};

/* Put states that mean the same into one block; blocks are numbered in the order of their first states.
 *
 * Return: how many blocks there are
 */
uint32_t minimise(const struct transitions *transitions, uint32_t *block);

#endif
