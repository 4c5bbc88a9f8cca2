// SPDX-License-Identifier: GPL-2.0-or-later
#include "command.h"
#include "lang/words.h"
#include "prefix.h"
#include "print.h"

/* An address is a prefix of its full length. */
static int read_address(struct session *session, int argc, char **argv, struct prefix *address)
{
	struct reason reason;

	if (!argc) {
		session_misuse(session, "the address is missing");
		return -1;
	}
	if (!word_prefix(text_of(argv[0]), address, &reason)) {
		session_misuse(session, "%s", reason.sentence);
		return -1;
	}
	if (address->length == (address->family == AF_INET ? 32 : 128))
		return 0;
	session_misuse(session, "\"%s\" is a prefix: whois is about one address", argv[0]);
	return -1;
}

static const char *read_zone(const char *word, void *data)
{
	static struct reason reason;
	struct prefix *address = data;
	uint32_t zone;

	if (!word_number("a zone", text_of(word), UINT16_MAX, &zone, &reason))
		return reason.sentence;
	address->zone = zone;
	return NULL;
}

static const struct keyword whois_words[] = {
	{ "zone", read_zone, false, false },
	{ NULL, NULL, false, false },
};

/* The longest prefix decided it in the kernel. */
static const struct prefix *matched(const struct subscriber *subscriber, const struct prefix *address)
{
	const struct prefix *best = NULL;

	for (size_t i = 0; i < subscriber->prefix_count; i++) {
		const struct prefix *prefix = &subscriber->prefixes[i];

		if (prefix->family == address->family && prefix->zone == address->zone &&
		    prefix_holds(prefix, address->address) && (!best || prefix->length > best->length))
			best = prefix;
	}
	return best;
}

enum exit_code cmd_whois(struct session *session, int argc, char **argv)
{
	struct subscriber subscriber = { 0 };
	struct prefix address = { 0 };
	const struct prefix *prefix;

	if (read_address(session, argc, argv, &address) ||
	    keywords_read(session, whois_words, argc - 1, argv + 1, &address) || session_connect(session) ||
	    client_whois(&session->client, &address, &subscriber))
		return session_failed(session);
	prefix = matched(&subscriber, &address);
	output_object(&session->out, NULL);
	if (prefix)
		output_string(&session->out, "prefix", prefix_text(prefix).text);
	print_subscriber(&session->out, &subscriber);
	output_end(&session->out);
	subscriber_free(&subscriber);
	return EXIT_OK;
}
