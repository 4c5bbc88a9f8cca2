// SPDX-License-Identifier: GPL-2.0-or-later
/* IP and transport headers: what is whole is read, what is cut or senseless is refused, and padding is no payload. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "capture/transport.h"
#include "frames.h"

static struct frame frame, inner;

/* Return: whether all headers were read. The frame's memory must outlive what is read of it. */
static bool decode(const struct bytes *bytes, struct ip_packet *packet, struct transport *transport)
{
	return ip_decode(bytes, packet) && !packet->fragment && transport_decode(packet, transport);
}

static void begin(void)
{
	frame.size = 0;
	inner.size = 0;
}

static void every_cut_of_the_headers_is_refused(void **state)
{
	struct transport transport;
	struct ip_packet packet;

	(void)state;
	begin();
	frame_tcp(&inner, 1000, 2000, TCP_ACK, 7, 9, "payload", 7);
	frame_ipv4(&frame, IPPROTO_TCP, 1, 2, inner.data, inner.size);
	for (size_t size = 0; size <= frame.size; size++) {
		struct bytes bytes = frame_cut(&frame, size);

		assert_int_equal(decode(&bytes, &packet, &transport), size >= 40);
		if (size >= 40) {
			assert_int_equal(transport.payload.size, size - 40);
			assert_int_equal(transport.payload.length, 7);
			assert_int_equal(ip_packet_length(&packet), 47);
		}
		free((void *)bytes.data);
	}
}

/* Hop-by-hop options, routing, an empty fragment header, authentication and destination options in a row. */
static void put_extensions(struct frame *to)
{
	const uint8_t chain[] = { IPPROTO_ROUTING, 0, 1, 4, 0, 0, 0, 0,
				  IPPROTO_FRAGMENT, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
				  IPPROTO_AH, 0, 0, 0, 0, 0, 0, 1,
				  IPPROTO_DSTOPTS, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
				  IPPROTO_UDP, 0, 1, 4, 0, 0, 0, 0 };

	frame_put(to, chain, sizeof(chain));
}

static void extension_headers_are_stepped_over(void **state)
{
	struct transport transport;
	struct ip_packet packet;
	size_t headers;

	(void)state;
	begin();
	put_extensions(&inner);
	headers = 40 + inner.size + 8;
	frame_udp(&inner, 1000, 2000, "payload", 7);
	frame_ipv6(&frame, IPPROTO_HOPOPTS, 1, 2, inner.data, inner.size);
	for (size_t size = 0; size <= frame.size; size++) {
		struct bytes bytes = frame_cut(&frame, size);

		assert_int_equal(decode(&bytes, &packet, &transport), size >= headers);
		if (size == frame.size)
			assert_memory_equal(transport.payload.data, "payload", 7);
		free((void *)bytes.data);
	}
	assert_int_equal(transport.sport, 1000);
	assert_int_equal(packet.protocol, IPPROTO_UDP);
}

static void padding_is_no_payload(void **state)
{
	struct transport transport;
	struct ip_packet packet;
	struct bytes bytes;

	(void)state;
	begin();
	frame_tcp(&inner, 1000, 2000, TCP_ACK, 7, 9, "abc", 3);
	frame_ipv4(&frame, IPPROTO_TCP, 1, 2, inner.data, inner.size);
	frame_zeros(&frame, 3);
	bytes = frame_bytes(&frame);
	assert_true(decode(&bytes, &packet, &transport));
	assert_int_equal(transport.payload.length, 3);
	assert_true(transport.sound);
	free((void *)bytes.data);
}

/* As a machine captures what it leaves to the device to cut into segments. */
static void a_length_of_zero_is_what_is_there(void **state)
{
	struct transport transport;
	struct ip_packet packet;
	struct bytes bytes;

	(void)state;
	begin();
	frame_tcp(&inner, 1000, 2000, TCP_ACK, 7, 9, "payload", 7);
	frame_ipv4(&frame, IPPROTO_TCP, 1, 2, inner.data, inner.size);
	frame.data[2] = frame.data[3] = 0;
	bytes = frame_bytes(&frame);
	assert_true(decode(&bytes, &packet, &transport));
	assert_int_equal(transport.payload.length, 7);
	free((void *)bytes.data);
}

struct damage {
	size_t at;
	uint8_t value;
};

static void expect_refused(const struct damage *damage, size_t count)
{
	struct frame whole = frame;
	struct transport transport;
	struct ip_packet packet;

	for (size_t i = 0; i < count; i++) {
		struct bytes bytes;

		frame = whole;
		frame.data[damage[i].at] = damage[i].value;
		bytes = frame_bytes(&frame);
		if (decode(&bytes, &packet, &transport))
			fail_msg("byte %zu as %#x", damage[i].at, damage[i].value);
		free((void *)bytes.data);
	}
}

static void senseless_headers_are_refused(void **state)
{
	static const struct damage tcp[] = { { 0, 0x44 }, { 0, 0x55 }, { 0, 0x4f }, { 3, 19 }, { 32, 0x40 }, { 32, 0xf0 } };
	static const struct damage udp[] = { { 25, 7 }, { 25, 1 } };

	(void)state;
	begin();
	frame_tcp(&inner, 1000, 2000, TCP_ACK, 7, 9, "payload", 7);
	frame_ipv4(&frame, IPPROTO_TCP, 1, 2, inner.data, inner.size);
	expect_refused(tcp, sizeof(tcp) / sizeof(*tcp));
	begin();
	frame_udp(&inner, 1000, 2000, "payload", 7);
	frame_ipv4(&frame, IPPROTO_UDP, 1, 2, inner.data, inner.size);
	expect_refused(udp, sizeof(udp) / sizeof(*udp));
}

static void data_on_a_syn_begins_behind_it(void **state)
{
	struct transport transport;
	struct ip_packet packet;
	struct bytes bytes;

	(void)state;
	begin();
	frame_tcp(&inner, 1000, 2000, TCP_SYN, UINT32_MAX, 0, "x", 1);
	frame_ipv4(&frame, IPPROTO_TCP, 1, 2, inner.data, inner.size);
	bytes = frame_bytes(&frame);
	assert_true(decode(&bytes, &packet, &transport));
	assert_int_equal(transport.sequence, 0);
	free((void *)bytes.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cut_of_the_headers_is_refused),
		cmocka_unit_test(extension_headers_are_stepped_over),
		cmocka_unit_test(padding_is_no_payload),
		cmocka_unit_test(a_length_of_zero_is_what_is_there),
		cmocka_unit_test(senseless_headers_are_refused),
		cmocka_unit_test(data_on_a_syn_begins_behind_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
