// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a garden block do. A second block adds to the first one. */
#include "garden.h"
#include "lang/build.h"

static void spoil(struct context *c, const struct location *at, const char *sentence)
{
	diagnostics_error(c->diagnostics, at, "%s", sentence);
	c->garden_entry.prefix.family = 0;
}

void garden_prefix(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;

	c->garden_entry = (struct garden_entry){ 0 };
	if (!word_prefix(word, &c->garden_entry.prefix, &reason))
		spoil(c, at, reason.sentence);
}

void garden_protocol(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;

	if (!word_protocol(word, &c->garden_entry.protocol, &reason))
		spoil(c, at, reason.sentence);
}

void garden_ports(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;

	if (!word_ports(word, &c->garden_entry.port_min, &c->garden_entry.port_max, &reason))
		spoil(c, at, reason.sentence);
}

void garden_add(struct context *c, const struct location *at)
{
	struct garden *garden = &c->configuration->garden;
	struct garden_entry *entry = &c->garden_entry, *earlier;
	const char *wrong;

	entry->at = *at;
	if (!entry->prefix.family)
		return;
	wrong = garden_check(entry);
	earlier = garden_find(garden, entry);
	if (wrong)
		diagnostics_error(c->diagnostics, at, "%s", wrong);
	else if (earlier)
		diagnostics_error(c->diagnostics, at, "the garden has this entry already, at %s:%d", earlier->at.file,
				  earlier->at.first_line);
	else if (garden_append(garden, entry))
		diagnostics_error(c->diagnostics, at, "the garden has at most %d entries", P2P_GARDEN_MAX);
}
