// SPDX-License-Identifier: GPL-2.0-only
/* Content lists between attributes and tables: what user space sets and what it is shown. */
#include "netlink_family.h"
#include "netlink_message.h"

/* --- changing --- */

static bool printable(const char *text, size_t length)
{
	for (; length; length--, text++)
		if (*text < 0x20 || *text > 0x7e)
			return false;
	return true;
}

/* The policy lets 1 to P2P_NAME_MAX bytes through, and perhaps a NUL behind them. */
static int parse_name(char *name, struct nlattr *attrs[], const struct nlattr *nest, struct netlink_ext_ack *extack)
{
	const struct nlattr *attr = attrs[P2P_CONTENT_A_NAME];
	const char *text;
	size_t length;

	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_CONTENT_A_NAME))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the name of the content list is missing");
	text = nla_data(attr);
	length = nla_len(attr);
	if (!text[length - 1])
		length--;
	if (!length || !printable(text, length))
		return p2p_netlink_refuse(extack, attr, -EINVAL,
					  "the name of a content list has 1 to 63 bytes of printable ASCII");
	memcpy(name, text, length);
	name[length] = 0;
	return 0;
}

static int parse(struct genl_info *info, struct nlattr *attrs[], char *name)
{
	struct nlattr *nest = info->attrs[P2P_A_CONTENT];
	int err;

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_CONTENT))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the content list is missing");
	err = nla_parse_nested(attrs, P2P_CONTENT_A_MAX, nest, NULL, info->extack);
	return err ?: parse_name(name, attrs, nest, info->extack);
}

/* Whether the message begins a list: then it has both counts. Return: 1 it does, 0 it goes on with one, -EINVAL */
static int begins(struct genl_info *info, struct nlattr *attrs[])
{
	struct nlattr *nest = info->attrs[P2P_A_CONTENT];

	if (attrs[P2P_CONTENT_A_COUNT20] && attrs[P2P_CONTENT_A_COUNT16])
		return 1;
	if (attrs[P2P_CONTENT_A_COUNT20] || attrs[P2P_CONTENT_A_COUNT16])
		return p2p_netlink_refuse(info->extack, nest, -EINVAL,
					  "a content list is begun with the counts of both sizes of ids");
	if (attrs[P2P_CONTENT_A_EXCEPT])
		return p2p_netlink_refuse(info->extack, attrs[P2P_CONTENT_A_EXCEPT], -EINVAL,
					  "what kind of list it is stands where the content list is begun");
	if (attrs[P2P_CONTENT_A_IDS])
		return 0;
	return p2p_netlink_refuse(info->extack, nest, -EINVAL, "the counts or the ids of the content list are missing");
}

static int content_set(struct p2p_net *pn, struct genl_info *info)
{
	struct nlattr *attrs[P2P_CONTENT_A_MAX + 1], *ids;
	struct p2p_refusal refusal = {};
	struct p2p_content_head head = {};
	int err;

	err = parse(info, attrs, head.name);
	if (err)
		return err;
	err = begins(info, attrs);
	if (err > 0) {
		head.except = attrs[P2P_CONTENT_A_EXCEPT];
		head.count20 = nla_get_u32(attrs[P2P_CONTENT_A_COUNT20]);
		head.count16 = nla_get_u32(attrs[P2P_CONTENT_A_COUNT16]);
		err = p2p_transaction_content_begin(pn, &head, &refusal);
	}
	ids = attrs[P2P_CONTENT_A_IDS];
	if (!err && ids)
		err = p2p_transaction_content_add(pn, head.name, nla_data(ids), nla_len(ids), &refusal);
	if (err && refusal.why)
		p2p_netlink_refuse(info->extack, info->attrs[P2P_A_CONTENT], err, refusal.why);
	return err;
}

int p2p_netlink_content_set(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, content_set);
}

static int content_del(struct p2p_net *pn, struct genl_info *info)
{
	struct nlattr *attrs[P2P_CONTENT_A_MAX + 1];
	struct p2p_refusal refusal = {};
	char name[P2P_NAME_MAX + 1];
	int err;

	err = parse(info, attrs, name);
	if (err)
		return err;
	err = p2p_transaction_content_delete(pn, name, &refusal);
	return err ? p2p_netlink_refuse(info->extack, attrs[P2P_CONTENT_A_NAME], err, refusal.why) : 0;
}

int p2p_netlink_content_del(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, content_del);
}

static int content_flush(struct p2p_net *pn, struct genl_info *info)
{
	p2p_transaction_content_flush(pn);
	return 0;
}

int p2p_netlink_content_flush(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, content_flush);
}

/* --- dumping --- */

/* @length 0: without ids. */
static int put_list(struct sk_buff *skb, const struct p2p_content *list, size_t offset, u32 length)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_A_CONTENT);

	if (!nest || nla_put_string(skb, P2P_CONTENT_A_NAME, list->head.name) ||
	    (list->head.except && nla_put_flag(skb, P2P_CONTENT_A_EXCEPT)) ||
	    nla_put_u32(skb, P2P_CONTENT_A_COUNT20, list->head.count20) ||
	    nla_put_u32(skb, P2P_CONTENT_A_COUNT16, list->head.count16) ||
	    (length && nla_put(skb, P2P_CONTENT_A_IDS, length, list->ids + offset)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int dump_list(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state,
		     const struct p2p_content *list, size_t offset, u32 length)
{
	void *header = p2p_netlink_dump_put(skb, cb, P2P_CMD_CONTENT_GET, state);

	if (!header || put_list(skb, list, offset, length)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return 0;
}

/* cb->args[0] is the number of the next list. */
static int dump_heads(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state)
{
	const struct p2p_contents *contents = state->contents;

	while (contents && cb->args[0] < contents->count &&
	       !dump_list(skb, cb, state, contents->lists[cb->args[0]], 0, 0))
		cb->args[0]++;
	return skb->len;
}

/* Whole ids of one size, as many as the reader's buffer holds behind the rest. */
static u32 ids_length(const struct sk_buff *skb, const struct p2p_content *list, size_t offset)
{
	size_t bytes20 = p2p_content_bytes20(&list->head);
	size_t left = (offset < bytes20 ? bytes20 : p2p_content_bytes(&list->head)) - offset;
	u32 size = offset < bytes20 ? P2P_INFO_HASH_SIZE : P2P_ED2K_HASH_SIZE;
	int room = skb_tailroom(skb) - (int)(GENL_HDRLEN + NLMSG_HDRLEN + nla_total_size_64bit(sizeof(u64)) +
					     nla_total_size(0) + nla_total_size(P2P_NAME_MAX + 1) +
					     nla_total_size(0) + 2 * nla_total_size(sizeof(u32)) + nla_total_size(0) +
					     NLA_ALIGNTO);

	return rounddown(min_t(size_t, left, clamp(room, 0, P2P_CHUNK_MAX)), size);
}

/* cb->args[0] is the offset of the next chunk; cb->args[1] is set when the list was found. One chunk is enough for a
 * buffer. A list that goes away under a dump ends it, as one that is interrupted.
 */
/* Does an id begin at the offset, or the list end? */
static bool on_boundary(const struct p2p_content *list, size_t offset)
{
	size_t bytes20 = p2p_content_bytes20(&list->head);

	return offset < bytes20 ? !(offset % P2P_INFO_HASH_SIZE) : !((offset - bytes20) % P2P_ED2K_HASH_SIZE);
}

static int dump_ids(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state, const char *name)
{
	const struct p2p_content *list = p2p_contents_named(state->contents, name);
	size_t offset = cb->args[0];
	u32 length = 0;

	if (!list)
		return cb->args[1] ? 0 : -ENOENT;
	/* Another list of that name came meanwhile: the reader is told, and begins again. */
	if (!on_boundary(list, offset))
		return 0;
	if (offset < p2p_content_bytes(&list->head))
		length = ids_length(skb, list, offset);
	else if (cb->args[1])
		return 0;
	if ((!length && p2p_content_bytes(&list->head)) || dump_list(skb, cb, state, list, offset, length))
		return -EMSGSIZE;
	cb->args[0] += length;
	cb->args[1] = 1;
	return skb->len;
}

static int dump_named(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state,
		      struct nlattr *nest)
{
	struct nlattr *attrs[P2P_CONTENT_A_MAX + 1];
	char name[P2P_NAME_MAX + 1];
	int result;

	result = nla_parse_nested(attrs, P2P_CONTENT_A_MAX, nest, NULL, cb->extack) ?:
		 parse_name(name, attrs, nest, cb->extack) ?: dump_ids(skb, cb, state, name);
	if (result == -ENOENT)
		p2p_netlink_refuse(cb->extack, attrs[P2P_CONTENT_A_NAME], result, "there is no such content list");
	return result;
}

int p2p_netlink_content_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct p2p_net *pn = p2p_net(sock_net(skb->sk));
	struct nlattr *nest = genl_info_dump(cb)->attrs[P2P_A_CONTENT];
	const struct p2p_state *state;
	int result;

	rcu_read_lock();
	state = rcu_dereference(pn->state);
	cb->seq = p2p_netlink_sequence(state);
	result = nest ? dump_named(skb, cb, state, nest) : dump_heads(skb, cb, state);
	rcu_read_unlock();
	return result;
}
