// SPDX-License-Identifier: GPL-2.0-or-later
#include "weight.h"

#include <stdio.h>

void weight_add(struct weight *weight, const struct sanction *before, const struct subscriber *subscriber)
{
	const struct sanction *after = &subscriber->sanction;

	if (!after->scope || (before && sanction_equal(before, after)))
		return;
	if (subscriber->is_default) {
		weight->unnamed = after->action > P2P_ACTION_COUNT;
		return;
	}
	weight->hit++;
	weight->disconnected += after->scope == P2P_SCOPE_ALL && after->action >= P2P_ACTION_REJECT;
}

struct weight weight_of(const struct plan *plan)
{
	struct weight weight = {
		.removed = plan->removed,
		.emptied = plan->removed && !plan->added && !plan->changed && !plan->unchanged,
	};

	for (size_t i = 0; i < plan->count; i++) {
		const struct step *step = &plan->steps[i];

		if (step->kind == STEP_SET)
			weight_add(&weight, step->before ? &step->before->sanction : NULL, step->after);
	}
	return weight;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

bool session_confirm_weight(struct session *session, const struct weight *weight)
{
	char question[256];
	size_t used = 0;

	if (!weight->unnamed && !weight->disconnected && !weight->emptied && weight->hit <= session->most &&
	    weight->removed <= session->most)
		return true;
	if (weight->unnamed)
		used = snprintf(question, sizeof(question), "Sanction everybody who is no subscriber");
	if (weight->hit)
		used += snprintf(question + used, sizeof(question) - used, "%s %zu subscriber%s",
				 used ? ", and" : "Sanction", weight->hit, plural(weight->hit));
	if (weight->disconnected)
		used += snprintf(question + used, sizeof(question) - used, ", %zu of them cut off from everything",
				 weight->disconnected);
	if (weight->removed)
		snprintf(question + used, sizeof(question) - used, "%s %s%zu subscriber%s", used ? ", and remove" : "Remove",
			 weight->emptied ? "all " : "", weight->removed, plural(weight->removed));
	return session_confirm(session, question);
}
