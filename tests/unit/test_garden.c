// SPDX-License-Identifier: GPL-2.0-or-later
/* The garden's look-up: each rule is a row; and random gardens against a list that is searched from end to end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../kmod/garden.c"

bool no_memory;

static const struct p2p_garden_entry ordered[] = {
	{ { 192, 0, 2, 53 }, NFPROTO_IPV4, 32, IPPROTO_UDP, 53, 53, 0, 0 },
	{ { 192, 0, 2, 53 }, NFPROTO_IPV4, 32, IPPROTO_TCP, 80, 443, 0, 0 },
	{ { 192, 0, 2, 53 }, NFPROTO_IPV4, 32, IPPROTO_TCP, 90, 95, 0, 0 },
	{ { 198, 51, 100 }, NFPROTO_IPV4, 24, 0, 0, 0, 0, 0 },
	{ { 198, 51, 100, 7 }, NFPROTO_IPV4, 32, IPPROTO_TCP, 25, 25, 0, 0 },
	{ { 203, 0, 113 }, NFPROTO_IPV4, 25, IPPROTO_ICMP, 0, 0, 0, 0 },
	{ { 10 }, NFPROTO_IPV4, 9, IPPROTO_UDP, 0, 0, 0, 0 },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, NFPROTO_IPV6, 33, IPPROTO_TCP, 80, 80, 0, 0 },
	{ { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 }, NFPROTO_IPV6, 128, 0, 0, 0, 0, 0 },
};

static const struct row {
	const char *rule;
	u8 address[16];
	u8 family;
	u8 protocol;
	u16 port;
	bool holds;
} rows[] = {
	{ "address, protocol and port", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_UDP, 53, true },
	{ "another port", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_UDP, 54, false },
	{ "another protocol", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 53, false },
	{ "the address before", { 192, 0, 2, 52 }, NFPROTO_IPV4, IPPROTO_UDP, 53, false },
	{ "the address behind", { 192, 0, 2, 54 }, NFPROTO_IPV4, IPPROTO_UDP, 53, false },
	{ "the port before a range", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 79, false },
	{ "its first port", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 80, true },
	{ "behind a smaller range within it", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 96, true },
	{ "its last port", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 443, true },
	{ "the port behind a range", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_TCP, 444, false },
	{ "a range of ports is no range of protocols", { 192, 0, 2, 53 }, NFPROTO_IPV4, IPPROTO_ICMP, 0, false },
	{ "no protocol known: entries with one do not count", { 192, 0, 2, 53 }, NFPROTO_IPV4, 0, 0, false },
	{ "no protocol known: those without do", { 198, 51, 100, 1 }, NFPROTO_IPV4, 0, 0, true },
	{ "any protocol", { 198, 51, 100, 255 }, NFPROTO_IPV4, 255, 65535, true },
	{ "a shorter prefix holds what a longer one does not", { 198, 51, 100, 7 }, NFPROTO_IPV4, IPPROTO_TCP, 26, true },
	{ "the prefix before", { 198, 51, 99, 255 }, NFPROTO_IPV4, IPPROTO_TCP, 25, false },
	{ "the prefix behind", { 198, 51, 101, 0 }, NFPROTO_IPV4, IPPROTO_TCP, 25, false },
	{ "a protocol without ports", { 203, 0, 113, 127 }, NFPROTO_IPV4, IPPROTO_ICMP, 4711, true },
	{ "a length that ends within a byte", { 203, 0, 113, 128 }, NFPROTO_IPV4, IPPROTO_ICMP, 0, false },
	{ "all ports of a protocol: the first", { 10, 127 }, NFPROTO_IPV4, IPPROTO_UDP, 0, true },
	{ "all ports of a protocol: the last", { 10, 1 }, NFPROTO_IPV4, IPPROTO_UDP, 65535, true },
	{ "a short length", { 10, 128 }, NFPROTO_IPV4, IPPROTO_UDP, 1, false },
	{ "IPv6", { 0x20, 0x01, 0x0d, 0xb8, 0x7f }, NFPROTO_IPV6, IPPROTO_TCP, 80, true },
	{ "the bit behind an IPv6 length", { 0x20, 0x01, 0x0d, 0xb8, 0x80 }, NFPROTO_IPV6, IPPROTO_TCP, 80, false },
	{ "one IPv6 address", { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 }, NFPROTO_IPV6, IPPROTO_SCTP, 9, true },
	{ "the bytes of an IPv4 address", { 198, 51, 100, 1 }, NFPROTO_IPV6, IPPROTO_TCP, 25, false },
};

static struct p2p_garden *garden_of(const struct p2p_garden_entry *entries, u32 count)
{
	struct p2p_garden *garden = p2p_garden_create(count);

	assert_non_null(garden);
	memcpy(garden->entries, entries, count * sizeof(*entries));
	return garden;
}

static void each_rule_holds(void **state)
{
	struct p2p_garden *garden = garden_of(ordered, sizeof(ordered) / sizeof(ordered[0]));

	(void)state;
	assert_null(p2p_garden_sort(garden));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct p2p_place place = { rows[i].address, rows[i].family, rows[i].protocol, rows[i].port };

		if (p2p_garden_holds(garden, &place) != rows[i].holds)
			fail_msg("%s: %s", rows[i].rule, rows[i].holds ? "not found" : "found");
	}
	p2p_garden_put(garden);
}

static u32 random_below(u32 bound)
{
	return (u32)rand() % bound;
}

/* Few addresses, protocols and ports, so that entries meet in every way. */
static void random_address(u8 *address)
{
	address[0] = random_below(2) * 0x80 | random_below(2);
	address[1] = random_below(4) << 6;
	address[3] = random_below(3);
	address[15] = random_below(2);
}

static u8 random_protocol(void)
{
	static const u8 protocols[] = { 0, 1, IPPROTO_TCP, IPPROTO_UDP, 255 };

	return protocols[random_below(sizeof(protocols))];
}

static void random_entry(struct p2p_garden_entry *entry, u16 number)
{
	static const u8 lengths[] = { 0, 1, 7, 8, 9, 10, 24, 31, 32 };
	bool six = random_below(2);

	*entry = (struct p2p_garden_entry){ .number = number, .family = six ? NFPROTO_IPV6 : NFPROTO_IPV4 };
	entry->length = six && !random_below(3) ? 127 + random_below(2) : lengths[random_below(sizeof(lengths))];
	random_address(entry->address);
	for (unsigned int bit = entry->length; bit < 128; bit++)
		entry->address[bit / 8] &= ~(0x80 >> bit % 8);
	entry->protocol = random_protocol();
	if ((entry->protocol != IPPROTO_TCP && entry->protocol != IPPROTO_UDP) || random_below(2))
		return;
	entry->port_min = 1 + random_below(12);
	entry->port_max = entry->port_min + random_below(6);
}

/* One entry and one place, as the words say it. */
static bool entry_holds(const struct p2p_garden_entry *entry, const struct p2p_place *place)
{
	if (entry->family != place->family)
		return false;
	for (unsigned int bit = 0; bit < entry->length; bit++)
		if ((entry->address[bit / 8] ^ place->address[bit / 8]) & (0x80 >> bit % 8))
			return false;
	if (entry->protocol && entry->protocol != place->protocol)
		return false;
	return !entry->port_min || (place->port >= entry->port_min && place->port <= entry->port_max);
}

static bool any_holds(const struct p2p_garden_entry *entries, u32 count, const struct p2p_place *place)
{
	while (count--)
		if (entry_holds(entries++, place))
			return true;
	return false;
}

static bool says_the_same(const struct p2p_garden_entry *a, const struct p2p_garden_entry *b)
{
	return a->family == b->family && a->length == b->length && !memcmp(a->address, b->address, 16) &&
	       a->protocol == b->protocol && a->port_min == b->port_min && a->port_max == b->port_max;
}

static bool is_new(const struct p2p_garden_entry *entries, u32 count)
{
	for (u32 i = 0; i < count; i++)
		if (says_the_same(&entries[i], &entries[count]))
			return false;
	return true;
}

static void random_gardens_hold_what_the_list_holds(void **state)
{
	static struct p2p_garden_entry entries[48];

	(void)state;
	srand(1);
	for (unsigned int round = 0; round < 500; round++) {
		u32 count = 0, wanted = random_below(sizeof(entries) / sizeof(entries[0]));
		struct p2p_garden *garden;

		while (count < wanted) {
			random_entry(&entries[count], count);
			if (is_new(entries, count))
				count++;
		}
		garden = garden_of(entries, count);
		assert_null(p2p_garden_sort(garden));
		for (unsigned int i = 0; i < 400; i++) {
			u8 address[16] = { 0 };
			struct p2p_place place = { address, random_below(2) ? NFPROTO_IPV6 : NFPROTO_IPV4,
						   random_protocol(), random_below(20) };

			random_address(address);
			if (place.protocol != IPPROTO_TCP && place.protocol != IPPROTO_UDP)
				place.port = 0;
			assert_int_equal(p2p_garden_holds(garden, &place), any_holds(entries, count, &place));
		}
		p2p_garden_put(garden);
	}
}

static void the_later_of_two_equal_entries_is_named(void **state)
{
	struct p2p_garden_entry entries[8] = { 0 };
	const struct p2p_garden_entry *twin;
	struct p2p_garden *garden;

	(void)state;
	for (u16 i = 0; i < 7; i++)
		entries[i] = (struct p2p_garden_entry){ { 10, i }, NFPROTO_IPV4, 16, IPPROTO_TCP, 80, 80, .number = i };
	entries[7] = entries[2];
	entries[7].number = 7;
	garden = garden_of(entries, 8);
	twin = p2p_garden_sort(garden);
	assert_non_null(twin);
	assert_int_equal(twin->number, 7);
	p2p_garden_put(garden);
}

static void a_garden_lives_as_long_as_somebody_names_it(void **state)
{
	struct p2p_garden *garden = p2p_garden_create(1);

	(void)state;
	assert_ptr_equal(p2p_garden_get(garden), garden);
	p2p_garden_put(garden);
	assert_int_equal(garden->count, 1);
	p2p_garden_put(garden);
	assert_null(p2p_garden_get(NULL));
	p2p_garden_put(NULL);
	no_memory = true;
	assert_null(p2p_garden_create(1));
	no_memory = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_holds),
		cmocka_unit_test(random_gardens_hold_what_the_list_holds),
		cmocka_unit_test(the_later_of_two_equal_entries_is_named),
		cmocka_unit_test(a_garden_lives_as_long_as_somebody_names_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
