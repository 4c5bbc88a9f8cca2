// SPDX-License-Identifier: GPL-2.0-or-later
#include "scanner.h"

#include <stdlib.h>

static int compile(struct scanner *scanner, int id)
{
	const struct expressions *expressions = &scanner->translation->of[id];
	unsigned int mode = id == P2P_AUTOMATON_STREAM ? HS_MODE_STREAM : HS_MODE_BLOCK;
	hs_compile_error_t *error;

	if (hs_compile_ext_multi((const char *const *)expressions->list, expressions->flags, expressions->ids,
				 expressions->limit_list, expressions->count, mode, NULL, &scanner->databases[id],
				 &error) == HS_SUCCESS)
		return hs_alloc_scratch(scanner->databases[id], &scanner->scratch) == HS_SUCCESS ? 0 : -1;
	fprintf(stderr, "p2pnative: %s: %s\n",
		error->expression < 0 ? "expressions" : expressions->list[error->expression], error->message);
	hs_free_compile_error(error);
	return -1;
}

int scanner_create(struct scanner *scanner, const struct translation *translation, bool prepared)
{
	*scanner = (struct scanner){ .translation = translation, .prepared = prepared };
	for (int id = 0; id < TRANSLATION_ANCHORED; id++)
		if (compile(scanner, id))
			return -1;
	for (int side = 0; prepared && side < 2; side++)
		if (hs_open_stream(scanner->databases[P2P_AUTOMATON_STREAM], 0, &scanner->streams[side]) != HS_SUCCESS)
			return -1;
	return 0;
}

void scanner_destroy(struct scanner *scanner)
{
	for (int side = 0; side < 2; side++)
		if (scanner->streams[side])
			hs_close_stream(scanner->streams[side], NULL, NULL, NULL);
	for (int id = 0; id < TRANSLATION_ANCHORED; id++)
		hs_free_database(scanner->databases[id]);
	hs_free_scratch(scanner->scratch);
}

static void prepare(void *self, const struct traffic *traffic)
{
	struct scanner *scanner = self;

	scanner->matches = 0;
	scanner->found = memory_alloc(traffic->count * sizeof(*scanner->found));
}

static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
	struct scanner *scanner = context;

	(void)id;
	(void)from;
	(void)to;
	(void)flags;
	scanner->matches++;
	scanner->matched = true;
	return 0;
}

static void begin(struct scanner *scanner, hs_stream_t **stream)
{
	if (scanner->prepared)
		hs_reset_stream(*stream, 0, scanner->scratch, NULL, NULL);
	else
		hs_open_stream(scanner->databases[P2P_AUTOMATON_STREAM], 0, stream);
}

static void end(struct scanner *scanner, hs_stream_t *stream)
{
	if (!scanner->prepared)
		hs_close_stream(stream, scanner->scratch, on_match, scanner);
}

/* A side that says nothing has no stream. */
static void scan_streams(struct scanner *scanner, const struct traffic_flow *flow)
{
	hs_stream_t *streams[2] = { scanner->streams[0], scanner->streams[1] };
	bool begun[2] = { false, false };

	for (size_t i = 0; i < flow->count; i++) {
		const struct piece *piece = &flow->packets[i].piece;

		if (!begun[piece->side])
			begin(scanner, &streams[piece->side]);
		begun[piece->side] = true;
		hs_scan_stream(streams[piece->side], (const char *)piece->payload.data, piece->payload.size, 0,
			       scanner->scratch, on_match, scanner);
	}
	for (int side = 0; side < 2; side++)
		if (begun[side])
			end(scanner, streams[side]);
}

static void scan_blocks(struct scanner *scanner, const struct traffic_flow *flow)
{
	int id = flow->tcp ? P2P_AUTOMATON_SEGMENT : P2P_AUTOMATON_DATAGRAM;

	for (size_t i = 0; i < flow->count; i++) {
		const struct bytes *payload = &flow->packets[i].piece.payload;

		hs_scan(scanner->databases[id], (const char *)payload->data, payload->size, 0, scanner->scratch,
			on_match, scanner);
	}
}

static void run(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct scanner *scanner = self;

	for (size_t i = 0; i < traffic->count; i++) {
		const struct traffic_flow *flow = &traffic->flows[i];

		scanner->matched = false;
		if (flow->tcp && !flow->midflow)
			scan_streams(scanner, flow);
		else
			scan_blocks(scanner, flow);
		scanner->found[i] = scanner->matched;
	}
	tally->packets = traffic->packets;
	tally->bytes = traffic->payload_bytes;
}

/* Without the checks more matches, and never less: what nf_p2p decides by a signature that could be translated has a
 * match here.
 */
static void tidy(void *self, const struct traffic *traffic, struct tally *tally)
{
	struct scanner *scanner = self;

	for (size_t i = 0; i < traffic->count; i++) {
		const struct traffic_flow *flow = &traffic->flows[i];

		tally->found += scanner->found[i];
		tally->wrong += flow->class > P2P_CLASS_OTHER && !scanner->translation->left_out[flow->signature] &&
				!scanner->found[i];
	}
	tally->matches = scanner->matches;
	free(scanner->found);
}

struct contestant scanner_contestant(struct scanner *scanner)
{
	return (struct contestant){
		.name = scanner->prepared ? "vectorscan-prepared" : "vectorscan",
		.what = scanner->prepared ? "a stream reset for each side, and scans" :
					    "a stream opened for each side, scans, and closed",
		.prepared = scanner->prepared,
		.self = scanner,
		.prepare = prepare,
		.run = run,
		.tidy = tidy,
	};
}
