// SPDX-License-Identifier: GPL-2.0-or-later
#include "filter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "prefix.h"

static const char *read_name(const struct word_name *names, const char *what, const char *word, unsigned int *value,
			     struct reason *reason)
{
	return word_value(names, what, text_of(word), value, reason) ? NULL : reason->sentence;
}

static const char *read_scope(const char *word, void *data)
{
	struct filter *filter = data;

	return read_name(word_scopes, "scope", word, &filter->scope, &filter->reason);
}

static const char *read_action(const char *word, void *data)
{
	struct filter *filter = data;

	return read_name(word_actions, "action", word, &filter->action, &filter->reason);
}

/* "within", and then how long from now. */
static const char *read_ending(const char *word, void *data)
{
	struct filter *filter = data;
	char relative[32];

	if (!filter->within) {
		filter->within = !strcmp(word, "within");
		return filter->within ? NULL : "write it as ending within 7d";
	}
	if (filter->before)
		return "one time is enough";
	snprintf(relative, sizeof(relative), "%s%s", *word == '+' ? "" : "+", word);
	if (!word_time(text_of(relative), filter->now, &filter->before, &filter->reason))
		return "that is no length of time: write 30s, 10m, 2h, 30d or 2w";
	return NULL;
}

static const char *read_prefix(const char *word, void *data)
{
	struct filter *filter = data;

	return word_prefix(text_of(word), &filter->prefix, &filter->reason) ? NULL : filter->reason.sentence;
}

const struct keyword filter_subscriber_words[] = {
	{ "prefix", read_prefix, false, false },
	{ NULL, NULL, false, false },
};

const struct keyword filter_sanction_words[] = {
	{ "action", read_action, false, false },
	{ "scope", read_scope, false, false },
	{ "ending", read_ending, true, false },
	{ "prefix", read_prefix, false, false },
	{ NULL, NULL, false, false },
};

int filter_read(struct session *session, const struct keyword *words, int argc, char **argv, struct filter *filter)
{
	*filter = (struct filter){ .sanctioned = words == filter_sanction_words, .now = time(NULL) };
	if (keywords_read(session, words, argc, argv, filter))
		return -1;
	if (!filter->within || filter->before)
		return 0;
	session_misuse(session, "ending: within what time? write it as ending within 7d");
	return -1;
}

/* One holds the other. */
static bool meet(const struct prefix *a, const struct prefix *b)
{
	if (a->family != b->family)
		return false;
	return a->length < b->length ? prefix_holds(a, b->address) : prefix_holds(b, a->address);
}

static bool meets_any(const struct prefix *prefix, const struct subscriber *subscriber)
{
	for (size_t i = 0; i < subscriber->prefix_count; i++) {
		if (meet(prefix, &subscriber->prefixes[i]))
			return true;
	}
	return false;
}

bool filter_fits(const struct filter *filter, const struct subscriber *subscriber)
{
	const struct sanction *sanction = &subscriber->sanction;

	if (subscriber->is_default || (filter->sanctioned && !sanction->scope))
		return false;
	if ((filter->scope && sanction->scope != filter->scope) || (filter->action && sanction->action != filter->action))
		return false;
	if (filter->before &&
	    (!sanction->end || sanction->end > filter->before || sanction->state == P2P_SANCTION_ENDED))
		return false;
	return !filter->prefix.family || meets_any(&filter->prefix, subscriber);
}
