/* SPDX-License-Identifier: GPL-2.0 */
/* Does the module hold what the model holds? */
#ifndef AGREE_H
#define AGREE_H

#include "speak.h"

/* Each returns whether it does; if not, it has printed what differs. */
bool agree_answer(const struct model *before, const struct speaker *speaker, const struct operation *operation,
		  int expected, const struct answer *answer);
bool agree_status(const struct model *model, struct speaker *speaker);
bool agree_in_full(const struct model *model, struct speaker *speaker);

#endif
