// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose address is this: the longest prefix of the address's own zone and family. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <string.h>

#include "lang/parse.h"
#include "owner.h"

static const char policy[] =
	"subscriber all { prefix 0.0.0.0/0 }\n"
	"subscriber net { prefix 10.1.0.0/16; prefix 2001:db8::/32 }\n"
	"subscriber part { prefix 10.1.2.64/26; prefix 2001:db8:0:7::/64 }\n"
	"subscriber host { prefix 10.1.2.65; prefix 2001:db8:0:7::1; prefix a01:241::/32 }\n"
	"subscriber zoned { prefix 10.1.2.65 zone 7; prefix 10.0.0.0/8 zone 7 }\n";

static int gather(void **state)
{
	static struct owners owners;
	struct diagnostics diagnostics = { 0 };
	struct configuration *configuration = parse_string(policy, "policy", &diagnostics);

	assert_non_null(configuration);
	for (size_t i = 0; i < configuration->subscriber_count; i++)
		assert_int_equal(owners_add(&owners, &configuration->subscribers[i]), 0);
	owners_sort(&owners);
	configuration_destroy(configuration);
	diagnostics_clear(&diagnostics);
	*state = &owners;
	return 0;
}

static int drop(void **state)
{
	owners_free(*state);
	return 0;
}

static void expect(void **state, const char *owner, const char *address, uint16_t zone)
{
	uint8_t family = strchr(address, ':') ? AF_INET6 : AF_INET, bytes[16] = { 0 };
	struct owner found;

	assert_int_equal(inet_pton(family, address, bytes), 1);
	found = owners_find(*state, family, bytes, zone);
	if (!owner) {
		assert_null(found.key);
		return;
	}
	assert_non_null(found.key);
	assert_int_equal(found.key_length, strlen(owner));
	assert_memory_equal(found.key, owner, found.key_length);
}

static void the_longest_prefix_wins(void **state)
{
	expect(state, "host", "10.1.2.65", 0);
	expect(state, "part", "10.1.2.66", 0);
	expect(state, "part", "10.1.2.127", 0);
	expect(state, "net", "10.1.2.128", 0);
	expect(state, "net", "10.1.2.63", 0);
	expect(state, "all", "10.2.0.0", 0);
	expect(state, "host", "2001:db8:0:7::1", 0);
	expect(state, "part", "2001:db8:0:7::2", 0);
	expect(state, "net", "2001:db8:0:8::", 0);
}

static void nobody_is_nobody(void **state)
{
	static struct owners none;
	void *empty = &none;

	expect(state, NULL, "2001:db9::", 0);
	expect(&empty, NULL, "10.1.2.65", 0);
}

/* 10.1.2.65 and a01:241:: begin with the same four bytes. */
static void families_are_told_apart(void **state)
{
	expect(state, "host", "a01:241::5", 0);
	expect(state, NULL, "a01:242::5", 0);
}

static void zones_do_not_see_each_other(void **state)
{
	expect(state, "zoned", "10.1.2.65", 7);
	expect(state, "zoned", "10.1.2.66", 7);
	expect(state, NULL, "11.1.2.66", 7);
	expect(state, NULL, "10.1.2.65", 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_prefix_wins),
		cmocka_unit_test(nobody_is_nobody),
		cmocka_unit_test(families_are_told_apart),
		cmocka_unit_test(zones_do_not_see_each_other),
	};

	return cmocka_run_group_tests(tests, gather, drop);
}
