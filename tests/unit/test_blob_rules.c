// SPDX-License-Identifier: GPL-2.0-or-later
/* Each rule of the format is defended, with a sentence of its own. */
#include "blob_ruleset.h"

static struct p2p_blob_header *header;
static struct p2p_blob_signature *signatures;
static struct p2p_blob_gate *gates;
static struct p2p_blob_check *checks;
static struct p2p_blob_range *ranges;
static uint16_t *lists;
static char *literals;

static uint16_t *table(int id)
{
	return (uint16_t *)((char *)header + header->automata[id].table);
}

static uint16_t *accept_of(int id)
{
	return (uint16_t *)((char *)header + header->automata[id].accept);
}

static uint8_t *map(int id)
{
	return (uint8_t *)header + header->automata[id].map;
}

static struct p2p_blob_check *check_with(unsigned int op)
{
	for (uint32_t i = 0; i < header->checks; i++)
		if (checks[i].op == op)
			return &checks[i];
	fail_msg("the ruleset has no check with operator %u", op);
	return NULL;
}

/* Entries behind the seven signatures: the further steps of the sixth. */
enum { ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, ANSWER, FOLLOW };

static struct p2p_blob_check *check_of(uint32_t signature, uint32_t index)
{
	return &checks[signatures[signature].first_check + index];
}

static uint16_t *entry_of_gate(void)
{
	for (uint32_t i = 1; i < header->lists; i += lists[i] + 1)
		for (uint32_t j = 1; j <= lists[i]; j++)
			if (lists[i + j] & P2P_LIST_GATE)
				return &lists[i + j];
	fail_msg("the ruleset has no list with a gate");
	return NULL;
}

/* Of the first state that accepts. */
static uint16_t *list_of(int id)
{
	for (uint32_t state = 1; state < header->automata[id].states; state++)
		if (accept_of(id)[state])
			return &lists[accept_of(id)[state]];
	fail_msg("automaton %d accepts nothing", id);
	return NULL;
}

static uint32_t gate_for_unknown(void)
{
	return signatures[FIVE].gate;
}

#define BREAK(name, statement) static void name(void) { statement; }
BREAK(wrong_magic, header->magic++)
BREAK(wrong_version, header->version++)
BREAK(wrong_size, header->size--)
BREAK(too_many_signatures, header->signatures = P2P_SIGNATURES_MAX + P2P_STEPS_MAX + 1)
BREAK(signatures_outside, header->signatures_at = header->size)
BREAK(signatures_unaligned, header->signatures_at += 4)
BREAK(signatures_in_header, header->signatures_at = 0)
BREAK(checks_outside, header->checks = 0xffffffff)
BREAK(checks_wrap, header->checks_at = 0xfffffff8)
BREAK(ranges_outside, header->ranges = 0x20000000)
BREAK(lists_outside, header->lists = 0x80000000)
BREAK(literals_outside, header->literals = 0xffffffff)
BREAK(range_reversed, ranges[0].low = ranges[0].high + 1)
BREAK(name_empty, literals[signatures[0].name] = 0)
BREAK(name_unprintable, literals[signatures[0].name] = 7)
BREAK(name_outside, signatures[0].name = 0xffffffff)
BREAK(name_endless, memset(literals + signatures[0].name, 'a', 64))
BREAK(class_undecided, signatures[0].class = P2P_CLASS_UNDECIDED)
BREAK(class_unknown, signatures[0].class = P2P_CLASS_LAST + 1)
BREAK(strength_none, signatures[0].strength = 0)
BREAK(strength_unknown, signatures[0].strength = 4)
BREAK(direction_none, signatures[0].directions = 0)
BREAK(direction_unknown, signatures[0].directions = 4)
BREAK(automaton_unknown, signatures[0].automaton = P2P_AUTOMATON_COUNT)
BREAK(automaton_other, signatures[0].automaton = P2P_AUTOMATON_SEGMENT)
BREAK(need_beyond, signatures[0].need = P2P_STREAM_WINDOW + 1)
BREAK(capture_size, signatures[0].capture_size = 17)
BREAK(capture_beyond, signatures[0].capture_at = P2P_STREAM_WINDOW - 19)
BREAK(too_many_checks, signatures[0].checks = 65)
BREAK(checks_of_nobody, signatures[2].first_check = header->checks)
BREAK(check_operator, checks[0].op = P2P_CHECK_LAST + 1)
BREAK(check_reserved, checks[0].reserved[2] = 1)
BREAK(check_field, checks[0].left = P2P_FIELD_LAST + 1)
BREAK(check_right_field, checks[0].right = 255)
BREAK(check_beyond_need, checks[0].left_at = signatures[0].need - 3)
BREAK(check_length_of_stream, checks[0].right = P2P_FIELD_LENGTH)
BREAK(check_factor, checks[0].factor = 1 << 25)
BREAK(check_constant, checks[0].constant = INT64_MAX)
BREAK(check_no_ranges, check_with(P2P_CHECK_IN)->factor = 0)
BREAK(check_many_ranges, check_with(P2P_CHECK_IN)->factor = 257)
BREAK(check_ranges_outside, check_with(P2P_CHECK_IN)->constant = header->ranges)
BREAK(check_ranges_negative, check_with(P2P_CHECK_IN)->constant = -1)
BREAK(check_ranges_right, check_with(P2P_CHECK_IN)->right = P2P_FIELD_U8)
BREAK(bytes_none, check_with(P2P_CHECK_BYTES)->factor = 0)
BREAK(bytes_negative, check_with(P2P_CHECK_BYTES)->factor = -1)
BREAK(bytes_beyond, check_with(P2P_CHECK_BYTES)->left_at = 0xffff)
BREAK(bytes_outside, check_with(P2P_CHECK_BYTES)->constant = header->literals - 1)
BREAK(bytes_field, check_with(P2P_CHECK_BYTES)->left = P2P_FIELD_SPORT)
BREAK(one_state, header->automata[0].states = 1)
BREAK(too_many_states, header->automata[0].states = P2P_STATES_MAX + 1)
BREAK(no_classes, header->automata[0].classes = 0)
BREAK(too_many_classes, header->automata[0].classes = 257)
BREAK(map_outside, header->automata[0].map = header->size - 8)
BREAK(table_outside, header->automata[0].table = header->size - 8)
BREAK(accept_outside, header->automata[0].accept = header->size)
BREAK(map_class, map(0)['q'] = header->automata[0].classes)
BREAK(dead_leads_on, table(0)[0] = 1)
BREAK(transition_outside, table(0)[header->automata[0].classes] = header->automata[0].states)
BREAK(dead_accepts, accept_of(0)[0] = 1)
BREAK(list_outside, accept_of(0)[1] = header->lists)
BREAK(list_empty, lists[1] = 0)
BREAK(list_long, lists[1] = P2P_CANDIDATES_MAX + 1)
BREAK(list_cut, lists[header->lists - 2] = 2)
BREAK(list_nobody, lists[2] = header->signatures)
BREAK(gap_empty, *list_of(P2P_AUTOMATON_DATAGRAM) = P2P_LIST_GAP)
BREAK(gap_long, *list_of(P2P_AUTOMATON_DATAGRAM) = P2P_LIST_GAP | P2P_DATAGRAM_WINDOW)
BREAK(gap_of_stream, *list_of(P2P_AUTOMATON_STREAM) = P2P_LIST_GAP | 1)
BREAK(gap_of_search, *list_of(P2P_AUTOMATON_DATAGRAM_SEARCH) = P2P_LIST_GAP | 1)
BREAK(gap_first, *list_of(P2P_AUTOMATON_SEGMENT) = P2P_LIST_GAP | 1;
      accept_of(P2P_AUTOMATON_SEGMENT)[1] = list_of(P2P_AUTOMATON_SEGMENT) - lists)
BREAK(search_first, accept_of(P2P_AUTOMATON_STREAM_SEARCH)[1] = list_of(P2P_AUTOMATON_STREAM_SEARCH) - lists)
BREAK(too_many_gates, header->gates = P2P_GATES_MAX + 1)
BREAK(gates_outside, header->gates_at = header->size)
BREAK(gates_unaligned, header->gates_at += 4)
BREAK(no_stops, header->stops = 0)
BREAK(few_stops, header->stops = 255)
BREAK(stops_outside, header->stops_at = header->size - 8)
BREAK(gate_automaton, gates[0].automaton = P2P_AUTOMATON_STREAM_SEARCH)
BREAK(gate_of_nothing, header->automata[P2P_AUTOMATON_STREAM_SEARCH].states = 0)
BREAK(gate_direction_none, gates[0].directions = 0)
BREAK(gate_direction_unknown, gates[0].directions = 4)
BREAK(gate_window, gates[signatures[ANSWER].gate].window = P2P_DATAGRAM_WINDOW + 1)
BREAK(gate_window_of_stream, gates[0].window = P2P_SEARCH_WINDOW + 1)
BREAK(gate_opening_reversed, gates[gate_for_unknown()].opening_min = 701)
BREAK(gate_opening_from_nothing, gates[gate_for_unknown()].opening_min = 0)
BREAK(gate_opening_large, gates[gate_for_unknown()].opening_max = P2P_SEARCH_WINDOW + 1)
BREAK(gate_opening_of_datagram, gates[signatures[ANSWER].gate].opening_min = gates[signatures[ANSWER].gate].opening_max = 1)
BREAK(list_no_gate, *entry_of_gate() = P2P_LIST_GATE | header->gates)
BREAK(list_other_gate, *entry_of_gate() = P2P_LIST_GATE | signatures[ANSWER].gate)
BREAK(list_unknown_gate, *entry_of_gate() = P2P_LIST_GATE | gate_for_unknown())
BREAK(anchored_with_gate, signatures[ONE].gate = 0)
BREAK(anchored_with_window, signatures[ONE].window = 9)
BREAK(search_without_gate, signatures[FOUR].gate = P2P_NO_GATE)
BREAK(search_at_other_gate, signatures[FOUR].gate = signatures[ANSWER].gate)
BREAK(search_beyond_gate, signatures[FOUR].window = gates[signatures[FOUR].gate].window + 1)
BREAK(need_behind_beyond, signatures[FOUR].need_behind = P2P_DATAGRAM_WINDOW + 1)
BREAK(capture_unknown, signatures[FOUR].capture = P2P_CAPTURE_LAST + 1)
BREAK(capture_behind_beyond, signatures[FOUR].capture_at = P2P_SEARCH_WINDOW - 19)
BREAK(check_place, checks[0].behind = 4)
BREAK(check_behind_beyond, check_of(FOUR, 1)->left_at = signatures[FOUR].need_behind - 1)
BREAK(check_right_behind_beyond, check_of(FOUR, 1)->right_at = signatures[FOUR].need_behind - 1)
BREAK(check_moved_behind, check_of(ONE, 0)->behind = P2P_BEHIND_LEFT)
BREAK(check_kept_left, checks[0].left = P2P_FIELD_KEPT0)
BREAK(check_port_right, checks[0].right = P2P_FIELD_PORT)
BREAK(check_escaped_right, check_of(FOUR, 1)->right = P2P_FIELD_ESCAPED)
BREAK(check_escaped_in_front, check_of(FOUR, 0)->behind = 0; signatures[FOUR].need = 9)
BREAK(check_kept_first, check_of(SIX, 0)->right = P2P_FIELD_KEPT0)
BREAK(check_kept_order, check_of(ANSWER, 0)->op = P2P_CHECK_LT)
BREAK(bytes_behind_beyond, check_of(FIVE, 0)->left_at = signatures[FIVE].need_behind - 1)
BREAK(keep_reserved, signatures[SIX].keep[0].reserved = 1)
BREAK(keep_port, signatures[SIX].keep[0].field = P2P_FIELD_SPORT)
BREAK(keep_kept, signatures[SIX].keep[1].field = P2P_FIELD_KEPT0)
BREAK(keep_beyond, signatures[SIX].keep[1].at = signatures[SIX].need - 3)
BREAK(turn_unknown, signatures[ANSWER].turn = P2P_TURN_LAST + 1)
BREAK(step_reserved, signatures[ANSWER].reserved = 1)
BREAK(step_first_of_other, signatures[TWO].whole = ONE)
BREAK(step_of_itself, signatures[TWO].turn = P2P_TURN_ANSWER)
BREAK(step_before_signatures, signatures[TWO].turn = P2P_TURN_ANSWER; signatures[TWO].whole = ONE)
BREAK(step_back, signatures[FOLLOW].next = ANSWER)
BREAK(step_to_itself, signatures[SIX].next = SIX)
BREAK(step_nowhere, signatures[FOLLOW].next = header->signatures)
BREAK(step_to_first, signatures[SIX].next = SEVEN)
BREAK(step_to_other, signatures[ONE].next = ANSWER)

static const struct {
	void (*harm)(void);
	const char *why;
} harms[] = {
	{ wrong_magic, "not a compiled ruleset, or one for another byte order" },
	{ wrong_version, "ruleset was compiled for another version of nf_p2p" },
	{ wrong_size, "ruleset has another size than its header says" },
	{ too_many_signatures, "ruleset has more than 4096 signatures or 4096 further steps" },
	{ signatures_outside, "signatures are outside of the ruleset or not aligned" },
	{ signatures_unaligned, "signatures are outside of the ruleset or not aligned" },
	{ signatures_in_header, "signatures are outside of the ruleset or not aligned" },
	{ checks_outside, "checks are outside of the ruleset or not aligned" },
	{ checks_wrap, "checks are outside of the ruleset or not aligned" },
	{ ranges_outside, "ranges are outside of the ruleset or not aligned" },
	{ lists_outside, "candidate lists are outside of the ruleset or not aligned" },
	{ literals_outside, "literals are outside of the ruleset or not aligned" },
	{ range_reversed, "range ends before it begins" },
	{ name_empty, "signature has an empty name" },
	{ name_unprintable, "signature has a name with bytes that are not printable ASCII" },
	{ name_outside, "signature has a name without an end, or longer than 63 bytes" },
	{ name_endless, "signature has a name without an end, or longer than 63 bytes" },
	{ class_undecided, "signature has an unknown class" },
	{ class_unknown, "signature has an unknown class" },
	{ strength_none, "signature has an unknown strength" },
	{ strength_unknown, "signature has an unknown strength" },
	{ direction_none, "signature has an unknown direction or none" },
	{ direction_unknown, "signature has an unknown direction or none" },
	{ automaton_unknown, "signature has an unknown automaton" },
	{ automaton_other, "candidate list names a signature of another automaton" },
	{ need_beyond, "signature waits for bytes beyond the window" },
	{ capture_size, "content id has another size than 16 or 20 bytes" },
	{ capture_beyond, "content id lies beyond the window" },
	{ too_many_checks, "signature has more than 64 checks" },
	{ checks_of_nobody, "signature has checks outside of the ruleset" },
	{ check_operator, "check has an unknown operator" },
	{ check_reserved, "check has a reserved byte that is not zero" },
	{ check_field, "check has an unknown field" },
	{ check_right_field, "check has an unknown field" },
	{ check_beyond_need, "check reads beyond the bytes that its signature waits for" },
	{ check_length_of_stream, "check asks for the length of a stream" },
	{ check_factor, "check has a factor beyond 2^24" },
	{ check_constant, "check has a constant beyond 2^40" },
	{ check_no_ranges, "check has no ranges or more than 256" },
	{ check_many_ranges, "check has no ranges or more than 256" },
	{ check_ranges_outside, "check has ranges outside of the ruleset" },
	{ check_ranges_negative, "check has ranges outside of the ruleset" },
	{ check_ranges_right, "check with ranges has a right-hand field" },
	{ bytes_none, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_negative, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_beyond, "check of bytes reads beyond the bytes that its signature waits for" },
	{ bytes_outside, "check of bytes compares with bytes outside of the literals" },
	{ bytes_field, "check of bytes has a field" },
	{ one_state, "automaton has less than 2 or more than 65536 states" },
	{ too_many_states, "automaton has less than 2 or more than 65536 states" },
	{ no_classes, "automaton has less than 1 or more than 256 byte classes" },
	{ too_many_classes, "automaton has less than 1 or more than 256 byte classes" },
	{ map_outside, "byte classes are outside of the ruleset or not aligned" },
	{ table_outside, "transitions are outside of the ruleset or not aligned" },
	{ accept_outside, "accepting states are outside of the ruleset or not aligned" },
	{ map_class, "byte is mapped to a class that does not exist" },
	{ dead_leads_on, "dead state has a way out" },
	{ transition_outside, "transition leads to a state that does not exist" },
	{ dead_accepts, "dead state accepts" },
	{ list_outside, "accepting state names a list outside of the ruleset" },
	{ list_empty, "candidate list is empty or has more than 16 entries" },
	{ list_long, "candidate list is empty or has more than 16 entries" },
	{ list_cut, "candidate list ends outside of the ruleset" },
	{ list_nobody, "candidate list names a signature that does not exist" },
	{ gap_empty, "gap is empty or as long as the window" },
	{ gap_long, "gap is empty or as long as the window" },
	{ gap_of_stream, "automaton has a gap, which could end in another packet" },
	{ gap_of_search, "automaton has a gap, which could end in another packet" },
	{ gap_first, "automaton begins with a gap" },
	{ search_first, "searching automaton accepts before it has found anything" },
	{ too_many_gates, "ruleset has more than 16 gates" },
	{ gates_outside, "gates are outside of the ruleset or not aligned" },
	{ gates_unaligned, "gates are outside of the ruleset or not aligned" },
	{ no_stops, "ruleset has not 256 stops for its gates, or stops without gates" },
	{ few_stops, "ruleset has not 256 stops for its gates, or stops without gates" },
	{ stops_outside, "stops are outside of the ruleset or not aligned" },
	{ gate_automaton, "gate is beside an automaton that does not exist" },
	{ gate_of_nothing, "there is nothing to search behind a gate" },
	{ gate_direction_none, "gate has an unknown direction or none" },
	{ gate_direction_unknown, "gate has an unknown direction or none" },
	{ gate_window, "gate is open beyond the window" },
	{ gate_window_of_stream, "gate is open beyond the window" },
	{ gate_opening_reversed, "gate is for openings of a size that cannot be" },
	{ gate_opening_from_nothing, "gate is for openings of a size that cannot be" },
	{ gate_opening_large, "gate is for openings of a size that cannot be" },
	{ gate_opening_of_datagram, "gate is for openings of something that has none" },
	{ list_no_gate, "candidate list names a gate that does not exist" },
	{ list_other_gate, "candidate list names a gate that it cannot open" },
	{ list_unknown_gate, "candidate list names a gate that it cannot open" },
	{ anchored_with_gate, "signature that does not search has a gate or a window" },
	{ anchored_with_window, "signature that does not search has a gate or a window" },
	{ search_without_gate, "signature searches behind a gate that does not exist" },
	{ search_at_other_gate, "signature searches behind a gate of another automaton" },
	{ search_beyond_gate, "signature searches beyond the window of its gate" },
	{ need_behind_beyond, "signature waits for bytes beyond the window" },
	{ capture_unknown, "content id is captured in an unknown way" },
	{ capture_behind_beyond, "content id lies beyond the window" },
	{ check_place, "check counts from an unknown place" },
	{ check_behind_beyond, "check reads beyond the bytes that its signature waits for" },
	{ check_right_behind_beyond, "check reads beyond the bytes that its signature waits for" },
	{ check_moved_behind, "check reads beyond the bytes that its signature waits for" },
	{ check_kept_left, "check has a kept number on its left side" },
	{ check_port_right, "check has a field on its right side that belongs on the left" },
	{ check_escaped_right, "check has a field on its right side that belongs on the left" },
	{ check_escaped_in_front, "check of escaped text does not stand behind a match" },
	{ check_kept_first, "check compares with a kept number before any step has kept one" },
	{ check_kept_order, "check does more with a kept number than compare for equality" },
	{ bytes_behind_beyond, "check of bytes reads beyond the bytes that its signature waits for" },
	{ keep_reserved, "kept number has a reserved byte that is not zero" },
	{ keep_port, "kept number is not one of the payload" },
	{ keep_kept, "kept number is not one of the payload" },
	{ keep_beyond, "kept number lies beyond the bytes that its signature waits for" },
	{ turn_unknown, "step has an unknown turn, or a reserved byte that is not zero" },
	{ step_reserved, "step has an unknown turn, or a reserved byte that is not zero" },
	{ step_first_of_other, "step belongs to another signature than it can" },
	{ step_of_itself, "step belongs to another signature than it can" },
	{ step_before_signatures, "signature stands behind the steps of another" },
	{ step_back, "step leads back, or to one that does not exist" },
	{ step_to_itself, "step leads back, or to one that does not exist" },
	{ step_nowhere, "step leads back, or to one that does not exist" },
	{ step_to_first, "step leads to one of another signature" },
	{ step_to_other, "step leads to one of another signature" },
};

static void each_rule_has_its_sentence(void **state)
{
	void *copy = malloc(ruleset.compiled.size);

	(void)state;
	for (size_t i = 0; i < sizeof(harms) / sizeof(harms[0]); i++) {
		struct p2p_blob blob;
		const char *why = "(accepted)";

		memcpy(copy, ruleset.compiled.data, ruleset.compiled.size);
		header = copy;
		signatures = (void *)((char *)copy + header->signatures_at);
		gates = (void *)((char *)copy + header->gates_at);
		checks = (void *)((char *)copy + header->checks_at);
		ranges = (void *)((char *)copy + header->ranges_at);
		lists = (void *)((char *)copy + header->lists_at);
		literals = (char *)copy + header->literals_at;
		harms[i].harm();
		p2p_blob_open(&blob, copy, ruleset.compiled.size, &why);
		if (strcmp(why, harms[i].why))
			fail_msg("harm %zu: %s; but it was: %s", i, harms[i].why, why);
	}
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_has_its_sentence),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
