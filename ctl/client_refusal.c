// SPDX-License-Identifier: GPL-2.0-or-later
/* What the operator reads when the kernel says no. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <linux/genetlink.h>

#include "client_message.h"
#include "holder.h"
#include "key.h"
#include "prefix.h"

static const struct attr_rule conflict_rules[] = {
	[P2P_A_HOLDER] = ATTR_U32,
	[P2P_A_SUBSCRIBER] = ATTR_NEST,
};

static int conflict_read(const struct nlattr *attr, void *data)
{
	struct conflict *conflict = data;

	if (mnl_attr_get_type(attr) == P2P_A_SUBSCRIBER && !conflict->subscriber.key_length)
		return client_read_subscriber(attr, &conflict->subscriber);
	if (mnl_attr_get_type(attr) == P2P_A_SUBSCRIBER) {
		subscriber_free(&conflict->around);
		return client_read_subscriber(attr, &conflict->around);
	}
	conflict->holder = mnl_attr_get_u32(attr);
	return 0;
}

int client_decode_conflict(const struct nlmsghdr *message, void *conflict)
{
	return attr_each_message(message, conflict_rules, MNL_ARRAY_SIZE(conflict_rules), conflict_read, conflict);
}

/* Where the attribute at that offset lies: which one of its level it is, and of its kind. */
struct place {
	uint16_t type;
	unsigned int rank;			/* among those of the same type, from 0 */
	const struct nlattr *attr;		/* NULL: not found */
};

static struct place place_find(const char *message, const void *attributes, size_t size, uint32_t offset)
{
	unsigned int seen[P2P_SUBSCRIBER_A_MAX + P2P_A_MAX + 1] = { 0 };
	const struct nlattr *attr = attributes;
	const char *end = (const char *)attributes + size;

	for (; mnl_attr_ok(attr, end - (const char *)attr); attr = mnl_attr_next(attr)) {
		size_t start = (const char *)attr - message;
		uint16_t type = mnl_attr_get_type(attr);

		if (type >= MNL_ARRAY_SIZE(seen))
			break;
		if (offset >= start && offset < start + MNL_ALIGN(attr->nla_len))
			return (struct place){ type, seen[type], attr };
		seen[type]++;
	}
	return (struct place){ 0 };
}

static struct location blame_subscriber(const struct nlmsghdr *message, const struct nlattr *nest, uint32_t offset,
					const struct subscriber *subscriber)
{
	struct place place = place_find((const char *)message, mnl_attr_get_payload(nest), mnl_attr_get_payload_len(nest),
					offset);

	if (place.type == P2P_SUBSCRIBER_A_PREFIX && place.rank < subscriber->prefix_count)
		return subscriber->prefixes[place.rank].at;
	if (place.type == P2P_SUBSCRIBER_A_SANCTION)
		return subscriber->sanction.at;
	return subscriber->at;
}

struct location client_blame(const struct nlmsghdr *message, uint32_t offset, const struct origin *origin)
{
	const void *attributes = mnl_nlmsg_get_payload_offset(message, GENL_HDRLEN);
	struct place place = { 0 };

	if (offset)
		place = place_find((const char *)message, attributes, mnl_nlmsg_get_payload_len(message) - GENL_HDRLEN, offset);
	if (origin->subscriber && place.type == P2P_A_SUBSCRIBER)
		return blame_subscriber(message, place.attr, offset, origin->subscriber);
	if (origin->subscriber && !offset)
		return origin->subscriber->at;
	if (origin->settings && place.type == P2P_A_SETTINGS)
		return origin->settings->mark_mask_at;
	if (origin->garden && place.type == P2P_A_GARDEN && place.rank < origin->garden->count)
		return origin->garden->entries[place.rank].at;
	if (origin->content && (!offset || place.type == P2P_A_CONTENT))
		return origin->content->at;
	return (struct location){ 0 };		/* the cookie: none of the operator's words */
}

/* For a kernel that gives no sentence. */
static const char *refusal_reason(int error)
{
	switch (error) {
	case EPERM:
		return "not permitted: this needs CAP_NET_ADMIN (become root)";
	case ESTALE:
		return "the transaction has ended: it was aborted by somebody, or idle for too long";
	case EBUSY:
		return "another transaction is open";
	case ENOENT:
		return "there is no such subscriber or content list";
	case EEXIST:
		return "a prefix belongs to another subscriber";
	case EOPNOTSUPP:
		return "this module does not know that command; do module and p2pctl belong together?";
	case ENOMEM:
		return "the kernel has no memory for it";
	default:
		return strerror(error);
	}
}

static void describe_holder(char *text, size_t size, uint32_t port, const struct status *status)
{
	struct holder holder;
	int n;

	n = snprintf(text, size, "another transaction is open (port id %u", port);
	if (holder_find(port, &holder))
		n += snprintf(text + n, size - n, ", process %d %s", holder.pid, holder.name);
	if (status->busy)
		n += snprintf(text + n, size - n, ", since %u s", status->held_s);
	snprintf(text + n, size - n, "); --wait waits for its end, p2pctl transaction abort --force ends it");
}

static void explain_holder(struct client *client, const struct conflict *conflict, char *text, size_t size)
{
	struct failure *failure = client->failure, scratch = { 0 };
	struct status status = { 0 };

	/* Only to say since when: that this fails too does not matter. */
	client->failure = &scratch;
	batch_empty(&client->batch);
	if (client_status(client, &status))
		status.busy = false;
	client->failure = failure;
	describe_holder(text, size, conflict->holder, &status);
}

static void explain_nesting(const struct conflict *conflict, char *text, size_t size)
{
	const struct subscriber *inner = &conflict->subscriber, *outer = &conflict->around;

	snprintf(text, size, "prefix %s of subscriber \"%s\" lies within %s of subscriber \"%s\"",
		 prefix_text(&inner->prefixes[0]).text, key_text(inner->key, inner->key_length).text,
		 prefix_text(&outer->prefixes[0]).text, key_text(outer->key, outer->key_length).text);
}

static void explain_owner(const struct subscriber *owner, char *text, size_t size)
{
	struct key_text key = key_text(owner->key, owner->key_length);

	if (owner->prefix_count)
		snprintf(text, size, "prefix %s belongs to subscriber \"%s\"", prefix_text(&owner->prefixes[0]).text, key.text);
	else
		snprintf(text, size, "a prefix belongs to subscriber \"%s\"", key.text);
}

int client_refused(struct client *client, const struct refusal *refusal, const struct conflict *conflict)
{
	struct failure *failure = client->failure;
	struct origin origin = { 0 };
	const struct nlmsghdr *message = batch_find(&client->batch, refusal->sequence, &origin);
	struct location at = { 0 };
	char text[512], subject[P2P_KEY_MAX * 2 + 32] = "";

	if (message)
		at = client_blame(message, refusal->offset, &origin);
	if (conflict->subscriber.prefix_count && conflict->around.prefix_count)
		explain_nesting(conflict, text, sizeof(text));
	else if (conflict->subscriber.key_length)
		explain_owner(&conflict->subscriber, text, sizeof(text));
	else if (refusal->error == EBUSY && conflict->holder && !client->patient)
		explain_holder(client, conflict, text, sizeof(text));
	else
		snprintf(text, sizeof(text), "%s", refusal->sentence[0] ? refusal->sentence : refusal_reason(refusal->error));
	if (origin.subscriber && !origin.subscriber->is_default && !at.file && refusal->error != ESTALE)
		snprintf(subject, sizeof(subject), "subscriber \"%s\": ",
			 key_text(origin.subscriber->key, origin.subscriber->key_length).text);
	if (origin.content && !at.file && refusal->error != ESTALE)
		snprintf(subject, sizeof(subject), "content list \"%s\": ", origin.content->name);
	failure_set(failure, EXIT_REFUSED, "%s%s", subject, text);
	failure->error = refusal->error;
	failure->at = at;
	return -1;
}
