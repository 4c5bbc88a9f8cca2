// SPDX-License-Identifier: GPL-2.0-only
/* What the commands that only read answer, but for subscribers. */
#include "netlink_family.h"
#include "netlink_message.h"
#include "version.h"

#include <linux/jiffies.h>
#include <linux/timekeeping.h>

static int put_settings(struct sk_buff *skb, const struct p2p_settings *settings)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_A_SETTINGS);

	if (!nest ||
	    nla_put_u32(skb, P2P_SETTINGS_A_MARK_MASK, settings->mark_mask) ||
	    nla_put_u8(skb, P2P_SETTINGS_A_ENFORCE, settings->enforce) ||
	    nla_put_u8(skb, P2P_SETTINGS_A_CAPTURE, settings->capture) ||
	    nla_put_u8(skb, P2P_SETTINGS_A_NESTED, settings->nested))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int put_holder(struct sk_buff *skb, const struct p2p_transaction *transaction)
{
	if (!transaction->cookie)
		return 0;
	return nla_put_u32(skb, P2P_STATUS_A_HOLDER, transaction->portid) ?:
	       nla_put_u32(skb, P2P_STATUS_A_HELD_S, (jiffies - transaction->begun) / HZ);
}

static int put_sizes(struct sk_buff *skb, const struct p2p_net *pn, const struct p2p_state *state)
{
	const struct p2p_ruleset *ruleset = state->ruleset;

	if (nla_put_u32(skb, P2P_STATUS_A_SIGNATURES, ruleset ? ruleset->blob.wholes : 0) ||
	    nla_put_u32(skb, P2P_STATUS_A_RULESET_SIZE, ruleset ? ruleset->blob.size : 0) ||
	    nla_put_u32(skb, P2P_STATUS_A_SUBSCRIBERS, state->tally.subscribers) ||
	    nla_put_u32(skb, P2P_STATUS_A_PREFIXES, state->tally.prefixes) ||
	    nla_put_u32(skb, P2P_STATUS_A_SANCTIONS, state->tally.sanctions) ||
	    nla_put_u32(skb, P2P_STATUS_A_GARDEN, state->garden ? state->garden->count : 0) ||
	    nla_put_u32(skb, P2P_STATUS_A_FLOWS, atomic_read(&pn->flows.count)) ||
	    nla_put_u32(skb, P2P_STATUS_A_FLOWS_MAX, pn->flows.max) ||
	    nla_put_u32(skb, P2P_STATUS_A_LISTS, state->contents ? state->contents->count : 0) ||
	    nla_put_u32(skb, P2P_STATUS_A_LISTED, state->contents ? state->contents->ids : 0))
		return -EMSGSIZE;
	return 0;
}

static int put_status(struct sk_buff *skb, const struct p2p_net *pn, const struct p2p_state *state)
{
	struct nlattr *nest;

	if (nla_put_u64_64bit(skb, P2P_A_GENERATION, state->generation, P2P_A_PAD))
		return -EMSGSIZE;
	nest = nla_nest_start(skb, P2P_A_STATUS);
	if (!nest ||
	    nla_put_string(skb, P2P_STATUS_A_VERSION, P2P_VERSION) ||
	    nla_put_u8(skb, P2P_STATUS_A_BYPASS, pn->bypass) ||
	    nla_put_u8(skb, P2P_STATUS_A_ACTIVE, pn->hooked[P2P_HOOK_CLASSIFY]) ||
	    nla_put_u8(skb, P2P_STATUS_A_CLOCK_HELD, ktime_get_real_seconds() < P2P_BUILD_TIME) ||
	    put_sizes(skb, pn, state) || put_holder(skb, &pn->transaction))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return put_settings(skb, &state->settings);
}

static int put_stats(struct sk_buff *skb, const struct p2p_net *pn, const struct p2p_state *state)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_A_STATS);
	unsigned int i;

	if (!nest)
		return -EMSGSIZE;
	for (i = P2P_STATS_A_PAD + 1; i <= P2P_STATS_A_MAX; i++) {
		if (nla_put_u64_64bit(skb, i, p2p_stats_sum(pn->stats, i), P2P_STATS_A_PAD))
			return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/* Both answers are far below the default size. */
static int answer(struct genl_info *info, u8 cmd,
		  int (*put)(struct sk_buff *skb, const struct p2p_net *pn, const struct p2p_state *state))
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));
	struct sk_buff *msg;
	void *header;
	int err = -EMSGSIZE;

	msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!msg)
		return p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the answer");
	header = genlmsg_put_reply(msg, info, &p2p_netlink_family, 0, cmd);
	if (header) {
		mutex_lock(&pn->lock);
		err = put(msg, pn, rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock)));
		mutex_unlock(&pn->lock);
	}
	if (err) {
		nlmsg_free(msg);
		return p2p_netlink_refuse(info->extack, NULL, err, "the answer does not fit its message");
	}
	genlmsg_end(msg, header);
	return genlmsg_reply(msg, info);
}

int p2p_netlink_status_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, P2P_CMD_STATUS_GET, put_status);
}

int p2p_netlink_stats_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, P2P_CMD_STATS_GET, put_stats);
}

/* As much as the reader's buffer holds. */
static u32 chunk_length(const struct sk_buff *skb, u32 left)
{
	int room = skb_tailroom(skb) - (int)(GENL_HDRLEN + NLMSG_HDRLEN + nla_total_size_64bit(sizeof(u64)) +
					     nla_total_size(0) + 2 * nla_total_size(sizeof(u32)) +
					     nla_total_size(0) + NLA_ALIGNTO);

	return min_t(int, room, min_t(u32, left, P2P_CHUNK_MAX));
}

static int put_chunk(struct sk_buff *skb, const struct p2p_ruleset *ruleset, u32 offset, u32 length)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_A_RULESET);

	if (!nest ||
	    nla_put_u32(skb, P2P_RULESET_A_SIZE, ruleset->blob.size) ||
	    nla_put_u32(skb, P2P_RULESET_A_OFFSET, offset) ||
	    nla_put(skb, P2P_RULESET_A_DATA, length, ruleset->data + offset))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* cb->args[0] is the offset of the next chunk. One is enough for a buffer. */
static int dump_ruleset(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state)
{
	const struct p2p_ruleset *ruleset = state->ruleset;
	unsigned long offset = cb->args[0];
	void *header;
	int length;

	if (!ruleset || offset >= ruleset->blob.size)
		return 0;
	length = chunk_length(skb, ruleset->blob.size - offset);
	if (length <= 0)
		return -EMSGSIZE;
	header = p2p_netlink_dump_put(skb, cb, P2P_CMD_RULESET_GET, state);
	if (!header || put_chunk(skb, ruleset, offset, length)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	cb->args[0] += length;
	return skb->len;
}

int p2p_netlink_ruleset_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct p2p_net *pn = p2p_net(sock_net(skb->sk));
	const struct p2p_state *state;
	int result;

	rcu_read_lock();
	state = rcu_dereference(pn->state);
	cb->seq = p2p_netlink_sequence(state);
	result = dump_ruleset(skb, cb, state);
	rcu_read_unlock();
	return result;
}

static bool dump_item(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_state *state,
		      const struct p2p_netlink_items *items)
{
	void *header = p2p_netlink_dump_put(skb, cb, items->cmd, state);

	if (!header || items->put(skb, state, cb->args[0])) {
		genlmsg_cancel(skb, header);
		return false;
	}
	genlmsg_end(skb, header);
	return true;
}

int p2p_netlink_dump_items(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_netlink_items *items)
{
	struct p2p_net *pn = p2p_net(sock_net(skb->sk));
	const struct p2p_state *state;
	u32 count;

	rcu_read_lock();
	state = rcu_dereference(pn->state);
	cb->seq = p2p_netlink_sequence(state);
	count = items->count(state);
	while (cb->args[0] < count && dump_item(skb, cb, state, items))
		cb->args[0]++;
	rcu_read_unlock();
	return skb->len;
}

static u32 count_signatures(const struct p2p_state *state)
{
	return state->ruleset ? state->ruleset->blob.wholes : 0;
}

static int put_signature(struct sk_buff *skb, const struct p2p_state *state, u32 number)
{
	const struct p2p_blob *blob = &state->ruleset->blob;
	const struct p2p_blob_signature *signature = &blob->signatures[number];
	struct nlattr *nest = nla_nest_start(skb, P2P_A_SIGNATURE);
	u64 matches, decisions;

	p2p_ruleset_counters(state->ruleset, number, &matches, &decisions);
	if (!nest ||
	    nla_put_string(skb, P2P_SIGNATURE_A_NAME, p2p_blob_name(blob, number)) ||
	    nla_put_u8(skb, P2P_SIGNATURE_A_CLASS, signature->class) ||
	    nla_put_u8(skb, P2P_SIGNATURE_A_STRENGTH, signature->strength) ||
	    nla_put_u64_64bit(skb, P2P_SIGNATURE_A_MATCHES, matches, P2P_SIGNATURE_A_PAD) ||
	    nla_put_u64_64bit(skb, P2P_SIGNATURE_A_DECISIONS, decisions, P2P_SIGNATURE_A_PAD))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

int p2p_netlink_signature_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct p2p_netlink_items signatures = {
		.cmd = P2P_CMD_SIGNATURE_GET, .count = count_signatures, .put = put_signature,
	};

	return p2p_netlink_dump_items(skb, cb, &signatures);
}
