/* SPDX-License-Identifier: GPL-2.0 */
#ifndef P2PFLOW_ADDRESS_H
#define P2PFLOW_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

/* Room for "[v6]:port". */
#define ADDRESS_TEXT	(INET6_ADDRSTRLEN + 8)

/* One end of a flow. */
struct address {
	uint8_t ip[16];		/* network order; IPv4 uses the first 4, the rest is zero */
	uint16_t port;		/* host order; ICMP: echo identifier; other protocols: 0 */
	uint8_t version;	/* 4 or 6 */
};

/**
 * address_parse() - ADDR[:PORT] or [ADDR6][:PORT] or ADDR6
 * @text: what the user wrote; anything wrong ends the program with a sentence
 * @port: port if @text has none
 */
struct address address_parse(const char *text, uint16_t port);

/* Return: @out, filled with ADDR:PORT. */
const char *address_print(const struct address *address, char out[ADDRESS_TEXT]);

bool address_equal(const struct address *one, const struct address *other);

static inline size_t address_length(const struct address *address)
{
	return address->version == 4 ? 4 : 16;
}

/* Adds @count to the last 32 bits of the IP address; they wrap. */
void address_advance(struct address *address, uint32_t count);

/* How often address_advance() by one leads from @base to @address, if the upper bits agree. */
uint32_t address_distance(const struct address *base, const struct address *address);

/* Return: length of the sockaddr written to @out. */
socklen_t address_to_sockaddr(const struct address *address, struct sockaddr_storage *out);

#endif
