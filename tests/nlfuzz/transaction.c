// SPDX-License-Identifier: GPL-2.0
#include "transaction.h"

#include "nf_p2p.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#define LISTS_ALLOWED P2P_LISTS_MAX

void model_init(struct model *model, const struct p2p_blob_header *const rulesets[RULESETS])
{
	memset(model, 0, sizeof(*model));
	model->running.mark_mask = 0xff000000;
	model->running.enforce = 1;
	memcpy(model->rulesets, rulesets, sizeof(model->rulesets));
}

/* --- what depends on what came before --- */

static unsigned int bytes20(const struct list *list)
{
	return list->count20 * 20;
}

static unsigned int bytes_of(const struct list *list)
{
	return bytes20(list) + list->count16 * 16;
}

/* The ids that are next, up to as many as the operation wants, of one size; or what must not follow. */
static void resolve_ids(const struct list *list, unsigned int filled, const struct operation *operation,
			struct details *details)
{
	bool small = filled >= bytes20(list);
	unsigned int size = small ? 16 : 20, index = (small ? filled - bytes20(list) : filled) / size;
	unsigned int left = (small ? list->count16 : list->count20) - index;
	unsigned int i, n = operation->ids < left ? operation->ids : left;

	if (operation->skewed && operation->ids % 3 == 1)
		n++;
	if (operation->skewed && operation->ids % 3 == 2 && index)
		index--;
	if (n > IDS + 1)
		n = IDS + 1;
	for (i = 0; i < n; i++) {
		details->ids[i * size] = (uint8_t)(index + i);
		details->ids[i * size + 1] = operation->list.ids[1 + (index + i) % IDS * 20];
	}
	details->ids_length = n * size;
	if (n && operation->skewed && operation->ids % 3 == 0)
		details->ids_length--;
}

/* The next part of what was begun; seldom another one from its beginning, or a part that must not follow. */
static void resolve_chunk(const struct model *model, const struct operation *operation, struct details *details)
{
	bool gap = operation->skewed && operation->ids % 2;
	bool anew = !model->begun || (operation->skewed && !gap);
	uint32_t size, offset = (anew ? 0 : model->begun_filled) + (gap ? 8 : 0), left;

	details->ruleset = anew ? model->rulesets[operation->number % RULESETS] : model->begun;
	size = details->ruleset->size;
	left = offset < size ? size - offset : 1;
	details->chunk_length = 1 + size / (operation->ids + 1);
	if (details->chunk_length > left)
		details->chunk_length = left;
	if (details->chunk_length > P2P_CHUNK_MAX)
		details->chunk_length = P2P_CHUNK_MAX;
	details->chunk_offset = offset;
}

void model_resolve(const struct model *model, const struct operation *operation, struct details *details)
{
	static const struct list any = { .count20 = 1 };

	memset(details, 0, sizeof(*details));
	switch (operation->kind) {
	case OPERATION_CONTENT_BEGIN:
		resolve_ids(&operation->list, 0, operation, details);
		break;
	case OPERATION_CONTENT_GO_ON:
		if (model->loading)
			resolve_ids(&model->loading_list, model->loading_filled, operation, details);
		else
			resolve_ids(&any, 0, operation, details);
		if (!details->ids_length)
			details->ids_length = 16;
		break;
	case OPERATION_RULESET:
		resolve_chunk(model, operation, details);
		break;
	default:
		break;
	}
}

/* --- what is refused whatever the configuration --- */

static int judge_sanction(const struct sanction *sanction)
{
	if (!sanction->action)
		return 0;
	if (sanction->rate > P2P_RATE_MAX)
		return ERANGE;
	if (sanction->scope < P2P_SCOPE_P2P || sanction->scope > P2P_SCOPE_ALL || sanction->action > P2P_ACTION_DROP)
		return EINVAL;
	if (sanction->start && sanction->end && sanction->start >= sanction->end)
		return EINVAL;
	if ((sanction->action == P2P_ACTION_MARK) != (sanction->mark_mask != 0) ||
	    (sanction->mark_value & ~sanction->mark_mask))
		return EINVAL;
	if (sanction->action != P2P_ACTION_LIMIT && (sanction->rate || sanction->burst))
		return EINVAL;
	return strchr(sanction->reason, '\n') ? EINVAL : 0;
}

static int judge_subscriber(const struct subscriber *subscriber, bool fallback)
{
	unsigned int i;

	for (i = 0; i < subscriber->count; i++)
		if (!prefix_clean(&subscriber->prefixes[i]))
			return EINVAL;
	if (!fallback)
		return 0;
	return subscriber->count || !subscriber->sanction.action || subscriber->sanction.action == P2P_ACTION_LIMIT ||
	       subscriber->sanction.action == P2P_ACTION_REJECT ? EINVAL : 0;
}

static int judge_place(const struct place *place)
{
	if (!prefix_clean(&place->prefix))
		return EINVAL;
	if (place->port_min && place->protocol != IPPROTO_TCP && place->protocol != IPPROTO_UDP)
		return EINVAL;
	return place->port_max < place->port_min ? EINVAL : 0;
}

static int judge_garden(const struct operation *operation)
{
	unsigned int i, j;

	for (i = 0; i < operation->places; i++)
		if (judge_place(&operation->garden[i]))
			return EINVAL;
	for (i = 0; i < operation->places; i++)
		for (j = 0; j < i; j++)
			if (place_same(&operation->garden[i], &operation->garden[j]))
				return EEXIST;
	return 0;
}

/* What the policy refuses comes before the cookie is looked at: values out of range, and reasons that are no text. */
static int judge_policy(const struct operation *operation)
{
	const struct sanction *sanction = &operation->subscriber.sanction;

	if (operation->kind == OPERATION_CONTENT_BEGIN &&
	    (operation->list.count20 > P2P_LIST_IDS_MAX || operation->list.count16 > P2P_LIST_IDS_MAX))
		return ERANGE;
	if ((operation->kind != OPERATION_SUBSCRIBER_SET && operation->kind != OPERATION_FALLBACK_SET) ||
	    !sanction->action)
		return 0;
	if (sanction->rate > P2P_RATE_MAX)
		return ERANGE;
	return strchr(sanction->reason, '\n') ? EINVAL : 0;
}

/* --- inside a transaction --- */

/* Those of IPv4 first, as the module keeps them. */
static void sort_prefixes(struct subscriber *subscriber)
{
	struct subscriber sorted = *subscriber;
	unsigned int i, n = 0, family;

	for (family = 4; family <= 6; family += 2)
		for (i = 0; i < subscriber->count; i++)
			if (subscriber->prefixes[i].family == family)
				sorted.prefixes[n++] = subscriber->prefixes[i];
	*subscriber = sorted;
}

static bool belongs(const struct config *config, const struct prefix *prefix, unsigned int except)
{
	unsigned int key;

	for (key = 0; key < KEYS; key++)
		if (key != except && config->subscribers[key].present &&
		    subscriber_has(&config->subscribers[key], prefix))
			return true;
	return false;
}

static int set_subscriber(struct config *staged, const struct operation *operation)
{
	struct subscriber subscriber = operation->subscriber;
	unsigned int i, j;
	int error = judge_subscriber(&subscriber, false) ?: judge_sanction(&subscriber.sanction);

	if (error)
		return error;
	sort_prefixes(&subscriber);
	for (i = 0; i < subscriber.count; i++) {
		if (belongs(staged, &subscriber.prefixes[i], operation->number))
			return EEXIST;
		for (j = 0; j < i; j++)
			if (prefix_same(&subscriber.prefixes[i], &subscriber.prefixes[j]))
				return EINVAL;
	}
	subscriber.present = true;
	staged->subscribers[operation->number] = subscriber;
	return 0;
}

static int set_fallback(struct config *staged, const struct operation *operation)
{
	int error = judge_subscriber(&operation->subscriber, true) ?: judge_sanction(&operation->subscriber.sanction);

	if (!error)
		staged->fallback = operation->subscriber.sanction;
	return error;
}

static int set_settings(const struct config *running, struct config *staged, const struct operation *operation)
{
	uint32_t mask = operation->mark_mask, used = running->mark_mask;

	if (operation->settings & SETTING_MASK) {
		if (mask >> __builtin_ctz(mask) != 0xff || (config_active(running) && mask != used && mask & used))
			return EINVAL;
		staged->mark_mask = mask;
	}
	if (operation->settings & SETTING_ENFORCE)
		staged->enforce = operation->enforce;
	if (operation->settings & SETTING_CAPTURE)
		staged->capture = operation->capture;
	if (operation->settings & SETTING_NESTED)
		staged->nested = operation->nested;
	return 0;
}

static int set_garden(struct config *staged, const struct operation *operation)
{
	int error = judge_garden(operation);

	if (error)
		return error;
	staged->places = operation->places;
	memcpy(staged->garden, operation->garden, sizeof(staged->garden));
	return 0;
}

static void settle_list(struct model *model)
{
	if (model->loading_filled != bytes_of(&model->loading_list))
		return;
	model->loading = false;
	model->loading_list.present = true;
	model->staged.lists[model->loading_name] = model->loading_list;
}

static int add_ids(struct model *model, const struct details *details)
{
	struct list *list = &model->loading_list;
	bool small = model->loading_filled >= bytes20(list);
	unsigned int i, size = small ? 16 : 20, from = small ? bytes20(list) : 0;
	unsigned int to = small ? bytes_of(list) : bytes20(list);

	if (details->ids_length > to - model->loading_filled || details->ids_length % size)
		return EINVAL;
	for (i = 0; i < details->ids_length; i += size) {
		const uint8_t *before = i ? details->ids + i - size : model->loading_filled > from ?
					list->ids + model->loading_filled - size : NULL;

		if (before && memcmp(before, details->ids + i, size) >= 0)
			return EINVAL;
	}
	memcpy(list->ids + model->loading_filled, details->ids, details->ids_length);
	model->loading_filled += details->ids_length;
	settle_list(model);
	return 0;
}

static int begin_list(struct model *model, const struct operation *operation, const struct details *details)
{
	unsigned int i, count = 0;

	for (i = 0; i < LISTS; i++)
		count += model->staged.lists[i].present;
	if (model->loading)
		return EINVAL;
	if (operation->list.count20 + operation->list.count16 > P2P_LIST_IDS_MAX)
		return ENOSPC;
	if (!model->staged.lists[operation->number].present && count >= LISTS_ALLOWED)
		return ENOSPC;
	model->loading = true;
	model->loading_name = operation->number;
	model->loading_list = operation->list;
	memset(model->loading_list.ids, 0, sizeof(model->loading_list.ids));
	model->loading_filled = 0;
	settle_list(model);
	if (!details->ids_length)
		return 0;
	return model->loading ? add_ids(model, details) : EINVAL;
}

static int go_on_with_list(struct model *model, const struct operation *operation, const struct details *details)
{
	if (!model->loading || model->loading_name != operation->number)
		return EINVAL;
	return add_ids(model, details);
}

static int add_chunk(struct model *model, const struct details *details)
{
	if (!details->chunk_offset) {
		model->begun = details->ruleset;
		model->begun_filled = 0;
	}
	if (!model->begun || details->chunk_offset != model->begun_filled)
		return EINVAL;
	model->begun_filled += details->chunk_length;
	if (model->begun_filled < model->begun->size)
		return 0;
	model->staged.ruleset = model->begun;
	model->begun = NULL;
	return 0;
}

static void end(struct model *model)
{
	model->open = false;
	model->loading = false;
	model->begun = NULL;
}

static int commit(struct model *model)
{
	if (model->begun)
		return EINVAL;
	if (!model->staged.nested && config_nests(&model->staged))
		return EEXIST;
	if (model->loading)
		return EINVAL;
	model->running = model->staged;
	model->generation++;
	end(model);
	return 0;
}

static int remove_one(bool *present)
{
	if (!*present)
		return ENOENT;
	*present = false;
	return 0;
}

static int remove_fallback(struct config *staged)
{
	if (!staged->fallback.action)
		return ENOENT;
	memset(&staged->fallback, 0, sizeof(staged->fallback));
	return 0;
}

static int change(struct model *model, const struct operation *operation, const struct details *details)
{
	struct config *staged = &model->staged;

	if (operation->cookie == COOKIE_NONE)
		return EINVAL;
	if (!model->open || operation->cookie == COOKIE_WRONG)
		return ESTALE;
	switch (operation->kind) {
	case OPERATION_COMMIT:
		return commit(model);
	case OPERATION_ABORT:
		end(model);
		return 0;
	case OPERATION_SETTINGS:
		return set_settings(&model->running, staged, operation);
	case OPERATION_SUBSCRIBER_SET:
		return set_subscriber(staged, operation);
	case OPERATION_SUBSCRIBER_DEL:
		return remove_one(&staged->subscribers[operation->number].present);
	case OPERATION_FALLBACK_SET:
		return set_fallback(staged, operation);
	case OPERATION_FALLBACK_DEL:
		return remove_fallback(staged);
	case OPERATION_SUBSCRIBER_FLUSH:
		memset(staged->subscribers, 0, sizeof(staged->subscribers));
		memset(&staged->fallback, 0, sizeof(staged->fallback));
		return 0;
	case OPERATION_GARDEN:
		return set_garden(staged, operation);
	case OPERATION_CONTENT_BEGIN:
		return begin_list(model, operation, details);
	case OPERATION_CONTENT_GO_ON:
		return go_on_with_list(model, operation, details);
	case OPERATION_CONTENT_DEL:
		return remove_one(&staged->lists[operation->number].present);
	case OPERATION_CONTENT_FLUSH:
		memset(staged->lists, 0, sizeof(staged->lists));
		return 0;
	case OPERATION_RULESET:
		return add_chunk(model, details);
	default:
		model->begun = NULL;
		staged->ruleset = NULL;
		return 0;
	}
}

int model_predict(struct model *model, const struct operation *operation, const struct details *details)
{
	int error = judge_policy(operation);

	switch (operation->kind) {
	case OPERATION_BEGIN:
		if (model->open)
			return EBUSY;
		model->staged = model->running;
		model->open = true;
		model->holder = operation->who;
		return 0;
	case OPERATION_FORCE:
		error = model->open ? 0 : ESTALE;
		end(model);
		return error;
	case OPERATION_CLOSE:
		if (model->open && model->holder == operation->who)
			end(model);
		return 0;
	case OPERATION_BYPASS:
		model->bypass = (uint8_t)operation->number;
		return 0;
	case OPERATION_GET:
		return model->running.subscribers[operation->number].present ? 0 : ENOENT;
	case OPERATION_WHOSE:
		return config_owner(&model->running, &operation->address) < KEYS ? 0 : ENOENT;
	default:
		return error ?: change(model, operation, details);
	}
}
