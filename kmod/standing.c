// SPDX-License-Identifier: GPL-2.0-only
#include "standing.h"

enum p2p_standing p2p_standing_find(const struct p2p_contents *contents, const struct p2p_finding *finding)
{
	const struct p2p_content *list = p2p_contents_find(contents, finding->content_id, finding->content_id_size);

	if (!list)
		return P2P_STANDING_PLAIN;
	return list->head.except ? P2P_STANDING_EXCEPTED : P2P_STANDING_LISTED;
}

enum p2p_standing p2p_standing_recall(struct p2p_flows *flows, const struct p2p_contents *contents,
				      const struct nf_conn *ct)
{
	enum p2p_standing standing = P2P_STANDING_PLAIN;
	struct p2p_flow_bucket *bucket;
	unsigned long now = jiffies;
	struct p2p_flow *flow;

	if (contents->excepting)
		standing = P2P_STANDING_EXCEPTED;
	if (!p2p_flow_any(flows))
		return standing;
	bucket = p2p_flow_bucket(flows, ct);
	spin_lock_bh(&bucket->lock);
	flow = p2p_flow_find(flows, bucket, ct);
	if (flow && flow->record) {
		if (flow->lists_id != contents->id) {
			flow->standing = p2p_standing_find(contents, &flow->trail.finding);
			flow->lists_id = contents->id;
		}
		standing = flow->standing;
		if (flow->since != now)
			flow->since = now;	/* a flow that runs must not lose it */
	}
	spin_unlock_bh(&bucket->lock);
	return standing;
}

void p2p_standing_tell(struct p2p_event *event, const struct p2p_state *state, const struct p2p_finding *finding)
{
	const struct p2p_content *list = p2p_contents_find(state->contents, finding->content_id,
							   finding->content_id_size);

	if (!list && !state->settings.capture)
		return;
	event->content_id_size = finding->content_id_size;
	memcpy(event->content_id, finding->content_id, sizeof(event->content_id));
	if (list)
		strscpy(event->list, list->head.name, sizeof(event->list));
}
