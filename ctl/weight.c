// SPDX-License-Identifier: GPL-2.0-or-later
#include "weight.h"

#include <stdio.h>

void weight_add(struct weight *weight, const struct sanction *before, const struct sanction *after)
{
	if (!after->scope || (before && sanction_equal(before, after)))
		return;
	weight->hit++;
	weight->disconnected += after->scope == P2P_SCOPE_ALL && after->action >= P2P_ACTION_REJECT;
}

struct weight weight_of(const struct plan *plan)
{
	struct weight weight = { .removed = plan->removed };

	for (size_t i = 0; i < plan->count; i++) {
		const struct step *step = &plan->steps[i];

		if (step->kind == STEP_SET)
			weight_add(&weight, step->before ? &step->before->sanction : NULL, &step->after->sanction);
	}
	return weight;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

bool session_confirm_weight(struct session *session, const struct weight *weight)
{
	char question[192];
	size_t used = 0;

	if (!weight->disconnected && weight->hit <= session->most && weight->removed <= session->most)
		return true;
	if (weight->hit)
		used = snprintf(question, sizeof(question), "Sanction %zu subscriber%s", weight->hit, plural(weight->hit));
	if (weight->disconnected)
		used += snprintf(question + used, sizeof(question) - used, ", %zu of them cut off from everything",
				 weight->disconnected);
	if (weight->removed)
		snprintf(question + used, sizeof(question) - used, "%s %zu subscriber%s", used ? ", and remove" : "Remove",
			 weight->removed, plural(weight->removed));
	return session_confirm(session, question);
}
