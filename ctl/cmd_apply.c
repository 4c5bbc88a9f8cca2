// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <time.h>

#include "command.h"
#include "nesting.h"
#include "plan.h"
#include "progress.h"
#include "snapshot.h"
#include "target.h"
#include "weight.h"

/* An attempt to make the kernel equal to a target, and what came of it. */
struct attempt {
	struct session *session;
	bool check;			/* go to the end, then abort */
	struct weight confirmed;	/* what was asked about already */
	struct snapshot before;
	struct plan plan;
	bool new_ruleset;
	uint64_t generation;		/* in force afterwards */
};

static int send_step(struct client *client, const struct step *step)
{
	switch (step->kind) {
	case STEP_DELETE:
		return client_subscriber_del(client, step->before);
	case STEP_SHRINK:
		return client_subscriber_set(client, &step->shrunk);
	default:
		return client_subscriber_set(client, step->after);
	}
}

static int send_steps(struct client *client, const struct plan *plan)
{
	struct progress progress;
	int result = 0;

	progress_begin(&progress, false);
	for (size_t i = 0; i < plan->count && !result; i++) {
		if (progress_due(&progress))
			progress_tell(&progress, "%zu of %zu changes sent", i, plan->count);
		result = send_step(client, &plan->steps[i]);
	}
	progress_end(&progress);
	return result;
}

/* Lists that go make room for those that come. */
static int send_contents(struct client *client, const struct plan *plan)
{
	int result = 0;

	for (size_t i = 0; i < plan->content_count && !result; i++) {
		const struct content_step *step = &plan->contents[i];

		result = step->after ? client_content_set(client, step->after) : client_content_del(client, step->before);
	}
	return result;
}

static int send_changes(struct client *client, const struct attempt *attempt, const struct target *target)
{
	if (plan_changes_settings(&attempt->plan) && client_settings_set(client, &attempt->plan.settings))
		return -1;
	if (attempt->plan.garden && client_garden_set(client, attempt->plan.garden))
		return -1;
	if (attempt->new_ruleset && client_ruleset_set(client, target->blob.data, target->blob.size))
		return -1;
	if (send_contents(client, &attempt->plan))
		return -1;
	return send_steps(client, &attempt->plan) ? -1 : client_sync(client);
}

/* The file's setting, or else the one that stays in force. */
static int check_nesting(const struct attempt *attempt, const struct target *target, struct failure *failure)
{
	const struct settings *present = &attempt->before.status.settings, *wanted = &target->configuration->settings;

	if (wanted->has_nested ? wanted->nested : present->nested)
		return 0;
	return nesting_check(target->configuration, failure);
}

static int make_plan(struct client *client, struct attempt *attempt, struct target *target)
{
	bool signatures = target_has_signatures(target);

	if (snapshot_take(client, &attempt->before, signatures))
		return -1;
	if (plan_make(&attempt->plan, &attempt->before.subscribers, target->configuration, client->failure) ||
	    check_nesting(attempt, target, client->failure))
		return -1;
	plan_settings(&attempt->plan, &attempt->before.status.settings, &target->configuration->settings);
	plan_garden(&attempt->plan, &attempt->before.garden, &target->configuration->garden);
	plan_contents(&attempt->plan, &attempt->before.contents, &target->configuration->contents);
	attempt->new_ruleset = signatures &&
			       !snapshot_has_ruleset(&attempt->before, target->blob.data, target->blob.size);
	attempt->generation = attempt->before.status.generation;
	return 0;
}

static bool nothing_to_do(const struct attempt *attempt)
{
	return !attempt->plan.count && !attempt->plan.content_count && !attempt->plan.garden && !attempt->new_ruleset &&
	       !plan_changes_settings(&attempt->plan);
}

static bool is_confirmed(const struct attempt *attempt, const struct weight *weight)
{
	const struct weight *confirmed = &attempt->confirmed;

	return attempt->check || (weight->hit <= confirmed->hit && weight->disconnected <= confirmed->disconnected &&
				  weight->removed <= confirmed->removed && weight->emptied <= confirmed->emptied &&
				  weight->unnamed <= confirmed->unnamed);
}

/* Asked before the transaction is begun, which must not wait for an answer; and again when somebody's commit in between
 * made it more.
 */
static bool confirm(struct attempt *attempt)
{
	struct weight weight = weight_of(&attempt->plan);

	if (is_confirmed(attempt, &weight))
		return true;
	attempt->confirmed = weight;
	return session_confirm_weight(attempt->session, &weight);
}

static void attempt_free(struct attempt *attempt)
{
	plan_free(&attempt->plan);
	snapshot_free(&attempt->before);
}

/* Somebody else's commit came between looking and beginning. Within the transaction nobody's does: else a large file would
 * never get its turn among many who change little.
 * Return: 0, -1 with client->failure set, 1 when there is nothing to do any more, or a question to be asked
 */
static int plan_again(struct client *client, struct attempt *attempt, struct target *target)
{
	struct weight weight;

	attempt_free(attempt);
	if (make_plan(client, attempt, target))
		return -1;
	weight = weight_of(&attempt->plan);
	if (!nothing_to_do(attempt) && is_confirmed(attempt, &weight))
		return 0;
	return client_abort(client) ? -1 : 1;
}

/* Return: 0, -1 with client->failure set, 1 when it is to be begun anew. */
static int change(struct client *client, struct attempt *attempt, struct target *target)
{
	uint64_t generation;

	if (make_plan(client, attempt, target))
		return -1;
	if (nothing_to_do(attempt))
		return 0;
	if (!confirm(attempt) || client_begin(client, &generation))
		return -1;
	if (generation != attempt->generation) {
		int result = plan_again(client, attempt, target);

		if (result)
			return result;
	}
	if (send_changes(client, attempt, target))
		return -1;
	return attempt->check ? client_abort(client) : client_commit(client, &attempt->generation);
}

static int change_until_done(struct client *client, struct attempt *attempt, struct target *target)
{
	for (int i = 0; i < CLIENT_ATTEMPTS; i++) {
		int result = change(client, attempt, target);

		if (result <= 0)
			return result;
		attempt_free(attempt);
	}
	return failure_set(client->failure, EXIT_REFUSED,
			   "somebody else changed the configuration before each of %d attempts", CLIENT_ATTEMPTS);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static void print_outcome(struct output *out, const struct attempt *attempt, double seconds)
{
	static const struct column columns[] = {
		{ "outcome", 0, NULL, ": " },
		{ "added", 0, NULL, " added, " },
		{ "changed", 0, NULL, " changed, " },
		{ "removed", 0, NULL, " removed, " },
		{ "unchanged", 0, NULL, " unchanged" },
		{ "settings", 0, ", settings ", NULL },
		{ "garden", 0, ", garden ", NULL },
		{ "ruleset", 0, ", ruleset ", NULL },
		{ "content", 0, ", content lists ", NULL },
		{ "generation", 0, ", generation ", NULL },
		{ "seconds", 0, ", ", " s" },
		{ NULL, 0, NULL, NULL },
	};

	output_row(out, columns);
	output_string(out, "outcome", attempt->check ? "checked" : "applied");
	output_number(out, "added", attempt->plan.added);
	output_number(out, "changed", attempt->plan.changed);
	output_number(out, "removed", attempt->plan.removed);
	output_number(out, "unchanged", attempt->plan.unchanged);
	output_string(out, "settings", plan_changes_settings(&attempt->plan) ? "changed" : "unchanged");
	output_string(out, "garden", attempt->plan.garden ? "replaced" : "unchanged");
	output_string(out, "ruleset", attempt->new_ruleset ? "replaced" : "unchanged");
	output_string(out, "content", attempt->plan.content_count ? "changed" : "unchanged");
	output_number(out, "generation", attempt->generation);
	output_real(out, "seconds", seconds);
	output_end(out);
}

enum exit_code cmd_apply(struct session *session, int argc, char **argv)
{
	struct attempt attempt = { .session = session };
	double start = seconds_now();
	struct target target;

	attempt.check = argc && (!strcmp(argv[0], "-c") || !strcmp(argv[0], "--check"));
	argc -= attempt.check;
	argv += attempt.check;
	if (argc != 1)
		return session_misuse(session, "apply wants one file: p2pctl apply [-c|--check] FILE");
	if (!target_read(session, 1, argv, &target) && !session_connect(session) &&
	    !change_until_done(&session->client, &attempt, &target))
		print_outcome(&session->out, &attempt, seconds_now() - start);
	attempt_free(&attempt);
	target_free(&target);
	return session_failed(session);
}
