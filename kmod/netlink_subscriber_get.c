// SPDX-License-Identifier: GPL-2.0-only
/* Which subscribers are shown: one by its key, the one that an address belongs to, or all. */
#include "netlink_subscriber.h"
#include "netlink_event.h"
#include "netlink_family.h"
#include "netlink_message.h"

#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

static int put_with_history(struct sk_buff *msg, const struct p2p_subscriber *subscriber)
{
	struct p2p_event *history = kmalloc_array(P2P_HISTORY_EVENTS, sizeof(*history), GFP_KERNEL);
	unsigned int events, i;
	int err;

	if (!history)
		return -ENOMEM;
	rcu_read_lock();	/* for the reasons of sanctions that a packet forgets meanwhile */
	events = p2p_account_recall(READ_ONCE(subscriber->account), history);
	for (i = 0; i < events; i++)
		memcpy(history[i].key, p2p_subscriber_key(subscriber), subscriber->key_length);
	err = p2p_netlink_put_subscriber(msg, subscriber, history, events);
	rcu_read_unlock();
	kfree(history);
	return err;
}

static int show(struct sk_buff *msg, struct genl_info *info, const struct p2p_state *state,
		const struct p2p_subscriber *subscriber)
{
	void *header = genlmsg_put_reply(msg, info, &p2p_netlink_family, 0, P2P_CMD_SUBSCRIBER_GET);
	int err;

	if (!header || nla_put_u64_64bit(msg, P2P_A_GENERATION, state->generation, P2P_A_PAD))
		return -EMSGSIZE;
	err = put_with_history(msg, subscriber);
	if (err)
		return err;
	genlmsg_end(msg, header);
	return 0;
}

static struct p2p_subscriber *find_key(struct p2p_net *pn, struct genl_info *info, u64 generation)
{
	struct nlattr *key = p2p_netlink_require_key(info);
	struct p2p_subscriber *subscriber;

	if (IS_ERR(key))
		return ERR_CAST(key);
	subscriber = p2p_subscriber_find(&pn->subscribers, nla_data(key), nla_len(key), generation);
	if (subscriber)
		return subscriber;
	return ERR_PTR(p2p_netlink_refuse(info->extack, key, -ENOENT, nla_len(key) ? "there is no such subscriber" :
											   "there is no default sanction"));
}

static struct p2p_subscriber *find_address(struct p2p_net *pn, struct genl_info *info, u64 generation)
{
	const struct nlattr *address = info->attrs[P2P_A_ADDRESS], *zone = info->attrs[P2P_A_ZONE];
	int size = nla_len(address);
	struct p2p_subscriber *subscriber;

	if (size != 4 && size != 16)
		return ERR_PTR(p2p_netlink_refuse(info->extack, address, -EINVAL, "an address has 4 or 16 bytes"));
	rcu_read_lock();
	subscriber = p2p_subscriber_lookup(&pn->subscribers, generation, size == 16 ? NFPROTO_IPV6 : NFPROTO_IPV4,
					   nla_data(address), zone ? nla_get_u16(zone) : 0);
	rcu_read_unlock();
	if (subscriber)
		return subscriber;
	return ERR_PTR(p2p_netlink_refuse(info->extack, address, -ENOENT, "no subscriber has a prefix for this address"));
}

/* Return: valid under the configuration lock, or ERR_PTR and said why */
static struct p2p_subscriber *find(struct p2p_net *pn, struct genl_info *info, u64 generation)
{
	struct nlattr *subscriber = info->attrs[P2P_A_SUBSCRIBER], *address = info->attrs[P2P_A_ADDRESS];
	struct nlattr *zone = info->attrs[P2P_A_ZONE];

	if (info->attrs[P2P_A_COUNTED])
		return ERR_PTR(p2p_netlink_refuse(info->extack, info->attrs[P2P_A_COUNTED], -EINVAL,
						  "only a dump shows those that have counters"));
	if (address && subscriber)
		return ERR_PTR(p2p_netlink_refuse(info->extack, address, -EINVAL, "a key or an address, not both"));
	if (address)
		return find_address(pn, info, generation);
	if (zone)
		return ERR_PTR(p2p_netlink_refuse(info->extack, zone, -EINVAL, "only an address has a zone"));
	return find_key(pn, info, generation);
}

static struct sk_buff *get_locked(struct p2p_net *pn, struct genl_info *info)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	struct p2p_subscriber *subscriber = find(pn, info, state->generation);
	struct sk_buff *msg;
	int err;

	if (IS_ERR(subscriber))
		return ERR_CAST(subscriber);
	msg = genlmsg_new(p2p_netlink_subscriber_size(p2p_subscriber_prefix_count(subscriber)) +
			  P2P_HISTORY_EVENTS * P2P_NETLINK_EVENT_SIZE, GFP_KERNEL);
	if (!msg)
		return ERR_PTR(p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the answer"));
	err = show(msg, info, state, subscriber);
	if (!err)
		return msg;
	nlmsg_free(msg);
	return ERR_PTR(p2p_netlink_refuse(info->extack, NULL, err, err == -ENOMEM ? "no memory for the answer" :
					  "the answer does not fit its message"));
}

int p2p_netlink_subscriber_get(struct sk_buff *skb, struct genl_info *info)
{
	struct p2p_net *pn = p2p_net(genl_info_net(info));
	struct sk_buff *msg;

	mutex_lock(&pn->lock);
	msg = get_locked(pn, info);
	mutex_unlock(&pn->lock);
	return IS_ERR(msg) ? PTR_ERR(msg) : genlmsg_reply(msg, info);
}

/* --- dumping --- */

int p2p_netlink_subscriber_start(struct netlink_callback *cb)
{
	struct p2p_net *pn = p2p_net(sock_net(cb->skb->sk));

	cb->min_dump_alloc = NLMSG_HDRLEN + GENL_HDRLEN + p2p_netlink_subscriber_size(READ_ONCE(pn->subscribers.prefixes_most));
	return 0;
}

static int dump_one(struct sk_buff *skb, struct netlink_callback *cb, const struct p2p_net *pn,
		    const struct p2p_state *state, const struct p2p_subscriber *subscriber)
{
	bool counted = genl_info_dump(cb)->attrs[P2P_A_COUNTED];
	void *header;

	if (!p2p_subscriber_valid(&pn->subscribers, subscriber, state->generation) ||
	    (counted && !p2p_account_counted(READ_ONCE(subscriber->account))))
		return 0;
	header = p2p_netlink_dump_put(skb, cb, P2P_CMD_SUBSCRIBER_GET, state);
	if (!header || p2p_netlink_put_subscriber(skb, subscriber, NULL, 0)) {
		genlmsg_cancel(skb, header);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return 0;
}

/* cb->args[0] is the id from which to go on. A transaction may have staged a million versions that are not to be shown,
 * so the lock is left after a while.
 *
 * Return: 1 to be called again, 0 at the end, -EMSGSIZE when the message is full
 */
static int dump_some(struct sk_buff *skb, struct netlink_callback *cb, struct p2p_net *pn)
{
	const struct p2p_state *state = rcu_dereference_protected(pn->state, lockdep_is_held(&pn->lock));
	unsigned long id = cb->args[0];
	struct p2p_subscriber *subscriber;
	unsigned int looked_at = 0;

	cb->seq = p2p_netlink_sequence(state);
	xa_for_each_start(&pn->subscribers.all, id, subscriber, id) {
		cb->args[0] = id;
		if (dump_one(skb, cb, pn, state, subscriber))
			return -EMSGSIZE;
		if (++looked_at == 1024) {
			cb->args[0] = id + 1;
			return 1;
		}
	}
	cb->args[0] = id + 1;
	return 0;
}

static int check_dump(struct nlattr *attrs[], struct netlink_ext_ack *extack)
{
	if (attrs[P2P_A_SUBSCRIBER])
		return p2p_netlink_refuse(extack, NULL, -EINVAL, "a dump shows all subscribers and takes no key");
	if (attrs[P2P_A_ADDRESS] || attrs[P2P_A_ZONE])
		return p2p_netlink_refuse(extack, NULL, -EINVAL, "a dump shows all subscribers and takes no address");
	return 0;
}

int p2p_netlink_subscriber_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct p2p_net *pn = p2p_net(sock_net(skb->sk));
	int more, err;

	err = check_dump(genl_info_dump(cb)->attrs, cb->extack);
	if (err)
		return err;
	do {
		mutex_lock(&pn->lock);
		more = dump_some(skb, cb, pn);
		mutex_unlock(&pn->lock);
		cond_resched();
	} while (more > 0);
	return skb->len ?: more;
}
