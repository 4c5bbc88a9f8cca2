// SPDX-License-Identifier: GPL-2.0-only
/* Subscribers between attributes and tables: what user space sets, and a subscriber as it is shown. */
#include "netlink_subscriber.h"
#include "netlink_event.h"
#include "netlink_family.h"
#include "netlink_message.h"

/* --- showing --- */

static int put_prefixes(struct sk_buff *skb, const struct p2p_subscriber *subscriber)
{
	u32 i, count = p2p_subscriber_prefix_count(subscriber);
	struct p2p_prefix_key prefix;

	for (i = 0; i < count; i++) {
		p2p_subscriber_prefix(subscriber, i, &prefix);
		if (p2p_netlink_put_prefix(skb, &prefix))
			return -EMSGSIZE;
	}
	return 0;
}

static int put_counters(struct sk_buff *skb, const struct p2p_subscriber *subscriber)
{
	u64 sums[__P2P_COUNTERS_A_MAX];
	struct nlattr *nest;
	unsigned int i;

	if (!p2p_account_sum(READ_ONCE(subscriber->account), sums))
		return 0;
	nest = nla_nest_start(skb, P2P_SUBSCRIBER_A_COUNTERS);
	if (!nest)
		return -EMSGSIZE;
	for (i = P2P_COUNTERS_A_PAD + 1; i <= P2P_COUNTERS_A_MAX; i++) {
		if (nla_put_u64_64bit(skb, i, sums[i], P2P_COUNTERS_A_PAD))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static int put_name(struct sk_buff *skb, const struct p2p_subscriber *subscriber)
{
	if (p2p_subscriber_is_default(subscriber))
		return nla_put_flag(skb, P2P_SUBSCRIBER_A_DEFAULT);
	return nla_put(skb, P2P_SUBSCRIBER_A_KEY, subscriber->key_length, p2p_subscriber_key(subscriber));
}

int p2p_netlink_put_subscriber(struct sk_buff *skb, const struct p2p_subscriber *subscriber,
			       const struct p2p_event *history, unsigned int events)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_A_SUBSCRIBER);

	if (!nest || put_name(skb, subscriber) || put_prefixes(skb, subscriber) ||
	    p2p_netlink_put_sanction(skb, subscriber->sanction) ||
	    put_counters(skb, subscriber))
		return -EMSGSIZE;
	for (; events; events--, history++) {
		if (p2p_netlink_put_event(skb, P2P_SUBSCRIBER_A_HISTORY, history))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

size_t p2p_netlink_subscriber_size(u32 prefixes)
{
	size_t prefix = nla_total_size(nla_total_size(16) + nla_total_size(sizeof(u8)) + nla_total_size(sizeof(u16)));
	size_t counters = nla_total_size(P2P_COUNTERS_A_MAX * nla_total_size_64bit(sizeof(u64)));

	return nla_total_size_64bit(sizeof(u64)) + nla_total_size(0) + nla_total_size(P2P_KEY_MAX) +
	       prefixes * prefix + P2P_NETLINK_SANCTION_SIZE + counters;
}

/* --- changing --- */

struct nlattr *p2p_netlink_require_key(struct genl_info *info)
{
	struct nlattr *nest = info->attrs[P2P_A_SUBSCRIBER];
	struct nlattr *attrs[P2P_SUBSCRIBER_A_MAX + 1];
	int err;

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_SUBSCRIBER))
		return ERR_PTR(p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the subscriber is missing"));
	err = nla_parse_nested(attrs, P2P_SUBSCRIBER_A_MAX, nest, NULL, info->extack);
	if (err)
		return ERR_PTR(err);
	if (attrs[P2P_SUBSCRIBER_A_DEFAULT] && attrs[P2P_SUBSCRIBER_A_KEY])
		return ERR_PTR(p2p_netlink_refuse(info->extack, attrs[P2P_SUBSCRIBER_A_DEFAULT], -EINVAL,
						  "the default has no key"));
	if (attrs[P2P_SUBSCRIBER_A_DEFAULT])
		return attrs[P2P_SUBSCRIBER_A_DEFAULT];
	if (NL_REQ_ATTR_CHECK(info->extack, nest, attrs, P2P_SUBSCRIBER_A_KEY))
		return ERR_PTR(p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the subscriber's key is missing"));
	return attrs[P2P_SUBSCRIBER_A_KEY];
}

static int require_prefix(struct nlattr *attrs[], const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_PREFIX_A_ADDRESS))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the address of the prefix is missing");
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_PREFIX_A_LENGTH))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the length of the prefix is missing");
	return 0;
}

static int parse_prefix(struct p2p_prefix_key *key, struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *attrs[P2P_PREFIX_A_MAX + 1];
	int err;

	err = nla_parse_nested(attrs, P2P_PREFIX_A_MAX, nest, NULL, extack);
	if (!err)
		err = require_prefix(attrs, nest, extack);
	if (!err)
		err = p2p_netlink_parse_prefix(key, attrs[P2P_PREFIX_A_ADDRESS], attrs[P2P_PREFIX_A_LENGTH], extack);
	if (err)
		return err;
	key->zone = attrs[P2P_PREFIX_A_ZONE] ? nla_get_u16(attrs[P2P_PREFIX_A_ZONE]) : 0;
	return 0;
}

/* Return: the family of a prefix that is not checked yet: by the size of its address, or by none */
static u8 family_of(const struct nlattr *nest)
{
	const struct nlattr *address = nla_find_nested(nest, P2P_PREFIX_A_ADDRESS);

	return address && nla_len(address) == 16 ? NFPROTO_IPV6 : NFPROTO_IPV4;
}

/* Return: bytes of an address that its prefix leaves; as many as there can be where nothing says it */
static u8 bytes_of(const struct nlattr *nest)
{
	const struct nlattr *length = nla_find_nested(nest, P2P_PREFIX_A_LENGTH);

	return length ? min(DIV_ROUND_UP(nla_get_u8(length), 8), 16) : 16;
}

/* Return: the first prefix too many, or NULL */
static struct nlattr *add_shape(struct p2p_shape *shape, struct nlattr *nest)
{
	struct nlattr *attr;
	int rest;

	nla_for_each_nested(attr, nest, rest) {
		if (nla_type(attr) != P2P_SUBSCRIBER_A_PREFIX)
			continue;
		if (shape->count4 + shape->count6 == P2P_PREFIXES_MAX)
			return attr;
		shape->zoned |= !!nla_find_nested(attr, P2P_PREFIX_A_ZONE);
		if (family_of(attr) == NFPROTO_IPV6) {
			shape->bytes6 = max_t(u8, shape->bytes6, bytes_of(attr));
			shape->count6++;
		} else {
			shape->count4++;
		}
	}
	return NULL;
}

/* A version has those of IPv4 first; in the message they may stand in any order. */
static struct nlattr *nth_prefix(struct nlattr *nest, const struct p2p_subscriber *subscriber, u32 number)
{
	u8 family = number < subscriber->shape.count4 ? NFPROTO_IPV4 : NFPROTO_IPV6;
	struct nlattr *attr;
	int rest;

	if (family == NFPROTO_IPV6)
		number -= subscriber->shape.count4;
	nla_for_each_nested(attr, nest, rest) {
		if (nla_type(attr) == P2P_SUBSCRIBER_A_PREFIX && family_of(attr) == family && !number--)
			return attr;
	}
	return nest;
}

static int parse_prefixes(struct p2p_subscriber *subscriber, struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct p2p_prefix_key prefix;
	u32 four = 0, six = subscriber->shape.count4;
	struct nlattr *attr;
	int rest, err;

	nla_for_each_nested(attr, nest, rest) {
		if (nla_type(attr) != P2P_SUBSCRIBER_A_PREFIX)
			continue;
		memset(&prefix, 0, sizeof(prefix));
		err = parse_prefix(&prefix, attr, extack);
		if (!err && prefix.family != family_of(attr))
			err = p2p_netlink_refuse(extack, attr, -EINVAL, "a prefix has one address");
		if (!err && DIV_ROUND_UP(prefix.length, 8) > bytes_of(attr))
			err = p2p_netlink_refuse(extack, attr, -EINVAL, "a prefix has one length");
		if (err)
			return err;
		p2p_subscriber_set_prefix(subscriber, prefix.family == NFPROTO_IPV6 ? six++ : four++, &prefix);
	}
	return 0;
}

/* Of two sanctions, the last one counts as a whole. */
static int parse_words(struct p2p_words *words, struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *attr;
	int rest, err;

	memset(words, 0, sizeof(*words));
	nla_for_each_nested(attr, nest, rest) {
		if (nla_type(attr) != P2P_SUBSCRIBER_A_SANCTION)
			continue;
		err = p2p_netlink_parse_sanction(words, attr, extack);
		if (err)
			return err;
	}
	return 0;
}

/* Nobody knows which end of a flow is to be limited, or to be told. */
static int check_default(const struct p2p_subscriber *subscriber, const struct p2p_order *order, struct nlattr *nest,
			 struct netlink_ext_ack *extack)
{
	if (!p2p_subscriber_is_default(subscriber))
		return 0;
	if (p2p_subscriber_prefix_count(subscriber))
		return p2p_netlink_refuse(extack, nest, -EINVAL,
					  "the default is for who is no subscriber: it has no prefixes");
	if (!order->action)
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the default is a sanction: to have none, remove it");
	if (order->action == P2P_ACTION_LIMIT || order->action == P2P_ACTION_REJECT)
		return p2p_netlink_refuse(extack, nest, -EINVAL,
					  "the default can count, mark and drop: limit and reject need a subscriber");
	return 0;
}

static struct p2p_subscriber *parse_subscriber(struct genl_info *info, struct p2p_words *words)
{
	struct nlattr *nest = info->attrs[P2P_A_SUBSCRIBER], *key, *excess;
	struct p2p_subscriber *subscriber;
	struct p2p_shape shape = {};
	int err;

	key = p2p_netlink_require_key(info);
	if (IS_ERR(key))
		return ERR_CAST(key);
	excess = add_shape(&shape, nest);
	if (excess)
		return ERR_PTR(p2p_netlink_refuse(info->extack, excess, -EINVAL, "a subscriber has too many prefixes"));
	subscriber = p2p_subscriber_create(nla_data(key), nla_len(key), &shape);
	if (!subscriber)
		return ERR_PTR(p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the subscriber"));
	err = parse_prefixes(subscriber, nest, info->extack);
	if (!err)
		err = parse_words(words, nest, info->extack);
	if (!err)
		err = check_default(subscriber, &words->order, nest, info->extack);
	if (!err)
		return subscriber;
	p2p_subscriber_destroy(subscriber);
	return ERR_PTR(err);
}

static int refuse_prefix(struct genl_info *info, const struct p2p_subscriber *subscriber,
			 const struct p2p_refusal *refusal, int err)
{
	struct p2p_nesting owners = { .owner = { refusal->owner } };

	p2p_subscriber_prefix(subscriber, refusal->prefix, &owners.prefix[0]);
	if (refusal->owner)
		p2p_netlink_tell_owners(info, &owners);
	return p2p_netlink_refuse(info->extack, nth_prefix(info->attrs[P2P_A_SUBSCRIBER], subscriber, refusal->prefix),
				  err, refusal->why);
}

static int subscriber_set(struct p2p_net *pn, struct genl_info *info)
{
	struct p2p_refusal refusal = { .prefix = P2P_NO_PREFIX };
	struct p2p_subscriber *subscriber;
	struct p2p_words words;
	int err;

	subscriber = parse_subscriber(info, &words);
	if (IS_ERR(subscriber))
		return PTR_ERR(subscriber);
	err = p2p_transaction_set(pn, subscriber, &words, &refusal);
	if (!err)
		return 0;
	/* With a prefix to blame it is in the transaction's hands; otherwise it may be freed. */
	if (refusal.prefix != P2P_NO_PREFIX)
		return refuse_prefix(info, subscriber, &refusal, err);
	return p2p_netlink_refuse(info->extack, info->attrs[P2P_A_SUBSCRIBER], err, refusal.why);
}

int p2p_netlink_subscriber_set(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, subscriber_set);
}

static int subscriber_del(struct p2p_net *pn, struct genl_info *info)
{
	struct nlattr *key = p2p_netlink_require_key(info);
	struct p2p_refusal refusal = {};
	int err;

	if (IS_ERR(key))
		return PTR_ERR(key);
	err = p2p_transaction_delete(pn, nla_data(key), nla_len(key), &refusal);
	return err ? p2p_netlink_refuse(info->extack, key, err, refusal.why) : 0;
}

int p2p_netlink_subscriber_del(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, subscriber_del);
}

static int subscriber_flush(struct p2p_net *pn, struct genl_info *info)
{
	p2p_transaction_flush(pn);
	return 0;
}

int p2p_netlink_subscriber_flush(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, subscriber_flush);
}
