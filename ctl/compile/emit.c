// SPDX-License-Identifier: GPL-2.0-or-later
#include "compile/emit.h"

#include <stdlib.h>
#include <string.h>

/* A section that grows, in elements of one width. */
struct section {
	unsigned char *bytes;
	size_t count;
	size_t capacity;
	size_t width;
};

struct image {
	struct section signatures;
	struct section gates;
	struct section stops;
	struct section checks;
	struct section ranges;
	struct section literals;
	size_t size;			/* of what was laid out */
};

static size_t section_add(struct section *section, const void *elements, size_t count)
{
	size_t first = section->count;

	while (section->count + count > section->capacity)
		section->bytes = memory_grow(section->bytes, section->capacity, &section->capacity, section->width);
	if (count)
		memcpy(section->bytes + first * section->width, elements, count * section->width);
	section->count += count;
	return first;
}

static void add_check(struct image *image, const struct check *check)
{
	struct p2p_blob_check out = {
		.op = check->op,
		.left = check->left.kind,
		.right = check->right.kind,
		.left_at = check->left.at,
		.right_at = check->right.at,
		.behind = (check->left.behind ? P2P_BEHIND_LEFT : 0) | (check->right.behind ? P2P_BEHIND_RIGHT : 0),
		.modulo = check->left.modulo,
		.mask = check->left.mask,
		.factor = check->factor,
		.constant = check->constant,
	};

	if (check->op == P2P_CHECK_BYTES) {
		out.factor = check->bytes.length;
		out.constant = section_add(&image->literals, check->bytes.bytes, check->bytes.length);
	} else if (check->op == P2P_CHECK_IN || check->op == P2P_CHECK_NOT_IN) {
		out.factor = check->range_count;
		out.constant = section_add(&image->ranges, check->ranges, check->range_count);
	}
	section_add(&image->checks, &out, 1);
}

static void add_checks(struct image *image, const struct signature_step *step)
{
	for (size_t i = 0; i < step->check_count; i++)
		add_check(image, &step->checks[i]);
}

static void add_tail(struct image *image, const struct head *head)
{
	struct check check = {
		.op = P2P_CHECK_BYTES,
		.left.at = head->tail_at,
		.bytes = { (const char *)head->tail, head->tail_length },
	};

	if (head->tail_length)
		add_check(image, &check);
}

static unsigned int checks_extent(const struct signature_step *step, bool behind)
{
	unsigned int extent = 0;

	for (size_t i = 0; i < step->check_count; i++)
		if (check_extent(&step->checks[i], behind) > extent)
			extent = check_extent(&step->checks[i], behind);
	return extent;
}

/* Numbers are kept by the step that says so, each in the place that later steps compare with. */
static unsigned int add_keeps(struct p2p_blob_signature *out, const struct entry *entry)
{
	const struct signature *signature = entry->signature;
	unsigned int extent = 0;

	for (size_t i = 0; i < signature->keep_count; i++) {
		const struct field *field = &signature->keeps[i].field;

		if (&signature->steps[signature->keeps[i].step] != entry->step)
			continue;
		out->keep[i] = (struct p2p_blob_keep){ .field = field->kind, .at = field->at };
		if (field->at + field_width(field->kind) > extent)
			extent = field->at + field_width(field->kind);
	}
	return extent;
}

static void add_need(struct p2p_blob_signature *out, const struct entry *entry)
{
	unsigned int kept = add_keeps(out, entry), checked = checks_extent(entry->step, false);
	unsigned int tail = entry->head.tail_length ? entry->head.tail_at + entry->head.tail_length : 0;

	out->need = kept;
	if (checked > out->need)
		out->need = checked;
	if (tail > out->need)
		out->need = tail;
	out->need_behind = checks_extent(entry->step, true);
}

/* The step that completes the signature. */
static void add_capture(struct p2p_blob_signature *out, const struct entry *entry)
{
	if (entry->next != P2P_NO_SIGNATURE)
		return;
	out->capture = entry->signature->capture;
	out->capture_at = entry->signature->capture_at;
	out->capture_size = entry->signature->capture_size;
}

/* The steps of a signature share its name. */
static uint32_t add_name(struct image *image, const struct entry *entry)
{
	const struct p2p_blob_signature *signatures = (const void *)image->signatures.bytes;
	const char *name = entry->signature->name;

	if (entry->whole < image->signatures.count)
		return signatures[entry->whole].name;
	return section_add(&image->literals, name, strlen(name) + 1);
}

static void add_entry(struct image *image, const struct entry *entry)
{
	const struct signature *signature = entry->signature;
	struct p2p_blob_signature out = {
		.name = add_name(image, entry),
		.class = signature->class,
		.strength = signature->strength,
		.directions = step_directions(signature, entry->step),
		.automaton = step_automaton(signature, entry->step),
		.first_check = image->checks.count,
		.window = entry->step->window,
		.gate = entry->gate,
		.turn = entry->step->turn,
		.whole = entry->whole,
		.next = entry->next,
	};

	add_need(&out, entry);
	add_capture(&out, entry);
	add_tail(image, &entry->head);
	add_checks(image, entry->step);
	out.checks = image->checks.count - out.first_check;
	section_add(&image->signatures, &out, 1);
}

static void add_gate(struct image *image, const struct gate *gate)
{
	struct p2p_blob_gate out = {
		.automaton = gate->automaton,
		.directions = gate->directions,
		.window = gate->window,
		.opening_min = gate->step->opening_min,
		.opening_max = gate->step->opening_max,
	};

	section_add(&image->gates, &out, 1);
}

static void add_stops(struct image *image, const struct entries *entries)
{
	for (unsigned int byte = 0; byte < 256 && entries->gate_count; byte++) {
		uint16_t closes = 0;

		for (size_t i = 0; i < entries->gate_count; i++)
			closes |= byte_set_has(&entries->gates[i].step->until, byte) << i;
		section_add(&image->stops, &closes, 1);
	}
}

/* Sections begin at multiples of 8. Return: where this one does. */
static size_t place(struct image *image, size_t count, size_t width)
{
	size_t at = image->size;

	image->size += (count * width + 7) & ~(size_t)7;
	return at;
}

static void lay_out_automaton(struct image *image, struct p2p_blob_automaton *out, const struct dfa *dfa)
{
	if (!dfa->states)
		return;
	out->states = dfa->states;
	out->classes = dfa->classes.count;
	out->map = place(image, 256, 1);
	out->table = place(image, (size_t)dfa->states * dfa->classes.count, sizeof(*dfa->table));
	out->accept = place(image, dfa->states, sizeof(*dfa->accept));
}

/* Offsets of a blob that is too large do not fit, but then it is not written. */
static void lay_out(struct image *image, struct p2p_blob_header *header, const struct dfa *automata,
		    const struct candidate_lists *lists)
{
	*header = (struct p2p_blob_header){
		.magic = P2P_BLOB_MAGIC,
		.version = P2P_BLOB_VERSION,
		.signatures = image->signatures.count,
		.gates = image->gates.count,
		.stops = image->stops.count,
		.checks = image->checks.count,
		.ranges = image->ranges.count,
		.lists = lists->count,
		.literals = image->literals.count,
	};
	place(image, 1, sizeof(*header));
	header->signatures_at = place(image, image->signatures.count, image->signatures.width);
	header->gates_at = place(image, image->gates.count, image->gates.width);
	header->stops_at = place(image, image->stops.count, image->stops.width);
	header->checks_at = place(image, image->checks.count, image->checks.width);
	header->ranges_at = place(image, image->ranges.count, image->ranges.width);
	header->lists_at = place(image, lists->count, sizeof(*lists->items));
	header->literals_at = place(image, image->literals.count, image->literals.width);
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++)
		lay_out_automaton(image, &header->automata[i], &automata[i]);
	header->size = image->size;
}

static void copy(unsigned char *to, const void *from, size_t size)
{
	if (size)
		memcpy(to, from, size);
}

static void copy_section(unsigned char *to, const struct section *section)
{
	copy(to, section->bytes, section->count * section->width);
}

static void write_blob(unsigned char *data, const struct image *image, const struct p2p_blob_header *header,
		       const struct dfa *automata, const struct candidate_lists *lists)
{
	copy(data, header, sizeof(*header));
	copy_section(data + header->signatures_at, &image->signatures);
	copy_section(data + header->gates_at, &image->gates);
	copy_section(data + header->stops_at, &image->stops);
	copy_section(data + header->checks_at, &image->checks);
	copy_section(data + header->ranges_at, &image->ranges);
	copy(data + header->lists_at, lists->items, lists->count * sizeof(*lists->items));
	copy_section(data + header->literals_at, &image->literals);
	for (int i = 0; i < P2P_AUTOMATON_COUNT; i++) {
		const struct p2p_blob_automaton *out = &header->automata[i];
		size_t cells = (size_t)out->states * out->classes;

		copy(data + out->map, automata[i].classes.map, out->states ? 256 : 0);
		copy(data + out->table, automata[i].table, cells * sizeof(*automata[i].table));
		copy(data + out->accept, automata[i].accept, out->states * sizeof(*automata[i].accept));
	}
}

static void image_clear(struct image *image)
{
	free(image->signatures.bytes);
	free(image->gates.bytes);
	free(image->stops.bytes);
	free(image->checks.bytes);
	free(image->ranges.bytes);
	free(image->literals.bytes);
}

enum excess emit_blob(struct ruleset_blob *blob, const struct entries *entries,
		      const struct dfa automata[P2P_AUTOMATON_COUNT], const struct candidate_lists *lists)
{
	struct image image = {
		.signatures.width = sizeof(struct p2p_blob_signature),
		.gates.width = sizeof(struct p2p_blob_gate),
		.stops.width = sizeof(uint16_t),
		.checks.width = sizeof(struct p2p_blob_check),
		.ranges.width = sizeof(struct p2p_blob_range),
		.literals.width = 1,
	};
	struct p2p_blob_header header;

	for (size_t i = 0; i < entries->count; i++)
		add_entry(&image, &entries->list[i]);
	for (size_t i = 0; i < entries->gate_count; i++)
		add_gate(&image, &entries->gates[i]);
	add_stops(&image, entries);
	lay_out(&image, &header, automata, lists);
	if (image.size <= P2P_BLOB_MAX) {
		blob->size = image.size;
		blob->data = memory_alloc(blob->size);
		write_blob(blob->data, &image, &header, automata, lists);
	}
	image_clear(&image);
	return image.size > P2P_BLOB_MAX ? EXCESS_SIZE : EXCESS_NONE;
}
