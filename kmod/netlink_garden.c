// SPDX-License-Identifier: GPL-2.0-only
/* The garden between attributes and the sorted table. */
#include "netlink_family.h"
#include "netlink_message.h"

/* --- showing --- */

static int put_ports(struct sk_buff *skb, const struct p2p_garden_entry *entry)
{
	if (!entry->port_min)
		return 0;
	return nla_put_u16(skb, P2P_GARDEN_A_PORT_MIN, entry->port_min) ?:
	       nla_put_u16(skb, P2P_GARDEN_A_PORT_MAX, entry->port_max);
}

static u32 count_shown(const struct p2p_state *state)
{
	return state->garden ? state->garden->count : 0;
}

static int put_entry(struct sk_buff *skb, const struct p2p_state *state, u32 number)
{
	const struct p2p_garden_entry *entry = &state->garden->entries[number];
	struct nlattr *nest = nla_nest_start(skb, P2P_A_GARDEN);

	if (!nest ||
	    nla_put(skb, P2P_GARDEN_A_ADDRESS, entry->family == NFPROTO_IPV6 ? 16 : 4, entry->address) ||
	    nla_put_u8(skb, P2P_GARDEN_A_LENGTH, entry->length) ||
	    (entry->protocol && nla_put_u8(skb, P2P_GARDEN_A_PROTOCOL, entry->protocol)) ||
	    put_ports(skb, entry))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

int p2p_netlink_garden_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct p2p_netlink_items entries = {
		.cmd = P2P_CMD_GARDEN_GET, .count = count_shown, .put = put_entry,
	};

	return p2p_netlink_dump_items(skb, cb, &entries);
}

/* --- changing --- */

static int parse_prefix(struct p2p_garden_entry *entry, struct nlattr *attrs[], const struct nlattr *nest,
			struct netlink_ext_ack *extack)
{
	struct p2p_prefix_key key = {};
	int err;

	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_GARDEN_A_ADDRESS))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the address of the garden entry is missing");
	if (NL_REQ_ATTR_CHECK(extack, nest, attrs, P2P_GARDEN_A_LENGTH))
		return p2p_netlink_refuse(extack, nest, -EINVAL, "the prefix length of the garden entry is missing");
	err = p2p_netlink_parse_prefix(&key, attrs[P2P_GARDEN_A_ADDRESS], attrs[P2P_GARDEN_A_LENGTH], extack);
	if (err)
		return err;
	memcpy(entry->address, key.address, sizeof(entry->address));
	entry->length = key.length;
	entry->family = key.family;
	return 0;
}

static int parse_ports(struct p2p_garden_entry *entry, struct nlattr *attrs[], struct netlink_ext_ack *extack)
{
	const struct nlattr *min = attrs[P2P_GARDEN_A_PORT_MIN], *max = attrs[P2P_GARDEN_A_PORT_MAX];

	if (max && !min)
		return p2p_netlink_refuse(extack, max, -EINVAL, "a last port needs a first one");
	if (!min)
		return 0;
	if (entry->protocol != IPPROTO_TCP && entry->protocol != IPPROTO_UDP)
		return p2p_netlink_refuse(extack, min, -EINVAL, "only TCP and UDP have ports");
	entry->port_min = nla_get_u16(min);
	entry->port_max = nla_get_u16(max ?: min);
	if (entry->port_max < entry->port_min)
		return p2p_netlink_refuse(extack, max, -EINVAL, "the last port is below the first one");
	return 0;
}

static int parse_entry(struct p2p_garden_entry *entry, struct nlattr *nest, struct netlink_ext_ack *extack)
{
	struct nlattr *attrs[P2P_GARDEN_A_MAX + 1];
	int err;

	err = nla_parse_nested(attrs, P2P_GARDEN_A_MAX, nest, NULL, extack);
	if (!err)
		err = parse_prefix(entry, attrs, nest, extack);
	if (err)
		return err;
	if (attrs[P2P_GARDEN_A_PROTOCOL])
		entry->protocol = nla_get_u8(attrs[P2P_GARDEN_A_PROTOCOL]);
	return parse_ports(entry, attrs, extack);
}

static u32 count_entries(const struct genl_info *info)
{
	struct nlattr *attr;
	u32 count = 0;
	int rest;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rest)
		count += nla_type(attr) == P2P_A_GARDEN;
	return count;
}

/* Return: NULL when there are not so many */
static struct nlattr *nth_entry(const struct genl_info *info, u32 number)
{
	struct nlattr *attr;
	int rest;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rest) {
		if (nla_type(attr) == P2P_A_GARDEN && !number--)
			return attr;
	}
	return NULL;
}

static int parse_entries(struct p2p_garden *garden, struct genl_info *info)
{
	struct nlattr *attr;
	u32 number = 0;
	int rest, err;

	nlmsg_for_each_attr(attr, info->nlhdr, GENL_HDRLEN, rest) {
		if (nla_type(attr) != P2P_A_GARDEN)
			continue;
		garden->entries[number].number = number;
		err = parse_entry(&garden->entries[number++], attr, info->extack);
		if (err)
			return err;
	}
	return 0;
}

static int sort_entries(struct p2p_garden *garden, struct genl_info *info)
{
	const struct p2p_garden_entry *twin = p2p_garden_sort(garden);

	if (!twin)
		return 0;
	return p2p_netlink_refuse(info->extack, nth_entry(info, twin->number), -EEXIST,
				  "the garden has this entry twice");
}

static int garden_set(struct p2p_net *pn, struct genl_info *info)
{
	u32 count = count_entries(info);
	struct p2p_garden *garden;
	int err;

	if (count > P2P_GARDEN_MAX)
		return p2p_netlink_refuse(info->extack, nth_entry(info, P2P_GARDEN_MAX), -EINVAL,
					  "the garden has too many entries");
	if (!count) {
		p2p_transaction_garden(pn, NULL);
		return 0;
	}
	garden = p2p_garden_create(count);
	if (!garden)
		return p2p_netlink_refuse(info->extack, NULL, -ENOMEM, "no memory for the garden");
	err = parse_entries(garden, info);
	if (!err)
		err = sort_entries(garden, info);
	if (err)
		p2p_garden_put(garden);
	else
		p2p_transaction_garden(pn, garden);
	return err;
}

int p2p_netlink_garden_set(struct sk_buff *skb, struct genl_info *info)
{
	return p2p_netlink_change(info, garden_set);
}
