// SPDX-License-Identifier: GPL-2.0-only
/* Whose the prefix is that somebody else wants: goes out before the error that it explains. */
#include "netlink_message.h"

static int put_owner(struct sk_buff *msg, const struct p2p_subscriber *owner, const struct p2p_prefix_key *prefix)
{
	struct nlattr *nest = nla_nest_start(msg, P2P_A_SUBSCRIBER);

	if (!nest || nla_put(msg, P2P_SUBSCRIBER_A_KEY, owner->key_length, p2p_subscriber_key(owner)) ||
	    p2p_netlink_put_prefix(msg, prefix))
		return -EMSGSIZE;
	nla_nest_end(msg, nest);
	return 0;
}

static int put_owners(struct sk_buff *msg, struct genl_info *info, const struct p2p_nesting *owners)
{
	void *header = genlmsg_put_reply(msg, info, &p2p_netlink_family, 0, P2P_CMD_CONFLICT);
	unsigned int i;

	if (!header)
		return -EMSGSIZE;
	for (i = 0; i < ARRAY_SIZE(owners->owner) && owners->owner[i]; i++) {
		if (put_owner(msg, owners->owner[i], &owners->prefix[i]))
			return -EMSGSIZE;
	}
	genlmsg_end(msg, header);
	return 0;
}

/* Nobody can help it if there is no memory. */
void p2p_netlink_tell_owners(struct genl_info *info, const struct p2p_nesting *owners)
{
	struct sk_buff *msg = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);

	if (!msg)
		return;
	if (put_owners(msg, info, owners))
		nlmsg_free(msg);
	else
		genlmsg_reply(msg, info);
}
