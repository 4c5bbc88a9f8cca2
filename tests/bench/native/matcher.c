// SPDX-License-Identifier: GPL-2.0-or-later
#include "matcher.h"

#include <stdlib.h>

static void prepare(void *self, const struct traffic *traffic)
{
	struct matcher *matcher = self;

	matcher->judgements = memory_alloc(traffic->count * sizeof(*matcher->judgements));
}

static void read_flow(struct matcher *matcher, const struct traffic_flow *flow, struct judgement *judgement,
		      struct tally *tally)
{
	for (size_t i = 0; i < flow->count && !judgement->class; i++) {
		const struct piece *piece = &flow->packets[i].piece;

		if (flow->tcp)
			judge_segment(&matcher->judge, judgement, piece);
		else
			judge_datagram(&matcher->judge, judgement, piece);
		tally->packets++;
		tally->bytes += piece->payload.size;
	}
}

static void read_prepared(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct matcher *matcher = self;

	for (size_t i = 0; i < traffic->count; i++)
		read_flow(matcher, &traffic->flows[i], &matcher->judgements[i], tally);
}

/* The class stays behind for tidy(), as it does in the mark of a connection. */
static void read_allocating(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct matcher *matcher = self;

	for (size_t i = 0; i < traffic->count; i++) {
		struct judgement *judgement = memory_alloc(sizeof(*judgement));

		read_flow(matcher, &traffic->flows[i], judgement, tally);
		matcher->judgements[i].class = judgement->class;
		judgement_end(judgement);
		free(judgement);
	}
}

static void tidy(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct matcher *matcher = self;

	for (size_t i = 0; i < traffic->count; i++) {
		tally->found += matcher->judgements[i].class > P2P_CLASS_OTHER;
		tally->wrong += matcher->judgements[i].class != traffic->flows[i].class;
		judgement_end(&matcher->judgements[i]);
	}
	free(matcher->judgements);
}

struct contestant matcher_contestant(struct matcher *matcher, const struct p2p_blob *blob, bool prepared)
{
	*matcher = (struct matcher){ .judge.blob = blob };
	return (struct contestant){
		.name = prepared ? "nf_p2p-prepared" : "nf_p2p",
		.what = prepared ? "matching; the judgement of each flow was allocated before, and what was added to it "
				   "is freed behind" :
				   "a judgement allocated for each flow, matching, and freed",
		.prepared = prepared,
		.ours = true,
		.self = matcher,
		.prepare = prepare,
		.run = prepared ? read_prepared : read_allocating,
		.tidy = tidy,
	};
}
