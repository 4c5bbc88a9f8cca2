// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "conntrack.h"
#include "key.h"
#include "lang/words.h"
#include "owner.h"
#include "prefix.h"
#include "tuple.h"

/* What was asked for. A flow must fit everything that was said. */
struct request {
	bool has_class;
	bool p2p;				/* any class of file sharing */
	unsigned int class;			/* with has_class and not p2p */
	bool has_protocol;
	unsigned int protocol;
	struct prefix prefix;			/* family 0: any */
	struct subscriber subscriber;		/* key_length 0: anybody */
	struct reason reason;
	char sentence[sizeof(struct reason) + 64];
};

struct listing {
	struct request request;
	struct output *out;
	struct owners owners;
	uint32_t mark_mask;
};

static const char *read_class(const char *word, void *data)
{
	struct request *request = data;

	request->has_class = true;
	request->p2p = !strcmp(word, "p2p");
	if (request->p2p || !strcmp(word, "undecided"))
		return NULL;
	if (word_value(word_classes, "class", text_of(word), &request->class, &request->reason))
		return NULL;
	snprintf(request->sentence, sizeof(request->sentence), "%s; it may also be \"undecided\" or \"p2p\"",
		 request->reason.sentence);
	return request->sentence;
}

static const char *read_subscriber(const char *word, void *data)
{
	struct request *request = data;

	return key_read(word, request->subscriber.key, &request->subscriber.key_length);
}

static const char *read_prefix(const char *word, void *data)
{
	struct request *request = data;

	return word_prefix(text_of(word), &request->prefix, &request->reason) ? NULL : request->reason.sentence;
}

static const char *read_protocol(const char *word, void *data)
{
	struct request *request = data;
	uint32_t number;

	request->has_protocol = true;
	for (const struct word_name *name = word_protocols; name->name; name++) {
		if (strcmp(name->name, word))
			continue;
		request->protocol = name->value;
		return NULL;
	}
	if (!word_number("a protocol", text_of(word), UINT8_MAX, &number, &request->reason))
		return request->reason.sentence;
	request->protocol = number;
	return NULL;
}

static const struct keyword flow_words[] = {
	{ "class", read_class, false, false },
	{ "subscriber", read_subscriber, false, false },
	{ "prefix", read_prefix, false, false },
	{ "proto", read_protocol, false, false },
	{ NULL, NULL, false, false },
};

/* What the mark says; values below the classes are the progress of the undecided, those above are nobody's. */
static unsigned int class_of(const struct listing *listing, uint32_t mark)
{
	uint32_t mask = listing->mark_mask;
	unsigned int value = mask ? (mark & mask) >> __builtin_ctz(mask) : 0;

	return value >= P2P_CLASS_OTHER && value <= P2P_CLASS_LAST ? value : P2P_CLASS_UNDECIDED;
}

static bool same_key(const struct owner *owner, const struct subscriber *subscriber)
{
	return owner->key && owner->key_length == subscriber->key_length &&
	       !memcmp(owner->key, subscriber->key, owner->key_length);
}

static bool touches(const struct prefix *prefix, const struct connection_seen *connection)
{
	return connection->orig.family == prefix->family &&
	       (prefix_holds(prefix, connection->orig.src) || prefix_holds(prefix, connection->orig.dst) ||
		prefix_holds(prefix, connection->reply.src) || prefix_holds(prefix, connection->reply.dst));
}

static bool wanted(const struct request *request, const struct connection_seen *connection, unsigned int class,
		   const struct owner owners[2])
{
	if (request->has_class && (request->p2p ? class <= P2P_CLASS_OTHER : class != request->class))
		return false;
	if (request->has_protocol && connection->orig.protocol != request->protocol)
		return false;
	if (request->prefix.family && !touches(&request->prefix, connection))
		return false;
	return !request->subscriber.key_length || same_key(&owners[0], &request->subscriber) ||
	       same_key(&owners[1], &request->subscriber);
}

static void print_owner(struct output *out, const char *key, const struct owner *owner)
{
	if (owner->key)
		output_string(out, key, key_text(owner->key, owner->key_length).text);
}

static void print_connection(struct output *out, const struct connection_seen *connection, unsigned int class,
			     const struct owner owners[2])
{
	const char *name = class == P2P_CLASS_UNDECIDED ? "undecided" : word_name(word_classes, class);

	output_object(out, NULL);
	output_name(out, "class", name, class);
	print_owner(out, "initiator", &owners[0]);
	print_owner(out, "responder", &owners[1]);
	output_number(out, "timeout_s", connection->timeout_s);
	if (connection->has_counters) {
		output_number(out, "packets", connection->packets);
		output_number(out, "bytes", connection->bytes);
	}
	output_switch(out, "offloaded", connection->offloaded);
	if (connection->zone)
		output_number(out, "zone", connection->zone);
	output_hex(out, "mark", connection->mark);
	print_tuple(out, "orig", "orig_text", &connection->orig);
	print_tuple(out, "reply", "reply_text", &connection->reply);
	output_end(out);
}

/* The initiator as he is before address translation, the responder as he is after: as the packet hooks look. */
static bool show(const struct connection_seen *connection, void *data)
{
	struct listing *listing = data;
	unsigned int class = class_of(listing, connection->mark);
	const struct owner owners[] = {
		owners_find(&listing->owners, connection->orig.family, connection->orig.src, connection->zone),
		owners_find(&listing->owners, connection->orig.family, connection->reply.src, connection->zone),
	};

	if (wanted(&listing->request, connection, class, owners))
		print_connection(listing->out, connection, class, owners);
	return !listing->out->error;
}

static int gather(const struct subscriber *subscriber, void *data)
{
	return owners_add(data, subscriber);
}

static void gather_again(void *data)
{
	owners_free(data);
}

static int gather_owners(struct client *client, struct listing *listing)
{
	const struct subscriber_visitor visitor = { gather, gather_again, &listing->owners };
	struct status status;

	if (client_status(client, &status) || client_each_subscriber(client, &visitor))
		return -1;
	listing->mark_mask = status.settings.mark_mask;
	owners_sort(&listing->owners);
	return 0;
}

static enum exit_code flow_list(struct session *session, int argc, char **argv)
{
	static const struct column columns[] = {
		{ "class", 13, NULL, NULL },
		{ "initiator", 16, NULL, NULL },
		{ "responder", 16, NULL, NULL },
		{ "timeout_s", 9, NULL, NULL },
		{ "packets", 10, NULL, NULL },
		{ "bytes", 12, NULL, NULL },
		{ "offloaded", 9, NULL, NULL },
		{ "orig_text", 1, NULL, NULL },
		{ NULL, 0, NULL, NULL },
	};
	struct listing listing = { .out = &session->out };

	if (!keywords_read(session, flow_words, argc, argv, &listing.request) && !session_connect(session) &&
	    !gather_owners(&session->client, &listing)) {
		output_list(&session->out, NULL, columns);
		conntrack_each(show, &listing, &session->failure);
		output_end(&session->out);
	}
	owners_free(&listing.owners);
	return session_failed(session);
}

const struct command flow_verbs[] = {
	{ "list", flow_list, NULL, "[class CLASS] [subscriber KEY] [prefix PREFIX] [proto PROTOCOL]",
	  "all, or those that fit everything that is said" },
	{ NULL, NULL, NULL, NULL, NULL }
};
