// SPDX-License-Identifier: GPL-2.0-or-later
/* What is shipped, taken as a whole: how soon innocent flows are over, and whether one payload is ever counted twice. */
#include <unistd.h>

#include "ruleset.h"

#define SHIPPED "ctl/signatures/all.sig"
#define BYTES 4

#define RANDOM_FLOWS	125000
#define RANDOM_PACKETS	8

static int open_shipped(void **state)
{
	static struct ruleset ruleset;
	const char *why;

	if (access(SHIPPED, R_OK)) {
		print_message("# no " SHIPPED " here: run from the project's root\n");
		return 0;
	}
	ruleset.configuration = parse_file(SHIPPED, &ruleset.diagnostics);
	assert_non_null(ruleset.configuration);
	assert_true(compile_signatures(ruleset.configuration->signatures, &ruleset.compiled, &ruleset.diagnostics));
	assert_int_equal(p2p_blob_open(&ruleset.blob, ruleset.compiled.data, ruleset.compiled.size, &why), 0);
	*state = &ruleset;
	return 0;
}

static int close_shipped(void **state)
{
	if (*state)
		ruleset_free(*state);
	return 0;
}

/* TLS, SSH and the verbs of HTTP other than GET, which trackers know too. */
static void common_flows_are_over_by_byte_four(void **state)
{
	static const char *const openings[] = {
		"\x16\x03\x01\x02", "\x16\x03\x03\x00", "SSH-", "POST", "PUT ", "OPTI", "DELE", "PATC", "PRI ",
	};
	const struct ruleset *ruleset = *state;

	if (!ruleset)
		skip();
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		struct p2p_payload payload = { .data = (const uint8_t *)openings[i], .size = BYTES,
					       .direction = P2P_DIRECTION_ORIGINAL };
		struct p2p_trail trail = P2P_TRAIL_NONE;
		struct p2p_walk walk;

		p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
		p2p_classify(&ruleset->blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
		if (!p2p_finding_decides(&trail.finding) || trail.finding.class != P2P_CLASS_OTHER)
			fail_msg("%s lives on", openings[i]);
	}
}

/* Of answers, nothing is read beyond what tells them from handshakes. */
static void answers_of_servers_die_by_byte_four(void **state)
{
	static const char *const openings[] = {
		"HTTP/1.1 200 OK\r\n", "220 mail.example.org ESMTP\r\n", "+OK ready\r\n", "* OK ready\r\n",
		"RFB 003.008\n",
	};
	const struct ruleset *ruleset = *state;

	if (!ruleset)
		skip();
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		struct p2p_payload payload = { .data = (const uint8_t *)openings[i], .size = BYTES,
					       .direction = P2P_DIRECTION_REPLY };
		struct p2p_trail trail = P2P_TRAIL_NONE;
		struct p2p_walk walk;

		p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_STREAM]);
		p2p_classify(&ruleset->blob, P2P_AUTOMATON_STREAM, &payload, &walk, &trail, NULL);
		/* a server's first words end the search for a key exchange: p2p_dialogue_read() */
		p2p_walk_close(&walk, &ruleset->blob, 0, 0);
		if (p2p_walk_alive(&walk) || trail.finding.strength)
			fail_msg("%s lives on", openings[i]);
	}
}

/* Two pieces of evidence decide. They must come from two payloads, or what they say must be independent: of what is
 * shipped nothing is, so one payload never gives two.
 */
static void no_payload_is_evidence_twice(void **state)
{
	const struct ruleset *ruleset = *state;
	const struct signature_set *set;

	if (!ruleset)
		skip();
	set = ruleset->configuration->signatures;
	for (size_t i = 0; i < set->count; i++) {
		for (size_t j = 0; j < set->list[i].vector_count; j++) {
			const struct vector *vector = &set->list[i].vectors[j];
			const struct packet *packet = vector->packets;
			enum p2p_automaton_id id = signature_automaton(&set->list[i]);
			struct p2p_payload payload = { .data = packet->data, .size = packet->size,
				.length = id == P2P_AUTOMATON_STREAM ? 0 : packet->length,
				.sport = packet->sport, .dport = packet->dport };
			struct p2p_trail trail = P2P_TRAIL_NONE;
			uint16_t matches[P2P_CANDIDATES_MAX];
			unsigned int count, evidence = 0;
			struct p2p_walk walk;

			payload.direction = packet->direction ? packet->direction : set->list[i].directions;
			p2p_walk_start(&walk, &ruleset->blob.automata[id]);
			count = p2p_classify(&ruleset->blob, id, &payload, &walk, &trail, matches);
			assert_true(count < P2P_CANDIDATES_MAX);
			for (unsigned int k = 0; k < count; k++)
				evidence += set->list[matches[k]].strength == P2P_STRENGTH_EVIDENCE;
			if (evidence > 1)
				fail_msg("%s, line %d: %u pieces of evidence", set->list[i].name,
					 vector->at.first_line, evidence);
		}
	}
}

/* uTP headers look like DNS, STUN, WireGuard and QUIC. */
static void single_utp_packets_are_no_more_than_a_hint(void **state)
{
	static const uint8_t first[] = { 0x01, 0x11, 0x21, 0x31, 0x41 };
	const struct ruleset *ruleset = *state;

	if (!ruleset)
		skip();
	for (size_t i = 0; i < sizeof(first); i++) {
		for (unsigned int length = 20; length <= 60; length += 10) {
			uint8_t data[60] = { first[i], 0, 0x5b, 0x2d, 0x0a, 0x1b, 0x2c, 0x3d, 0, 0, 0, 0, 0, 0x10 };
			struct p2p_payload payload = { .data = data, .size = length, .length = length,
				.sport = 6881, .dport = 6881, .direction = P2P_DIRECTION_ORIGINAL };
			struct p2p_trail trail = P2P_TRAIL_NONE;
			struct p2p_walk walk;

			p2p_walk_start(&walk, &ruleset->blob.automata[P2P_AUTOMATON_DATAGRAM]);
			p2p_classify(&ruleset->blob, P2P_AUTOMATON_DATAGRAM, &payload, &walk, &trail, NULL);
			assert_true(trail.finding.strength <= P2P_STRENGTH_HINT);
		}
	}
}

/* Classify a payload, and see that what its bytes alone say of it is not wrong. Return: whether they say that it is nothing */
static bool is_nothing(const struct p2p_blob *blob, enum p2p_automaton_id id, const struct p2p_payload *payload)
{
	bool nothing = p2p_classify_none(blob, id, payload->data, min_t(u32, payload->size, P2P_DATAGRAM_WINDOW));
	struct p2p_trail trail = P2P_TRAIL_NONE, empty = P2P_TRAIL_NONE;
	struct p2p_walk walk;
	unsigned int count;

	p2p_walk_start(&walk, &blob->automata[id]);
	count = p2p_classify(blob, id, payload, &walk, &trail, NULL);
	if (nothing) {
		assert_int_equal(count, 0);
		assert_memory_equal(&trail, &empty, sizeof(trail));
	}
	return nothing;
}

static void what_matches_is_never_taken_for_nothing(void **state)
{
	const struct ruleset *ruleset = *state;
	const struct signature_set *set;
	unsigned int seen = 0;

	if (!ruleset)
		skip();
	set = ruleset->configuration->signatures;
	for (size_t i = 0; i < set->count; i++) {
		enum p2p_automaton_id id = signature_automaton(&set->list[i]);

		for (size_t j = 0; id != P2P_AUTOMATON_STREAM && j < set->list[i].vector_count; j++) {
			const struct vector *vector = &set->list[i].vectors[j];
			const struct packet *packet = vector->packets;
			struct p2p_payload payload = { .data = packet->data, .size = packet->size, .length = packet->length,
				.sport = packet->sport, .dport = packet->dport, .direction = 3 };

			assert_false(is_nothing(&ruleset->blob, id, &payload) && vector->matches);
			seen += vector->matches;
		}
	}
	assert_true(seen > 100);
}

static void most_random_datagrams_are_nothing_by_their_bytes(void **state)
{
	const struct ruleset *ruleset = *state;
	unsigned int nothing = 0;

	if (!ruleset)
		skip();
	random_begin();
	for (unsigned int i = 0; i < 100000; i++) {
		uint32_t words[64];
		struct p2p_payload payload = { .data = (const uint8_t *)words, .direction = 1 + i % 2 };

		payload.size = payload.length = random_below(sizeof(words) + 1);
		for (unsigned int j = 0; j * sizeof(*words) < payload.size; j++)
			words[j] = random_below(UINT32_MAX);
		nothing += is_nothing(&ruleset->blob, i % 3 ? P2P_AUTOMATON_DATAGRAM : P2P_AUTOMATON_SEGMENT, &payload);
	}
	assert_in_range(nothing, 50000, 100000);
}

/* A flow of random bytes, in both directions. Return: whether it was taken for peer-to-peer */
static bool random_flow_is_taken(const struct p2p_blob *blob, enum p2p_automaton_id id)
{
	struct p2p_trail trail = P2P_TRAIL_NONE;

	for (unsigned int i = 0; i < RANDOM_PACKETS; i++) {
		uint32_t words[64];
		uint32_t size = 1 + random_below(random_below(4) ? 64 : sizeof(words));
		struct p2p_payload payload = { .data = (const uint8_t *)words, .size = size,
			.length = id == P2P_AUTOMATON_STREAM ? 0 : size,
			.sport = random_below(65536), .dport = random_below(65536), .direction = 1 + i % 2 };
		struct p2p_walk walk;

		for (uint32_t j = 0; j * sizeof(*words) < size; j++)
			words[j] = random_below(UINT32_MAX);
		p2p_walk_start(&walk, &blob->automata[id]);
		p2p_classify(blob, id, &payload, &walk, &trail, NULL);
	}
	return p2p_finding_decides(&trail.finding) && trail.finding.class != P2P_CLASS_OTHER;
}

/* A million payloads of each kind. */
static void random_payloads_are_never_taken_for_peer_to_peer(void **state)
{
	static const enum p2p_automaton_id kinds[] = {
		P2P_AUTOMATON_STREAM, P2P_AUTOMATON_DATAGRAM, P2P_AUTOMATON_SEGMENT,
	};
	const struct ruleset *ruleset = *state;

	if (!ruleset)
		skip();
	random_begin();
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		for (unsigned int j = 0; j < RANDOM_FLOWS; j++)
			if (random_flow_is_taken(&ruleset->blob, kinds[i]))
				fail_msg("flow %u of automaton %d", j, kinds[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_flows_are_over_by_byte_four),
		cmocka_unit_test(answers_of_servers_die_by_byte_four),
		cmocka_unit_test(no_payload_is_evidence_twice),
		cmocka_unit_test(single_utp_packets_are_no_more_than_a_hint),
		cmocka_unit_test(what_matches_is_never_taken_for_nothing),
		cmocka_unit_test(most_random_datagrams_are_nothing_by_their_bytes),
		cmocka_unit_test(random_payloads_are_never_taken_for_peer_to_peer),
	};

	return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
