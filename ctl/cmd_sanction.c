// SPDX-License-Identifier: GPL-2.0-or-later
#include <time.h>

#include "command.h"
#include "filter.h"
#include "key.h"
#include "lang/words.h"
#include "print.h"
#include "weight.h"

static enum exit_code sanction_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "key", 24, NULL, NULL },
		{ "scope", 5, NULL, NULL },
		{ "action", 6, NULL, NULL },
		{ "start", 20, NULL, NULL },
		{ "end", 20, NULL, NULL },
		{ "state", 7, NULL, NULL },
		{ "wait_s", 8, NULL, NULL },
		{ "left_s", 8, NULL, NULL },
		{ "drop_packets", 12, NULL, NULL },
		{ "reason", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};

	return command_list_subscribers(session, argc, argv, columns, filter_sanction_words);
}

struct order {
	struct sanction sanction;	/* its reason is a word of the command line */
	bool has_value;			/* of action mark or limit */
	struct reason reason;
};

static const char *read_scope(const char *word, void *data)
{
	struct order *order = data;
	unsigned int value;

	if (!word_value(word_scopes, "scope", text_of(word), &value, &order->reason))
		return order->reason.sentence;
	order->sanction.scope = value;
	return NULL;
}

static bool wants_value(const struct order *order)
{
	return !order->has_value &&
	       (order->sanction.action == P2P_ACTION_MARK || order->sanction.action == P2P_ACTION_LIMIT);
}

static bool read_value(struct text word, struct order *order)
{
	struct sanction *sanction = &order->sanction;

	if (sanction->action == P2P_ACTION_LIMIT)
		return word_rate(word, &sanction->rate, &order->reason);
	return word_mark(word, &sanction->mark_value, &sanction->mark_mask, &order->reason);
}

/* "drop", "reject", "count", or "mark" and "limit" and then a value. */
static const char *read_action(const char *word, void *data)
{
	struct order *order = data;
	unsigned int value;

	if (wants_value(order)) {
		order->has_value = read_value(text_of(word), order);
		return order->has_value ? NULL : order->reason.sentence;
	}
	if (order->sanction.action)
		return "only one can be ordered";
	if (!word_value(word_actions, "action", text_of(word), &value, &order->reason))
		return order->reason.sentence;
	order->sanction.action = value;
	return NULL;
}

static const char *read_burst(const char *word, void *data)
{
	struct order *order = data;

	if (!word_number("a burst", text_of(word), UINT32_MAX, &order->sanction.burst, &order->reason))
		return order->reason.sentence;
	return order->sanction.burst ? NULL : "a burst has bytes; leave it out for what follows from the rate";
}

static const char *read_from(const char *word, void *data)
{
	struct order *order = data;

	if (word_time(text_of(word), time(NULL), &order->sanction.start, &order->reason))
		return NULL;
	return order->reason.sentence;
}

static const char *read_until(const char *word, void *data)
{
	struct order *order = data;

	if (word_time(text_of(word), time(NULL), &order->sanction.end, &order->reason))
		return NULL;
	return order->reason.sentence;
}

static const char *read_reason(const char *word, void *data)
{
	struct order *order = data;

	order->sanction.reason = (char *)word;
	return word_reason(text_of(word), &order->reason) ? NULL : order->reason.sentence;
}

static const struct keyword sanction_words[] = {
	{ "scope", read_scope, false, true },
	{ "action", read_action, true, true },
	{ "burst", read_burst, false, false },
	{ "from", read_from, false, false },
	{ "until", read_until, false, false },
	{ "reason", read_reason, false, false },
	{ NULL, NULL, false, false },
};

/* Change the sanction of a subscriber and leave the rest of it as it is. The transaction is held meanwhile, so nobody
 * else's change is overwritten.
 */
static int sanction_replace(struct session *session, struct subscriber *subscriber, const struct sanction *sanction,
			    uint64_t *generation)
{
	struct client *client = &session->client;

	if (session_connect(session) || client_begin(client, generation) || client_subscriber_get(client, subscriber))
		return -1;
	if (!sanction->scope && !subscriber->sanction.scope) {
		session_misuse(session, "subscriber \"%s\" has no sanction",
			       key_text(subscriber->key, subscriber->key_length).text);
		return -1;
	}
	sanction_copy(&subscriber->sanction, sanction);
	if (client_subscriber_set(client, subscriber))
		return -1;
	return client_commit(client, generation);
}

static enum exit_code sanction_change(struct session *session, struct subscriber *subscriber,
				      const struct sanction *sanction)
{
	uint64_t generation;

	if (!sanction_replace(session, subscriber, sanction, &generation))
		session_print_generation(session, generation);
	subscriber_free(subscriber);
	return session_failed(session);
}

int command_sanction(struct session *session, int argc, char **argv, struct sanction *sanction)
{
	struct order order = { 0 };

	if (keywords_read(session, sanction_words, argc, argv, &order))
		return -1;
	*sanction = order.sanction;
	if (wants_value(&order))
		session_misuse(session, sanction->action == P2P_ACTION_MARK ?
			       "action mark wants a value: action mark VALUE/MASK" :
			       "action limit wants a rate: action limit 512kbit");
	else if (sanction->burst && sanction->action != P2P_ACTION_LIMIT)
		session_misuse(session, "only the action limit has a burst");
	else if (sanction->end && sanction->start >= sanction->end)
		session_misuse(session, "the sanction would end before it begins");
	else
		return 0;
	return -1;
}

static enum exit_code sanction_add(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { 0 }, wanted = { 0 };
	struct weight weight = { 0 };

	if (command_key(session, argc, argv, &subscriber) ||
	    command_sanction(session, argc - 1, argv + 1, &wanted.sanction))
		return session_failed(session);
	weight_add(&weight, NULL, &wanted);
	if (!session_confirm_weight(session, &weight))
		return session_failed(session);
	return sanction_change(session, &subscriber, &wanted.sanction);
}

static enum exit_code sanction_del(struct session *session, int argc, char **argv)
{
	static const struct sanction none;
	struct subscriber subscriber = { 0 };

	if (command_key(session, argc, argv, &subscriber) || command_no_arguments(session, argc - 1, argv + 1))
		return session_failed(session);
	return sanction_change(session, &subscriber, &none);
}

const struct command sanction_verbs[] = {
	{ "list", sanction_list, NULL, "[action ACTION] [scope SCOPE] [ending within N] [prefix PREFIX]",
	  "the subscribers that have one, or those that fit everything that is said" },
	{ "add", sanction_add, NULL,
	  "KEY scope p2p|listed|all action count|reject|drop|limit|mark [RATE|VALUE/MASK] [burst BYTES] [from WHEN] "
	  "[until WHEN] [reason TEXT]",
	  "order it, instead of the one that is there" },
	{ "del", sanction_del, NULL, "KEY", "lift it at once" },
	{ NULL, NULL, NULL, NULL, NULL }
};
