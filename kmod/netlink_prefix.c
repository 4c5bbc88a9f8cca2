// SPDX-License-Identifier: GPL-2.0-only
/* Prefixes between attributes and keys: those of subscribers, and those of the garden. */
#include "netlink_message.h"

int p2p_netlink_put_prefix(struct sk_buff *skb, const struct p2p_prefix_key *key)
{
	struct nlattr *nest = nla_nest_start(skb, P2P_SUBSCRIBER_A_PREFIX);

	if (!nest ||
	    nla_put(skb, P2P_PREFIX_A_ADDRESS, key->family == NFPROTO_IPV6 ? 16 : 4, key->address) ||
	    nla_put_u8(skb, P2P_PREFIX_A_LENGTH, key->length) ||
	    (key->zone && nla_put_u16(skb, P2P_PREFIX_A_ZONE, key->zone)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

int p2p_netlink_parse_prefix(struct p2p_prefix_key *key, const struct nlattr *address, const struct nlattr *length,
			     struct netlink_ext_ack *extack)
{
	int size = nla_len(address);
	u8 masked[16];

	if (size != 4 && size != 16)
		return p2p_netlink_refuse(extack, address, -EINVAL, "an address has 4 or 16 bytes");
	key->length = nla_get_u8(length);
	if (key->length > size * 8)
		return p2p_netlink_refuse(extack, length, -EINVAL, "an IPv4 prefix has at most 32 bits");
	memcpy(key->address, nla_data(address), size);
	memcpy(masked, key->address, size);
	p2p_prefix_mask(masked, size, key->length);
	if (memcmp(masked, key->address, size))
		return p2p_netlink_refuse(extack, address, -EINVAL, "the address has bits beyond its prefix length");
	key->family = size == 16 ? NFPROTO_IPV6 : NFPROTO_IPV4;
	return 0;
}
