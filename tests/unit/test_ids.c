// SPDX-License-Identifier: GPL-2.0-or-later
/* The search in a content list, held against a look at each id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ids.h"

#define COUNT_MAX	40

/* Ids that differ in their last two bytes: even ones are on the list. */
static void make_id(uint8_t *id, size_t size, unsigned int number)
{
	memset(id, 0x80, size);
	id[size - 2] = number >> 8;
	id[size - 1] = number;
}

static void what_is_on_the_list_is_found_and_nothing_else(void **state)
{
	static const size_t sizes[] = { P2P_INFO_HASH_SIZE, P2P_ED2K_HASH_SIZE };
	uint8_t id[P2P_INFO_HASH_SIZE];

	(void)state;
	for (size_t s = 0; s < 2; s++) {
		for (unsigned int count = 0; count <= COUNT_MAX; count++) {
			/* no byte more than the ids take, so that the sanitizer sees what lies beyond them */
			uint8_t *ids = malloc(count * sizes[s] + !count);

			for (unsigned int i = 0; i < count; i++)
				make_id(ids + i * sizes[s], sizes[s], 240 + 2 * i);
			for (unsigned int number = 230; number < 260 + 2 * COUNT_MAX; number++) {
				bool listed = number >= 240 && number < 240 + 2 * count && number % 2 == 0;

				make_id(id, sizes[s], number);
				assert_int_equal(p2p_ids_contain(ids, count, sizes[s], id), listed);
			}
			free(ids);
		}
	}
}

static void ids_must_ascend(void **state)
{
	uint8_t ids[3 * P2P_ED2K_HASH_SIZE], before[P2P_ED2K_HASH_SIZE];

	(void)state;
	for (unsigned int i = 0; i < 3; i++)
		make_id(ids + i * P2P_ED2K_HASH_SIZE, P2P_ED2K_HASH_SIZE, 255 + i);
	make_id(before, sizeof(before), 254);
	assert_true(p2p_ids_ascend(ids, 3, P2P_ED2K_HASH_SIZE, NULL));
	assert_true(p2p_ids_ascend(ids, 3, P2P_ED2K_HASH_SIZE, before));
	make_id(before, sizeof(before), 255);
	assert_false(p2p_ids_ascend(ids, 3, P2P_ED2K_HASH_SIZE, before));
	make_id(ids + 2 * P2P_ED2K_HASH_SIZE, P2P_ED2K_HASH_SIZE, 256);
	assert_false(p2p_ids_ascend(ids, 3, P2P_ED2K_HASH_SIZE, NULL));
	make_id(ids + 2 * P2P_ED2K_HASH_SIZE, P2P_ED2K_HASH_SIZE, 1);
	assert_false(p2p_ids_ascend(ids, 3, P2P_ED2K_HASH_SIZE, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_on_the_list_is_found_and_nothing_else),
		cmocka_unit_test(ids_must_ascend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
