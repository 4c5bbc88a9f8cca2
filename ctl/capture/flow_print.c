// SPDX-License-Identifier: GPL-2.0-or-later
#include "capture/flow_print.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "lang/words.h"

static const struct column flow_columns[] = {
	{ "class", 13, NULL, NULL },
	{ "ends", 0, NULL, NULL },
	{ "signature", 0, " by ", NULL },
	{ "packet", 0, " in packet ", NULL },
	{ "offset", 0, " at ", NULL },
	{ "midflow", 0, " mid-flow ", NULL },
	{ "lone", 0, " lone ", NULL },
	{ "content_id", 0, " content-id ", NULL },
	{ "packets", 0, ", packets ", NULL },
	{ "bytes", 0, ", bytes ", NULL },
	{ NULL, 0, NULL, NULL },
};

static const struct column match_columns[] = {
	{ "packet", 0, "  packet ", NULL },
	{ "offset", 0, " at ", NULL },
	{ "signature", 0, " ", NULL },
	{ "strength", 0, ", ", NULL },
	{ NULL, 0, NULL, NULL },
};

const char *flow_class_name(unsigned int class)
{
	return class ? word_name(word_classes, class) : "undecided";
}

struct address_text {
	char text[INET6_ADDRSTRLEN];
};

static struct address_text address_text(const struct flow *flow, int end)
{
	struct address_text result;

	inet_ntop(flow->key.family, flow->key.ends[end].address, result.text, sizeof(result.text));
	return result;
}

static void print_ends(struct output *out, const struct flow *flow)
{
	const char *form = flow->key.family == AF_INET6 ? "%s [%s]:%u > [%s]:%u" : "%s %s:%u > %s:%u";
	const char *protocol = word_name(word_protocols, flow->key.protocol);
	struct address_text source = address_text(flow, 0), destination = address_text(flow, 1);
	unsigned int sport = flow->key.ends[0].port, dport = flow->key.ends[1].port;
	char text[160];

	snprintf(text, sizeof(text), form, protocol, source.text, sport, destination.text, dport);
	output_text(out, "ends", text);
	if (!out->json)
		return;
	output_string(out, "proto", protocol);
	output_string(out, "src", source.text);
	output_number(out, "sport", sport);
	output_string(out, "dst", destination.text);
	output_number(out, "dport", dport);
}

/* A decision for other has no signature that it is known by, nor a place, unless one proves it. */
static void print_decision(struct output *out, const struct p2p_blob *blob, const struct flow *flow)
{
	const struct p2p_finding *finding = &flow->judgement.trail.finding;
	bool by = flow->judgement.class && flow->judgement.begun && p2p_finding_decides(finding);

	if (by) {
		output_string(out, "signature", p2p_blob_name(blob, finding->signature));
		output_number(out, "packet", flow->decided_at);
	} else {
		output_null(out, "signature");
		output_null(out, "packet");
	}
	if (by && !finding->midflow)
		output_number(out, "offset", finding->offset);
	else
		output_null(out, "offset");
}

static void print_content_id(struct output *out, const struct judgement *judgement)
{
	char text[2 * P2P_CONTENT_ID_MAX + 1];

	for (size_t i = 0; i < judgement->trail.finding.content_id_size; i++)
		sprintf(text + 2 * i, "%02x", judgement->trail.finding.content_id[i]);
	if (judgement->trail.finding.content_id_size)
		output_string(out, "content_id", text);
	else
		output_null(out, "content_id");
}

static void print_mark(struct output *out, const char *key, bool set)
{
	if (out->json || set)
		output_switch(out, key, set);
}

static void print_match(struct output *out, const struct p2p_blob *blob, const struct flow_match *match)
{
	unsigned int strength = blob->signatures[match->match.signature].strength;

	output_number(out, "packet", match->packet);
	if (match->match.has_offset)
		output_number(out, "offset", match->match.offset);
	else
		output_null(out, "offset");
	output_string(out, "signature", p2p_blob_name(blob, match->match.signature));
	output_name(out, "strength", word_name(word_strengths, strength), strength);
}

static void print_matches_json(struct output *out, const struct p2p_blob *blob, const struct flow *flow)
{
	output_list(out, "matches", match_columns);
	for (unsigned int i = 0; i < flow->match_count; i++) {
		output_object(out, NULL);
		print_match(out, blob, &flow->matches[i]);
		output_end(out);
	}
	output_end(out);
}

static void print_matches_text(struct output *out, const struct p2p_blob *blob, const struct flow *flow)
{
	for (unsigned int i = 0; i < flow->match_count; i++) {
		output_row(out, match_columns);
		print_match(out, blob, &flow->matches[i]);
		output_end(out);
	}
}

void flow_print(struct output *out, const char *file, const struct capture *capture, const struct flow *flow)
{
	const struct judgement *judgement = &flow->judgement;
	const struct p2p_blob *blob = capture->judge.blob;

	output_row(out, flow_columns);
	output_string(out, "file", file);
	print_ends(out, flow);
	output_name(out, "class", flow_class_name(judgement->class), judgement->class);
	print_decision(out, blob, flow);
	print_mark(out, "midflow", judgement->midflow);
	print_mark(out, "lone", flow->lone);
	print_content_id(out, judgement);
	output_number(out, "packets", flow->packets);
	output_number(out, "bytes", flow->bytes);
	if (capture->judge.why && out->json)
		print_matches_json(out, blob, flow);
	output_end(out);
	if (capture->judge.why && !out->json)
		print_matches_text(out, blob, flow);
}
