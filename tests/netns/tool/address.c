// SPDX-License-Identifier: GPL-2.0
#include "address.h"

#include "die.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint16_t port_parse(const char *text)
{
	char *end;
	unsigned long port = strtoul(text, &end, 10);

	if (!isdigit((unsigned char)*text) || *end || port > 65535)
		die("'%s' is not a port (0 to 65535)", text);
	return (uint16_t)port;
}

/* Cuts @text into the IP address, which stays in @text, and the port. */
static char *port_split(char *text, uint16_t *port)
{
	char *colon = strchr(text, ':');
	char *close = strchr(text, ']');

	if (*text == '[' && close) {
		*close = '\0';
		if (close[1] == ':')
			*port = port_parse(close + 2);
		return text + 1;
	}
	if (colon && !strchr(colon + 1, ':')) {
		*colon = '\0';
		*port = port_parse(colon + 1);
	}
	return text;
}

struct address address_parse(const char *text, uint16_t port)
{
	struct address address = { .port = port };
	char copy[ADDRESS_TEXT + 1], *ip;

	if ((size_t)snprintf(copy, sizeof(copy), "%s", text) >= sizeof(copy))
		die("'%s' is too long for an address", text);
	ip = port_split(copy, &address.port);
	if (inet_pton(AF_INET, ip, address.ip) == 1)
		address.version = 4;
	else if (inet_pton(AF_INET6, ip, address.ip) == 1)
		address.version = 6;
	else
		die("'%s' is not ADDR[:PORT] or [ADDR6]:PORT", text);
	return address;
}

const char *address_print(const struct address *address, char out[ADDRESS_TEXT])
{
	char ip[INET6_ADDRSTRLEN];
	bool v4 = address->version == 4;

	inet_ntop(v4 ? AF_INET : AF_INET6, address->ip, ip, sizeof(ip));
	snprintf(out, ADDRESS_TEXT, v4 ? "%s:%u" : "[%s]:%u", ip, address->port);
	return out;
}

bool address_equal(const struct address *one, const struct address *other)
{
	return one->version == other->version && one->port == other->port && !memcmp(one->ip, other->ip, sizeof(one->ip));
}

static uint32_t last_bits(const struct address *address)
{
	uint32_t bits;

	memcpy(&bits, address->ip + address_length(address) - 4, 4);
	return ntohl(bits);
}

void address_advance(struct address *address, uint32_t count)
{
	uint32_t bits = htonl(last_bits(address) + count);

	memcpy(address->ip + address_length(address) - 4, &bits, 4);
}

uint32_t address_distance(const struct address *base, const struct address *address)
{
	return last_bits(address) - last_bits(base);
}

socklen_t address_to_sockaddr(const struct address *address, struct sockaddr_storage *out)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;

	memset(out, 0, sizeof(*out));
	if (address->version == 4) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons(address->port);
		memcpy(&v4->sin_addr, address->ip, 4);
		return sizeof(*v4);
	}
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons(address->port);
	memcpy(&v6->sin6_addr, address->ip, 16);
	return sizeof(*v6);
}
