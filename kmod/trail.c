// SPDX-License-Identifier: GPL-2.0-only
/* What the packets of a flow add up to: matches to a finding, steps to a match. */
#include "trail.h"

static void finding_set(struct p2p_finding *finding, const struct p2p_sighting *sighting, u8 strength)
{
	finding->signature = sighting->trial.signature->whole;
	finding->class = sighting->trial.signature->class;
	finding->strength = strength;
	finding->offset = sighting->offset;
	finding->midflow = sighting->midflow;
}

/* Of several proofs in one packet, the first with a content id is the one that is told. */
static void add_proof(struct p2p_finding *finding, const struct p2p_sighting *sighting)
{
	bool better = !sighting->settled && sighting->trial.signature->capture_size && !finding->content_id_size;

	if (finding->strength == P2P_STRENGTH_PROOF && !better)
		return;
	finding_set(finding, sighting, P2P_STRENGTH_PROOF);
	finding->content_id_size = p2p_check_capture(&sighting->trial, finding->content_id);
}

/* Two different pieces for the same protocol are proof. The one that says which content it is about is told. */
static void add_evidence(struct p2p_finding *finding, const struct p2p_sighting *sighting)
{
	const struct p2p_blob_signature *signature = sighting->trial.signature;
	u16 first = finding->signature;

	if (finding->strength < P2P_STRENGTH_EVIDENCE) {
		finding_set(finding, sighting, P2P_STRENGTH_EVIDENCE);
	} else if (finding->strength == P2P_STRENGTH_EVIDENCE && first != signature->whole &&
		   finding->class == signature->class) {
		finding_set(finding, sighting, P2P_STRENGTH_PROOF);
		if (finding->content_id_size || !signature->capture_size)
			finding->signature = first;
	} else {
		return;
	}
	if (!finding->content_id_size)
		finding->content_id_size = p2p_check_capture(&sighting->trial, finding->content_id);
}

static void add_match(struct p2p_finding *finding, const struct p2p_sighting *sighting)
{
	switch (sighting->trial.signature->strength) {
	case P2P_STRENGTH_PROOF:
		add_proof(finding, sighting);
		break;
	case P2P_STRENGTH_EVIDENCE:
		add_evidence(finding, sighting);
		break;
	default:
		if (!finding->strength)
			finding_set(finding, sighting, P2P_STRENGTH_HINT);
	}
}

static bool turn_fits(const struct p2p_trial *trial, const struct p2p_waiting *waiting)
{
	u8 direction = trial->payload->direction;

	/* without a connection it may have been either */
	if (direction == (P2P_DIRECTION_ORIGINAL | P2P_DIRECTION_REPLY))
		return false;
	return (trial->signature->turn == P2P_TURN_FOLLOW) == (waiting->direction == direction);
}

/* The place for a step that is to come: that of the same signature, a free one, or each in turn. */
static struct p2p_waiting *waiting_place(struct p2p_trail *trail, u16 next)
{
	u32 i;

	for (i = 0; i < P2P_WAITING_MAX; i++)
		if (!trail->waiting[i].next || trail->waiting[i].next == next)
			return &trail->waiting[i];
	trail->replace = (trail->replace + 1) % P2P_WAITING_MAX;
	return &trail->waiting[trail->replace];
}

void p2p_trail_wait(struct p2p_trail *trail, const struct p2p_steps *steps)
{
	u32 i;

	for (i = 0; i < steps->count; i++)
		*waiting_place(trail, steps->list[i].next) = steps->list[i];
}

/* From the next packet on: otherwise one packet could be all steps, and the bytes they share would count twice. */
static void wait_for_next(struct p2p_steps *steps, const struct p2p_trial *trial, struct p2p_waiting waiting)
{
	const struct p2p_blob_signature *signature = trial->signature;
	u32 i;

	waiting.next = signature->next;
	for (i = 0; i < P2P_KEPT_MAX; i++)
		if (signature->keep[i].field)
			waiting.kept[i] = p2p_check_field(trial->payload, signature->keep[i].field,
							  signature->keep[i].at);
	if (steps->count < P2P_WAITING_MAX)
		steps->list[steps->count++] = waiting;
}

/* All that the step says holds. @waiting is what the steps before it have left. */
static enum p2p_progress step_done(struct p2p_trail *trail, const struct p2p_sighting *sighting,
				   const struct p2p_waiting *waiting)
{
	if (sighting->trial.signature->next != P2P_NO_SIGNATURE) {
		wait_for_next(sighting->steps, &sighting->trial, *waiting);
		return P2P_PROGRESS_STEP;
	}
	add_match(&trail->finding, sighting);
	return P2P_PROGRESS_MATCH;
}

static enum p2p_progress add_first_step(struct p2p_trail *trail, const struct p2p_sighting *sighting)
{
	struct p2p_waiting waiting = { .direction = sighting->trial.payload->direction };

	switch (p2p_check_all(&sighting->trial)) {
	case P2P_HOLDS:
		return step_done(trail, sighting, &waiting);
	case P2P_WAITS:
		return P2P_PROGRESS_WAITS;
	default:
		return P2P_PROGRESS_NONE;
	}
}

static const struct p2p_waiting *waiting_find(const struct p2p_trail *trail, const struct p2p_trial *trial)
{
	u32 i;

	for (i = 0; i < P2P_WAITING_MAX; i++)
		if (trail->waiting[i].next == trial->number && turn_fits(trial, &trail->waiting[i]))
			return &trail->waiting[i];
	return NULL;
}

static enum p2p_progress add_later_step(struct p2p_trail *trail, struct p2p_sighting *sighting)
{
	const struct p2p_waiting *waiting = waiting_find(trail, &sighting->trial);
	enum p2p_outcome outcome;

	sighting->trial.kept = waiting ? waiting->kept : NULL;
	outcome = p2p_check_all(&sighting->trial);
	if (outcome == P2P_FAILS)
		return P2P_PROGRESS_NONE;
	if (!waiting) {
		trail->missed = true;
		return P2P_PROGRESS_NONE;
	}
	return outcome == P2P_WAITS ? P2P_PROGRESS_WAITS : step_done(trail, sighting, waiting);
}

enum p2p_progress p2p_trail_add(struct p2p_trail *trail, struct p2p_sighting *sighting)
{
	const struct p2p_trial *trial = &sighting->trial;

	if (!(trial->signature->directions & trial->payload->direction))
		return P2P_PROGRESS_NONE;
	if (trial->signature->turn)
		return add_later_step(trail, sighting);
	return add_first_step(trail, sighting);
}
