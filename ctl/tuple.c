// SPDX-License-Identifier: GPL-2.0-or-later
#include "tuple.h"

#include <arpa/inet.h>
#include <stdio.h>

#include "lang/words.h"

struct address_text {
	char text[INET6_ADDRSTRLEN + sizeof("[]:65535")];
};

static struct address_text address_text(uint8_t family, const uint8_t *address)
{
	struct address_text result;

	inet_ntop(family, address, result.text, sizeof(result.text));
	return result;
}

static struct address_text endpoint_text(uint8_t family, const uint8_t *address, uint16_t port)
{
	struct address_text result, plain = address_text(family, address);

	snprintf(result.text, sizeof(result.text), family == AF_INET6 ? "[%s]:%u" : "%s:%u", plain.text, port);
	return result;
}

static void print_protocol(struct output *out, uint8_t protocol)
{
	output_name(out, "protocol", word_name(word_protocols, protocol), protocol);
}

void print_tuple(struct output *out, const char *key, const char *text_key, const struct tuple *tuple)
{
	const char *protocol = word_name(word_protocols, tuple->protocol);
	char text[160];

	if (!tuple->family)
		return;
	snprintf(text, sizeof(text), "%s %s > %s", protocol ? protocol : "ip",
		 endpoint_text(tuple->family, tuple->src, tuple->sport).text,
		 endpoint_text(tuple->family, tuple->dst, tuple->dport).text);
	output_text(out, text_key, text);
	output_object(out, key);
	print_protocol(out, tuple->protocol);
	output_string(out, "src", address_text(tuple->family, tuple->src).text);
	output_number(out, "sport", tuple->sport);
	output_string(out, "dst", address_text(tuple->family, tuple->dst).text);
	output_number(out, "dport", tuple->dport);
	output_end(out);
}
