/* SPDX-License-Identifier: GPL-2.0 */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "build.h"

/* Change a message in one way: its lengths, its nesting, its order, its bytes. */
void damage(struct draft *draft, struct dice *dice);

#endif
