/* SPDX-License-Identifier: GPL-2.0 */
/* Does the module hold what the model holds? */
#ifndef AGREE_H
#define AGREE_H

#include "speak.h"

/* Say nothing, as long as a shorter way to a difference is looked for. */
extern bool agree_quietly;

/* Each returns whether it does; if not, it has printed what differs. */
bool agree_answer(const struct model *before, const struct speaker *speaker, const struct operation *operation,
		  int expected, const struct answer *answer);
bool agree_in_full(const struct model *model, struct speaker *speaker);

#endif
