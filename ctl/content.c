// SPDX-License-Identifier: GPL-2.0-or-later
#include "content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ids.h"
#include "lang/memory.h"

const size_t content_size[CONTENT_KINDS] = {
	[CONTENT_INFO_HASH] = P2P_INFO_HASH_SIZE,
	[CONTENT_ED2K] = P2P_ED2K_HASH_SIZE,
};

bool content_read_name(struct text word, char *name)
{
	if (word.length < 1 || word.length > P2P_NAME_MAX)
		return false;
	for (size_t i = 0; i < word.length; i++)
		if (word.bytes[i] < 0x20 || word.bytes[i] > 0x7e)
			return false;
	memcpy(name, word.bytes, word.length);
	name[word.length] = 0;
	return true;
}

bool content_read_id(struct text word, uint8_t *id, enum content_kind *kind)
{
	for (*kind = 0; *kind < CONTENT_KINDS; ++*kind)
		if (word.length == 2 * content_size[*kind])
			break;
	if (*kind == CONTENT_KINDS)
		return false;
	for (size_t i = 0; i < word.length; i += 2) {
		int high = text_hex_digit(word.bytes[i]), low = text_hex_digit(word.bytes[i + 1]);

		if (high < 0 || low < 0)
			return false;
		id[i / 2] = high << 4 | low;
	}
	return true;
}

struct id_text id_text(const uint8_t *id, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	struct id_text text;

	for (size_t i = 0; i < size; i++) {
		text.text[2 * i] = digits[id[i] >> 4];
		text.text[2 * i + 1] = digits[id[i] & 15];
	}
	text.text[2 * size] = 0;
	return text;
}

void content_add(struct content_list *list, enum content_kind kind, const uint8_t *id)
{
	struct id_set *set = &list->ids[kind];
	size_t size = content_size[kind];

	set->bytes = memory_grow(set->bytes, set->count, &set->capacity, size);
	memcpy(set->bytes + set->count++ * size, id, size);
}

static int compare_info_hashes(const void *a, const void *b)
{
	return memcmp(a, b, P2P_INFO_HASH_SIZE);
}

static int compare_ed2k_hashes(const void *a, const void *b)
{
	return memcmp(a, b, P2P_ED2K_HASH_SIZE);
}

static int (*const compare_ids[CONTENT_KINDS])(const void *a, const void *b) = {
	[CONTENT_INFO_HASH] = compare_info_hashes,
	[CONTENT_ED2K] = compare_ed2k_hashes,
};

bool content_remove(struct content_list *list, enum content_kind kind, const uint8_t *id)
{
	struct id_set *set = &list->ids[kind];
	size_t size = content_size[kind];
	uint8_t *found = set->count ? bsearch(id, set->bytes, set->count, size, compare_ids[kind]) : NULL;

	if (!found)
		return false;
	memmove(found, found + size, set->bytes + set->count * size - found - size);
	set->count--;
	return true;
}

static void set_sort(struct id_set *set, enum content_kind kind)
{
	size_t size = content_size[kind], kept = 1;

	/* Most come in order, from us. */
	if (p2p_ids_ascend(set->bytes, set->count, size, NULL))
		return;
	qsort(set->bytes, set->count, size, compare_ids[kind]);
	for (size_t i = 1; i < set->count; i++) {
		if (memcmp(set->bytes + (kept - 1) * size, set->bytes + i * size, size))
			memmove(set->bytes + kept++ * size, set->bytes + i * size, size);
	}
	set->count = kept;
}

void content_sort(struct content_list *list)
{
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++)
		set_sort(&list->ids[kind], kind);
}

size_t content_count(const struct content_list *list)
{
	return list->ids[CONTENT_INFO_HASH].count + list->ids[CONTENT_ED2K].count;
}

bool content_equal(const struct content_list *a, const struct content_list *b)
{
	if (a->except != b->except)
		return false;
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		size_t count = a->ids[kind].count;

		if (count != b->ids[kind].count)
			return false;
		if (count && memcmp(a->ids[kind].bytes, b->ids[kind].bytes, count * content_size[kind]))
			return false;
	}
	return true;
}

/* Walk both sorted sides at once. */
static void set_differences(const struct id_set *before, const struct id_set *after, size_t size,
			    const struct content_visitor *visitor)
{
	size_t i = 0, j = 0;

	while (i < before->count || j < after->count) {
		const uint8_t *old = before->bytes + i * size, *new = after->bytes + j * size;
		int order = i == before->count ? 1 : j == after->count ? -1 : memcmp(old, new, size);

		if (order < 0)
			visitor->removed(old, size, visitor->data);
		else if (order > 0)
			visitor->added(new, size, visitor->data);
		i += order <= 0;
		j += order >= 0;
	}
}

void content_differences(const struct content_list *before, const struct content_list *after,
			 const struct content_visitor *visitor)
{
	static const struct content_list none;

	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++)
		set_differences(&(before ? before : &none)->ids[kind], &(after ? after : &none)->ids[kind],
				content_size[kind], visitor);
}

void content_free(struct content_list *list)
{
	for (enum content_kind kind = 0; kind < CONTENT_KINDS; kind++) {
		free(list->ids[kind].bytes);
		list->ids[kind] = (struct id_set){ 0 };
	}
}

struct content_list *contents_find(const struct content_lists *lists, const char *name)
{
	for (size_t i = 0; i < lists->count; i++)
		if (!strcmp(lists->items[i].name, name))
			return &lists->items[i];
	return NULL;
}

struct content_list *contents_append(struct content_lists *lists)
{
	lists->items = memory_grow(lists->items, lists->count, &lists->capacity, sizeof(*lists->items));
	lists->items[lists->count] = (struct content_list){ 0 };
	return &lists->items[lists->count++];
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct content_list *)a)->name, ((const struct content_list *)b)->name);
}

void contents_sort(struct content_lists *lists)
{
	if (lists->count)
		qsort(lists->items, lists->count, sizeof(*lists->items), compare_names);
}

void contents_free(struct content_lists *lists)
{
	for (size_t i = 0; i < lists->count; i++)
		content_free(&lists->items[i]);
	free(lists->items);
	*lists = (struct content_lists){ 0 };
}
