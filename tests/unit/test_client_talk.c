// SPDX-License-Identifier: GPL-2.0-or-later
/* Conversations that a good kernel rarely leads: dumps that are interrupted, refusals in the middle of a batch, answers to
 * somebody else. The kernel is one end of a socket pair whose answers were written in advance.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "client.h"
#include "client_message.h"
#include "snapshot.h"

#define FAMILY 33

struct talk_test {
	struct client client;
	struct failure failure;
	int kernel;
	char bytes[65536] __attribute__((aligned(NLMSG_ALIGNTO)));	/* of the datagram that is being made */
	size_t used;
};

static int set_up(void **state)
{
	struct talk_test *test = calloc(1, sizeof(*test));
	struct timeval patience = { .tv_sec = 1 };
	int ends[2];

	if (!test || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) || batch_init(&test->client.batch) ||
	    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		return -1;
	test->kernel = ends[1];
	test->client.failure = &test->failure;
	test->client.socket = (struct nlsock){ .fd = ends[0], .family = FAMILY, .reply = malloc(NLSOCK_REPLY_MAX) };
	test->client.cookie = 42;
	*state = test;
	return 0;
}

static int tear_down(void **state)
{
	struct talk_test *test = *state;

	client_close(&test->client);
	close(test->kernel);
	free(test);
	return 0;
}

static struct nlmsghdr *put_message(struct talk_test *test, uint16_t type, uint16_t flags, uint32_t sequence)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(test->bytes + test->used);

	message->nlmsg_type = type;
	message->nlmsg_flags = flags;
	message->nlmsg_seq = sequence;
	return message;
}

static void end_message(struct talk_test *test, const struct nlmsghdr *message)
{
	test->used += NLMSG_ALIGN(message->nlmsg_len);
}

static struct nlmsghdr *put_family(struct talk_test *test, uint8_t command, uint16_t flags, uint32_t sequence)
{
	struct nlmsghdr *message = put_message(test, FAMILY, flags, sequence);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	header->cmd = command;
	return message;
}

static void put_subscriber(struct talk_test *test, uint8_t command, uint16_t flags, uint32_t sequence, const char *key,
			   const char *address)
{
	struct nlmsghdr *message = put_family(test, command, flags, sequence);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_SUBSCRIBER), *inner;

	mnl_attr_put(message, P2P_SUBSCRIBER_A_KEY, strlen(key), key);
	inner = mnl_attr_nest_start(message, P2P_SUBSCRIBER_A_PREFIX);
	mnl_attr_put(message, P2P_PREFIX_A_ADDRESS, 4, address);
	mnl_attr_put_u8(message, P2P_PREFIX_A_LENGTH, 24);
	mnl_attr_nest_end(message, inner);
	mnl_attr_nest_end(message, nest);
	end_message(test, message);
}

static void put_begun(struct talk_test *test, uint32_t sequence, uint64_t cookie, uint64_t generation)
{
	struct nlmsghdr *message = put_family(test, P2P_CMD_TRANSACTION_BEGIN, 0, sequence);

	mnl_attr_put_u64(message, P2P_A_COOKIE, cookie);
	mnl_attr_put_u64(message, P2P_A_GENERATION, generation);
	end_message(test, message);
}

static void put_error(struct talk_test *test, uint32_t sequence, int error, const char *sentence, uint32_t offset)
{
	struct nlmsghdr *message = put_message(test, NLMSG_ERROR, NLM_F_CAPPED | (sentence ? NLM_F_ACK_TLVS : 0), sequence);
	struct nlmsgerr *body = mnl_nlmsg_put_extra_header(message, sizeof(*body));

	body->error = -error;
	if (sentence) {
		mnl_attr_put_strz(message, NLMSGERR_ATTR_MSG, sentence);
		mnl_attr_put_u32(message, NLMSGERR_ATTR_OFFS, offset);
	}
	end_message(test, message);
}

static void put_done(struct talk_test *test, uint16_t flags, uint32_t sequence)
{
	struct nlmsghdr *message = put_message(test, NLMSG_DONE, NLM_F_MULTI | flags, sequence);

	*(int *)mnl_nlmsg_put_extra_header(message, sizeof(int)) = 0;
	end_message(test, message);
}

static void answer(struct talk_test *test)
{
	assert_int_equal(send(test->kernel, test->bytes, test->used, 0), test->used);
	test->used = 0;
}

static void an_interrupted_dump_is_repeated(void **state)
{
	struct talk_test *test = *state;
	struct subscriber_list list;

	put_subscriber(test, P2P_CMD_SUBSCRIBER_GET, NLM_F_MULTI, 1, "stale", "\x0a\x01\x01\x00");
	put_done(test, NLM_F_DUMP_INTR, 1);
	answer(test);
	put_subscriber(test, P2P_CMD_SUBSCRIBER_GET, NLM_F_MULTI, 2, "bob", "\x0a\x01\x01\x00");
	answer(test);
	put_subscriber(test, P2P_CMD_SUBSCRIBER_GET, NLM_F_MULTI, 2, "al", "\x0a\x01\x02\x00");
	put_done(test, 0, 2);
	answer(test);
	assert_int_equal(client_subscribers(&test->client, &list), 0);
	assert_int_equal(list.count, 2);
	assert_memory_equal(list.items[0].key, "al", 2);
	assert_memory_equal(list.items[1].key, "bob", 3);
	subscriber_list_free(&list);
}

static void a_dump_that_is_always_interrupted_is_given_up(void **state)
{
	struct talk_test *test = *state;
	struct subscriber_list list;

	for (uint32_t i = 1; i <= CLIENT_ATTEMPTS; i++) {
		put_done(test, NLM_F_DUMP_INTR, i);
		answer(test);
	}
	assert_int_equal(client_subscribers(&test->client, &list), -1);
	assert_int_equal(test->failure.code, EXIT_REFUSED);
	assert_int_equal(list.count, 0);
}

static void answers_to_earlier_questions_are_passed_over(void **state)
{
	struct talk_test *test = *state;
	struct status status;
	struct nlmsghdr *message;

	test->client.socket.sequence = 7;
	put_error(test, 7, EPERM, NULL, 0);
	message = put_family(test, P2P_CMD_STATUS_GET, 0, 8);
	mnl_attr_put_u64(message, P2P_A_GENERATION, 12);
	end_message(test, message);
	put_error(test, 8, 0, NULL, 0);
	answer(test);
	assert_int_equal(client_status(&test->client, &status), 0);
	assert_int_equal(status.generation, 12);
}

static void the_refused_message_of_a_batch_is_found_in_the_file(void **state)
{
	struct talk_test *test = *state;
	struct prefix prefixes[2] = {
		{ .family = AF_INET, .length = 24, .address = { 10, 1, 1 }, .at = { "f", 2, 9, 2, 19 } },
		{ .family = AF_INET, .length = 24, .address = { 10, 1, 2 }, .at = { "f", 3, 9, 3, 19 } },
	};
	struct subscriber one = { .key = "one", .key_length = 3, .prefixes = prefixes, .prefix_count = 1 };
	struct subscriber two = { .key = "two", .key_length = 3, .prefixes = prefixes, .prefix_count = 2,
				  .at = { "f", 1, 12, 1, 14 } };
	const char *second;
	uint32_t offset;

	assert_int_equal(client_subscriber_set(&test->client, &one), 0);
	assert_int_equal(client_subscriber_set(&test->client, &two), 0);
	assert_int_equal(client_subscriber_set(&test->client, &one), 0);
	assert_int_equal(test->client.batch.count, 3);
	second = test->client.batch.bytes + test->client.batch.at[1];
	offset = (const char *)memmem(second, test->client.batch.used, "\x0a\x01\x02\x00", 4) - second - NLA_HDRLEN;
	put_subscriber(test, P2P_CMD_CONFLICT, 0, 2, "bob", "\x0a\x01\x02\x00");
	put_error(test, 2, EEXIST, "the prefix belongs to another subscriber", offset);
	put_error(test, 3, 0, NULL, 0);
	answer(test);
	assert_int_equal(client_sync(&test->client), -1);
	assert_int_equal(test->failure.code, EXIT_REFUSED);
	assert_string_equal(test->failure.sentence, "prefix 10.1.2.0/24 belongs to subscriber \"bob\"");
	assert_string_equal(test->failure.at.file, "f");
	assert_int_equal(test->failure.at.first_line, 3);
}

static void the_first_refusal_is_the_one_that_is_told(void **state)
{
	struct talk_test *test = *state;
	struct subscriber one = { .key = "one", .key_length = 3 }, two = { .key = "two", .key_length = 3 };

	client_subscriber_del(&test->client, &one);
	client_subscriber_del(&test->client, &two);
	put_error(test, 1, ENOENT, "there is no such subscriber", 0);
	answer(test);
	put_error(test, 2, ESTALE, "the transaction has ended", 0);
	answer(test);
	assert_int_equal(client_sync(&test->client), -1);
	assert_string_equal(test->failure.sentence, "subscriber \"one\": there is no such subscriber");
	assert_int_equal(test->failure.error, ENOENT);
}

static void put_busy(struct talk_test *test, uint32_t sequence)
{
	struct nlmsghdr *message = put_family(test, P2P_CMD_CONFLICT, 0, sequence);

	mnl_attr_put_u32(message, P2P_A_HOLDER, 4711);
	end_message(test, message);
	answer(test);
	put_error(test, sequence, EBUSY, NULL, 0);
	answer(test);
}

/* To find the holder takes a walk through all processes, and to say since when another question. */
static void a_holder_is_sought_when_the_wait_is_over(void **state)
{
	struct talk_test *test = *state;
	uint64_t generation = 0;

	test->client.wait_s = CLIENT_WAIT_FOREVER;
	put_busy(test, 1);
	put_busy(test, 2);
	put_begun(test, 3, 42, 7);
	put_error(test, 3, 0, NULL, 0);
	answer(test);
	assert_int_equal(client_begin(&test->client, &generation), 0);
	assert_int_equal(generation, 7);
}

static void a_holder_is_named_to_who_does_not_wait(void **state)
{
	struct talk_test *test = *state;
	uint64_t generation;

	put_busy(test, 1);
	assert_int_equal(client_begin(&test->client, &generation), -1);
	assert_non_null(strstr(test->failure.sentence, "another transaction is open (port id 4711)"));
}

static void answer_status(struct talk_test *test, uint32_t sequence, uint64_t generation)
{
	struct nlmsghdr *message = put_family(test, P2P_CMD_STATUS_GET, 0, sequence);

	mnl_attr_put_u64(message, P2P_A_GENERATION, generation);
	end_message(test, message);
	put_error(test, sequence, 0, NULL, 0);
	answer(test);
}

static void answer_dump(struct talk_test *test, uint32_t sequence)
{
	put_done(test, 0, sequence);
	answer(test);
}

static void put_content_head(struct talk_test *test, uint32_t sequence, const char *name)
{
	struct nlmsghdr *message = put_family(test, P2P_CMD_CONTENT_GET, NLM_F_MULTI, sequence);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_CONTENT);

	mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, name);
	mnl_attr_nest_end(message, nest);
	end_message(test, message);
}

static void a_list_that_goes_while_all_is_read_is_no_error(void **state)
{
	struct talk_test *test = *state;
	struct snapshot snapshot;

	answer_status(test, 1, 5);
	answer_dump(test, 2);
	answer_dump(test, 3);
	put_content_head(test, 4, "films");
	answer_dump(test, 4);
	put_error(test, 5, ENOENT, "there is no such content list", 0);
	answer(test);
	answer_status(test, 6, 6);
	answer_dump(test, 7);
	answer_dump(test, 8);
	answer_dump(test, 9);
	answer_status(test, 10, 6);
	assert_int_equal(snapshot_take(&test->client, &snapshot, false), 0);
	assert_int_equal(snapshot.status.generation, 6);
	assert_int_equal(snapshot.contents.count, 0);
	snapshot_free(&snapshot);
}

/* The first attribute is the cookie, behind both headers. */
static void a_lost_transaction_is_not_blamed_on_a_line(void **state)
{
	struct talk_test *test = *state;
	struct subscriber one = { .key = "one", .key_length = 3, .at = { "f", 1, 12, 1, 14 } };

	client_subscriber_set(&test->client, &one);
	put_error(test, 1, ESTALE, "this transaction is over", NLMSG_HDRLEN + GENL_HDRLEN);
	answer(test);
	assert_int_equal(client_sync(&test->client), -1);
	assert_string_equal(test->failure.sentence, "this transaction is over");
	assert_null(test->failure.at.file);
}

/* Of two alike, the later one. */
static void a_refused_entry_of_the_garden_is_found_in_the_file(void **state)
{
	struct talk_test *test = *state;
	struct garden_entry entries[] = {
		{ .prefix = { .family = AF_INET, .length = 8, .address = { 10 } }, .at = { "f", 2, 2, 2, 9 } },
		{ .prefix = { .family = AF_INET, .length = 8, .address = { 11 } }, .at = { "f", 3, 2, 3, 9 } },
	};
	struct garden garden = { entries, 2 };
	const char *message = test->client.batch.bytes;
	const char *address;

	assert_int_equal(client_garden_set(&test->client, &garden), 0);
	address = memmem(message, test->client.batch.used, "\x0b\x00\x00\x00", 4);
	assert_non_null(address);
	put_error(test, 1, EEXIST, "the garden has this entry twice", address - message - 2 * NLA_HDRLEN);
	answer(test);
	assert_int_equal(client_sync(&test->client), -1);
	assert_string_equal(test->failure.sentence, "the garden has this entry twice");
	assert_int_equal(test->failure.at.first_line, 3);
}

static void only_the_last_message_of_a_batch_asks_for_an_answer(void **state)
{
	struct talk_test *test = *state;
	struct subscriber one = { .key = "one", .key_length = 3 };
	const struct nlmsghdr *message = (struct nlmsghdr *)test->bytes;
	ssize_t size;
	int left;

	for (int i = 0; i < 3; i++)
		client_subscriber_del(&test->client, &one);
	put_error(test, 3, 0, NULL, 0);
	answer(test);
	assert_int_equal(client_sync(&test->client), 0);
	size = recv(test->kernel, test->bytes, sizeof(test->bytes), 0);
	left = size;
	for (uint32_t i = 1; i <= 3; i++, message = mnl_nlmsg_next(message, &left)) {
		assert_true(mnl_nlmsg_ok(message, left));
		assert_int_equal(message->nlmsg_seq, i);
		assert_int_equal(message->nlmsg_flags & NLM_F_ACK, i == 3 ? NLM_F_ACK : 0);
	}
	assert_int_equal(left, 0);
}

static void a_malformed_answer_is_an_error_and_not_a_crash(void **state)
{
	struct talk_test *test = *state;
	struct status status;

	memset(test->bytes, 0xff, 64);
	test->used = 64;
	answer(test);
	assert_int_equal(client_status(&test->client, &status), -1);
	assert_int_equal(test->failure.code, EXIT_UNAVAILABLE);
}

static void a_ruleset_with_a_gap_is_not_taken(void **state)
{
	struct talk_test *test = *state;
	struct nlmsghdr *message = put_family(test, P2P_CMD_RULESET_GET, NLM_F_MULTI, 1);
	struct nlattr *nest = mnl_attr_nest_start(message, P2P_A_RULESET);
	size_t size;
	void *data;

	mnl_attr_put_u32(message, P2P_RULESET_A_SIZE, 100);
	mnl_attr_put_u32(message, P2P_RULESET_A_OFFSET, 50);
	mnl_attr_put(message, P2P_RULESET_A_DATA, 4, "gap!");
	mnl_attr_nest_end(message, nest);
	end_message(test, message);
	put_done(test, 0, 1);
	answer(test);
	assert_int_equal(client_ruleset_get(&test->client, &data, &size), -1);
	assert_null(data);
}

#define TALK(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TALK(an_interrupted_dump_is_repeated),
		TALK(a_dump_that_is_always_interrupted_is_given_up),
		TALK(answers_to_earlier_questions_are_passed_over),
		TALK(the_refused_message_of_a_batch_is_found_in_the_file),
		TALK(the_first_refusal_is_the_one_that_is_told),
		TALK(a_refused_entry_of_the_garden_is_found_in_the_file),
		TALK(a_holder_is_sought_when_the_wait_is_over),
		TALK(a_holder_is_named_to_who_does_not_wait),
		TALK(a_list_that_goes_while_all_is_read_is_no_error),
		TALK(a_lost_transaction_is_not_blamed_on_a_line),
		TALK(only_the_last_message_of_a_batch_asks_for_an_answer),
		TALK(a_malformed_answer_is_an_error_and_not_a_crash),
		TALK(a_ruleset_with_a_gap_is_not_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
