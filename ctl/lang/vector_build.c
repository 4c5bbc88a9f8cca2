// SPDX-License-Identifier: GPL-2.0-or-later
/* Vectors: payloads that a signature must match, or must not. They are put together in one place, packet behind packet. */
#include <string.h>

#include "lang/build.h"

/* What stands for bytes that do not matter: not zero, not 0xff, not text that occurs in protocols. */
#define FILLER 0x55

void vector_begin(struct context *c, bool matches)
{
	c->vector = (struct vector){ .matches = matches };
	c->packet_count = 0;
}

void packet_begin(struct context *c)
{
	c->packet = (struct packet){ 0 };
	c->payload_size = 0;
}

/* Room for some bytes more. Return: where they go, or NULL after an error. */
static uint8_t *extend(struct context *c, size_t size, const struct location *at)
{
	uint8_t *place = c->payload + c->payload_size;

	if (size > sizeof(c->payload) - c->payload_size) {
		diagnostics_error(c->diagnostics, at, "a payload has at most %zu bytes", sizeof(c->payload));
		return NULL;
	}
	c->payload_size += size;
	return place;
}

void packet_text(struct context *c, struct text text, const struct location *at)
{
	struct text bytes = context_string(c, text, at);
	uint8_t *place = extend(c, bytes.length, at);

	if (place)
		memcpy(place, bytes.bytes, bytes.length);
}

void packet_hex(struct context *c, struct text text, const struct location *at)
{
	for (size_t i = 0; i < text.length; i += 2) {
		int high = text_hex_digit(text.bytes[i]);
		int low = i + 1 < text.length ? text_hex_digit(text.bytes[i + 1]) : -1;
		uint8_t *place;

		if (text.bytes[i] == ' ') {
			i--;
			continue;
		}
		if (high < 0 || low < 0) {
			struct location bad = location_inside(at, i + 1, 1);

			diagnostics_error(c->diagnostics, &bad, "bytes are two hexadecimal digits each");
			return;
		}
		place = extend(c, 1, at);
		if (!place)
			return;
		*place = high << 4 | low;
	}
}

void packet_fill(struct context *c, struct text count, const struct location *at)
{
	size_t size = context_number(c, "a number of bytes", count, sizeof(c->payload), at);
	uint8_t *place = extend(c, size, at);

	if (place)
		memset(place, FILLER, size);
}

void packet_direction(struct context *c, struct text word, const struct location *at)
{
	struct reason reason;
	unsigned int value;

	if (!word_value(word_directions, "direction", word, &value, &reason))
		diagnostics_error(c->diagnostics, at, "%s", reason.sentence);
	else
		c->packet.direction = value;
}

void packet_end(struct context *c, const struct location *at)
{
	struct packet *packet = &c->packet;

	if (!c->payload_size)
		diagnostics_error(c->diagnostics, at, "vector is empty");
	if (packet->length && packet->length < c->payload_size)
		diagnostics_error(c->diagnostics, at, "vector has %zu bytes, more than its len of %u", c->payload_size,
				  packet->length);
	if (!packet->length)
		packet->length = c->payload_size;
	packet->data = arena_copy(&c->configuration->signatures->arena, c->payload, c->payload_size);
	packet->size = c->payload_size;
	if (c->packet_count == VECTOR_PACKETS_MAX)
		diagnostics_error(c->diagnostics, at, "a vector has at most %d payloads", VECTOR_PACKETS_MAX);
	else
		c->packets[c->packet_count++] = *packet;
}

void vector_end(struct context *c, const struct location *at)
{
	struct signature *signature = signature_current(c);

	c->vector.packets = arena_copy(&c->configuration->signatures->arena, c->packets,
				       c->packet_count * sizeof(*c->packets));
	c->vector.packet_count = c->packet_count;
	c->vector.at = *at;
	signature->vectors = memory_grow(signature->vectors, signature->vector_count, &signature->vector_capacity,
					 sizeof(*signature->vectors));
	signature->vectors[signature->vector_count++] = c->vector;
}
