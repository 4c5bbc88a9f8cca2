// SPDX-License-Identifier: GPL-2.0-or-later
/* What the statements of a subscriber block do. */
#include <string.h>

#include "lang/build.h"
#include "lang/memory.h"

/* A prefix is known by the index of its subscriber and its own index there. */
#define PREFIX_BITS	10
_Static_assert(P2P_PREFIXES_MAX <= 1 << PREFIX_BITS, "the index of a prefix fits");

static struct subscriber *current(struct context *c)
{
	return &c->configuration->subscribers[c->configuration->subscriber_count - 1];
}

static bool same_key(const void *context, uint64_t value)
{
	const struct configuration *configuration = context;
	const struct subscriber *a = &configuration->subscribers[value - 1];
	const struct subscriber *b = &configuration->subscribers[configuration->subscriber_count - 1];

	return a->key_length == b->key_length && !memcmp(a->key, b->key, a->key_length);
}

static bool bare_key(struct text key)
{
	for (size_t i = 0; i < key.length; i++)
		if (key.bytes[i] == '/' || key.bytes[i] == '%')
			return false;
	return true;
}

static void read_key(struct context *c, struct subscriber *subscriber, struct text key, bool quoted,
		     const struct location *at)
{
	struct reason reason;

	if (quoted && memchr(key.bytes, '\\', key.length))
		key = context_string(c, key, at);
	else if (!quoted && !bare_key(key))
		diagnostics_error(c->diagnostics, at, "a key with / or %% must stand in quotes");
	if (!word_key(key, subscriber->key, &subscriber->key_length, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

static struct subscriber *add_subscriber(struct context *c, const struct location *at)
{
	struct configuration *configuration = c->configuration;
	struct subscriber *subscriber;

	context_block_begin(c, at);
	configuration->subscribers = memory_grow(configuration->subscribers, configuration->subscriber_count,
						 &c->subscriber_capacity, sizeof(*configuration->subscribers));
	subscriber = &configuration->subscribers[configuration->subscriber_count++];
	*subscriber = (struct subscriber){ .at = *at };
	c->prefix_capacity = 0;
	return subscriber;
}

void subscriber_begin(struct context *c, struct text key, bool quoted, const struct location *at)
{
	struct subscriber *subscriber = add_subscriber(c, at);
	struct configuration *configuration = c->configuration;
	const struct location *first;
	struct quoted shown;
	uint64_t earlier;

	read_key(c, subscriber, key, quoted, at);
	earlier = seen_add(&c->keys, seen_hash(SEEN_HASH, subscriber->key, subscriber->key_length),
			   configuration->subscriber_count, same_key, configuration);
	if (!earlier || !subscriber->key_length)
		return;
	first = &configuration->subscribers[earlier - 1].at;
	diagnostics_error(c->diagnostics, at, "subscriber %s exists already, at %s:%d", text_quote(&shown, key),
			  first->file, first->first_line);
}

void default_begin(struct context *c, const struct location *at)
{
	add_subscriber(c, at)->is_default = true;
	if (c->default_at.file)
		diagnostics_error(c->diagnostics, at, "there is a default already, at %s:%d", c->default_at.file,
				  c->default_at.first_line);
	c->default_at = *at;
}

void default_end(struct context *c, const struct location *at)
{
	const struct sanction *sanction = &current(c)->sanction;

	context_block_end(c);
	if (!c->said[SAID_SANCTION].file)
		diagnostics_error(c->diagnostics, at, "the default is a sanction: to have none, leave the block out");
	else if (!word_default_action(sanction->action))
		diagnostics_error(c->diagnostics, &c->said[SAID_ACTION], WORD_DEFAULT_ACTIONS);
}

static const struct subscriber *owner_of(const struct configuration *configuration, uint64_t value,
					 const struct prefix **prefix)
{
	const struct subscriber *owner = &configuration->subscribers[value >> PREFIX_BITS];

	*prefix = &owner->prefixes[value & ((1 << PREFIX_BITS) - 1)];
	return owner;
}

static bool same_prefix(const void *context, uint64_t value)
{
	const struct configuration *configuration = context;
	const struct subscriber *last = &configuration->subscribers[configuration->subscriber_count - 1];
	const struct prefix *b = &last->prefixes[last->prefix_count - 1], *a;

	owner_of(configuration, value - 1, &a);
	return a->family == b->family && a->length == b->length && a->zone == b->zone &&
	       !memcmp(a->address, b->address, sizeof(a->address));
}

static uint64_t hash_prefix(const struct prefix *prefix)
{
	uint8_t head[] = { prefix->family, prefix->length, prefix->zone & 0xff, prefix->zone >> 8 };

	return seen_hash(seen_hash(SEEN_HASH, head, sizeof(head)), prefix->address, sizeof(prefix->address));
}

static void find_duplicate(struct context *c, struct text word, const struct location *at)
{
	struct configuration *configuration = c->configuration;
	struct subscriber *subscriber = current(c);
	uint64_t value = (uint64_t)(configuration->subscriber_count - 1) << PREFIX_BITS |
			 (subscriber->prefix_count - 1);
	uint64_t earlier = seen_add(&c->prefixes, hash_prefix(&subscriber->prefixes[subscriber->prefix_count - 1]),
				    value + 1, same_prefix, configuration);
	const struct subscriber *owner;
	struct quoted quoted, key;
	const struct prefix *first;

	if (!earlier)
		return;
	owner = owner_of(configuration, earlier - 1, &first);
	diagnostics_error(c->diagnostics, at, "prefix %s belongs to subscriber %s already, at %s:%d",
			  text_quote(&quoted, word),
			  text_quote(&key, (struct text){ (const char *)owner->key, owner->key_length }),
			  first->at.file, first->at.first_line);
}

void subscriber_prefix(struct context *c, struct text word, uint32_t zone, const struct location *at)
{
	struct subscriber *subscriber = current(c);
	struct prefix prefix = { .zone = zone, .at = *at };
	struct reason reason;

	if (!word_prefix(word, &prefix, &reason)) {
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
		return;
	}
	if (subscriber->prefix_count == P2P_PREFIXES_MAX) {
		diagnostics_error(c->diagnostics, at, "a subscriber has at most %d prefixes", P2P_PREFIXES_MAX);
		return;
	}
	subscriber->prefixes = memory_grow(subscriber->prefixes, subscriber->prefix_count, &c->prefix_capacity,
					   sizeof(prefix));
	subscriber->prefixes[subscriber->prefix_count++] = prefix;
	find_duplicate(c, word, at);
}

void sanction_begin(struct context *c, const struct location *at)
{
	if (context_say(c, SAID_SANCTION, "sanction", at))
		return;
	memset(&c->said[SAID_SCOPE], 0, sizeof(c->said[0]));
	memset(&c->said[SAID_ACTION], 0, sizeof(c->said[0]));
	memset(&c->said[SAID_BURST], 0, sizeof(c->said[0]));
	memset(&c->said[SAID_FROM], 0, sizeof(c->said[0]));
	memset(&c->said[SAID_UNTIL], 0, sizeof(c->said[0]));
	memset(&c->said[SAID_REASON], 0, sizeof(c->said[0]));
}

void sanction_scope(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;
	unsigned int scope;

	if (!context_say(c, SAID_SCOPE, "scope", at))
		return;
	if (!word_value(word_scopes, "scope", word, &scope, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
	else
		current(c)->sanction.scope = scope;
}

void sanction_action(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;
	unsigned int action;

	if (!context_say(c, SAID_ACTION, "action", at))
		return;
	if (!word_value(word_actions, "action", word, &action, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
	else
		current(c)->sanction.action = action;
}

void sanction_mark(struct context *c, struct text word, const struct location *at)
{
	struct sanction *sanction = &current(c)->sanction;
	struct reason reason;

	if (!context_say(c, SAID_ACTION, "action", at))
		return;
	sanction->action = P2P_ACTION_MARK;
	if (!word_mark(word, &sanction->mark_value, &sanction->mark_mask, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

void sanction_limit(struct context *c, struct text word, const struct location *at)
{
	struct sanction *sanction = &current(c)->sanction;
	struct reason reason;

	if (!context_say(c, SAID_ACTION, "action", at))
		return;
	sanction->action = P2P_ACTION_LIMIT;
	if (!word_rate(word, &sanction->rate, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

void sanction_burst(struct context *c, struct text word, const struct location *at)
{
	struct sanction *sanction = &current(c)->sanction;

	if (!context_say(c, SAID_BURST, "burst", at))
		return;
	sanction->burst = context_number(c, "a burst", word, UINT32_MAX, at);
	if (!sanction->burst)
		diagnostics_error(c->diagnostics, at, "a burst has bytes; leave it out for what follows from the rate");
}

void sanction_from(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;

	if (context_say(c, SAID_FROM, "from", at) &&
	    !word_time(word, c->now, &current(c)->sanction.start, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

void sanction_until(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;

	if (context_say(c, SAID_UNTIL, "until", at) &&
	    !word_time(word, c->now, &current(c)->sanction.end, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
}

void sanction_reason(struct context *c, struct text text, const struct location *at)
{
	struct text said = context_string(c, text, at);
	char **kept = &current(c)->sanction.reason;
	struct reason reason;

	if (!context_say(c, SAID_REASON, "reason", at) || (text.length && !said.length))
		return;
	if (!word_reason(said, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
	else
		*kept = memcpy(memory_alloc(said.length + 1), said.bytes, said.length);
}

void subscriber_sanction(struct context *c, const struct location *at)
{
	current(c)->sanction.at = *at;
	if (!c->said[SAID_SCOPE].file)
		diagnostics_error(c->diagnostics, at, "sanction has no scope: p2p, listed or all");
	if (!c->said[SAID_ACTION].file)
		diagnostics_error(c->diagnostics, at, "sanction has no action: count, mark, limit, reject or drop");
	if (c->said[SAID_BURST].file && current(c)->sanction.action != P2P_ACTION_LIMIT)
		diagnostics_error(c->diagnostics, &c->said[SAID_BURST], "only the action limit has a burst");
	if (current(c)->sanction.end && current(c)->sanction.start >= current(c)->sanction.end)
		diagnostics_error(c->diagnostics, &c->said[SAID_FROM], "the sanction would end before it begins");
}
