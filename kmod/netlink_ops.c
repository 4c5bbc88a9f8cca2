// SPDX-License-Identifier: GPL-2.0-only
/* The commands that change something: transactions, settings, the ruleset, the bypass. */
#include "netlink_family.h"
#include "bypass.h"
#include "netlink_message.h"

#include <linux/bitops.h>

static int change_locked(struct p2p_net *pn, struct genl_info *info,
			 int (*change)(struct p2p_net *pn, struct genl_info *info))
{
	struct nlattr *cookie = info->attrs[P2P_A_COOKIE];
	struct p2p_refusal refusal;
	int err;

	err = p2p_transaction_touch(pn, nla_get_u64(cookie), &refusal);
	if (err)
		return p2p_netlink_refuse(info->extack, cookie, err, refusal.why);
	return change(pn, info);
}

int p2p_netlink_change(struct genl_info *info, int (*change)(struct p2p_net *pn, struct genl_info *info))
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));
	int err;

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_COOKIE)) {
		GENL_SET_ERR_MSG(info, "a change needs the cookie of its transaction");
		return -EINVAL;
	}
	mutex_lock(&pn->lock);
	err = change_locked(pn, info, change);
	mutex_unlock(&pn->lock);
	return err;
}

/* The holder's port id goes out before the error that it explains. Nobody can help it if there is no memory. */
static void tell_holder(struct p2p_net *pn, struct genl_info *info)
{
	struct sk_buff *msg = genlmsg_new(nla_total_size(sizeof(u32)), GFP_KERNEL);
	void *header;

	if (!msg)
		return;
	header = genlmsg_put_reply(msg, info, &p2p_netlink_family, 0, P2P_CMD_CONFLICT);
	if (!header || nla_put_u32(msg, P2P_A_HOLDER, pn->transaction.portid)) {
		nlmsg_free(msg);
		return;
	}
	genlmsg_end(msg, header);
	genlmsg_reply(msg, info);
}

/* An answer with room for a cookie and a generation. Return: NULL when there is no memory */
static struct sk_buff *answer_new(struct genl_info *info, u8 cmd, void **header)
{
	struct sk_buff *msg = genlmsg_new(2 * nla_total_size_64bit(sizeof(u64)), GFP_KERNEL);

	if (!msg)
		return NULL;
	*header = genlmsg_put_reply(msg, info, &p2p_netlink_family, 0, cmd);
	if (*header)
		return msg;
	nlmsg_free(msg);
	return NULL;
}

static int begin(struct p2p_net *pn, struct genl_info *info, struct sk_buff *msg)
{
	struct p2p_refusal refusal = {};
	int err;

	err = p2p_transaction_begin(pn, info->snd_portid, &refusal);
	if (err == -EBUSY)
		tell_holder(pn, info);
	if (err)
		return p2p_netlink_refuse(info->extack, NULL, err, refusal.why);
	err = nla_put_u64_64bit(msg, P2P_A_COOKIE, pn->transaction.cookie, P2P_A_PAD) ?:
	      nla_put_u64_64bit(msg, P2P_A_GENERATION, pn->transaction.next->generation - 1, P2P_A_PAD);
	if (err)
		p2p_transaction_abort(pn);
	return err;
}

/* Nobody else knows the cookie: without the answer nobody could go on or end it. */
static int tell_begun(struct p2p_net *pn, struct genl_info *info, struct sk_buff *msg)
{
	int err = genlmsg_reply(msg, info);

	if (!err)
		return 0;
	p2p_transaction_abort(pn);
	return p2p_netlink_refuse(info->extack, NULL, err, "the sender has no room for the answer");
}

int p2p_netlink_transaction_begin(struct sk_buff *skb, struct genl_info *info)
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));
	struct sk_buff *msg;
	void *header;
	int err;

	msg = answer_new(info, P2P_CMD_TRANSACTION_BEGIN, &header);
	if (!msg)
		return p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the answer");
	mutex_lock(&pn->lock);
	err = begin(pn, info, msg);
	if (err) {
		nlmsg_free(msg);
	} else {
		genlmsg_end(msg, header);
		err = tell_begun(pn, info, msg);
	}
	mutex_unlock(&pn->lock);
	return err;
}

/* The answer is written first: once it is committed nothing may fail. */
static int commit(struct p2p_net *pn, struct genl_info *info)
{
	struct p2p_refusal refusal = {};
	struct sk_buff *msg;
	void *header;
	int err;

	msg = answer_new(info, P2P_CMD_TRANSACTION_COMMIT, &header);
	if (!msg)
		return p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the answer");
	err = nla_put_u64_64bit(msg, P2P_A_GENERATION, pn->transaction.next->generation, P2P_A_PAD);
	if (!err)
		err = p2p_transaction_commit(pn, &refusal);
	if (err) {
		nlmsg_free(msg);
		if (err == -EEXIST)
			p2p_netlink_tell_owners(info, &refusal.nesting);
		return p2p_netlink_refuse(info->extack, NULL, err, refusal.why);
	}
	genlmsg_end(msg, header);
	genlmsg_reply(msg, info);
	return 0;
}

int p2p_netlink_transaction_commit(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, commit);
}

static int abort_own(struct p2p_net *pn, struct genl_info *info)
{
	p2p_transaction_abort(pn);
	return 0;
}

static int abort_by_force(struct genl_info *info)
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));
	int err = 0;

	if (info->attrs[P2P_A_COOKIE])
		return p2p_netlink_refuse(info->extack, info->attrs[P2P_A_COOKIE], -EINVAL,
					  "an abort by force takes no cookie");
	mutex_lock(&pn->lock);
	if (!pn->transaction.cookie)
		err = p2p_netlink_refuse(info->extack, NULL, -ESTALE, "there is no transaction to abort");
	p2p_transaction_abort(pn);
	mutex_unlock(&pn->lock);
	return err;
}

int p2p_netlink_transaction_abort(struct sk_buff *skb, struct genl_info *info)
{
	if (info->attrs[P2P_A_FORCE])
		return abort_by_force(info);
	return p2p_netlink_change(info, abort_own);
}

/* While a class is moved to another place, it must not look like another one there. */
static int set_mark_mask(struct p2p_net *pn, struct p2p_settings *settings, const struct nlattr *attr,
			 struct netlink_ext_ack *extack)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	u32 mask = nla_get_u32(attr), used = state->settings.mark_mask;

	if (!mask || mask >> __ffs(mask) != 0xff)
		return p2p_netlink_refuse(extack, attr, -EINVAL, "the mark mask must be exactly 8 adjacent bits");
	if (pn->hooked[P2P_HOOK_CLASSIFY] && mask != used && mask & used)
		return p2p_netlink_refuse(extack, attr, -EINVAL,
					  "the mark mask overlaps the one in use: go there by way of another one");
	p2p_settings_set_mask(settings, mask);
	return 0;
}

static int settings_set(struct p2p_net *pn, struct genl_info *info)
{
	struct p2p_settings *settings = p2p_transaction_settings(pn);
	struct nlattr *attrs[P2P_SETTINGS_A_MAX + 1];
	int err;

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_SETTINGS))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the settings are missing");
	err = nla_parse_nested(attrs, P2P_SETTINGS_A_MAX, info->attrs[P2P_A_SETTINGS], NULL, info->extack);
	if (!err && attrs[P2P_SETTINGS_A_MARK_MASK])
		err = set_mark_mask(pn, settings, attrs[P2P_SETTINGS_A_MARK_MASK], info->extack);
	if (err)
		return err;
	if (attrs[P2P_SETTINGS_A_ENFORCE])
		settings->enforce = nla_get_u8(attrs[P2P_SETTINGS_A_ENFORCE]);
	if (attrs[P2P_SETTINGS_A_CAPTURE])
		settings->capture = nla_get_u8(attrs[P2P_SETTINGS_A_CAPTURE]);
	if (attrs[P2P_SETTINGS_A_NESTED])
		settings->nested = nla_get_u8(attrs[P2P_SETTINGS_A_NESTED]);
	return 0;
}

int p2p_netlink_settings_set(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, settings_set);
}

/* Which attributes a chunk has depends on whether there is anything to upload. */
static int check_chunk(struct genl_info *info, struct nlattr *attrs[])
{
	struct nlattr *nest = info->attrs[P2P_A_RULESET];

	if (NL_REQ_ATTR_CHECK(info->extack, nest, attrs, P2P_RULESET_A_SIZE))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the size of the ruleset is missing");
	if (!nla_get_u32(attrs[P2P_RULESET_A_SIZE])) {
		if (!attrs[P2P_RULESET_A_DATA])
			return 0;
		return p2p_netlink_refuse(info->extack, attrs[P2P_RULESET_A_DATA], -EINVAL,
					  "a ruleset of size 0 has no data: it removes what is loaded");
	}
	if (NL_REQ_ATTR_CHECK(info->extack, nest, attrs, P2P_RULESET_A_OFFSET))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the offset of the chunk is missing");
	if (NL_REQ_ATTR_CHECK(info->extack, nest, attrs, P2P_RULESET_A_DATA))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the data of the chunk is missing");
	return 0;
}

static int ruleset_set(struct p2p_net *pn, struct genl_info *info)
{
	struct nlattr *attrs[P2P_RULESET_A_MAX + 1];
	struct p2p_refusal refusal = {};
	struct p2p_chunk chunk = {};
	int err;

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_RULESET))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "the ruleset is missing");
	err = nla_parse_nested(attrs, P2P_RULESET_A_MAX, info->attrs[P2P_A_RULESET], NULL, info->extack);
	if (!err)
		err = check_chunk(info, attrs);
	if (err)
		return err;
	chunk.size = nla_get_u32(attrs[P2P_RULESET_A_SIZE]);
	if (chunk.size) {
		chunk.offset = nla_get_u32(attrs[P2P_RULESET_A_OFFSET]);
		chunk.data = nla_data(attrs[P2P_RULESET_A_DATA]);
		chunk.length = nla_len(attrs[P2P_RULESET_A_DATA]);
	}
	err = p2p_transaction_upload(pn, &chunk, &refusal);
	if (err)
		return p2p_netlink_refuse(info->extack, info->attrs[P2P_A_RULESET], err, refusal.why);
	return 0;
}

int p2p_netlink_ruleset_set(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, ruleset_set);
}

int p2p_netlink_bypass_set(struct sk_buff *skb, struct genl_info *info)
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));

	if (GENL_REQ_ATTR_CHECK(info, P2P_A_BYPASS))
		return p2p_netlink_refuse(info->extack, NULL, -EINVAL, "whether to bypass is missing");
	p2p_bypass_set(pn, nla_get_u8(info->attrs[P2P_A_BYPASS]));
	return 0;
}
