// SPDX-License-Identifier: GPL-2.0
#include "operation.h"

#include "nf_p2p.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned int weight;
} kinds[] = {
	[OPERATION_BEGIN] = { "transaction-begin", 12 },
	[OPERATION_COMMIT] = { "transaction-commit", 12 },
	[OPERATION_ABORT] = { "transaction-abort", 2 },
	[OPERATION_FORCE] = { "transaction-abort force", 1 },
	[OPERATION_CLOSE] = { "close", 2 },
	[OPERATION_BYPASS] = { "bypass-set", 2 },
	[OPERATION_SETTINGS] = { "settings-set", 5 },
	[OPERATION_SUBSCRIBER_SET] = { "subscriber-set", 34 },
	[OPERATION_SUBSCRIBER_DEL] = { "subscriber-del", 8 },
	[OPERATION_FALLBACK_SET] = { "subscriber-set default", 3 },
	[OPERATION_FALLBACK_DEL] = { "subscriber-del default", 2 },
	[OPERATION_SUBSCRIBER_FLUSH] = { "subscriber-flush", 1 },
	[OPERATION_GARDEN] = { "garden-set", 5 },
	[OPERATION_CONTENT_BEGIN] = { "content-set (begin)", 7 },
	[OPERATION_CONTENT_GO_ON] = { "content-set (go on)", 9 },
	[OPERATION_CONTENT_DEL] = { "content-del", 4 },
	[OPERATION_CONTENT_FLUSH] = { "content-flush", 1 },
	[OPERATION_RULESET] = { "ruleset-set", 4 },
	[OPERATION_RULESET_REMOVE] = { "ruleset-set (remove)", 2 },
	[OPERATION_GET] = { "subscriber-get key", 3 },
	[OPERATION_WHOSE] = { "subscriber-get address", 6 },
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

static enum operation_kind roll_kind(struct dice *dice)
{
	unsigned int i, sum = 0, point;

	for (i = 0; i < KINDS; i++)
		sum += kinds[i].weight;
	point = dice_below(dice, sum);
	for (i = 0; point >= kinds[i].weight; i++)
		point -= kinds[i].weight;
	return i;
}

static void cut(struct prefix *prefix)
{
	unsigned int i;

	for (i = prefix->length; i < address_size(prefix) * 8; i++)
		prefix->address[i / 8] &= ~(0x80 >> i % 8);
}

/* From a small part of the world, so that they meet; as a rule of one length, so that not all of them nest. */
static void roll_prefix(struct prefix *prefix, struct dice *dice)
{
	static const uint8_t lengths4[] = { 8, 15, 16, 22, 23, 25, 30, 31, 32, 32 };
	static const uint8_t lengths6[] = { 32, 47, 48, 56, 63, 65, 127, 128 };

	bool usual = !dice_one_in(dice, 12);

	memset(prefix, 0, sizeof(*prefix));
	prefix->family = dice_one_in(dice, 2) ? 4 : 6;
	prefix->zone = dice_one_in(dice, 6) ? 7 : 0;
	if (prefix->family == 4) {
		prefix->address[0] = 10;
		prefix->address[1] = dice_below(dice, 3);
		prefix->address[2] = dice_below(dice, 4);
		prefix->address[3] = dice_below(dice, 4) * 65;
		prefix->length = usual ? 24 : lengths4[dice_below(dice, sizeof(lengths4))];
	} else {
		memcpy(prefix->address, "\x20\x01\x0d\xb8", 4);
		prefix->address[5] = dice_below(dice, 3);
		prefix->address[7] = dice_below(dice, 3);
		prefix->address[15] = dice_below(dice, 3);
		prefix->length = usual ? 64 : lengths6[dice_below(dice, sizeof(lengths6))];
	}
	if (dice_one_in(dice, 200))
		prefix->length = 0;
	if (!dice_one_in(dice, 50))
		cut(prefix);
}

/* Some begin or end while the episode lasts that began at @epoch. */
static void roll_times(struct sanction *sanction, struct dice *dice, uint64_t epoch)
{
	static const int64_t times[] = { -1000000, -5000, 1, 2, 3, 5, 8, 100000, 200000, 5000000 };
	static const uint32_t count = sizeof(times) / sizeof(*times);

	if (dice_one_in(dice, 3))
		sanction->end = epoch + times[dice_below(dice, count)];
	if (dice_one_in(dice, 4))
		sanction->start = epoch + times[dice_below(dice, count)];
	if (dice_one_in(dice, 60))
		sanction->end = UINT64_MAX;
}

static void roll_sanction(struct sanction *sanction, struct dice *dice, uint64_t epoch)
{
	memset(sanction, 0, sizeof(*sanction));
	if (dice_one_in(dice, 3))
		return;
	sanction->scope = dice_one_in(dice, 60) ? 4 * dice_below(dice, 2) : P2P_SCOPE_P2P + dice_below(dice, 3);
	sanction->action = P2P_ACTION_COUNT + dice_below(dice, dice_one_in(dice, 60) ? 7 : 5);
	if (sanction->action == P2P_ACTION_MARK || dice_one_in(dice, 60)) {
		sanction->mark_mask = 0xff;
		sanction->mark_value = dice_one_in(dice, 20) ? 0x100 : dice_below(dice, 3);
	}
	if (sanction->action == P2P_ACTION_LIMIT || dice_one_in(dice, 60)) {
		sanction->rate = dice_one_in(dice, 20) ? P2P_RATE_MAX + dice_below(dice, 2) :
							 1 + dice_below(dice, 3) * 10000000;
		sanction->burst = dice_below(dice, 3) * 1500;
	}
	roll_times(sanction, dice, epoch);
	if (dice_one_in(dice, 3))
		snprintf(sanction->reason, sizeof(sanction->reason), "%s %u",
			 dice_one_in(dice, 20) ? "line\nbreak" : "no\xc2\xb0", dice_below(dice, 2));
}

static void roll_subscriber(struct subscriber *subscriber, struct dice *dice, uint64_t epoch)
{
	unsigned int i;

	memset(subscriber, 0, sizeof(*subscriber));
	subscriber->count = dice_below(dice, dice_one_in(dice, 4) ? PREFIXES + 1 : 3);
	for (i = 0; i < subscriber->count; i++)
		roll_prefix(&subscriber->prefixes[i], dice);
	roll_sanction(&subscriber->sanction, dice, epoch);
}

static void roll_place(struct place *place, struct dice *dice)
{
	static const uint8_t protocols[] = { 0, 0, 6, 6, 17, 6, 17, 1, 255 };

	memset(place, 0, sizeof(*place));
	roll_prefix(&place->prefix, dice);
	place->prefix.zone = 0;
	place->protocol = protocols[dice_below(dice, sizeof(protocols))];
	if ((place->protocol != 6 && place->protocol != 17 && !dice_one_in(dice, 20)) || dice_one_in(dice, 3))
		return;
	place->port_min = dice_one_in(dice, 4) ? 65535 : 80;
	place->port_max = dice_one_in(dice, 20) ? 79 : place->port_min;
}

static void roll_list(struct operation *operation, struct dice *dice)
{
	struct list *list = &operation->list;
	unsigned int i;

	list->except = dice_one_in(dice, 3);
	list->count20 = dice_below(dice, IDS + 1);
	list->count16 = dice_below(dice, IDS + 1);
	if (dice_one_in(dice, 40))
		list->count20 = list->count16 = dice_one_in(dice, 2) ? 500001 : 1000001;
	/* They ascend, for each has its number in front. */
	for (i = 0; i < IDS * 2; i++) {
		uint8_t *id = i < IDS ? list->ids + i * 20 : list->ids + IDS * 20 + (i - IDS) * 16;

		id[0] = i;
		id[1] = dice_below(dice, 200);
	}
	operation->ids = dice_one_in(dice, 2) ? 0 : 1 + dice_below(dice, IDS);
}

void operation_roll(struct operation *operation, struct dice *dice, uint64_t epoch, unsigned int names)
{
	unsigned int i;

	memset(operation, 0, sizeof(*operation));
	operation->kind = roll_kind(dice);
	operation->who = dice_below(dice, SOCKETS);
	operation->cookie = dice_one_in(dice, 40) ? COOKIE_WRONG : dice_one_in(dice, 60) ? COOKIE_NONE : COOKIE_RIGHT;
	operation->number = dice_below(dice, KEYS);
	operation->skewed = dice_one_in(dice, 12);
	operation->settings = dice_below(dice, 16);
	operation->mark_mask = dice_one_in(dice, 8) ? 0x1ff00 : 0xffu << dice_below(dice, 25);
	operation->enforce = dice_below(dice, 2);
	operation->capture = dice_below(dice, 2);
	operation->nested = dice_below(dice, 2);
	roll_subscriber(&operation->subscriber, dice, epoch);
	roll_prefix(&operation->address, dice);
	operation->address.length = address_size(&operation->address) * 8;
	operation->places = dice_below(dice, PLACES + 1);
	for (i = 0; i < operation->places; i++)
		roll_place(&operation->garden[i], dice);
	roll_list(operation, dice);
	if (operation->kind == OPERATION_BYPASS)
		operation->number %= 2;
	if (operation->kind >= OPERATION_CONTENT_BEGIN && operation->kind <= OPERATION_CONTENT_DEL)
		operation->number = dice_below(dice, names);
	if (operation->kind == OPERATION_FALLBACK_SET && !dice_one_in(dice, 8))
		operation->subscriber.count = 0;
}

/* --- for people --- */

static void print_prefix(const struct prefix *prefix)
{
	unsigned int i;

	printf(" ");
	for (i = 0; i < address_size(prefix); i++)
		printf("%02x", prefix->address[i]);
	printf("/%u", prefix->length);
	if (prefix->zone)
		printf(" zone %u", prefix->zone);
}

static void print_subscriber(const struct subscriber *subscriber)
{
	const struct sanction *sanction = &subscriber->sanction;
	unsigned int i;

	for (i = 0; i < subscriber->count; i++)
		print_prefix(&subscriber->prefixes[i]);
	if (sanction->action)
		printf(" sanction scope %u action %u mark %#x/%#x rate %llu burst %u start %llu end %llu reason %s",
		       sanction->scope, sanction->action, sanction->mark_value, sanction->mark_mask,
		       (unsigned long long)sanction->rate, sanction->burst, (unsigned long long)sanction->start,
		       (unsigned long long)sanction->end, sanction->reason[0] ? "yes" : "no");
}

static void print_garden(const struct operation *operation)
{
	unsigned int i;

	for (i = 0; i < operation->places; i++) {
		print_prefix(&operation->garden[i].prefix);
		printf(" protocol %u ports %u-%u,", operation->garden[i].protocol, operation->garden[i].port_min,
		       operation->garden[i].port_max);
	}
}

void operation_print(const struct operation *operation)
{
	printf("%s number %u by socket %u, %s cookie", kinds[operation->kind].name, operation->number, operation->who,
	       operation->cookie == COOKIE_RIGHT ? "right" : operation->cookie == COOKIE_WRONG ? "wrong" : "no");
	switch (operation->kind) {
	case OPERATION_SUBSCRIBER_SET:
	case OPERATION_FALLBACK_SET:
		print_subscriber(&operation->subscriber);
		break;
	case OPERATION_SETTINGS:
		printf(" which %#x mask %#x enforce %u capture %u nested %u", operation->settings, operation->mark_mask,
		       operation->enforce, operation->capture, operation->nested);
		break;
	case OPERATION_GARDEN:
		print_garden(operation);
		break;
	case OPERATION_WHOSE:
		print_prefix(&operation->address);
		break;
	case OPERATION_CONTENT_BEGIN:
	case OPERATION_CONTENT_GO_ON:
		printf(" counts %u %u ids %u%s", operation->list.count20, operation->list.count16, operation->ids,
		       operation->skewed ? " skewed" : "");
		break;
	case OPERATION_RULESET:
		printf("%s", operation->skewed ? " skewed" : "");
		break;
	default:
		break;
	}
	printf("\n");
}
