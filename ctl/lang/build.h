/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the grammar does when it has understood something. Private to lang/. */
#ifndef P2PCTL_BUILD_H
#define P2PCTL_BUILD_H

#include "lang/context.h"

/* The right side of a comparison: field * factor + constant. */
struct value {
	struct field field;
	int64_t factor;
	int64_t constant;
};

/* Where a field stands. */
struct offset {
	uint32_t at;
	bool behind;			/* counted from the end of the match */
};

/* signature_build.c */
void signature_begin(struct context *c, struct text name, const struct location *at);
void signature_end(struct context *c);
void signature_protocol(struct context *c, struct text word, const struct location *at);
void signature_transport(struct context *c, struct text word, const struct location *at);
void signature_midflow(struct context *c);
void signature_direction(struct context *c, struct text word, const struct location *at);
void signature_strength(struct context *c, struct text word, const struct location *at);
void signature_capture(struct context *c, struct text kind, const struct location *kind_at, struct text offset,
		       struct text size, bool escaped, const struct location *at);
void signature_source(struct context *c, struct text text, const struct location *at);
void signature_structural(struct context *c, struct text text, const struct location *at);

struct signature *signature_current(struct context *c);

/* step_build.c */
void step_begin(struct context *c, enum p2p_turn turn, const struct location *at);
void step_then(struct context *c, struct text word, const struct location *at);
void step_pattern(struct context *c, struct text text, const struct location *at);
void step_opening(struct context *c, struct text kind, const struct location *kind_at, struct text range,
		  const struct location *range_at);
void step_search(struct context *c, struct text text, const struct location *at, struct text window,
		 const struct location *window_at);
void step_until(struct context *c, struct text text, const struct location *at);
void step_keep(struct context *c, struct text name, const struct location *at, struct field field);
struct signature_step *step_current(struct context *c);

/* step_validate.c: what can be told when the signature is complete */
void step_validate(struct context *c, const struct signature *signature, const struct signature_step *step);

/* field_build.c */
struct field field_of(unsigned int kind, const struct location *at);
struct field field_at(struct context *c, unsigned int kind, struct offset offset, const struct location *at);
struct field field_mask(struct context *c, struct field field, uint32_t mask, const struct location *at,
			const struct location *mask_at);
struct field field_modulo(struct context *c, struct field field, uint32_t modulo, const struct location *at,
			  const struct location *modulo_at);
struct value value_add(struct context *c, struct value left, struct value right, int sign, const struct location *at);
struct value value_scale(struct context *c, struct field field, uint32_t factor, const struct location *at);
struct value value_kept(struct context *c, struct text name, const struct location *at);

/* check_build.c */
void check_compare(struct context *c, struct field left, enum p2p_check_op op, struct value right,
		   const struct location *at);
void check_in(struct context *c, struct field left, enum p2p_check_op op, const struct location *at);
void check_bytes(struct context *c, struct offset offset, enum p2p_check_op op, struct text text,
		 const struct location *at, const struct location *text_at);
void check_range(struct context *c, uint32_t low, uint32_t high, const struct location *at);

/* vector_build.c */
void vector_begin(struct context *c, bool matches);
void vector_end(struct context *c, const struct location *at);
void packet_begin(struct context *c);
void packet_text(struct context *c, struct text text, const struct location *at);
void packet_hex(struct context *c, struct text text, const struct location *at);
void packet_fill(struct context *c, struct text count, const struct location *at);
void packet_direction(struct context *c, struct text word, const struct location *at);
void packet_end(struct context *c, const struct location *at);

/* subscriber_build.c */
void subscriber_begin(struct context *c, struct text key, bool quoted, const struct location *at);
void default_begin(struct context *c, const struct location *at);
void default_end(struct context *c, const struct location *at);
void subscriber_prefix(struct context *c, struct text word, uint32_t zone, const struct location *at);
void subscriber_sanction(struct context *c, const struct location *at);
void sanction_begin(struct context *c, const struct location *at);
void sanction_scope(struct context *c, struct text word, const struct location *at);
void sanction_action(struct context *c, struct text word, const struct location *at);
void sanction_mark(struct context *c, struct text word, const struct location *at);
void sanction_limit(struct context *c, struct text word, const struct location *at);
void sanction_burst(struct context *c, struct text word, const struct location *at);
void sanction_from(struct context *c, struct text word, const struct location *at);
void sanction_until(struct context *c, struct text word, const struct location *at);
void sanction_reason(struct context *c, struct text text, const struct location *at);

/* content_build.c */
void content_begin(struct context *c, struct text name, const struct location *at);
void content_end(struct context *c);
void content_except(struct context *c);
void content_id(struct context *c, struct text word, const struct location *at);
void content_file(struct context *c, struct text text, const struct location *at);

/* settings_build.c */
void settings_switch(struct context *c, enum said which, struct text word, const struct location *at);
void settings_mark_mask(struct context *c, struct text word, const struct location *at);

/* garden_build.c */
void garden_prefix(struct context *c, struct text word, const struct location *at);
void garden_protocol(struct context *c, struct text word, const struct location *at);
void garden_ports(struct context *c, struct text word, const struct location *at);
void garden_add(struct context *c, const struct location *at);

/* parse.c */
void parse_include(struct context *c, struct text text, const struct location *at);

/* The text of a file that stands beside the present one. Return: NULL after an error */
const struct source *parse_beside(struct context *c, struct text text, const struct location *at);

#endif
