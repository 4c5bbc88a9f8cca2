// SPDX-License-Identifier: GPL-2.0-or-later
/* Whatever stands before an IP header, the header is found; and nothing is read behind the end of a frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pcap/dlt.h>

#include "capture/link.h"
#include "frames.h"

#define HEADER_MAX 48
#define H(...) { __VA_ARGS__ }, sizeof((uint8_t[]){ __VA_ARGS__ })
#define MACS 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2

struct row {
	const char *name;
	int type;
	uint8_t header[HEADER_MAX];
	size_t size;
};

static const struct row ip_rows[] = {
	{ "ethernet", DLT_EN10MB, H(MACS, 0x08, 0x00) },
	{ "ethernet, SNAP", DLT_EN10MB, H(MACS, 0x00, 0x24, 0xaa, 0xaa, 3, 0, 0, 0, 0x08, 0x00) },
	{ "VLAN", DLT_EN10MB, H(MACS, 0x81, 0x00, 0, 5, 0x08, 0x00) },
	{ "QinQ 88a8", DLT_EN10MB, H(MACS, 0x88, 0xa8, 0, 5, 0x81, 0x00, 0, 6, 0x08, 0x00) },
	{ "QinQ 9100", DLT_EN10MB, H(MACS, 0x91, 0x00, 0, 5, 0x81, 0x00, 0, 6, 0x08, 0x00) },
	{ "PPPoE", DLT_EN10MB, H(MACS, 0x88, 0x64, 0x11, 0, 0, 1, 0, 30, 0x00, 0x21) },
	{ "PPPoE, short protocol", DLT_EN10MB, H(MACS, 0x88, 0x64, 0x11, 0, 0, 1, 0, 29, 0x21) },
	{ "PPPoE in VLAN", DLT_EN10MB, H(MACS, 0x81, 0x00, 0, 7, 0x88, 0x64, 0x11, 0, 0, 1, 0, 30, 0x00, 0x21) },
	{ "PPPoE in QinQ", DLT_EN10MB,
	  H(MACS, 0x88, 0xa8, 0, 7, 0x81, 0x00, 0, 7, 0x88, 0x64, 0x11, 0, 0, 1, 0, 30, 0x00, 0x21) },
	{ "MPLS, two labels", DLT_EN10MB, H(MACS, 0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64) },
	{ "cooked", DLT_LINUX_SLL, H(0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x08, 0x00) },
	{ "cooked, VLAN", DLT_LINUX_SLL, H(0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x81, 0x00, 0, 5, 0x08, 0x00) },
	{ "cooked 2", DLT_LINUX_SLL2, H(0x08, 0x00, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0) },
	{ "raw", DLT_RAW, { 0 }, 0 },
	{ "raw IPv4", DLT_IPV4, { 0 }, 0 },
	{ "loopback, little endian", DLT_NULL, H(2, 0, 0, 0) },
	{ "loopback, big endian", DLT_NULL, H(0, 0, 0, 2) },
	{ "loopback of OpenBSD", DLT_LOOP, H(0, 0, 0, 2) },
	{ "PPP", DLT_PPP, H(0x00, 0x21) },
	{ "PPP with address and control", DLT_PPP, H(0xff, 0x03, 0x00, 0x21) },
	{ "PPP in HDLC", DLT_PPP_SERIAL, H(0xff, 0x03, 0x00, 0x21) },
	{ "Cisco HDLC", DLT_C_HDLC, H(0x0f, 0x00, 0x08, 0x00) },
	{ "PPPoE alone", DLT_PPP_ETHER, H(0x11, 0, 0, 1, 0, 30, 0x00, 0x21) },
	{ "MPLS alone", DLT_MPLS, H(0, 2, 1, 64) },
	{ "PPI", DLT_PPI, H(0, 0, 8, 0, DLT_EN10MB, 0, 0, 0, MACS, 0x08, 0x00) },
};

static const struct row other_rows[] = {
	{ "ARP", DLT_EN10MB, H(MACS, 0x08, 0x06) },
	{ "ARP in VLAN", DLT_EN10MB, H(MACS, 0x81, 0x00, 0, 5, 0x08, 0x06) },
	{ "spanning tree", DLT_EN10MB, H(MACS, 0x00, 0x07, 0x42, 0x42, 3, 0, 0) },
	{ "a vendor's SNAP", DLT_EN10MB, H(MACS, 0x00, 0x20, 0xaa, 0xaa, 3, 0, 0, 0x0c, 0x08, 0x00) },
	{ "PPPoE discovery", DLT_EN10MB, H(MACS, 0x88, 0x63, 0x11, 9, 0, 0, 0, 0) },
	{ "PPP link control", DLT_PPP, H(0xff, 0x03, 0xc0, 0x21) },
};

static const struct row unknown_rows[] = {
	{ "an unknown ethertype", DLT_EN10MB, H(MACS, 0x88, 0xb5) },
	{ "an unknown PPP protocol", DLT_PPP, H(0x00, 0x2b) },
	{ "an unknown family", DLT_NULL, H(7, 0, 0, 0) },
	{ "PPPoE of another version", DLT_EN10MB, H(MACS, 0x88, 0x64, 0x21, 0, 0, 1, 0, 30, 0x00, 0x21) },
	{ "PPI in PPI", DLT_PPI, H(0, 0, 8, 0, DLT_PPI, 0, 0, 0, 0, 0, 8, 0, DLT_RAW, 0, 0, 0) },
	{ "an unknown link type", DLT_USER0, { 0 }, 0 },
};

static void make(const struct row *row, struct frame *frame)
{
	struct frame udp = { .size = 0 };

	frame->size = 0;
	frame_udp(&udp, 1, 2, NULL, 0);
	frame_put(frame, row->header, row->size);
	frame_ipv4(frame, IPPROTO_UDP, 1, 2, udp.data, udp.size);
}

static struct frame frame;

static enum link_content strip(const struct row *row, size_t size, uint32_t *skipped)
{
	struct bytes bytes = frame_cut(&frame, size), at = bytes;
	enum link_content content = link_strip(row->type, &at);

	*skipped = at.data - bytes.data;
	assert_true(*skipped + at.size <= size);
	free((void *)bytes.data);
	return content;
}

static void the_header_is_found(void **state)
{
	uint32_t skipped;

	(void)state;
	for (size_t i = 0; i < sizeof(ip_rows) / sizeof(*ip_rows); i++) {
		const struct row *row = &ip_rows[i];

		make(row, &frame);
		assert_true(link_known(row->type));
		if (strip(row, frame.size, &skipped) != LINK_IP || skipped != row->size)
			fail_msg("%s", row->name);
	}
}

static void a_frame_cut_before_the_header_has_none(void **state)
{
	uint32_t skipped;

	(void)state;
	for (size_t i = 0; i < sizeof(ip_rows) / sizeof(*ip_rows); i++) {
		make(&ip_rows[i], &frame);
		for (size_t size = 0; size <= ip_rows[i].size; size++) {
			if (strip(&ip_rows[i], size, &skipped) == LINK_IP)
				fail_msg("%s, cut at %zu", ip_rows[i].name, size);
		}
	}
}

static void expect_all(const struct row *rows, size_t count, enum link_content content)
{
	uint32_t skipped;

	for (size_t i = 0; i < count; i++) {
		make(&rows[i], &frame);
		if (strip(&rows[i], frame.size, &skipped) != content)
			fail_msg("%s", rows[i].name);
	}
}

static void what_is_not_ip_is_told_from_what_is_unknown(void **state)
{
	(void)state;
	expect_all(other_rows, sizeof(other_rows) / sizeof(*other_rows), LINK_NOT_IP);
	expect_all(unknown_rows, sizeof(unknown_rows) / sizeof(*unknown_rows), LINK_UNKNOWN);
	assert_false(link_known(DLT_USER0));
}

static void padding_behind_a_length_is_cut_off(void **state)
{
	static const struct row snap = { "SNAP", DLT_EN10MB, H(MACS, 0x00, 0x24, 0xaa, 0xaa, 3, 0, 0, 0, 0x08, 0x00) };
	struct bytes bytes, at;

	(void)state;
	make(&snap, &frame);
	frame_zeros(&frame, 10);
	bytes = at = frame_bytes(&frame);
	assert_int_equal(link_strip(DLT_EN10MB, &at), LINK_IP);
	assert_int_equal(at.length, 28);
	free((void *)bytes.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_is_found),
		cmocka_unit_test(a_frame_cut_before_the_header_has_none),
		cmocka_unit_test(what_is_not_ip_is_told_from_what_is_unknown),
		cmocka_unit_test(padding_behind_a_length_is_cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
