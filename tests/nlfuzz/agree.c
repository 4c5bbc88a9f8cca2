// SPDX-License-Identifier: GPL-2.0
#include "agree.h"

#include "nf_p2p.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Seconds that an answer may be on its way, on a slow machine. */
#define NEAR 3

bool agree_quietly;

static bool differ(const char *format, ...) __attribute__((format(printf, 1, 2)));

static bool differ(const char *format, ...)
{
	va_list arguments;

	if (agree_quietly)
		return false;
	printf("# differs: ");
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("\n");
	return false;
}

static bool same(const char *what, uint64_t model, uint64_t module)
{
	return model == module || differ("%s: %llu in the model, %llu in the module", what, (unsigned long long)model,
					 (unsigned long long)module);
}

/* --- one subscriber --- */

static uint64_t wall(void)
{
	return (uint64_t)time(NULL);
}

static bool near(uint64_t a, uint64_t b)
{
	return a <= b + NEAR && b <= a + NEAR;
}

static uint8_t state_at(const struct sanction *sanction, uint64_t now)
{
	if (sanction->end && sanction->end <= now)
		return P2P_SANCTION_ENDED;
	return sanction->start > now ? P2P_SANCTION_WAITING : P2P_SANCTION_ACTIVE;
}

/* What the module says is of a moment before: between the two a sanction may have begun or ended. */
static uint64_t moment_of(const struct sanction *sanction, const struct shown *shown)
{
	uint64_t now = wall(), ago;

	for (ago = 0; ago <= NEAR && state_at(sanction, now - ago) != shown->state; ago++)
		;
	return ago <= NEAR ? now - ago : now;
}

static bool same_times(const struct sanction *sanction, const struct shown *shown)
{
	uint64_t now = moment_of(sanction, shown);
	uint8_t state = state_at(sanction, now);
	bool ended = state == P2P_SANCTION_ENDED, waits = state == P2P_SANCTION_WAITING;

	return same("state", state, shown->state) &&
	       same("whether time is left", sanction->end != 0, shown->has_left) &&
	       same("whether it waits", waits, shown->has_wait) &&
	       (!shown->has_left || near(ended ? 0 : sanction->end - now, shown->left_s) ||
		same("seconds left", sanction->end - now, shown->left_s)) &&
	       (!waits || near(sanction->start - now, shown->wait_s) ||
		same("seconds to wait", sanction->start - now, shown->wait_s));
}

static uint32_t burst_of(const struct sanction *sanction)
{
	uint64_t usual = sanction->rate / 10 > 65536 ? sanction->rate / 10 : 65536;

	if (sanction->action != P2P_ACTION_LIMIT)
		return 0;
	return sanction->burst ?: usual < UINT32_MAX ? (uint32_t)usual : UINT32_MAX;
}

static bool same_sanction(const struct sanction *sanction, const struct shown *shown)
{
	const struct sanction *other = &shown->subscriber.sanction;

	if (!sanction->action)
		return same("action", 0, other->action);
	return same("action", sanction->action, other->action) && same("scope", sanction->scope, other->scope) &&
	       same("mark", sanction->mark_value, other->mark_value) &&
	       same("mask", sanction->mark_mask, other->mark_mask) &&
	       same("rate", sanction->rate, other->rate) && same("burst", burst_of(sanction), other->burst) &&
	       same("start", sanction->start, other->start) && same("end", sanction->end, other->end) &&
	       (!strcmp(sanction->reason, other->reason) ||
		differ("reason '%s', '%s'", sanction->reason, other->reason)) &&
	       same_times(sanction, shown);
}

static bool same_subscriber(const struct model *model, const struct shown *shown)
{
	static const struct subscriber none;
	const struct subscriber *subscriber = shown->key < KEYS ? &model->running.subscribers[shown->key] : &none;
	unsigned int i;

	if (!shown->complete)
		return differ("a subscriber is shown that cannot be read");
	if (shown->fallback)
		return same_sanction(&model->running.fallback, shown) && same("prefixes", 0, shown->subscriber.count);
	if (!same("presence of the subscriber", subscriber->present, true) ||
	    !same("prefixes", subscriber->count, shown->subscriber.count))
		return false;
	for (i = 0; i < subscriber->count; i++)
		if (memcmp(&subscriber->prefixes[i], &shown->subscriber.prefixes[i], sizeof(struct prefix)))
			return differ("prefix %u of subscriber %u", i, shown->key);
	return same_sanction(&subscriber->sanction, shown);
}

/* --- the answer to an operation --- */

/* Whose it is said to be is whose it is. */
static bool owns(const struct config *staged, const struct shown *shown)
{
	return shown->complete && shown->key < KEYS && shown->subscriber.count == 1 &&
	       staged->subscribers[shown->key].present &&
	       subscriber_has(&staged->subscribers[shown->key], &shown->subscriber.prefixes[0]);
}

static bool right_conflict(const struct model *before, const struct operation *operation, const struct answer *answer)
{
	const struct shown *inner = &answer->shown[0], *outer = &answer->shown[1];

	if (operation->kind == OPERATION_SUBSCRIBER_SET)
		return (answer->count == 1 && owns(&before->staged, inner) && inner->key != operation->number &&
			subscriber_has(&operation->subscriber, &inner->subscriber.prefixes[0])) ||
		       differ("whose the prefix is");
	if (operation->kind != OPERATION_COMMIT)
		return true;
	return (answer->count == 2 && owns(&before->staged, inner) && owns(&before->staged, outer) &&
		inner->key != outer->key &&
		inner->subscriber.prefixes[0].length > outer->subscriber.prefixes[0].length &&
		prefix_contains(&outer->subscriber.prefixes[0], &inner->subscriber.prefixes[0])) ||
	       differ("which prefix lies within which");
}

static bool right_subscriber(const struct model *before, const struct operation *operation, const struct answer *answer)
{
	unsigned int key = operation->kind == OPERATION_GET ? operation->number :
			   config_owner(&before->running, &operation->address);

	if (operation->kind != OPERATION_GET && operation->kind != OPERATION_WHOSE)
		return true;
	return same("subscribers in the answer", 1, answer->count) && same("whose it is", key, answer->shown[0].key) &&
	       same("generation", before->generation, answer->generation) && same_subscriber(before, &answer->shown[0]);
}

bool agree_answer(const struct model *before, const struct speaker *speaker, const struct operation *operation,
		  int expected, const struct answer *answer)
{
	if (answer->error != expected)
		return differ("answer %s in the model, %s in the module: %s", strerrorname_np(expected) ?: "?",
			      strerrorname_np(answer->error) ?: "?", answer->sentence);
	if (expected && !answer->sentence[0])
		return differ("refused with %s and without a reason", strerrorname_np(expected));
	if (expected == EBUSY)
		return same("holder", speaker->sockets[before->holder].portid, answer->holder);
	if (expected == EEXIST)
		return right_conflict(before, operation, answer);
	if (expected)
		return true;
	if (operation->kind == OPERATION_BEGIN || operation->kind == OPERATION_COMMIT)
		return same("generation", before->generation + (operation->kind == OPERATION_COMMIT),
			    answer->generation);
	return right_subscriber(before, operation, answer);
}

/* --- what is dumped --- */

/* What is read of the module, message by message. */
struct reading {
	const struct model *model;
	struct speaker *speaker;
	bool agrees;
	unsigned int count;
	uint32_t filled;		/* bytes of a ruleset or of a list */
	unsigned int name;		/* of the list whose ids are read */
	uint32_t seen;			/* attributes of the status, by number */
	bool shown[LISTS];		/* keys, places or lists, by number; there are no more of the others */
};

/* One twice is another one never. */
static bool first_time(struct reading *reading, unsigned int number)
{
	bool first = !reading->shown[number];

	reading->shown[number] = true;
	return first || differ("number %u stands in the dump twice", number);
}

static bool ask(struct reading *reading, uint8_t command, uint16_t flags, const char *name,
		void (*read)(struct reading *reading, const struct nlattr *attr))
{
	struct talker *talker = &reading->speaker->sockets[0];
	struct nlmsghdr *message = speak_begin(reading->speaker, command, flags);
	const struct nlattr *attr;
	struct nlattr *nest;

	if (name) {
		nest = mnl_attr_nest_start(message, P2P_A_CONTENT);
		mnl_attr_put_strz(message, P2P_CONTENT_A_NAME, name);
		mnl_attr_nest_end(message, nest);
	}
	talker_send(talker, message, message->nlmsg_len);
	for (;;) {
		int length = (int)talker_receive(talker, true);

		message = (struct nlmsghdr *)talker->answer;
		for (; mnl_nlmsg_ok(message, length); message = mnl_nlmsg_next(message, &length)) {
			if (message->nlmsg_type == NLMSG_ERROR || message->nlmsg_type == NLMSG_DONE)
				return reading->agrees && (!*(int *)mnl_nlmsg_get_payload(message) ||
							      differ("a dump is refused"));
			mnl_attr_for_each(attr, message, GENL_HDRLEN) {
				if (mnl_attr_get_type(attr) == P2P_A_GENERATION)
					reading->agrees &= same("generation of a dump", reading->model->generation,
								mnl_attr_get_u64(attr));
				else
					read(reading, attr);
			}
		}
	}
}

static void read_subscriber(struct reading *reading, const struct nlattr *attr)
{
	struct shown shown;

	speak_read_subscriber(&shown, attr);
	reading->count++;
	reading->agrees = reading->agrees && same_subscriber(reading->model, &shown) &&
			  first_time(reading, shown.fallback ? KEYS : shown.key);
}

static void read_place(struct reading *reading, const struct nlattr *nest)
{
	struct place place = {};
	const struct nlattr *attr;
	unsigned int i;

	mnl_attr_for_each_nested(attr, nest) {
		if (mnl_attr_get_type(attr) == P2P_GARDEN_A_ADDRESS) {
			place.prefix.family = mnl_attr_get_payload_len(attr) == 16 ? 6 : 4;
			memcpy(place.prefix.address, mnl_attr_get_payload(attr), address_size(&place.prefix));
		} else if (mnl_attr_get_type(attr) == P2P_GARDEN_A_LENGTH) {
			place.prefix.length = mnl_attr_get_u8(attr);
		} else if (mnl_attr_get_type(attr) == P2P_GARDEN_A_PROTOCOL) {
			place.protocol = mnl_attr_get_u8(attr);
		} else if (mnl_attr_get_type(attr) == P2P_GARDEN_A_PORT_MIN) {
			place.port_min = mnl_attr_get_u16(attr);
		} else if (mnl_attr_get_type(attr) == P2P_GARDEN_A_PORT_MAX) {
			place.port_max = mnl_attr_get_u16(attr);
		}
	}
	reading->count++;
	for (i = 0; i < reading->model->running.places; i++) {
		if (!place_same(&reading->model->running.garden[i], &place) || reading->shown[i])
			continue;
		reading->shown[i] = true;
		return;
	}
	reading->agrees = differ("an entry of the garden that nobody ordered, or that was shown already");
}

static void read_list(struct reading *reading, const struct nlattr *nest)
{
	const struct list *list = NULL;
	const struct nlattr *attr;
	uint32_t counts[2] = {}, length = 0;
	const uint8_t *ids = NULL;
	bool except = false;

	mnl_attr_for_each_nested(attr, nest) {
		if (mnl_attr_get_type(attr) == P2P_CONTENT_A_NAME)
			reading->name = name_number(mnl_attr_get_str(attr));
		else if (mnl_attr_get_type(attr) == P2P_CONTENT_A_EXCEPT)
			except = true;
		else if (mnl_attr_get_type(attr) == P2P_CONTENT_A_COUNT20)
			counts[0] = mnl_attr_get_u32(attr);
		else if (mnl_attr_get_type(attr) == P2P_CONTENT_A_COUNT16)
			counts[1] = mnl_attr_get_u32(attr);
		else if (mnl_attr_get_type(attr) == P2P_CONTENT_A_IDS)
			ids = mnl_attr_get_payload(attr), length = mnl_attr_get_payload_len(attr);
	}
	reading->count++;
	if (reading->name < LISTS)
		list = &reading->model->running.lists[reading->name];
	if (!list || !list->present || list->except != except || list->count20 != counts[0] ||
	    list->count16 != counts[1] || (!ids && !first_time(reading, reading->name)))
		reading->agrees = differ("the head of content list %u", reading->name);
	else if (reading->filled + length > list->count20 * 20 + list->count16 * 16 ||
		 memcmp(list->ids + reading->filled, ids ?: list->ids + reading->filled, length))
		reading->agrees = differ("the ids of content list %u", reading->name);
	reading->filled += length;
}

static uint32_t ruleset_size(const struct model *model)
{
	return model->running.ruleset ? model->running.ruleset->size : 0;
}

static void read_chunk(struct reading *reading, const struct nlattr *nest)
{
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		uint32_t length = mnl_attr_get_payload_len(attr);

		if (mnl_attr_get_type(attr) != P2P_RULESET_A_DATA)
			continue;
		if (reading->filled + length > ruleset_size(reading->model) ||
		    memcmp((const uint8_t *)reading->model->running.ruleset + reading->filled,
			   mnl_attr_get_payload(attr), length))
			reading->agrees = differ("the ruleset from byte %u on", reading->filled);
		reading->filled += length;
	}
}

static bool agree_lists(const struct model *model, struct speaker *speaker)
{
	struct reading heads = { .model = model, .speaker = speaker, .agrees = true };
	unsigned int number, count = 0;
	char name[64];

	if (!ask(&heads, P2P_CMD_CONTENT_GET, NLM_F_DUMP, NULL, read_list))
		return false;
	for (number = 0; number < LISTS; number++) {
		const struct list *list = &model->running.lists[number];
		struct reading ids = { .model = model, .speaker = speaker, .agrees = true };

		if (!list->present)
			continue;
		count++;
		name_of(number, name);
		if (!ask(&ids, P2P_CMD_CONTENT_GET, NLM_F_DUMP, name, read_list) ||
		    !same("bytes of ids", list->count20 * 20 + list->count16 * 16, ids.filled))
			return false;
	}
	return same("content lists", count, heads.count);
}

/* --- the status --- */

static unsigned int lists_of(const struct config *config, uint64_t *ids)
{
	unsigned int number, count = 0;

	*ids = 0;
	for (number = 0; number < LISTS; number++) {
		if (!config->lists[number].present)
			continue;
		count++;
		*ids += config->lists[number].count20 + config->lists[number].count16;
	}
	return count;
}

/* What the model does not know is no reason to agree. */
#define UNKNOWN UINT64_MAX

static uint64_t expected_status(const struct reading *reading, unsigned int number, uint64_t shown)
{
	const struct model *model = reading->model;
	uint64_t ids;
	unsigned int lists = lists_of(&model->running, &ids);

	switch (number) {
	case P2P_STATUS_A_BYPASS:
		return model->bypass;
	case P2P_STATUS_A_ACTIVE:
		return config_active(&model->running);
	case P2P_STATUS_A_RULESET_SIZE:
		return ruleset_size(model);
	case P2P_STATUS_A_SIGNATURES:
		return model->running.ruleset ? model->running.ruleset->signatures : 0;
	case P2P_STATUS_A_SUBSCRIBERS:
		return config_subscribers(&model->running);
	case P2P_STATUS_A_PREFIXES:
		return config_prefixes(&model->running);
	case P2P_STATUS_A_SANCTIONS:
		return config_sanctions(&model->running);
	case P2P_STATUS_A_HOLDER:
		return model->open ? reading->speaker->sockets[model->holder].portid : 0;
	case P2P_STATUS_A_GARDEN:
		return model->running.places;
	case P2P_STATUS_A_LISTS:
		return lists;
	case P2P_STATUS_A_LISTED:
		return ids;
	case P2P_STATUS_A_CLOCK_HELD:
	case P2P_STATUS_A_FLOWS:
		return 0;
	case P2P_STATUS_A_FLOWS_MAX:
	case P2P_STATUS_A_HELD_S:
		return shown;
	default:
		return UNKNOWN;
	}
}

static uint64_t number_in(const struct nlattr *attr)
{
	return mnl_attr_get_payload_len(attr) == 1 ? mnl_attr_get_u8(attr) : mnl_attr_get_u32(attr);
}

static void read_settings(struct reading *reading, const struct nlattr *nest)
{
	const struct config *running = &reading->model->running;
	const struct nlattr *attr;

	mnl_attr_for_each_nested(attr, nest) {
		uint64_t wanted[] = { [P2P_SETTINGS_A_MARK_MASK] = running->mark_mask,
				      [P2P_SETTINGS_A_ENFORCE] = running->enforce,
				      [P2P_SETTINGS_A_CAPTURE] = running->capture,
				      [P2P_SETTINGS_A_NESTED] = running->nested };
		unsigned int number = mnl_attr_get_type(attr);

		reading->count++;
		reading->agrees = same("setting", number < sizeof(wanted) / sizeof(*wanted) ? wanted[number] : UNKNOWN,
				       number_in(attr)) && reading->agrees;
	}
}

static void read_status(struct reading *reading, const struct nlattr *nest)
{
	const struct nlattr *attr;

	if (mnl_attr_get_type(nest) == P2P_A_SETTINGS)
		read_settings(reading, nest);
	if (mnl_attr_get_type(nest) != P2P_A_STATUS)
		return;
	mnl_attr_for_each_nested(attr, nest) {
		unsigned int number = mnl_attr_get_type(attr);
		char what[32];

		reading->seen |= 1u << number;
		if (number == P2P_STATUS_A_VERSION || number == P2P_STATUS_A_PAD)
			continue;
		snprintf(what, sizeof(what), "status attribute %u", number);
		reading->agrees = same(what, expected_status(reading, number, number_in(attr)), number_in(attr)) &&
				  reading->agrees;
	}
}

/* What expected_status() knows and is there without a transaction. */
static const uint32_t always =
	1u << P2P_STATUS_A_BYPASS | 1u << P2P_STATUS_A_ACTIVE | 1u << P2P_STATUS_A_RULESET_SIZE |
	1u << P2P_STATUS_A_SUBSCRIBERS | 1u << P2P_STATUS_A_PREFIXES | 1u << P2P_STATUS_A_SANCTIONS |
	1u << P2P_STATUS_A_GARDEN | 1u << P2P_STATUS_A_LISTS | 1u << P2P_STATUS_A_LISTED |
	1u << P2P_STATUS_A_SIGNATURES | 1u << P2P_STATUS_A_FLOWS | 1u << P2P_STATUS_A_CLOCK_HELD;

static bool agree_status(const struct model *model, struct speaker *speaker)
{
	struct reading status = { .model = model, .speaker = speaker, .agrees = true };

	return ask(&status, P2P_CMD_STATUS_GET, NLM_F_ACK, NULL, read_status) && same("settings", 4, status.count) &&
	       same("attributes of the status", always, status.seen & always) &&
	       same("whether there is a holder", model->open, status.seen >> P2P_STATUS_A_HOLDER & 1);
}

/* --- all of it --- */

bool agree_in_full(const struct model *model, struct speaker *speaker)
{
	struct reading subscribers = { .model = model, .speaker = speaker, .agrees = true };
	struct reading garden = subscribers, ruleset = subscribers;

	return ask(&subscribers, P2P_CMD_SUBSCRIBER_GET, NLM_F_DUMP, NULL, read_subscriber) &&
	       same("subscribers in the dump", config_subscribers(&model->running) + !!model->running.fallback.action,
		    subscribers.count) &&
	       ask(&garden, P2P_CMD_GARDEN_GET, NLM_F_DUMP, NULL, read_place) &&
	       same("entries of the garden in the dump", model->running.places, garden.count) &&
	       ask(&ruleset, P2P_CMD_RULESET_GET, NLM_F_DUMP, NULL, read_chunk) &&
	       same("bytes of the ruleset in the dump", ruleset_size(model), ruleset.filled) &&
	       agree_lists(model, speaker) && agree_status(model, speaker);
}
