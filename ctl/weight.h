/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom an order hits: what is asked about before it is given. */
#ifndef P2PCTL_WEIGHT_H
#define P2PCTL_WEIGHT_H

#include "plan.h"
#include "session.h"

/* Subscribers an order may hit before a question is asked. */
#define WEIGHT_MOST	1000

struct weight {
	size_t hit;			/* get a sanction, or another one */
	size_t disconnected;		/* of them, by scope all and action drop */
	size_t removed;			/* are forgotten */
	bool emptied;			/* subscribers were there, and none is left */
	bool unnamed;			/* who is no subscriber gets one that does more than count */
};

/* One subscriber, or the default, gets a sanction. @before is what it has, NULL when that does not matter: an equal one
 * hits nobody.
 */
void weight_add(struct weight *weight, const struct sanction *before, const struct subscriber *subscriber);
struct weight weight_of(const struct plan *plan);

/* Ask when it is much, once for as much. Return: whether to go on; a failure otherwise. */
bool session_confirm_weight(struct session *session, const struct weight *weight);

#endif
