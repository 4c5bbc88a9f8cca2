/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Content lists as plain values: their ids, their order, and in what two differ. */
#ifndef P2PCTL_CONTENT_H
#define P2PCTL_CONTENT_H

#include "lang/text.h"
#include "model.h"

/* Bytes of an id, by enum content_kind. */
extern const size_t content_size[CONTENT_KINDS];

/* The name of a list: 1 to P2P_NAME_MAX bytes of printable ASCII. */
bool content_read_name(struct text word, char *name);

/* 40 hexadecimal digits, or 32. Return: false when it is neither */
bool content_read_id(struct text word, uint8_t *id, enum content_kind *kind);

struct id_text {
	char text[2 * P2P_CONTENT_ID_MAX + 1];
};
struct id_text id_text(const uint8_t *id, size_t size);

/* Put an id behind the others. */
void content_add(struct content_list *list, enum content_kind kind, const uint8_t *id);

/* Return: whether it was there. The ids must be sorted. */
bool content_remove(struct content_list *list, enum content_kind kind, const uint8_t *id);

/* Bring the ids in order, each once. What follows needs them so. */
void content_sort(struct content_list *list);

/* Ids of both kinds. */
size_t content_count(const struct content_list *list);

bool content_equal(const struct content_list *a, const struct content_list *b);

/* Show each id that only one of them has, in ascending order; NULL is a list without ids. */
struct content_visitor {
	void (*removed)(const uint8_t *id, size_t size, void *data);
	void (*added)(const uint8_t *id, size_t size, void *data);
	void *data;
};
void content_differences(const struct content_list *before, const struct content_list *after,
			 const struct content_visitor *visitor);

void content_free(struct content_list *list);

struct content_list *contents_find(const struct content_lists *lists, const char *name);
struct content_list *contents_append(struct content_lists *lists);	/* an empty one, without a name */
void contents_sort(struct content_lists *lists);			/* by name */
void contents_free(struct content_lists *lists);

#endif
